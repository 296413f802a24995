/** A comparison of two reports in words, for a terminal and as Markdown for a pull request. */
import { amountOf } from '../../properties/frontier/words.js';
import { reproduceCommand } from '../../properties/corpus/token.js';
import type { ReportFinding } from '../document/data.js';
import { inlineMarkdown } from '../markup/inline.js';
import { several } from '../text/numbers.js';
import { coloursOf } from '../text/text.js';
import type { TextStyle } from '../text/text.js';
import { headlineWords } from '../words/finding-words.js';
import type { MovedEdge, ReportComparison } from './compare.js';

/** The result in one line: what is new comes first. */
function comparisonHeadline({ study, found, gone, moved }: ReportComparison): string {
  const parts = [
    ...(found.length === 0 ? [] : [`${several(found.length, 'new kind')} of failure`]),
    ...(moved.length === 0 ? [] : [`${several(moved.length, 'boundary point')} moved`]),
    ...(gone.length === 0 ? [] : [`${several(gone.length, 'kind')} gone`]),
  ];
  return `${study}: ${parts.length === 0 ? 'nothing new, nothing gone, no boundary moved' : parts.join(', ')}.`;
}

/** `h4: on client-1's clock, stranded to safe at -1 h, before at -2 h`. */
function movedWords({ map, along, line, classes, before, after }: MovedEdge): string {
  const [axis, other] = along === 'x' ? [map.x, map.y] : [map.y, map.x];
  const at = (value: number | undefined, none: string): string =>
    value === undefined ? none : amountOf(axis, value);
  const where = `${other.title} ${amountOf(other, line)}`;
  return `${map.variant}, ${axis.title} where ${classes.join(' becomes ')} (at ${where}): ${at(before, 'none')} before, ${at(after, 'none')} now`;
}

const findingWords = ({ variant, story, fingerprint }: ReportFinding): string =>
  `${variant}: ${headlineWords(story).join(': ')} (${fingerprint})`;

/** Boundary points that are listed one by one. */
const MOVED_MAX = 12;

function listed(moved: readonly MovedEdge[]): readonly string[] {
  const rest = moved.length - MOVED_MAX;
  return [
    ...moved.slice(0, MOVED_MAX).map(movedWords),
    ...(rest > 0 ? [`and ${several(rest, 'point')} more`] : []),
  ];
}

const sameWords = ({ same, unmoved, unmatched }: ReportComparison): string =>
  [
    `${several(same, 'kind')} of failure in both; ${several(unmoved, 'boundary point')} unmoved.`,
    ...(unmatched.length === 0 ? [] : [`Maps of one report only: ${unmatched.join(', ')}.`]),
  ].join(' ');

/**
 * Returns a comparison as text for a terminal.
 * @param options options that `reproduce` needs besides a token
 * @since 0.1.0
 */
export function comparisonReport(
  comparison: ReportComparison,
  style: TextStyle,
  options?: string,
): string {
  const colours = coloursOf(style);
  const { found, gone, moved } = comparison;
  const section = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : ['', colours.bold(title), ...lines.map((line) => `  ${line}`)];
  return [
    colours.bold(comparisonHeadline(comparison)),
    ...section(
      'New',
      found.flatMap((one) => [
        colours.red(findingWords(one)),
        `  ${reproduceCommand(one.token, options)}`,
      ]),
    ),
    ...section('Moved', listed(moved)),
    ...section('Gone', gone.map(findingWords)),
    '',
    sameWords(comparison),
  ].join('\n');
}

/**
 * Returns a comparison as Markdown for a comment on a pull request.
 * @param options options that `reproduce` needs besides a token
 * @since 0.1.0
 */
export function comparisonMarkdown(comparison: ReportComparison, options?: string): string {
  const { found, gone, moved } = comparison;
  const section = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : ['', `### ${title}`, '', ...lines.map((line) => `- ${line}`)];
  return [
    `## skewproof: ${inlineMarkdown(comparisonHeadline(comparison))}`,
    ...section(
      'New',
      found.map(
        (one) =>
          `❌ ${inlineMarkdown(findingWords(one))}\n  \`\`\`sh\n  ${reproduceCommand(one.token, options)}\n  \`\`\``,
      ),
    ),
    ...section(
      'Moved boundaries',
      listed(moved).map((line) => inlineMarkdown(line)),
    ),
    ...section(
      'Gone',
      gone.map((one) => `✅ ${inlineMarkdown(findingWords(one))}`),
    ),
    '',
    inlineMarkdown(sameWords(comparison)),
    '',
  ].join('\n');
}

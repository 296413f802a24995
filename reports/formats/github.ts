/**
 * Output for GitHub Actions: an annotation, which is one line in the form of a workflow command,
 * and Markdown for the job's summary.
 */
import { alsoWords } from '../../properties/explain/words/side-words.js';
import { reproduceCommand } from '../../properties/corpus/token.js';
import { breaks } from '../../properties/campaign/finding.js';
import type { Story } from '../../properties/explain/story-types.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import { civil } from '../../properties/words/civil.js';
import { withoutLinks } from '../markup/no-links.js';
import { count } from '../text/numbers.js';
import { asExpected, cellsOf, columnsOf, inColumns, NOT_JUDGED } from '../text/cells.js';
import { codeText } from '../text/code-line.js';
import type { VerificationCell, VerifiedVariant } from '../text/cells.js';

/** Characters of a message that the runner unescapes: line ends and percent signs. */
const escapedData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/** In a property's value, a colon or a comma ends it too. */
const escapedProperty = (text: string): string =>
  escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** One line: `::error title=…::message`. */
const githubAnnotation = (
  level: 'error' | 'warning' | 'notice',
  title: string,
  message: string,
): string => `::${level} title=${escapedProperty(title)}::${escapedData(message)}`;

/** Escapes text for a Markdown table's cell or a paragraph. */
const literal = (text: string): string =>
  withoutLinks(text.replace(/[\\`*_{}[\]<>()#+!|~]/g, (character) => `\\${character}`)).replaceAll(
    '\n',
    ' ',
  );

/** A span of code, whatever backticks it contains; a table's cells end at bars even within code. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 ? ' ' : '';
  return `${fence}${pad}${text.replaceAll('|', '\\|')}${pad}${fence}`;
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

/** A fence longer than any run of backticks in the text. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}

/** Rows of a record's path: a summary may take a MiB in all. */
const WAY_MAX = 60;

/**
 * The parts of a finding that an annotation needs.
 * @since 0.1.0
 */
export interface GithubFinding {
  readonly story: Story;
  readonly foundAtRun: number;
  readonly token: string;
  /** Options that `skewproof reproduce` needs besides the token. Default: none. */
  readonly reproduceOptions?: string;
}

const titleOf = ({ property, fate }: Story): string => `${property}: ${fate}`;

/**
 * Returns one annotation per finding: GitHub shows ten of a kind per step, and findings are few.
 * @since 0.1.0
 */
export const findingAnnotations = (
  campaign: string,
  findings: readonly GithubFinding[],
): readonly string[] =>
  findings.map(({ story, token, reproduceOptions }) =>
    githubAnnotation(
      'error',
      `${campaign} breaks ${titleOf(story)}`,
      [story.paragraph, alsoWords(story) ?? [], reproduceCommand(token, reproduceOptions)]
        .flat()
        .join('\n'),
    ),
  );

function findingSummary(study: Pick<AnyStudy, 'epochMs'>, finding: GithubFinding): string {
  const { story, foundAtRun, token, reproduceOptions } = finding;
  const way = story.chain
    .slice(-WAY_MAX)
    .map(({ step, atMs, node, localMs, what }) => [
      String(step),
      civil(atMs + study.epochMs),
      literal(node),
      civil(localMs),
      literal(what),
    ]);
  const line = codeText(story, study.epochMs);
  return [
    `### ${literal(titleOf(story))} (found at run ${String(foundAtRun)})`,
    literal([story.paragraph, alsoWords(story) ?? []].flat().join(' It ')),
    ...(line === undefined ? [] : [fenced(line)]),
    fenced(reproduceCommand(token, reproduceOptions)),
    `<details><summary>The record's way</summary>\n\n${table(['step', 'true time', 'node', 'its clock', 'what happens'], way)}\n\n</details>`,
  ].join('\n\n');
}

/**
 * For an exploration of one variant.
 * @since 0.1.0
 */
export const explorationSummary = (
  study: Pick<AnyStudy, 'epochMs'>,
  campaign: string,
  runs: number,
  findings: readonly GithubFinding[],
): string =>
  [
    `## skewproof: ${literal(campaign)}`,
    `${count(runs)} runs, ${findings.length === 0 ? 'no violation' : `${String(findings.length)} kind(s) of failure`}.`,
    ...findings.map((finding) => findingSummary(study, finding)),
    '',
  ].join('\n\n');

/**
 * Returns one annotation per variant and property that is not as expected, and one per campaign
 * without a result.
 * @since 0.1.0
 */
export const verificationAnnotations = (
  study: string,
  verified: readonly VerifiedVariant[],
): readonly string[] =>
  verified.flatMap((one) => {
    const { verdict, reason, findings } = one.exploration;
    const campaign = `${study}/${one.variant}`;
    if (!asExpected([one]) && cellsOf(one).every((cell) => cell.asExpected))
      return [githubAnnotation('error', `${campaign}: ${verdict}`, reason ?? verdict)];
    return cellsOf(one)
      .filter((cell) => !cell.asExpected)
      .map(({ property, expected, found }) => {
        const fingerprint = findings.find((finding) => breaks(finding, property))?.fingerprint;
        return githubAnnotation(
          'error',
          `${campaign}: ${property} ${found}, expected: ${expected}`,
          fingerprint ??
            `nothing that breaks it was found in ${count(one.exploration.statistics.runs)} runs`,
        );
      });
  });

/**
 * Returns a verification as Markdown: variant × property, as in a terminal.
 * @since 0.1.0
 */
export function verificationSummary(study: string, verified: readonly VerifiedVariant[]): string {
  const columns = columnsOf(verified.map((one) => ({ cells: cellsOf(one) })));
  const cellText = (cell: VerificationCell | undefined): string => {
    if (cell === undefined) return NOT_JUDGED;
    const { found, expected, asExpected: right } = cell;
    return right ? `${found} ✓` : `**${found} ✗** expected: ${expected}`;
  };
  const rows = verified.map((one) => [
    code(one.variant),
    count(one.exploration.statistics.runs),
    ...inColumns(columns, cellsOf(one)).map(cellText),
    literal(one.exploration.verdict),
  ]);
  return [
    `## skewproof: ${literal(study)}`,
    asExpected(verified) ? 'All as expected.' : '**Not as expected.**',
    table(['variant', 'runs', ...columns, 'verdict'], rows),
    '',
  ].join('\n\n');
}

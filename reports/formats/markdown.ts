/** A verification as Markdown, for a pull-request comment or a CI job's summary. */
import { alsoWords } from '../../properties/explain/words/side-words.js';
import { inlineMarkdown } from '../markup/inline.js';
import { count, several } from '../text/numbers.js';
import type { ReportData, ReportFinding, ReportVariant } from '../document/data.js';
import { reproduceCommand } from '../../properties/corpus/token.js';
import { columnsOf, conclusive, inColumns, NOT_JUDGED } from '../text/cells.js';
import { codeText } from '../text/code-line.js';
import { resultSentences } from '../words/result.js';
import type { PropertyName } from '../../properties/study/contract.js';

const plain = inlineMarkdown;

/** A fence longer than any run of backticks in the text. */
function fenced(text: string, language = 'sh'): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

function row(
  variant: ReportVariant,
  columns: readonly PropertyName[],
  purpose: ReportData['purpose'],
): string {
  const cells = conclusive(variant.verdict)
    ? inColumns(columns, variant.cells).map((cell) => {
        if (cell === undefined) return NOT_JUDGED;
        if (purpose !== undefined) return cell.found === 'holds' ? '✅ holds' : '❌ **violated**';
        return cell.asExpected
          ? `✅ ${cell.found}`
          : `❌ **${cell.found}**, expected: ${cell.expected}`;
      })
    : columns.map((_, place) =>
        place === 0 ? `❌ ${plain(`${variant.verdict}: ${variant.reason ?? ''}`)}` : '',
      );
  return `| ${[plain(variant.variant), ...cells, count(variant.statistics.runs)].join(' | ')} |`;
}

const section =
  (options: string | undefined, epochMs: number) =>
  (finding: ReportFinding): string => {
    const line = codeText(finding.story, epochMs);
    const lines = [
      `**${plain(finding.variant)}**: ${plain(finding.fingerprint)}`,
      '',
      plain(finding.story.paragraph),
      ...[alsoWords(finding) ?? []].flat().map((also) => `\n${also}`),
      ...(line === undefined ? [] : ['', fenced(line, 'text')]),
      '',
      fenced(reproduceCommand(finding.token, options)),
    ];
    return lines.join('\n');
  };

/** The end of the first line: a search and a run have no expectation to meet. */
function resultWords({ purpose, asExpected, findings }: ReportData): string {
  if (purpose === undefined) return asExpected ? '✅ as expected' : '❌ not as expected';
  if (findings.length === 0) return asExpected ? '✅ nothing found' : '❌ no conclusion';
  return `❌ ${count(findings.length)} kind${findings.length === 1 ? '' : 's'} of failure found`;
}

/** Number of findings in full; GitHub takes 65,536 characters in a comment. */
const SHOWN_MAX = 10;

const details = (
  summary: string,
  findings: readonly ReportFinding[],
  { reproduceOptions, epochMs }: Pick<ReportData, 'reproduceOptions' | 'epochMs'>,
): readonly string[] => {
  if (findings.length === 0) return [];
  const shown = findings.slice(0, SHOWN_MAX);
  const rest = findings.length - shown.length;
  return [
    '',
    `<details><summary>${summary}</summary>`,
    '',
    shown.map(section(reproduceOptions, epochMs)).join('\n\n'),
    ...(rest > 0 ? ['', `… and ${count(rest)} more in the full report.`] : []),
    '',
    '</details>',
  ];
};

/**
 * Returns the report as Markdown.
 * @since 0.1.0
 */
export function markdownReport(data: ReportData): string {
  const unexpected = (finding: ReportFinding): boolean =>
    data.variants.some(
      (variant) =>
        variant.variant === finding.variant &&
        variant.cells.some(
          (cell) =>
            (cell.property === finding.property || finding.alsoBreaks.includes(cell.property)) &&
            !cell.asExpected,
        ),
    );
  const surprises = data.findings.filter(unexpected);
  const runs = data.variants.reduce((sum, variant) => sum + variant.statistics.runs, 0);
  const columns = columnsOf(data.variants);
  const head = ['variant', ...columns, 'runs'];
  return [
    ...(data.variants.length === 0
      ? // A map alone explored no variant: a verdict over no variants would read as a pass.
        [`## skewproof: ${plain(data.study)}`]
      : [
          `## skewproof: ${plain(data.study)} ${resultWords(data)}`,
          '',
          plain(resultSentences(data).join(' ')),
          '',
          `${several(data.variants.length, 'variant')}, ${several(runs, 'run')}, seed ${String(data.seed)}.`,
          '',
          `| ${head.join(' | ')} |`,
          `|${head.map(() => '---').join('|')}|`,
          ...data.variants.map((variant) => row(variant, columns, data.purpose)),
          ...data.variants.flatMap(({ variant, warnings = [] }) =>
            warnings.flatMap((warning) => ['', `⚠️ ${plain(variant)}: ${plain(warning)}.`]),
          ),
        ]),
    ...(surprises.length === 0
      ? []
      : [
          '',
          data.purpose === undefined ? '### Not expected' : '### Found',
          '',
          surprises
            .slice(0, SHOWN_MAX)
            .map(section(data.reproduceOptions, data.epochMs))
            .join('\n\n'),
        ]),
    ...details(
      `Findings, as expected (${count(data.findings.length - surprises.length)})`,
      data.findings.filter((finding) => !unexpected(finding)),
      data,
    ),
    ...data.maps.flatMap(({ title, map }) => [
      '',
      `### ${plain(title)}`,
      '',
      ...map.rules.map((rule) => `- ${plain(rule.text)}`),
      '',
      `${count(map.runs)} runs; a grid of every point would take ${count(map.gridRuns)}.`,
    ]),
    '',
    `<!-- ${data.program} -->`,
    '',
  ].join('\n');
}

/**
 * A verification as JUnit XML in the Ant form that CI servers read: a suite per variant, a test
 * case per property. A case fails when the finding is not what the study expects.
 */
import { alsoWords } from '../../properties/explain/words/side-words.js';
import { count } from '../text/numbers.js';
import type { ReportData, ReportFinding, ReportVariant } from '../document/data.js';
import { reproduceCommand } from '../../properties/corpus/token.js';
import { conclusive } from '../text/cells.js';
import type { VerificationCell } from '../text/cells.js';
import { xmlAttribute, xmlComment, xmlText } from '../markup/xml.js';

/**
 * Times that a JUnit report states. Without them it has none, and equal campaigns give equal
 * reports.
 * @since 0.1.0
 */
export interface JunitOptions {
  /**
   * Start of the campaign, as `2026-01-31T23:59:59`. The schema requires one; a report has no time
   * of its own.
   */
  readonly timestamp?: string;
  /** Duration of each variant, seconds. */
  readonly seconds?: Readonly<Record<string, number>>;
}

const attributes = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${xmlAttribute(String(value))}"`)
    .join('');

function failureText(
  cell: VerificationCell,
  findings: readonly ReportFinding[],
  options: string | undefined,
): string {
  if (cell.found === 'holds')
    return `${cell.property} was expected to be violated by ${cell.variant}, and no run violated it.`;
  return findings
    .map((finding) =>
      [
        finding.story.paragraph,
        ...[alsoWords(finding) ?? []].flat(),
        `Kind of failure: ${finding.fingerprint}`,
        ...finding.differences.map((line) => `  ${line}`),
        `Reproduce: ${reproduceCommand(finding.token, options)}`,
        ...(finding.hash === undefined ? [] : [`Trace hash: ${finding.hash}`]),
      ].join('\n'),
    )
    .join('\n\n');
}

function testCase(data: ReportData, variant: ReportVariant, cell: VerificationCell): string {
  const open = `    <testcase${attributes({ name: cell.property, classname: `${data.study}.${variant.variant}`, time: '0' })}`;
  if (!conclusive(variant.verdict)) {
    const message = `${variant.verdict}: ${variant.reason ?? 'no conclusion'}`;
    return `${open}>\n      <error${attributes({ message, type: variant.verdict })}>${xmlText(message)}</error>\n    </testcase>`;
  }
  if (cell.asExpected) return `${open}/>`;
  const findings = data.findings.filter(
    (one) =>
      one.variant === variant.variant &&
      (one.property === cell.property || one.alsoBreaks.includes(cell.property)),
  );
  const message = `expected: ${cell.expected}, found: ${cell.found}`;
  return `${open}>\n      <failure${attributes({ message, type: cell.property })}>${xmlText(failureText(cell, findings, data.reproduceOptions))}</failure>\n    </testcase>`;
}

/** Statistics and expectations: no failure, but worth reading in a CI server's output. */
function systemOut(data: ReportData, variant: ReportVariant): string {
  const { statistics } = variant;
  const lines = [
    `${count(statistics.runs)} runs, ${count(statistics.events)} events, ${count(statistics.records)} records; ${count(statistics.violating)} runs broke a property.`,
    ...data.findings
      .filter((one) => one.variant === variant.variant)
      .map((one) => `${one.fingerprint}: ${reproduceCommand(one.token, data.reproduceOptions)}`),
  ];
  return xmlText(lines.join('\n'));
}

function suite(
  data: ReportData,
  variant: ReportVariant,
  id: number,
  options: JunitOptions,
): string {
  const sound = conclusive(variant.verdict);
  const failures = sound ? variant.cells.filter((cell) => !cell.asExpected).length : 0;
  const head = attributes({
    name: `${data.study}.${variant.variant}`,
    package: data.study,
    id,
    timestamp: options.timestamp ?? '1970-01-01T00:00:00',
    hostname: 'localhost',
    tests: variant.cells.length,
    failures,
    errors: sound ? 0 : variant.cells.length,
    skipped: 0,
    time: (options.seconds?.[variant.variant] ?? 0).toFixed(3),
  });
  const properties = Object.entries({
    variant: variant.title,
    seed: data.seed,
    runs: variant.statistics.runs,
    verdict: variant.verdict,
  }).map(([name, value]) => `      <property${attributes({ name, value })}/>`);
  return [
    `  <testsuite${head}>`,
    '    <properties>',
    ...properties,
    '    </properties>',
    ...variant.cells.map((cell) => testCase(data, variant, cell)),
    `    <system-out>${systemOut(data, variant)}</system-out>`,
    '    <system-err></system-err>',
    '  </testsuite>',
  ].join('\n');
}

/**
 * Returns the report as JUnit XML: a test suite for each variant, a case for each property.
 * @since 0.1.0
 */
export function junitReport(data: ReportData, options: JunitOptions = {}): string {
  const suites = data.variants.map((variant, id) => suite(data, variant, id, options));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<!-- ${xmlComment(data.program)} -->\n<testsuites>\n${suites.join('\n')}\n</testsuites>\n`;
}

/**
 * JUnit XML: valid by the schema, readable by a reader of test results from npm, and safe for any
 * text.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import parser from 'test-results-parser';
import { PROPERTY_NAMES } from '../../properties/oracle/invariants.js';
import { junitProblems } from './_junit-schema.test.js';
import { smallReport } from '../document/_report.test.js';
import { junitReport } from './junit.js';
import type { ReportData } from '../document/data.js';

const data = smallReport();

/** The report as a CI server's reader parses it. */
function read(xml: string) {
  const folder = mkdtempSync(fileURLToPath(new URL('junit-', import.meta.url)));
  try {
    const file = join(folder, 'junit.xml');
    writeFileSync(file, xml);
    return parser.parse({ type: 'junit', files: [file] });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The same report, but the fix was expected to lose records and the shipped agent was not. */
const surprised: ReportData = {
  ...data,
  asExpected: false,
  variants: data.variants.map((variant) => ({
    ...variant,
    cells: variant.cells.map((cell) =>
      cell.property === 'conservation'
        ? {
            ...cell,
            expected: cell.found === 'holds' ? ('violated' as const) : ('holds' as const),
            asExpected: false,
          }
        : cell,
    ),
  })),
};

test('junit - validates against the common schema, with and without failures', (t) => {
  t.deepEqual(junitProblems(junitReport(data)), []);
  const options = { timestamp: '2026-01-31T23:59:59', seconds: { h2: 1.5 } };
  t.deepEqual(junitProblems(junitReport(surprised, options)), []);
});

test('junit - the check of the schema finds what is wrong', (t) => {
  const xml = junitReport(data);
  t.regex(junitProblems(xml.replace('</testsuites>', ''))[0] ?? '', /^no XML: /);
  t.regex(junitProblems(xml.replace('timestamp="1970', 'timestamp="70'))[0] ?? '', /timestamp/);
  t.regex(junitProblems(xml.replace(' hostname="localhost"', ''))[0] ?? '', /no hostname/);
  t.regex(junitProblems(xml.replace('<testcase ', '<testcase file="a" '))[0] ?? '', /may not have/);
  t.regex(junitProblems(xml.replaceAll('system-err', 'stderr')).join(), /no element|holds/);
});

test('junit - one test case per variant and property; a reader counts the same', (t) => {
  const result = read(junitReport(data));
  t.is(result.total, data.variants.length * PROPERTY_NAMES.length);
  t.is(result.passed, result.total);
  t.deepEqual(
    result.suites.map(({ name, total }) => [name, total]),
    [
      ['sms2.h2', PROPERTY_NAMES.length],
      ['sms2.fixed', PROPERTY_NAMES.length],
    ],
  );
  t.deepEqual(
    result.suites[0]?.cases.map(({ name }) => name),
    [...PROPERTY_NAMES],
  );
});

test('junit - a failure states the expectation, the cause, and the command that reproduces it', (t) => {
  const result = read(junitReport(surprised));
  t.is(result.failed, 2);
  const cases = result.suites.flatMap((suite) => suite.cases);
  const [lost, kept] = cases.filter(({ name }) => name === 'conservation');
  t.is(lost?.status, 'FAIL');
  t.is(lost?.failure, 'expected: holds, found: violated');
  const finding = data.findings.find(({ property }) => property === 'conservation');
  t.true(lost?.stack_trace.includes(`npx skewproof reproduce ${finding?.token ?? '?'}`));
  t.true(lost?.stack_trace.includes(finding?.hash ?? '?'));
  t.regex(kept?.stack_trace ?? '', /no run violated it/);
});

test('junit - an inconclusive variant is an error, never a pass', (t) => {
  const vacuous: ReportData = {
    ...data,
    variants: data.variants.map((one) => ({ ...one, verdict: 'vacuous', reason: 'never <full>' })),
  };
  const xml = junitReport(vacuous);
  t.deepEqual(junitProblems(xml), []);
  const result = read(xml);
  t.is(result.passed, 0);
  t.is(result.suites[0]?.cases[0]?.failure, 'vacuous: never <full>');
});

test('junit - markup, control characters and broken surrogates are escaped or spelled out', (t) => {
  const nasty = 'a<b>&"c"\u0000\u001b[31m\ud800]]>\t\n\r\ufffe😀';
  const named: ReportData = {
    ...surprised,
    findings: surprised.findings.map((one) => ({
      ...one,
      story: { ...one.story, paragraph: nasty },
    })),
    variants: surprised.variants.map((one) => ({ ...one, title: nasty })),
  };
  const xml = junitReport(named);
  t.deepEqual(junitProblems(xml), []);
  t.notRegex(xml, /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
  t.is(Buffer.from(xml, 'utf8').toString('utf8'), xml);
  const result = read(xml);
  const text = result.suites[0]?.cases.find(({ name }) => name === 'conservation')?.stack_trace;
  t.true(text?.includes('a<b>&"c"\\u0000\\u001b[31m\\ud800]]>'), text);
  t.true(text?.includes('😀'));
});

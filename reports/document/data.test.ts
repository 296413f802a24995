/**
 * A report's data: it is valid by its own schema, and every token in it runs to the hash beside it.
 */
import { Ajv } from 'ajv';
import test from 'ava';
import { decodeToken } from '../../properties/corpus/token.js';
import { runScenario } from '../../properties/oracle/judged-run.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import { smallReport, STUDY } from './_report.test.js';
import { noStatistics } from '../../properties/campaign/statistics.js';
import { htmlReport } from '../html/page.js';
import { markdownReport } from '../formats/markdown.js';
import { reportData } from './build.js';
import { REPORT_SCHEMA } from './schema.js';

const data = smallReport();
const plain = JSON.parse(JSON.stringify(data)) as Record<string, unknown>;
const validate = new Ajv({ strict: true, allErrors: true }).compile(REPORT_SCHEMA);

test('report data - is plain JSON that its published schema admits', (t) => {
  t.true(validate(plain), JSON.stringify(validate.errors?.slice(0, 3)));
  t.true(data.findings.length > 2);
  t.deepEqual(
    data.variants.map(({ variant, verdict }) => [variant, verdict]),
    [
      ['h2', 'violation'],
      ['fixed', 'pass'],
    ],
  );
});

test('report data - the schema refuses fields that are missing, added or of another type', (t) => {
  t.false(validate({ ...plain, seed: 'many' }));
  t.false(validate({ ...plain, more: 1 }));
  t.false(validate({ ...plain, findings: undefined }));
  const [finding] = plain['findings'] as object[];
  t.false(validate({ ...plain, findings: [{ ...finding, hash: 'ABC' }] }));
  t.false(validate({ ...plain, findings: [{ ...finding, fate: 'gone' }] }));
});

test('report data - warnings of a campaign are data, and each rendering shows them', (t) => {
  const doubtful = reportData({
    study: STUDY,
    program: 'skewproof test',
    seed: 1,
    verified: [
      {
        variant: 'fixed',
        stated: { title: 'the fix', violated: [] },
        exploration: {
          verdict: 'pass',
          findings: [],
          statistics: noStatistics(),
          warnings: ['no copy was seen'],
        },
      },
    ],
  });
  t.deepEqual(doubtful.variants[0]?.warnings, ['no copy was seen']);
  t.true(validate(JSON.parse(JSON.stringify(doubtful))));
  t.false(validate({ ...doubtful, variants: [{ ...doubtful.variants[0], warnings: 'one' }] }));
  const warning = 'fixed: no copy was seen.';
  t.true(htmlReport(doubtful).includes(`Warning, ${warning}`));
  t.true(markdownReport(doubtful).includes(warning));
  t.false(htmlReport(data).includes('Warning, '));
});

const hashOf = (token: string): string =>
  runScenario(STUDY, decodeToken(token, () => STUDY).scenario as ScenarioBase).summary.hash;

test('report data - each finding, map point and run has a token that runs to its hash', (t) => {
  for (const finding of data.findings) t.is(finding.hash, hashOf(finding.token));
  for (const { run, twin } of data.runs) {
    t.is(hashOf(run.token), run.hash);
    if (twin !== undefined) t.is(hashOf(twin.token), twin.hash);
  }
  const [report] = data.maps;
  t.truthy(report);
  for (const point of (report?.points ?? []).flat()) t.is(hashOf(point.token), point.hash);
});

test('report data - a map point has the class of its own run', (t) => {
  const [report] = data.maps;
  for (const [row, points] of (report?.points ?? []).entries())
    for (const [column, { token }] of points.entries()) {
      const { fates } = runScenario(
        STUDY,
        decodeToken(token, () => STUDY).scenario as ScenarioBase,
      );
      const said = report?.map.classes[row]?.[column];
      t.is(said === 'destroyed', fates.totals.destroyed > 0);
      if (said === 'safe') t.is(fates.uncounted.length, 0);
    }
});

test('report data - a run and its twin are marked where the explanation says that they diverge', (t) => {
  let marked = 0;
  for (const finding of data.findings) {
    const { divergence } = finding.story;
    const shown = data.runs.find(({ id }) => id === finding.run);
    if (divergence === undefined || shown?.run.partsAt === undefined) continue;
    const { steps, partsAt } = shown.run;
    // The line is drawn before the next event there, or after all events if there is none.
    t.true((steps[partsAt]?.atMs ?? Infinity) >= divergence.lost.atMs, finding.fingerprint);
    t.true((steps[partsAt - 1]?.atMs ?? 0) <= divergence.lost.atMs);
    t.true((steps[partsAt - 1]?.event ?? 0) <= divergence.lost.step);
    marked += 1;
  }
  t.true(marked > 2);
});

test('report data - findings of one record in one scenario share a run, and each names one', (t) => {
  const ids = new Set(data.runs.map(({ id }) => id));
  for (const finding of data.findings) t.true(ids.has(finding.run ?? ''), finding.fingerprint);
  t.true(ids.size <= data.findings.length);
});

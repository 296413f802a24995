/** Two reports are compared: new, gone and moved; a file that is no report is refused. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ava from 'ava';
import type { TestFn } from 'ava';
import type { ReportData } from '../../reports/document/data.js';
import { cli, json } from '../cli/_cli.test.js';

const test = ava.serial as unknown as TestFn;
const folder = mkdtempSync(join(tmpdir(), 'skewproof-compare-'));
const old = join(folder, 'report.json');
const changed = join(folder, 'changed.json');

ava.after.always(() => {
  rmSync(folder, { recursive: true });
});

ava.before(
  'a report, and one in which a finding is new and a boundary lies elsewhere',
  async () => {
    const made = await cli(
      `verify sms2 --variant h4 --runs 20 --corpus none --report ${folder}`.split(' '),
    );
    if (made.code !== 0) throw new Error(made.stderr);
    const data = JSON.parse(readFileSync(old, 'utf8')) as ReportData;
    const [first, ...rest] = data.findings;
    if (first === undefined) throw new Error('a variant that loses has findings');
    const less = 1_800_000;
    const moved = data.maps.map((one) => ({
      ...one,
      map: {
        ...one.map,
        edges: one.map.edges.map((edge) =>
          edge.along === 'x' && edge.low.x === -3_600_001
            ? {
                ...edge,
                low: { ...edge.low, x: edge.low.x + less },
                high: { ...edge.high, x: edge.high.x + less },
              }
            : edge,
        ),
      },
    }));
    writeFileSync(
      changed,
      JSON.stringify({
        ...data,
        maps: moved,
        findings: [{ ...first, fingerprint: `${first.fingerprint}, elsewhere` }, ...rest],
      }),
    );
  },
);

test('report - equal reports: nothing new, exit 0', async (t) => {
  const { code, stdout } = await cli(['report', '--compare', old, old]);
  t.is(code, 0);
  t.regex(stdout, /^sms2: nothing new, nothing gone, no boundary moved\.\n/);
  t.regex(stdout, /\d+ kinds of failure in both; \d+ boundary points unmoved\.\n$/);
});

test('report - new, gone and moved: exit 1, the headline first, also as JSON and Markdown', async (t) => {
  const { code, stdout } = await cli(['report', '--compare', old, changed]);
  t.is(code, 1);
  t.regex(stdout, /^sms2: 1 new kind of failure, \d+ boundary points moved, 1 kind gone\.\n/);
  t.regex(stdout, /\nNew\n {2}h4: .*, elsewhere\)\n {4}npx skewproof reproduce sk1\./);
  t.regex(
    stdout,
    /clock offset of client-1 where stranded becomes misdated \(at number of records logged \d+\): -1 h 0\.001 s before, -30 min 0\.001 s now/,
  );
  t.regex(stdout, /\nGone\n {2}h4: /);
  const data = await json<{ found: readonly unknown[]; moved: readonly { before: number }[] }>([
    ...['report', '--compare', old, changed],
  ]);
  t.is(data.found.length, 1);
  t.true(data.moved.every(({ before }) => before === -3_600_001));
  const markdown = await cli(['report', '--compare', old, changed, '--markdown']);
  t.regex(markdown.stdout, /^## skewproof: sms2: 1 new kind of failure/);
  t.regex(markdown.stdout, /\n### New\n\n- ❌ h4: .*\n {2}```sh\n {2}npx skewproof reproduce/);
});

test('report - a file that is no report, or of another study, is refused', async (t) => {
  const other = join(folder, 'other.json');
  writeFileSync(other, '{"format":1}');
  const broken = join(folder, 'broken.json');
  const report = JSON.parse(readFileSync(old, 'utf8')) as {
    maps: { map: { edges: { low?: object }[] } }[];
  };
  delete report.maps[0]?.map.edges[0]?.low;
  writeFileSync(broken, JSON.stringify(report));
  for (const [args, message] of [
    [[old, other], /SKEW-101 at .*other\.json: expected a report\.json of skewproof/],
    [[old, broken], /broken\.json: .*another shape \(maps\.0\.map\.edges\.0/],
    [[old], /SKEW-101 at --compare: expected two files/],
    [[old, join(folder, 'none.json')], /SKEW-101 at .*none\.json/],
  ] as const) {
    const { code, stdout, stderr } = await cli(['report', '--compare', ...args]);
    t.is(code, 2);
    t.is(stdout, '');
    t.regex(stderr, message);
  }
});

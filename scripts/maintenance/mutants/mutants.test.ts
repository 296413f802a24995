/** The tool on mutants that are planted here, and the saved results that the page is made of. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { AREAS, sourcesOf, testsOf } from './areas.js';
import { writeHarness } from './build.js';
import { equivalentTable, killerTable, scoreOf, shareOf, survivorTable } from './page.js';
import { Player } from './play.js';
import type { MutantResult } from './play.js';
import { measuredIn, Process } from './processes.js';
import { mutantsOf, sampleOf, versionOf } from './sample.js';
import type { Mutant, RawMutant } from './sample.js';
import { changedSources, judgements, printedResults, savedResults } from './saved.js';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

/** A module in the instrumenter's form, and its test. Mutant 2 is equivalent, and 4 never ends. */
const MODULE = `
const ns = () => (globalThis.__stryker__ ??= {});
const on = (id) => {
  if (ns().activeMutant !== id) return false;
  if (ns().hitCount !== undefined && ++ns().hitCount > ns().hitLimit) throw new Error('endless');
  return true;
};
const reach = (...ids) => {
  for (const id of ids) globalThis.__reached__[id] += 1;
};
const LIMIT = on('3') ? 0 : (reach('3'), 10);
export function larger(a, b) {
  if (on('1') ? a < b : on('2') ? a >= b : (reach('1', '2'), a > b)) return a;
  return b;
}
export function count() {
  let sum = 0;
  while (on('4') ? true : (reach('4'), sum < LIMIT)) sum += 1;
  return sum;
}
export const unused = () => (on('5') ? 1 : (reach('5'), 0));
`;
const TESTS = `
import test from 'ava';
import { count, larger } from './module.js';
test('larger - of two', (t) => {
  t.is(larger(1, 2), 2);
  t.is(larger(2, 1), 2);
  t.is(larger(2, 2), 2);
});
test('count - up to the limit', (t) => t.is(count(), 10));
test('count - fails by itself', (t) => t.is(count(), 11));
`;

const planted = (id: string): Mutant => ({
  ...{ id, key: `module.ts: mutant ${id}`, file: 'module.ts', line: Number(id) },
  ...{ original: 'a', replacement: 'b' },
});

test('mutants - a planted one is killed by its test, an equivalent one survives, and one that no test reaches is named', async (t) => {
  const build = mkdtempSync(join(tmpdir(), 'skewproof-mutants-'));
  mkdirSync(join(build, 'dist'));
  writeFileSync(join(build, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(build, 'dist/module.js'), MODULE);
  writeFileSync(join(build, 'dist/module.test.js'), TESTS);
  writeHarness(build, fileURLToPath(new URL('harness.js', import.meta.url)));
  const files = ['module.test.ts'];
  const inside = new Process();
  const measurement = await measuredIn(inside, { build, files, campaigns: false });
  inside.end();
  t.deepEqual(
    measurement.tests.filter(({ failure }) => failure !== undefined).map(({ name }) => name),
    ['module.test.ts | count - fails by itself'],
  );
  t.deepEqual(measurement.static, ['3']);
  const budget = { sum: 60, one: 60 };
  const player = new Player({ build, files, campaigns: false, budget }, measurement);
  const played: MutantResult[] = [];
  for (const id of ['1', '2', '3', '4', '5']) played.push(await player.play(planted(id), files));
  player.end();
  rmSync(build, { recursive: true });
  const larger = 'module.test.ts | larger - of two';
  const count = 'module.test.ts | count - up to the limit';
  t.deepEqual(
    played.map(({ status, by }) => [status, by]),
    [
      ['killed', larger],
      ['survived', undefined],
      ['killed', count],
      ['killed', count],
      ['unreached', undefined],
    ],
  );
  t.is(played[3]?.failure, 'endless');

  const results = { seed: 1, sample: {}, population: {}, sources: {}, results: played };
  const judged = { 'module.ts: mutant 2': 'equal numbers are equal' };
  t.deepEqual(scoreOf(played, judged), { killed: 3, equivalent: 1, survived: 1 });
  t.is(shareOf(scoreOf(played, judged)), 0.75);
  t.is(equivalentTable(results, judged), '- module.ts:2 `mutant 2`: equal numbers are equal');
  t.is(survivorTable(results, judged), '- module.ts:5 `mutant 5`: no test reaches it');
  t.true(killerTable(results).includes(`- \`${larger}\` kills 1:\n  - module.ts:1 \`mutant 1\``));
});

const raw = (id: string, line: number, replacement: string, more = {}): RawMutant => ({
  ...{ id, fileName: 'a.ts', mutatorName: 'EqualityOperator', replacement },
  location: { start: { line, column: 0 }, end: { line, column: 5 } },
  ...more,
});

test('mutants - a name holds when lines move, and a sample when others come', (t) => {
  const before = mutantsOf(
    [raw('0', 0, 'a < b'), raw('1', 1, 'a < b'), raw('2', 1, 'a >= b')],
    new Map([['a.ts', 'a > b;\na > b;']]),
  );
  t.deepEqual(
    before.map(({ key }) => key),
    ['a.ts: a > b → a < b', 'a.ts: a > b → a < b (2)', 'a.ts: a > b → a >= b'],
  );
  const after = mutantsOf(
    [raw('7', 3, 'a < b'), raw('8', 4, 'a < b'), raw('9', 4, 'a >= b')],
    new Map([['a.ts', '\n\nc\na > b;\na > b;']]),
  );
  t.deepEqual(
    after.map(({ key }) => key),
    before.map(({ key }) => key),
  );
  t.deepEqual(
    after.map(({ line }) => line),
    [4, 5, 5],
  );
  const many = Array.from({ length: 40 }, (_, at) => planted(String(at)));
  const keys = (some: readonly Mutant[]): readonly string[] => some.map(({ key }) => key);
  const drawn = keys(sampleOf(many, 1, 10));
  const again = keys(sampleOf([...many, planted('new')], 1, 11));
  t.deepEqual(again.filter((key) => key !== planted('new').key).slice(0, 10), drawn);
  t.notDeepEqual(keys(sampleOf(many, 2, 10)), drawn);
});

test('mutants - lists that only grow are not tried', (t) => {
  const list = { mutatorName: 'ArrayDeclaration' };
  const texts = new Map([['a.ts', '[a,b]']]);
  const some = [raw('0', 0, '[]', list), raw('1', 0, '["x"]', list)];
  t.deepEqual(
    mutantsOf(some, texts).map(({ id }) => id),
    ['0'],
  );
});

test('mutants - every area has sources and tests', (t) => {
  for (const area of AREAS) {
    t.true(sourcesOf(ROOT, area).length > 5, area.name);
    t.true(testsOf(ROOT, area).length > 1, area.name);
  }
});

test('mutants - of the saved sample of at least 400, 95 % of those that differ are killed', (t) => {
  const saved = savedResults(ROOT);
  if (saved === undefined) {
    t.fail('npm run mutants makes the results');
    return;
  }
  const judged = judgements(ROOT);
  const score = scoreOf(saved.results, judged);
  t.true(saved.results.length >= 400);
  t.true(shareOf(score) >= 0.95, JSON.stringify(score));
  const alive = saved.results.filter(({ status }) => status !== 'killed').map(({ key }) => key);
  // A judgement of a mutant that a test kills is wrong.
  t.deepEqual(
    Object.keys(judged).filter((key) => !alive.includes(key)),
    [],
  );
  t.log(`sources changed since: ${changedSources(ROOT, saved).join(', ') || 'none'}`);
});

test('mutants - a source that has changed since is named', (t) => {
  const [source = ''] = AREAS.flatMap((area) => sourcesOf(ROOT, area));
  const results = { seed: 1, sample: {}, population: {}, results: [] };
  const sources = { [source]: versionOf('another text'), 'gone.ts': versionOf('') };
  t.deepEqual(changedSources(ROOT, { ...results, sources }), [source, 'gone.ts']);
  const [result] = /"results"[^]*/.exec(printedResults({ ...results, sources })) ?? [];
  t.is(result, '"results": [\n\n  ]\n}\n');
});

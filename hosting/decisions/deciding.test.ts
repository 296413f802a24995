/** The deciding line of planted defects: the line, both operands in both runs, and what set them. */
import test from 'ava';
import { bundleProgram } from '../bundler/bundle.js';
import { Driver, EPOCH_MS, SCRIPT } from './_driver.test.js';
import { PLANTED } from './_planted.test.js';
import type { Planted } from './_planted.test.js';
import type { Program } from '../program.js';
import type { Deciding } from './deciding-line.js';
import { decidingLine } from './deciding.js';
import { instrumentProgram } from './instrument.js';
import { readerOf } from './reader.js';
import type { DecisionRecorder } from './recorder.js';

const ROOT = new URL('../../../', import.meta.url).pathname;

function loses(
  program: Program,
  { play }: Planted,
  x: number,
  recorder?: DecisionRecorder,
): boolean {
  const driver = new Driver(program, recorder);
  play(driver, x);
  return !driver.delivered.has(1);
}

/** The least x that loses, by bisection. */
function threshold(program: Program, planted: Planted): number {
  let [kept, lost] = [0, planted.x];
  while (lost - kept > 1) {
    const middle = Math.floor((kept + lost) / 2);
    if (loses(program, planted, middle)) lost = middle;
    else kept = middle;
  }
  return lost;
}

interface Found {
  readonly at: number;
  readonly deciding: Deciding;
}

async function found(planted: Planted): Promise<Found> {
  const program = await bundleProgram({
    ...{ source: planted.source, platform: 'node', root: ROOT, name: 'planted' },
  });
  const instrumented = await instrumentProgram(program);
  const reader = await readerOf(instrumented);
  const at = threshold(program, planted);
  const deciding = decidingLine(
    // So little is kept at a time that a long run is recorded more than once.
    { program: instrumented, script: SCRIPT, reader, node: 'agent', decisionsMax: 1 },
    {
      losing: (recorder) => loses(instrumented, planted, at, recorder),
      passing: (recorder) => loses(instrumented, planted, at - 1, recorder),
    },
  );
  return { at, deciding };
}

for (const planted of PLANTED.filter(({ line }) => line !== undefined))
  test(`deciding line - ${planted.name}`, async (t) => {
    const { at, deciding } = await found(planted);
    t.is(at, planted.losesFrom);
    if (deciding.kind !== 'decision') {
      t.fail(deciding.words);
      return;
    }
    const { losing, passing } = deciding;
    t.is(losing.name, planted.line ?? '');
    t.is(passing.name, planted.line ?? '');
    if (planted.sides !== undefined)
      t.deepEqual(
        [losing.left.value, losing.right.value, passing.left.value, passing.right.value],
        [...planted.sides],
      );
    if (planted.texts !== undefined)
      t.deepEqual([losing.left.text, losing.right.text], [...planted.texts]);
    t.regex(losing.left.latchedBy ?? '', planted.left ?? /.*/);
    t.regex(losing.right.latchedBy ?? '', planted.right ?? /^$/);
    t.is(losing.source?.file, 'program.ts');
    // A switch on a number is not inverted.
    t.is(deciding.confirmed, planted.line?.includes('switch') === true ? false : true);
  });

for (const planted of PLANTED.filter(({ undecided }) => undecided !== undefined))
  test(`deciding line - none: ${planted.name}`, async (t) => {
    const { at, deciding } = await found(planted);
    t.is(at, planted.losesFrom);
    if (deciding.kind !== 'none') {
      t.fail(deciding.losing.name);
      return;
    }
    t.is(deciding.why, planted.undecided ?? 'same');
    t.regex(deciding.words, /^No comparison decides: /);
    const [losing, passing] = planted.next ?? [/./, /./];
    t.regex(deciding.losing, losing);
    t.regex(deciding.passing, passing);
    t.is(deciding.selected?.losing.name, planted.selected);
    t.regex(deciding.lastRead?.words ?? '', /^Date\.now at program\.ts:\d+$/);
  });

test('deciding line - the reading before, in both runs', async (t) => {
  const [planted] = PLANTED;
  const { deciding } = await found(planted as Planted);
  t.deepEqual(deciding.lastRead, {
    words: 'Date.now at program.ts:11',
    clock: 'wall',
    at: 16,
    losing: EPOCH_MS + 60_101,
    passing: EPOCH_MS + 60_100,
  });
});

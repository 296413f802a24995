/** Malformed input ends with an answer: a message and exit code 2, or a result if it is still valid. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { doors } from './doors.js';
import { faultOf, SECONDS_MAX } from './judge.js';
import type { Answer } from './judge.js';
import { reportTexts } from './malformed-campaign.js';
import give, { inputAt } from './malformed-worker.js';

const SEED = 1;
const INPUTS = 140;

test('malformed - no input makes a command throw, hang, change its files or say nothing', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'skewproof-malformed-'));
  try {
    const reports = await reportTexts(folder);
    const job = { seed: SEED, from: 0, to: INPUTS, folder, reports, at: new SharedArrayBuffer(4) };
    const { faults, codes } = await give(job);
    t.deepEqual(faults, []);
    const all = doors(reports);
    const answered = (name: string, code?: number): number =>
      Object.entries(codes)
        .filter(([key]) =>
          key.startsWith(`${name}: exit ${code === undefined ? '' : String(code)}`),
        )
        .reduce((sum, [, count]) => sum + count, 0);
    // Each door is knocked at equally often, and each refuses something.
    for (const { name } of all) {
      t.is(answered(name), INPUTS / all.length, name);
      t.true(answered(name, 2) > 0, name);
    }
    t.deepEqual(inputAt(all, SEED, 99).input, inputAt(all, SEED, 99).input);
    t.notDeepEqual(inputAt(all, SEED, 99).input, inputAt(all, SEED, 99 + all.length).input);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const REFUSED: Answer = {
  ...{ code: 2, stdout: '', stderr: 'skewproof: SKEW-101 at a.json: expected JSON, got "x".\n' },
  ...{ seconds: 0.1, untouched: true },
};

const FAULTS: Readonly<Record<string, Partial<Answer>>> = {
  'exit code 4': { code: 4 },
  'exit code 3': { code: 3 },
  'exit code -1': { code: -1 },
  'exit code 2 without a message': { stderr: '' },
  'it printed a stack': { stderr: 'skewproof: TypeError\n    at read (file.js:3:4)' },
  'a file of the input was changed': { code: 0, untouched: false },
  'it took 20.1 s': { code: 0, seconds: SECONDS_MAX + 0.1 },
  'a message longer than 20,000 characters': { stderr: `skewproof: ${'x'.repeat(20_000)}` },
};

for (const [fault, parts] of Object.entries(FAULTS))
  test(`malformed - a wrong answer is named: ${fault}`, (t) => {
    t.is(faultOf({ ...REFUSED, ...parts }), fault);
  });

test('malformed - a refusal is right, and so is the result of a mutant that is still valid', (t) => {
  t.is(faultOf(REFUSED), undefined);
  for (const code of [0, 1, 5]) t.is(faultOf({ ...REFUSED, code, stderr: '' }), undefined);
});

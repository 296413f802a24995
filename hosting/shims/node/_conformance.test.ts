/** Plays a list of cases on a shim, inside a hosted program, and on the real thing, and compares. */
import { createRequire } from 'node:module';
import test from 'ava';
import { played } from '../../_worlds.test.js';
import { outsideMicrotasks } from '../../realm/node-drain.js';
import type { ConformanceCase } from './conformance-case.js';

type Run = (require: unknown) => unknown;

/** What came of a case, as data. This text is played in the program too: it names nothing outside. */
const outcome = async (run: Run, require: unknown): Promise<string> => {
  try {
    return JSON.stringify({ value: (await run(require)) as unknown });
  } catch (error) {
    const { name, code, message, syscall, errno } = error as NodeJS.ErrnoException;
    return JSON.stringify({ error: { name, code, message, syscall, errno } });
  }
};

/** What comes of a case inside a hosted program. */
export async function onShim(run: Run): Promise<string> {
  const code = `
    const outcome = ${outcome.toString()};
    exports.start = (host) => { void outcome(${run.toString()}, require).then(host.told); };`;
  const { reports } = await outsideMicrotasks(() => played({ code, endAt: 600_000 }));
  return reports.find((text) => text.startsWith('told: '))?.slice(6) ?? reports.join('\n');
}

export const onRealThing = (run: Run): Promise<string> =>
  outcome(run, createRequire(import.meta.url));

/** One test for each case. */
export function conforms(shim: string, cases: readonly ConformanceCase[]): void {
  for (const { name, run } of cases)
    // One after another: a simulation in between would hold the real timers up.
    test.serial(`${shim} conforms - ${name}`, async (t) => {
      const real = await onRealThing(run as Run);
      t.true(real.length > 0);
      t.deepEqual(JSON.parse(await onShim(run as Run)), JSON.parse(real));
    });
}

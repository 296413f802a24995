/** Plays a list of cases on a shim, inside a hosted program, and on the real thing, and compares. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import test from 'ava';
import { played } from '../../_worlds.test.js';
import { outsideMicrotasks } from '../../realm/node/drain.js';
import type { ConformanceCase } from './conformance-case.js';

type Run = ConformanceCase['run'];

/** Outcome of a case, as text. It is played in the program too: it names nothing outside. */
const outcome = async (
  run: Run,
  require: (name: string) => unknown,
  dir: string,
): Promise<string> => {
  const tried = async (make: () => unknown): Promise<unknown> => {
    try {
      return (await make()) ?? null;
    } catch (error) {
      const { name, code, message, syscall, errno, path } = error as NodeJS.ErrnoException;
      return { error: { name, code, message, syscall, errno, path } };
    }
  };
  const text = JSON.stringify(await tried(() => run(require, { dir, tried })));
  return text.replaceAll(dir, 'DIR');
};

/** Outcome of a case inside a hosted program. */
export async function onShim(run: Run): Promise<string> {
  const code = `
    const outcome = ${outcome.toString()};
    exports.start = (host) => {
      const dir = require('fs').mkdtempSync('/tmp/conform-');
      void outcome(${run.toString()}, require, dir).then(host.told);
    };`;
  const { reports } = await outsideMicrotasks(() =>
    played({ code, server: 'app', endAt: 600_000, link: { latencyMsMin: 1, latencyMsMax: 1 } }),
  );
  return reports.find((text) => text.startsWith('told: '))?.slice(6) ?? reports.join('\n');
}

export async function onRealThing(run: Run): Promise<string> {
  const dir = mkdtempSync(`${tmpdir()}/conform-`);
  try {
    return await outcome(run, createRequire(import.meta.url), dir);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** One test for each case. */
export function conforms(shim: string, cases: readonly ConformanceCase[]): void {
  for (const { name, run } of cases)
    // One after another: a simulation in between would hold the real timers up.
    test.serial(`${shim} conforms - ${name}`, async (t) => {
      const real = await onRealThing(run);
      t.true(real.length > 0);
      t.deepEqual(parsed(await onShim(run)), parsed(real));
    });
}

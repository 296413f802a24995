/** Recorded usage through a program, and runs in which a program leaves the simulation. */
import test from 'ava';
import { outsideMicrotasks } from '../../hosting/realm/node/drain.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../sim/model/time.js';
import { simulateRecorded } from '../campaign/simulate.js';
import { judgedRun } from '../oracle/judged-run.js';
import { codedStudy, stepAfterUse } from './_coded.test.js';

/** 2026-01-31 08:00:00 UTC. */
const MORNING_MS = 1_769_846_400_000;

const STAMPING = `
const queue: { marker: string; at: number }[] = [];
export function track(marker: string): void {
  queue.push({ marker, at: Date.now() });
}
export async function flush(): Promise<void> {
  const batch = queue.splice(0);
  if (batch.length > 0)
    await fetch('https://ingest.example/v1', { method: 'POST', body: JSON.stringify(batch) });
}
setInterval(flush, 10_000);`;

test('usage - a collector that refuses dates of tomorrow loses those of a machine that is ahead', async (t) => {
  const dates: number[] = [];
  const study = await codedStudy(STAMPING, {
    collector: ({ body }, { wall }) => {
      const at = (JSON.parse(body) as { at: number }[]).map((one) => one.at);
      dates.push(...at);
      return { status: at.some((date) => date > wall + HOUR_MS) ? 400 : 200 };
    },
  });
  const use = (client: number, afterMs: number) => ({
    ...{ client, user: 'u', program: 'p' },
    startMs: MORNING_MS + afterMs,
    endMs: MORNING_MS + afterMs + MINUTE_MS,
  });
  const simulation = await outsideMicrotasks(() =>
    simulateRecorded(study, {
      ...{ variant: 'shipped', seed: 1, installedBeforeMs: MINUTE_MS, dateToleranceMs: 1_000 },
      clients: [
        { name: 'right', offsetMs: 0 },
        { name: 'ahead', offsetMs: 2 * HOUR_MS },
        {
          ...{ name: 'ahead until it is set', offsetMs: HOUR_MS },
          history: [
            { atMs: MORNING_MS - HOUR_MS, offsetMs: 2 * HOUR_MS },
            { atMs: MORNING_MS + 2 * HOUR_MS, offsetMs: 0 },
          ],
        },
      ],
      uses: [
        ...[use(0, 0), use(0, 3 * HOUR_MS), use(1, DAY_MS), use(1, HOUR_MS), use(1, HOUR_MS + 1)],
        ...[use(2, HOUR_MS), use(2, 3 * HOUR_MS)],
      ],
    }),
  );
  t.deepEqual(
    simulation.clients.map(({ name, used, shown, lostSilently }) => [
      ...[name, used, shown, lostSilently],
    ]),
    [
      ['right', 2, 2, 0],
      ['ahead', 3, 0, 3],
      ['ahead until it is set', 2, 1, 1],
    ],
  );
  t.is(simulation.totals.used, 7);
  t.is(simulation.firstUseMs, MORNING_MS);
  // The clocks tell the dates of the usage: a program may compare them with dates of its own.
  t.true(dates.includes(MORNING_MS));
  t.true(dates.includes(MORNING_MS + 3 * HOUR_MS));
});

test('usage - none at all, and a study that plays none, are refused', async (t) => {
  const study = await codedStudy(STAMPING);
  const input = {
    ...{ variant: 'shipped', seed: 1, installedBeforeMs: 0, dateToleranceMs: 0 },
    ...{ clients: [{ name: 'a', offsetMs: 0 }], uses: [] },
  };
  t.throws(() => simulateRecorded(study, input), { message: /SKEW-101 at usage/ });
});

test('access outside of the simulation ends the run, names the line, and no more', async (t) => {
  const study = await codedStudy(`import { generatePrimeSync } from 'node:crypto';
const startedAt = Date.now();
const queue: string[] = [];
export const track = (marker: string): unknown => queue.push(marker);
export async function flush(): Promise<void> {
  if (Date.now() - startedAt > 3_600_000) generatePrimeSync(32);
  const batch = queue.splice(0);
  if (batch.length > 0) await fetch('https://ingest.example/v1', { method: 'POST', body: batch.join() });
}
setInterval(flush, 10_000);`);
  const scenario = stepAfterUse(study.simplest('shipped'), 3_600_000);
  const { result } = await outsideMicrotasks(() => judgedRun(study, scenario));
  t.is(result.outcome, 'unfinished');
  t.is(result.verdict, 'unknown');
  t.is(result.summary.outcome, 'unsimulated');
  t.regex(result.reason ?? '', /^the program left the simulation: SKEW-404 at .*program:coded:\d+/);
  t.regex(result.reason ?? '', /got crypto\.generatePrimeSync/);
  const again = await outsideMicrotasks(() => judgedRun(study, scenario));
  t.is(again.result.summary.hash, result.summary.hash);
});

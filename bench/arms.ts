/** The two harnesses of the comparison, each as a team would run it: fast-check over workloads. */
import * as fc from 'fast-check';
import { playBaseline } from './baseline.js';
import { playOurs } from './ours.js';
import { playPairBaseline } from './pair-baseline.js';
import { playPair } from './pair-study.js';
import { holds, workloads } from './workload.js';
import type { Outcome, Workload } from './workload.js';

interface Campaign {
  readonly runs: number;
  readonly seed: number;
  /** Number of times that it is played, one after the other. Default 1. */
  readonly times?: number;
}

/**
 * Both arms draw the same workloads: one seed, one arbitrary, no failure and so no shrinking. Both
 * also draw the same number, since fast-check draws small ones first and a faster arm plays them
 * more often.
 */
const parameters = ({ runs, seed }: Campaign): fc.Parameters<[unknown]> => ({
  numRuns: runs,
  seed,
});

async function runAsync(
  play: (workload: Workload) => Promise<Outcome>,
  size: Campaign,
): Promise<number> {
  const property = fc.asyncProperty(workloads, async (workload) =>
    holds(workload, await play(workload)),
  );
  await fc.assert(property, parameters(size));
  return size.runs;
}

function runSync(play: (workload: Workload) => Outcome, size: Campaign): number {
  const { runs, times = 1 } = size;
  const property = fc.property(workloads, (workload) => holds(workload, play(workload)));
  for (let time = 0; time < times; time += 1) fc.assert(property, parameters(size));
  return runs * times;
}

/** The whole reference study, and the straightforward harness of one class. */
export const runOurs = (size: Campaign): number => runSync(playOurs, size);
export const runBaseline = (size: Campaign): Promise<number> => runAsync(playBaseline, size);

/** The same job for both: one agent, one server, the same messages, the same checks. */
export const runPair = (size: Campaign): number => runSync(playPair, size);
export const runPairBaseline = (size: Campaign): Promise<number> =>
  runAsync(playPairBaseline, size);

/** Number of events of each scenario of the pair, for both arms. */
export const pairEvents = ({ runs, seed }: Campaign): readonly number[] =>
  fc.sample(workloads, { numRuns: runs, seed }).map((workload) => playPair(workload).events);

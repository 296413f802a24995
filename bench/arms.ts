/** The two harnesses of the comparison, each as a team would run it: fast-check over workloads. */
import * as fc from 'fast-check';
import { playBaseline } from './baseline.js';
import { playOurs } from './ours.js';
import { holds, workloads } from './workload.js';

/** Both arms draw the same workloads: one seed, one arbitrary, no failure and so no shrinking. */
const parameters = (runs: number, seed: number): fc.Parameters<[unknown]> => ({
  numRuns: runs,
  seed,
});

export async function runBaseline(runs: number, seed: number): Promise<number> {
  const property = fc.asyncProperty(workloads, async (workload) =>
    holds(workload, await playBaseline(workload)),
  );
  await fc.assert(property, parameters(runs, seed));
  return runs;
}

export function runOurs(runs: number, seed: number): number {
  const property = fc.property(workloads, (workload) => holds(workload, playOurs(workload)));
  fc.assert(property, parameters(runs, seed));
  return runs;
}

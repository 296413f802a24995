/**
 * Interleaved measuring: one round of each arm in turn, so that whatever else the machine does
 * falls on all arms alike. A figure is the median of its rounds, with the least and the greatest.
 *
 * Time is the processor's, not the wall's: other work on the machine then lengthens nothing but
 * what it takes from the caches. Machines with neighbours change their speed from second to second:
 * a bare loop before and after each arm says how fast the machine was then.
 */
import { bareHeapLoop } from './bare-heap.js';

export interface Arm {
  readonly name: string;
  /** Does the work once and returns how many units of it. */
  readonly work: () => number | Promise<number>;
}

export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export interface Measured {
  /** Units per second of processor time, one for each round. */
  readonly perCpuSecond: readonly number[];
  /** Units per second of wall time. */
  readonly perSecond: readonly number[];
  /** Units in the processor time of a step of the bare loop: for ratios of arms that ran one after the other. */
  readonly perLoopStep: readonly number[];
}

/**
 * What is cleared away before each arm. `all`: whatever an arm of large worlds has left. But where
 * nothing of a kind is left alive, the engine forgets the code that it made for it as well, over and
 * over, which a campaign never meets: `young` suffices for arms that keep nothing for long.
 */
export type Clears = 'all' | 'young';

type Round = { readonly [Rate in keyof Measured]: number };

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  const median = sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? NaN)) / 2;
  return { median, min: sorted[0] ?? NaN, max: sorted.at(-1) ?? NaN };
}

/** Round by round, so that a ratio compares what was measured at one time. */
export const ratios = (over: readonly number[], under: readonly number[]): Spread =>
  spreadOf(over.map((value, round) => value / (under[round] ?? NaN)));

/** Small enough for the nearest cache, so that it measures the processor and nothing else. */
const LOOP_PENDING = 60;
const LOOP_STEPS = 1_000_000;

const cpuSecondsSince = (before: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000_000;
};

function loopStepSeconds(): number {
  const before = process.cpuUsage();
  bareHeapLoop(LOOP_PENDING, LOOP_STEPS);
  return cpuSecondsSince(before) / LOOP_STEPS;
}

async function once(arm: Arm, clears: Clears): Promise<Round> {
  // One arm's garbage is not another's to clear away.
  globalThis.gc?.({ type: clears === 'young' ? 'minor' : 'major' });
  await arm.work();
  const stepBefore = loopStepSeconds();
  const before = process.cpuUsage();
  const from = performance.now();
  const units = await arm.work();
  const wallMs = performance.now() - from;
  const cpuSeconds = cpuSecondsSince(before);
  const stepSeconds = (stepBefore + loopStepSeconds()) / 2;
  return {
    perCpuSecond: units / cpuSeconds,
    perSecond: units / (wallMs / 1000),
    perLoopStep: (units / cpuSeconds) * stepSeconds,
  };
}

/** `rounds` rounds of all arms in turn; each does its work once before it counts. */
export async function interleaved(
  arms: readonly Arm[],
  rounds: number,
  clears: Clears = 'all',
): Promise<ReadonlyMap<string, Measured>> {
  const measured = new Map<string, Record<keyof Measured, number[]>>();
  for (const arm of arms)
    measured.set(arm.name, { perCpuSecond: [], perSecond: [], perLoopStep: [] });
  for (let round = 0; round < rounds; round += 1)
    for (const arm of arms) {
      const { perCpuSecond, perSecond, perLoopStep } = await once(arm, clears);
      measured.get(arm.name)?.perCpuSecond.push(perCpuSecond);
      measured.get(arm.name)?.perSecond.push(perSecond);
      measured.get(arm.name)?.perLoopStep.push(perLoopStep);
    }
  return measured;
}

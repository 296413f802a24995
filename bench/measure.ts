/**
 * Interleaved measurement: one round of each arm in turn, so that other load on the machine slows
 * all arms equally. A figure is the median of its rounds, with the least and the greatest.
 *
 * Time is the processor's, not the wall's, so that other work on the machine affects only the
 * caches. Shared machines change their speed from second to second: a bare loop before and after
 * each arm measures that speed.
 */
import { bareHeapLoop } from './bare-heap.js';

export interface Arm {
  readonly name: string;
  /** Does the work once and returns its number of units. */
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
  /**
   * Units per step of the bare loop, by processor time: for ratios of arms that ran one after the
   * other.
   */
  readonly perLoopStep: readonly number[];
}

/**
 * Memory cleared before each arm. `all` clears whatever an arm of large worlds has left. But the
 * engine then discards compiled code whose objects are all gone, which a campaign never meets.
 * `young` suffices for arms that keep nothing for long.
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

/** Computed round by round, so that a ratio compares what was measured at one time. */
export const ratios = (over: readonly number[], under: readonly number[]): Spread =>
  spreadOf(over.map((value, round) => value / (under[round] ?? NaN)));

/** Small enough for the nearest cache, so that it measures the processor alone. */
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
  // One arm must not clear away another's garbage.
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

/** Runs `rounds` rounds of all arms in turn; each does its work once before it counts. */
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

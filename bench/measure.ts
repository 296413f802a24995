/**
 * Interleaved measuring: one round of each arm in turn, so that whatever else the machine does
 * falls on all arms alike. A figure is the median of its rounds, with the least and the greatest.
 *
 * Time is the processor's, not the wall's: other work on the machine then lengthens nothing but
 * what it takes from the caches. `waitingMs` is what the wall clock says beyond that.
 */

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
}

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

async function once(arm: Arm): Promise<{ perCpuSecond: number; perSecond: number }> {
  // One arm's garbage is not another's to clear away. But where nothing of a kind is left alive,
  // the engine forgets the code that it made for it as well: so each arm gets going before it counts.
  globalThis.gc?.();
  await arm.work();
  const cpu = process.cpuUsage();
  const from = performance.now();
  const units = await arm.work();
  const wallMs = performance.now() - from;
  const used = process.cpuUsage(cpu);
  return {
    perCpuSecond: units / ((used.user + used.system) / 1_000_000),
    perSecond: units / (wallMs / 1000),
  };
}

/** `rounds` rounds of all arms in turn. */
export async function interleaved(
  arms: readonly Arm[],
  rounds: number,
): Promise<ReadonlyMap<string, Measured>> {
  const measured = new Map<string, { perCpuSecond: number[]; perSecond: number[] }>();
  for (const arm of arms) measured.set(arm.name, { perCpuSecond: [], perSecond: [] });
  for (let round = 0; round < rounds; round += 1)
    for (const arm of arms) {
      const { perCpuSecond, perSecond } = await once(arm);
      measured.get(arm.name)?.perCpuSecond.push(perCpuSecond);
      measured.get(arm.name)?.perSecond.push(perSecond);
    }
  return measured;
}

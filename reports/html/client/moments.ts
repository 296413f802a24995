/** The moments of a run and its twin: true times, and the steps within each. */
import { slotAt } from '../../spacetime/axis.js';
import type { SpaceTime } from '../../spacetime/types.js';

export interface Moment {
  readonly atMs: number;
  /** Number among the steps of that time. */
  readonly slot: number;
}

/** Every moment at which either run has a step, in order. */
export function momentsOf(runs: readonly SpaceTime[]): readonly Moment[] {
  const seen = new Map<string, Moment>();
  for (const run of runs) {
    let slot = 0;
    for (const [position, { atMs }] of run.steps.entries()) {
      slot = position > 0 && run.steps[position - 1]?.atMs === atMs ? slot + 1 : 0;
      seen.set(`${String(atMs)} ${String(slot)}`, { atMs, slot });
    }
  }
  return [...seen.values()].sort((a, b) => a.atMs - b.atMs || a.slot - b.slot);
}

export const momentOf = (run: SpaceTime, position: number): Moment => ({
  atMs: run.steps[Math.min(position, run.steps.length - 1)]?.atMs ?? 0,
  slot: slotAt(run, Math.min(position, run.steps.length - 1)),
});

/** Positions at which something happens to the record, in order. */
export function turnsOf({ record, decision, partsAt }: SpaceTime): readonly number[] {
  const turns = [
    ...(record === undefined
      ? []
      : [
          record.usedFrom,
          record.end.position,
          ...record.holds.flatMap(({ from, to }) => [from, to]),
        ]),
    ...(decision === undefined ? [] : [decision.position]),
    ...(partsAt === undefined ? [] : [partsAt]),
  ];
  return [...new Set(turns)].sort((a, b) => a - b);
}

/** Pieces of the labels by which studies say what was explored: bands of numbers, faults of links. */
import type { Fault } from '../../sim/world/fault.js';
import type { PERFECT_LINK } from '../../sim/world/network.js';

export type Band = readonly [upTo: number, name: string];

export const bandOf = (value: number, bands: readonly Band[]): string =>
  bands.find(([upTo]) => value <= upTo)?.[1] ?? 'more';

export const distinct = (names: readonly string[]): readonly string[] => [...new Set(names)];

export const linkLabels = (network: typeof PERFECT_LINK): readonly string[] => [
  ...(network.loss.of > 0 ? ['message loss'] : []),
  ...(network.duplicate.of > 0 ? ['message duplication'] : []),
  ...(network.ordered ? [] : ['message reordering']),
  ...(network.latencyMsMax > 0 ? ['latency'] : []),
];

/** The kind of a fault, finer where it matters to what it provokes. */
export function faultLabel(fault: Fault): string {
  if (fault.kind === 'clock') return fault.adjustment.kind;
  return fault.kind === 'crash' && fault.intoSyncMs !== undefined ? 'crash in a sync' : fault.kind;
}

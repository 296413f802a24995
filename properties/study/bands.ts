/** Parts of the labels by which studies describe a campaign: bands of numbers, faults of links. */
import { DAY_MS, YEAR_MS } from '../../sim/model/time.js';
import type { Fault } from '../../sim/world/fault.js';
import type { PERFECT_LINK } from '../../sim/world/network.js';

export type Band = readonly [upTo: number, name: string];

/** Bands of a clock's offset, ms: side and order of magnitude. */
export const OFFSET_BANDS: readonly Band[] = [
  [-YEAR_MS, 'behind by years'],
  [-DAY_MS, 'behind by days'],
  [-1, 'behind by up to a day'],
  [0, 'right'],
  [DAY_MS, 'ahead by up to a day'],
  [YEAR_MS, 'ahead by days'],
  [Infinity, 'ahead by years'],
];

/** Bands of small counts. */
export const SIZE_BANDS: readonly Band[] = [
  [0, '0'],
  [1, '1'],
  [10, '2 to 10'],
  [Infinity, '11 and more'],
];

export const bandOf = (value: number, bands: readonly Band[]): string =>
  bands.find(([upTo]) => value <= upTo)?.[1] ?? 'more';

export const distinct = (names: readonly string[]): readonly string[] => [...new Set(names)];

export const linkLabels = (network: typeof PERFECT_LINK): readonly string[] => [
  ...(network.loss.of > 0 ? ['message loss'] : []),
  ...(network.duplicate.of > 0 ? ['message duplication'] : []),
  ...(network.ordered ? [] : ['message reordering']),
  ...(network.latencyMsMax > 0 ? ['latency'] : []),
];

/** Label of a fault: its kind, or a finer one for clock adjustments and crashes within a sync. */
export function faultLabel(fault: Fault): string {
  if (fault.kind === 'clock') return fault.adjustment.kind;
  return fault.kind === 'crash' && fault.intoSyncMs !== undefined ? 'crash in a sync' : fault.kind;
}

/**
 * A clock that is set amid the weather. Machines that come back to a network set their clocks, and a
 * program that waits to send again has read the old time: few steps fall into that wait by chance.
 */
import * as fc from 'fast-check';
import type { Fault } from '../../../sim/world/fault.js';
import { permille } from '../../pipeline/scenario/numbers.js';
import { SERVER } from '../../pipeline/protocol.js';
import { signed } from '../../study/arbitraries.js';
import type { Weather } from './weather.js';

/** Shares of a window by ever smaller orders of magnitude: retries come early. */
const PARTS = [1, 30, 900] as const;

export interface DrawnAmid {
  /** Numbers the fault and the window. */
  readonly which: number;
  /** True: where the window ends. */
  readonly atEnd: boolean;
  readonly permille: number;
  readonly part: (typeof PARTS)[number];
  readonly jitterMs: number;
}

/** Undefined in half of the runs: faults stay where they were drawn. */
export const drawnAmid: fc.Arbitrary<DrawnAmid | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.record({
    which: fc.nat({ max: 100 }),
    atEnd: fc.boolean(),
    permille,
    part: fc.constantFrom(...PARTS),
    jitterMs: fc.oneof(fc.constant(0), signed(1), signed(5_000)),
  }),
);

const isSet = (fault: Fault): boolean =>
  fault.node !== SERVER &&
  (fault.kind === 'synchronise' || (fault.kind === 'clock' && fault.adjustment.kind === 'step'));

/**
 * The faults in order of time, with one of the settings of a machine's clock moved into a window of
 * the weather.
 * @param untilMs no fault happens at this time or later, true ms
 */
export function withClockAmid(
  faults: readonly Fault[],
  drawn: DrawnAmid | undefined,
  weather: readonly Weather[],
  untilMs: number,
): readonly Fault[] {
  const settings = faults.filter(isSet);
  if (drawn === undefined || settings.length === 0) return faults;
  const { which, atEnd, permille: share, part, jitterMs } = drawn;
  const moved = settings[which % settings.length];
  const window = weather[which % Math.max(1, weather.length)];
  if (moved === undefined || window === undefined) return faults;
  const into = atEnd ? window.forMs : Math.floor((window.forMs * share) / 1_000 / part);
  const at = Math.min(Math.max(0, untilMs - 1), Math.max(0, window.at + into + jitterMs));
  return faults
    .map((fault) => (fault === moved ? { ...fault, at } : fault))
    .sort((a, b) => a.at - b.at);
}

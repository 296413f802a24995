/**
 * Runs in which much happens, and runs that last long. Each number is drawn evenly over its range,
 * where fast-check would make every third one small or extreme.
 */
import * as fc from 'fast-check';
import { DAY_MS } from '../../sim/model/time.js';
import * as storeForward from '../../models/store-forward/index.js';
import { driftPpm, link, PERFECT_LINK, signed } from '../study/arbitraries.js';
import { calendarOffsetMs, offsetMs, OFFSET_MS_MAX } from './clocks.js';
import type { Raw } from './drawn.js';
import { faultsOfAnyKind } from './interventions.js';

/** Wrong by any order of magnitude, by anything up to decades, or at a turn of the calendar. */
const farOffsetMs = fc.oneof(
  { arbitrary: offsetMs, weight: 2 },
  { arbitrary: signed(OFFSET_MS_MAX), weight: 2 },
  { arbitrary: calendarOffsetMs, weight: 1 },
);

const agent = fc.record({
  clock: fc.record({ offsetMs: farOffsetMs, driftPpm }),
  records: fc.integer({ min: 8, max: 40 }),
});

const FAULTS = { min: 3, max: 9 };
/** Limits of a minute that agents at one server exceed. */
const limited = fc.oneof(
  { arbitrary: fc.constant(0), weight: 1 },
  { arbitrary: fc.integer({ min: 1, max: 3 }), weight: 2 },
);

/** A network with faults in three of four runs. */
const network = fc.tuple(link, link).map(([one, other]) => (one === PERFECT_LINK ? other : one));

/** Several agents with much to send, and faults of all kinds. */
export const busy = (drawn: fc.Arbitrary<Raw>): fc.Arbitrary<Raw> =>
  fc.noBias(
    fc
      .record({
        raw: drawn,
        agents: fc.array(agent, { minLength: 2, maxLength: 3 }),
        batchesPerMinute: limited,
        network,
        happens: faultsOfAnyKind(FAULTS, farOffsetMs),
      })
      .map(({ raw, ...much }) => ({ ...raw, ...much })),
  );

const EVERY_MS_MIN = DAY_MS;
/** Records with which a run lasts a month or two. */
const RECORDS = { min: 24, max: 40 };
const FEW_FAULTS = { min: 0, max: 3 };

/** Machines that run for weeks with few faults: counters of milliseconds run over. */
export const longRuns = (drawn: fc.Arbitrary<Raw>): fc.Arbitrary<Raw> =>
  fc.noBias(
    fc
      .record({
        raw: drawn,
        agents: fc.array(
          fc.record({
            clock: fc.record({ offsetMs: fc.oneof(offsetMs, calendarOffsetMs), driftPpm }),
            records: fc.integer(RECORDS),
          }),
          { minLength: 1, maxLength: 3 },
        ),
        everyMs: fc.integer({ min: EVERY_MS_MIN, max: storeForward.EVERY_MS_MAX }),
        burst: fc.constantFrom(1, 1, 2),
        batchesPerMinute: limited,
        happens: faultsOfAnyKind(FEW_FAULTS, offsetMs),
      })
      .map(({ raw, ...long }) => ({ ...raw, ...long })),
  );

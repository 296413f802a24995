/** The explored spaces of a program: all that may go wrong; clocks and the network; all but clocks. */
import * as fc from 'fast-check';
import { MINUTE_MS } from '../../../sim/model/time.js';
import { percent } from '../../study/arbitraries.js';
import { drawnFaults, faultsFrom } from '../../pipeline/scenario/faults.js';
import type { DrawnFaults, FaultName, Kind } from '../../pipeline/scenario/faults.js';
import { between, permille, upTo } from '../../pipeline/scenario/numbers.js';
import { drawnClock, partedSpaces } from '../../pipeline/scenario/parted-spaces.js';
import { healAtMs, RIGHT_CLOCK } from '../../pipeline/scenario/scenario.js';
import { LIMITS, NEAR_LINK } from './scenario.js';
import type { ProgramScenario } from './scenario.js';
import { drawnTurns, turnsFrom } from './page-turns.js';
import type { DrawnTurns } from './page-turns.js';
import { drawnWeather, weatherFrom } from './weather-draws.js';
import type { DrawnWeather } from './weather-draws.js';
import { drawnAmid, withClockAmid } from './clock-amid.js';
import type { DrawnAmid } from './clock-amid.js';

/** A server's clock is looked after: mostly right. */
const serverClock = fc.oneof(
  { arbitrary: fc.constant(RIGHT_CLOCK), weight: 4 },
  { arbitrary: drawnClock, weight: 1 },
);

const uses = fc.oneof(
  { arbitrary: fc.integer({ min: 0, max: 4 }), weight: 6 },
  { arbitrary: fc.integer({ min: 0, max: LIMITS.uses }), weight: 1 },
);

const link: fc.Arbitrary<ProgramScenario['link']> = fc
  .record({
    on: fc.boolean(),
    latencyMsMin: between(LIMITS.latencyMsMin, LIMITS.latencyMsHealed),
    latencyMsMax: between(LIMITS.latencyMsMin, LIMITS.latencyMs),
    loss: percent(LIMITS.lossPercent),
    ordered: fc.boolean(),
  })
  .map(({ on, latencyMsMin, latencyMsMax, loss, ordered }) =>
    on
      ? {
          latencyMsMin,
          latencyMsMax: Math.max(latencyMsMin, latencyMsMax),
          loss,
          duplicate: { of: 0, in: 100 },
          ordered,
        }
      : NEAR_LINK,
  );

interface Drawn {
  readonly seed: number;
  readonly agents: readonly {
    readonly clock: ProgramScenario['server'];
    readonly uses: number;
  }[];
  readonly server: ProgramScenario['server'];
  readonly everyMs: number;
  readonly link: ProgramScenario['link'];
  readonly syncLatencyMs: number;
  readonly later: number;
  readonly weather: DrawnWeather;
  /** Share of the time in which there is use, thousandths; undefined: until its end. */
  readonly healed: number | undefined;
  readonly happens: DrawnFaults;
  /** Of pages alone. */
  readonly turns?: DrawnTurns;
  /** Undefined: no clock is moved amid the weather. */
  readonly amid: DrawnAmid | undefined;
}

const drawn = (kinds: readonly Kind[], isBrowser: boolean): fc.Arbitrary<Drawn> =>
  fc.record({
    seed: fc.nat({ max: 0xffff_ffff }),
    agents: fc.array(fc.record({ clock: drawnClock, uses }), {
      minLength: 1,
      maxLength: LIMITS.agents,
    }),
    server: serverClock,
    everyMs: fc.oneof(
      { arbitrary: between(LIMITS.everyMsMin, LIMITS.everyMsMax), weight: 3 },
      { arbitrary: fc.constant(MINUTE_MS), weight: 1 },
    ),
    link,
    syncLatencyMs: fc.oneof(
      { arbitrary: fc.constant(0), weight: 2 },
      { arbitrary: upTo(LIMITS.syncLatencyMs), weight: 1 },
    ),
    later: fc.integer({ min: 1, max: LIMITS.later }),
    weather: drawnWeather,
    healed: fc.option(permille, { nil: undefined, freq: 4 }),
    happens: drawnFaults(kinds),
    ...(isBrowser ? { turns: drawnTurns } : {}),
    // Drawn last, so that everything above is drawn as it would be without it.
    amid: drawnAmid,
  });

type Space = (variant: string) => fc.Arbitrary<ProgramScenario>;

/** Programs flush by the second to the minute; a draw next to one of these is next to a flush. */
const FLUSH_EVERY_MS = 10_000;

interface SpaceOptions {
  readonly faults: readonly FaultName[];
  readonly statuses: readonly number[];
  readonly simplest: (variant: string) => ProgramScenario;
  readonly isBrowser: boolean;
}

/** Scenarios by the name of the space that they are drawn from. */
export function spacesOf({
  faults,
  statuses,
  simplest,
  isBrowser,
}: SpaceOptions): Readonly<Record<string, Space>> {
  const made = (variant: string, raw: Drawn, kinds: readonly Kind[]): ProgramScenario => {
    const { happens, healed, weather, turns, amid, ...rest } = raw;
    const agents = raw.agents.map((agent) => ({ ...agent.clock, uses: agent.uses }));
    const timing = { ...rest, agents };
    const share = Math.floor((healAtMs(timing) * (healed ?? 1_000)) / 1_000);
    const span = { agents: agents.length, healAtMs: share, everyMs: raw.everyMs };
    const pages = turns === undefined ? [] : turnsFrom(turns, span);
    const windows = weatherFrom(weather, statuses, span);
    const happening = faultsFrom(happens, kinds, {
      ...span,
      uploadEveryMs: FLUSH_EVERY_MS,
      syncLatencyMs: raw.syncLatencyMs,
    });
    return {
      ...simplest(variant),
      ...timing,
      ...(healed === undefined ? {} : { healAtMs: share }),
      weather: windows,
      ...(pages.length === 0 ? {} : { pages }),
      faults: withClockAmid(happening, amid, windows, share),
    };
  };
  return partedSpaces(faults, {
    drawn: (kinds) => drawn(kinds, isBrowser),
    made,
    calm: ({ turns: _, ...raw }) => ({ ...raw, syncLatencyMs: 0 }),
  });
}

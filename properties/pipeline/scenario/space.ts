/**
 * The explored spaces of a pipeline: all faults; faults of clocks alone; all except those of
 * clocks.
 */
import * as fc from 'fast-check';
import { percent } from '../../study/arbitraries.js';
import { drawnFaults, faultsFrom } from './faults.js';
import type { DrawnFaults, FaultName, Kind } from './faults.js';
import { between, permille, upTo } from './numbers.js';
import { drawnClock, partedSpaces } from './parted-spaces.js';
import { DIRECT_LINK, healAtMs, LIMITS, RIGHT_CLOCK, simplestOf } from './scenario.js';
import type { PipelineScenario } from './scenario.js';

/** Offset of the server's clock: mostly right, as servers are synchronised. */
const serverClock = fc.oneof(
  { arbitrary: fc.constant(RIGHT_CLOCK), weight: 3 },
  { arbitrary: drawnClock, weight: 1 },
);

const uses = fc.oneof(
  { arbitrary: fc.integer({ min: 0, max: 4 }), weight: 4 },
  { arbitrary: fc.integer({ min: 0, max: LIMITS.uses }), weight: 3 },
  { arbitrary: fc.constant(LIMITS.uses), weight: 1 },
);

const link: fc.Arbitrary<PipelineScenario['link']> = fc
  .record({
    on: fc.boolean(),
    latencies: fc.tuple(upTo(LIMITS.latencyMs), upTo(LIMITS.latencyMs)),
    atOnce: fc.boolean(),
    loss: percent(LIMITS.lossPercent),
    duplicate: percent(LIMITS.duplicatePercent),
    ordered: fc.boolean(),
  })
  .map(({ on, latencies: [a, b], atOnce, ...drawn }) =>
    on
      ? { latencyMsMin: atOnce ? 0 : Math.min(a, b), latencyMsMax: Math.max(a, b), ...drawn }
      : DIRECT_LINK,
  );

/** Any pause, and the pause at which a use coincides with every upload. */
const everyMsBeside = (uploadEveryMs: number): fc.Arbitrary<number> =>
  fc.oneof(
    { arbitrary: between(LIMITS.everyMsMin, LIMITS.everyMsMax), weight: 5 },
    {
      arbitrary: fc.constant(
        Math.min(LIMITS.everyMsMax, Math.max(LIMITS.everyMsMin, uploadEveryMs)),
      ),
      weight: 1,
    },
  );

interface Drawn {
  readonly seed: number;
  readonly agents: readonly {
    readonly clock: PipelineScenario['server'];
    readonly uses: number;
  }[];
  readonly server: PipelineScenario['server'];
  readonly everyMs: number;
  readonly link: PipelineScenario['link'];
  readonly syncLatencyMs: number;
  readonly looks: number;
  /** Share of the time in which there is use, thousandths; undefined: until its end. */
  readonly healed: number | undefined;
  readonly happens: DrawnFaults;
}

type Kinds = readonly Kind[];

const drawn = (kinds: Kinds, uploadEveryMs: number): fc.Arbitrary<Drawn> =>
  fc.record({
    seed: fc.nat({ max: 0xffff_ffff }),
    agents: fc.array(fc.record({ clock: drawnClock, uses }), {
      minLength: 1,
      maxLength: LIMITS.agents,
    }),
    server: serverClock,
    everyMs: everyMsBeside(uploadEveryMs),
    link,
    syncLatencyMs: fc.oneof(fc.constant(0), upTo(LIMITS.syncLatencyMs)),
    looks: fc.nat({ max: LIMITS.looks }),
    healed: fc.option(permille, { nil: undefined, freq: 4 }),
    happens: drawnFaults(kinds),
  });

type Space = (variant: string) => fc.Arbitrary<PipelineScenario>;

/** Scenarios by the name of the space that they are drawn from. */
export function spacesOf(
  study: string,
  uploadEveryMs: number,
  faults: readonly FaultName[],
): Readonly<Record<string, Space>> {
  const simplest = simplestOf(study);
  const made = (variant: string, raw: Drawn, kinds: Kinds): PipelineScenario => {
    const { happens, healed, ...rest } = raw;
    const agents = raw.agents.map((agent) => ({ ...agent.clock, uses: agent.uses }));
    const timing = { ...rest, agents };
    const share = Math.floor((healAtMs(timing) * (healed ?? 1_000)) / 1_000);
    return {
      ...simplest(variant),
      ...timing,
      ...(healed === undefined ? {} : { healAtMs: share }),
      faults: faultsFrom(happens, kinds, {
        ...rest,
        agents: agents.length,
        healAtMs: share,
        uploadEveryMs,
      }),
    };
  };
  return partedSpaces(faults, {
    drawn: (kinds) => drawn(kinds, uploadEveryMs),
    made,
    calm: (raw) => ({ ...raw, link: DIRECT_LINK, syncLatencyMs: 0 }),
  });
}

/** The buffer's study for the harness: a scenario, its world, its use, its console. */
import * as fc from 'fast-check';
import { DAY_MS, defineStudy, MINUTE_MS, SECOND_MS } from 'skewproof';
import * as arbitraries from 'skewproof/arbitraries';
import type {
  ClockSpec,
  Fault,
  LinkSpec,
  MeteredRecord,
  Metering,
  NodeEvent,
  ScenarioBase,
  Seq,
  TimedInput,
} from 'skewproof';
import { agent } from './agent.js';
import type { Input, Message, Row } from './agent.js';
import { server } from './server.js';

export interface BufferScenario extends ScenarioBase {
  /** The agent's clock; the server reads none. */
  readonly clock: Required<ClockSpec>;
  /** Number of uses, and the time between them. */
  readonly uses: number;
  readonly everySeconds: number;
  readonly link: LinkSpec;
  readonly faults: readonly Fault[];
  /** When faults end, ms. Default: some time after the last use. */
  readonly faultsEndMs?: number;
}

/** Civil time of true time 0, ms since 1970; any instant will do. */
const EPOCH_MS = 1_750_000_000_000;
/** Time after the faults: enough for the last upload and its repetitions, ms. */
const GRACE_MS = 10 * MINUTE_MS;

/** All faults except a full disk and a broken server: see README.md. */
const KINDS = [
  'crash',
  'partition',
  'suspend',
  'wipe',
  'snapshot',
  'restore',
  'step',
  'slew',
  'drift',
] as const;

type Timing = Pick<BufferScenario, 'uses' | 'everySeconds' | 'faultsEndMs'>;

const durationMs = ({ uses, everySeconds, faultsEndMs }: Timing): number =>
  faultsEndMs ?? (uses + 1) * everySeconds * SECOND_MS;

/** The uses, then one look at the console when everything must have arrived. */
function* inputsOf(scenario: BufferScenario): Generator<TimedInput<Input>, undefined> {
  for (let record = 1; record <= scenario.uses; record += 1)
    yield {
      at: record * scenario.everySeconds * SECOND_MS,
      node: 'agent',
      input: { kind: 'use', record, program: `program-${String(record % 3)}` },
    };
  yield { at: durationMs(scenario) + GRACE_MS, node: 'server', input: { kind: 'look' } };
  return undefined;
}

/** The account from outside: a use counts when it reaches a running agent. */
class BufferMetering implements Metering<Input> {
  event(node: string, at: number, event: NodeEvent<unknown, Input>): MeteredRecord | undefined {
    if (event.kind !== 'input' || event.input.kind !== 'use') return undefined;
    const { record, program } = event.input;
    return { record, node, key: program, startMs: at, endMs: at };
  }

  incident(): void {
    // A crash ends no use, since each takes no time.
  }
}

const simplest = (variant: string): BufferScenario => ({
  study: 'full-study',
  variant,
  seed: 0,
  clock: { offsetMs: 0, driftPpm: 0 },
  uses: 1,
  everySeconds: 60,
  link: arbitraries.PERFECT_LINK,
  faults: [],
});

const everything = (variant: string): fc.Arbitrary<BufferScenario> =>
  fc
    .record({
      seed: fc.nat({ max: 0xffff_ffff }),
      clock: arbitraries.clientClock,
      uses: fc.integer({ min: 1, max: 40 }),
      everySeconds: fc.integer({ min: 1, max: 300 }),
      link: arbitraries.link,
      faults: arbitraries.drawnFaults(KINDS),
    })
    .map(({ faults, ...drawn }) => ({
      ...simplest(variant),
      ...drawn,
      faults: arbitraries.faultsFrom(faults, {
        nodes: ['agent'],
        peer: 'server',
        durationMs: durationMs(drawn),
        kinds: KINDS,
      }),
    }));

/** Time of the step: between the first use and the second, when uses are a minute apart. */
const STEP_AT_MS = 90 * SECOND_MS;

/** The agent's clock steps once. */
const stepped = (scenario: BufferScenario, byMs: number): BufferScenario => ({
  ...scenario,
  faults: [{ kind: 'clock', at: STEP_AT_MS, node: 'agent', adjustment: { kind: 'step', byMs } }],
});

export const bufferStudy = defineStudy<BufferScenario, Message, Input>({
  name: 'full-study',
  title: 'an agent that uploads its buffer by a cursor',
  epochMs: EPOCH_MS,
  variants: {
    naive: { title: 'the cursor is a wall-clock timestamp', violated: ['conservation'] },
    sequenced: { title: 'the cursor is a sequence number', violated: [] },
  },
  schema: {
    type: 'object',
    required: ['study', 'variant', 'seed', 'clock', 'uses', 'everySeconds', 'link', 'faults'],
    properties: {
      uses: { type: 'integer', minimum: 0 },
      everySeconds: { type: 'integer', minimum: 1 },
    },
  },
  spaces: { everything },
  simplest,
  build(scenario) {
    const inputs = inputsOf(scenario);
    const healAt = durationMs(scenario);
    const { offsetMs, driftPpm } = scenario.clock;
    const clock = { offsetMs: EPOCH_MS + offsetMs, driftPpm };
    return {
      seed: scenario.seed,
      nodes: [
        { name: 'agent', model: agent(scenario.variant === 'naive'), clock },
        { name: 'server', model: server },
      ],
      defaultLink: scenario.link,
      sources: [{ next: () => inputs.next().value }],
      faults: [...scenario.faults].sort((a, b) => a.at - b.at),
      healAt,
      endAt: healAt + GRACE_MS,
    };
  },
  metering: () => new BufferMetering(),
  // No start and end: this study judges whether a use is counted, not its date.
  shown: (view) =>
    (view as Seq<Row>)
      .toArray()
      .map((row) => ({ key: row.program, records: [row.record], uses: 1 })),
  coverage: () => undefined,
  dateToleranceMs: () => 0,
  labels: ({ clock, faults }) => ({
    clock: [clock.offsetMs === 0 ? 'right' : 'wrong'],
    faults: faults.length === 0 ? ['none'] : [...new Set(faults.map((fault) => fault.kind))],
  }),
  requiredMarks: () => ['row taken for a repetition'],
  // Scope of `check`: see check.test.ts.
  scope: ({ variant }) => ({
    uses: [
      { node: 'agent', inputs: (number) => [{ kind: 'use', record: number, program: 'editor' }] },
    ],
    actions: [],
    crashes: ['agent'],
    clocks: ['agent'],
    symmetric: [],
    horizonMs: 2 * MINUTE_MS,
    scripted: ({ healAt, offsetsMs, inputs, faults, schedule }) => ({
      ...simplest(variant),
      clock: { offsetMs: offsetsMs['agent'] ?? 0, driftPpm: 0 },
      uses: 0,
      link: { ...arbitraries.PERFECT_LINK, ordered: false },
      faults,
      faultsEndMs: healAt,
      schedule: { ...schedule, inputs },
    }),
  }),
  // Parameters of `skewproof map`: see map.test.ts.
  parameters: {
    step: {
      title: "step of the agent's clock",
      unit: 'ms',
      from: -DAY_MS,
      to: DAY_MS,
      words: {
        more: 'the clock is stepped forward by more than {}',
        less: 'the clock is stepped forward by less than {}',
        below: {
          more: 'the clock is stepped back by more than {}',
          less: 'the clock is stepped back by less than {}',
        },
      },
      set: stepped,
    },
    uses: {
      title: 'number of uses',
      unit: 'records',
      from: 1,
      to: 40,
      words: { more: 'uses number more than {}', less: 'uses number fewer than {}' },
      set: (scenario, uses) => ({ ...scenario, uses }),
    },
  },
});

/** One scenario played, and told as the data of a space-time diagram. */
import { encodeToken } from '../../properties/corpus/token.js';
import { judgedRun } from '../../properties/oracle/judged-run.js';
import { tracerFieldsOf } from '../../properties/oracle/tracers.js';
import { Recorder } from '../../properties/trace/recorder.js';
import type { StoryMoment } from '../../properties/explain/story-types.js';
import type { JudgedRun } from '../../properties/oracle/judged-run.js';
import type { Fate } from '../../properties/oracle/verdict.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import type { MeteredRecord, ScenarioBase } from '../../properties/study/contract.js';
import { msOf, trueMs } from '../../sim/model/time.js';
import { TraceReader } from './steps.js';
import { trimmed } from './trim.js';
import type { SpaceTime, SpaceTimeHold, SpaceTimeRecord } from './types.js';
import { RecordWatch } from './record-watch.js';

type Run = JudgedRun<ScenarioBase, unknown, unknown>;

export interface SpaceTimeOptions {
  /** The record to follow; by default the first that was not counted. */
  readonly tracer?: number;
  /** Steps drawn at most; what has nothing to do with the record is left out first. Default 300. */
  readonly stepsMax?: number;
}

const STEPS_MAX = 300;

/** The record to follow when none is named: the first that ended badly, else the first of all. */
function recordToFollow(run: Run): MeteredRecord | undefined {
  const bad = run.result.fates.uncounted.find((one) => run.ledger.metered.has(one.record));
  if (bad !== undefined) return run.ledger.metered.get(bad.record);
  return [...run.ledger.metered.values()][0];
}

const END_WORDS: Readonly<Record<Fate, string>> = {
  counted: 'counted',
  duplicated: 'counted more than once',
  misdated: 'counted, with a wrong date',
  pending: 'on its way',
  'lost-reported': 'lost, and reported',
  excused: 'lost with its disk, excused',
  stranded: 'stranded: held, and nothing moves it',
  destroyed: 'destroyed: no copy exists',
  phantom: 'shown, but never used',
};

function offsetsOf(run: Run, node: string, atMs: readonly number[], epochMs: number) {
  const clock = run.world.clockOf(node);
  const offsets: (readonly [number, number])[] = [];
  for (const [position, at] of atMs.entries()) {
    const offset = msOf(clock.wallAt(trueMs(at))) - at - epochMs;
    if (offsets.at(-1)?.[1] !== offset) offsets.push([position, offset]);
  }
  return offsets;
}

function recordPath(
  run: Run,
  record: MeteredRecord,
  watch: RecordWatch,
  last: number,
): SpaceTimeRecord {
  const lanes = run.world.nodeNames;
  const laneOf = (node: string): number => Math.max(0, lanes.indexOf(node));
  const fate =
    run.result.fates.uncounted.find((one) => one.record === record.record)?.fate ?? 'counted';
  const holds = watch.holds.map(({ node, from, to }): SpaceTimeHold => ({
    lane: laneOf(node),
    from,
    to: to ?? last,
  }));
  const usedFrom = watch.uses[0]?.position ?? 0;
  const usedTo = watch.uses.at(-1)?.position ?? usedFrom;
  const lane = laneOf(record.node);
  const latest = holds.reduce<SpaceTimeHold>((best, hold) => (hold.to >= best.to ? hold : best), {
    lane,
    from: usedTo,
    to: usedTo,
  });
  const end = { position: latest.to, lane: latest.lane, text: END_WORDS[fate] };
  return { tracer: record.record, key: record.key, lane, usedFrom, usedTo, holds, fate, end };
}

function wholeOf(study: AnyStudy, scenario: ScenarioBase, tracer: number | undefined): SpaceTime {
  const followed = tracer ?? recordToFollow(judgedRun(study, scenario))?.record;
  const recorder = new Recorder();
  const fields = tracerFieldsOf(study);
  const watch = new RecordWatch(followed ?? -1, fields);
  const run = judgedRun(study, scenario, {
    observers: [recorder, watch],
    onWorld: (world) => {
      watch.attach(world);
    },
  });
  const nodes = run.world.nodeNames;
  const reader = new TraceReader(nodes, followed, fields);
  for (const entry of recorder.entries) reader.read(entry);
  const { steps, messages, timers } = reader;
  const atMs = steps.map((step) => step.atMs);
  const record = followed === undefined ? undefined : run.ledger.metered.get(followed);
  return {
    study: study.name,
    variant: scenario.variant,
    token: encodeToken(study, scenario),
    hash: run.result.summary.hash,
    verdict: run.result.verdict,
    epochMs: study.epochMs,
    lanes: nodes.map((node) => ({ node, offsets: offsetsOf(run, node, atMs, study.epochMs) })),
    steps,
    messages,
    timers,
    ...(record === undefined ? {} : { record: recordPath(run, record, watch, steps.length - 1) }),
  };
}

/** Plays `scenario`, and follows one record through it. */
export const spaceTimeOf = (
  study: AnyStudy,
  scenario: ScenarioBase,
  options: SpaceTimeOptions = {},
): SpaceTime => trimmed(wholeOf(study, scenario, options.tracer), options.stepsMax ?? STEPS_MAX);

/** An event, and the true time of what is meant, which may come after it and be nothing at all. */
type Instant = Pick<StoryMoment, 'step' | 'atMs'>;

/** Where two runs part, when it is known better than by the first difference. */
export interface Parting {
  readonly lost: Instant;
  readonly twin?: Instant;
}

function positionOf(run: SpaceTime, { step, atMs }: Instant): number {
  const position = run.steps.findIndex((one) => one.event >= step && one.atMs >= atMs);
  return position < 0 ? run.steps.length : position;
}

/** A losing run and the passing one beside it, each marked where they part. */
export function spaceTimePair(
  study: AnyStudy,
  scenario: ScenarioBase,
  twinScenario: ScenarioBase,
  options: SpaceTimeOptions & { readonly parting?: Parting } = {},
): { readonly run: SpaceTime; readonly twin: SpaceTime } {
  const run = wholeOf(study, scenario, options.tracer);
  const twin = wholeOf(study, twinScenario, run.record?.tracer);
  const { parting } = options;
  const differs = parting === undefined ? divergenceOf(run, twin) : undefined;
  const marked = (one: SpaceTime, instant: Instant | undefined): SpaceTime => {
    const partsAt = instant === undefined ? differs : positionOf(one, instant);
    return trimmed(
      partsAt === undefined ? one : { ...one, partsAt },
      options.stepsMax ?? STEPS_MAX,
    );
  };
  return { run: marked(run, parting?.lost), twin: marked(twin, parting?.twin) };
}

/** The first position at which two runs part: another node, time, event or effect. */
function divergenceOf(run: SpaceTime, twin: SpaceTime): number | undefined {
  const length = Math.min(run.steps.length, twin.steps.length);
  for (let position = 0; position < length; position += 1)
    if (JSON.stringify(run.steps[position]) !== JSON.stringify(twin.steps[position]))
      return position;
  return run.steps.length === twin.steps.length ? undefined : length;
}

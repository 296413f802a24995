/** Turns a recorded run into the data of a space-time diagram. It runs no simulation. */
import { encodeToken } from '../../properties/corpus/token.js';
import { tracerFieldsOf } from '../../properties/oracle/tracers.js';
import { decidedIn, decidedInTwin } from './decision.js';
import type { Story, StoryMoment } from '../../properties/explain/story-types.js';
import type { Fate } from '../../properties/oracle/verdict.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import type { RecordedRecord, RecordedRun } from '../../properties/trace/recorded-run.js';
import { TraceReader } from './steps.js';
import { trimmed } from './trim.js';
import type { SpaceTime, SpaceTimeHold, SpaceTimeRecord } from './types.js';

/**
 * The number of steps that a drawing shows at most.
 * @since 0.1.0
 */
export interface SpaceTimeOptions {
  /** Steps drawn at most; steps that do not touch the record are left out first. Default 300. */
  readonly stepsMax?: number;
  /** The explanation, whose comparison and seal are marked. Default: none. */
  readonly story?: Pick<Story, 'decision' | 'sealed'>;
}

const STEPS_MAX = 300;

const END_WORDS: Readonly<Record<Fate, string>> = {
  counted: 'counted',
  duplicated: 'counted more than once',
  misdated: 'counted, with a wrong date',
  pending: 'in flight',
  'lost-reported': 'lost, and reported',
  excused: 'lost with its disk, excused',
  stranded: 'stranded: held, nothing moves it',
  destroyed: 'destroyed: no copy exists',
  phantom: 'shown, but never used',
};

function recordPath(
  lanes: readonly string[],
  { metered, fate, uses, holds: held }: RecordedRecord,
  last: number,
): SpaceTimeRecord {
  const laneOf = (node: string): number => Math.max(0, lanes.indexOf(node));
  const holds = held.map(({ node, from, to }): SpaceTimeHold => ({
    lane: laneOf(node),
    from,
    to: to ?? last,
  }));
  const usedFrom = uses[0]?.position ?? 0;
  const usedTo = uses.at(-1)?.position ?? usedFrom;
  const lane = laneOf(metered.node);
  const latest = holds.reduce<SpaceTimeHold>((best, hold) => (hold.to >= best.to ? hold : best), {
    lane,
    from: usedTo,
    to: usedTo,
  });
  const end = { position: latest.to, lane: latest.lane, text: END_WORDS[fate] };
  return { tracer: metered.record, key: metered.key, lane, usedFrom, usedTo, holds, fate, end };
}

function wholeOf(study: AnyStudy, recorded: RecordedRun): SpaceTime {
  const { scenario, hash, verdict, entries, record } = recorded;
  const nodes = recorded.nodes.map(({ node }) => node);
  const reader = new TraceReader(nodes, record?.metered.record, tracerFieldsOf(study));
  for (const entry of entries) reader.read(entry);
  const { steps, messages, timers } = reader;
  return {
    study: study.name,
    variant: scenario.variant,
    token: encodeToken(study, scenario),
    hash,
    verdict,
    epochMs: study.epochMs,
    lanes: recorded.nodes,
    steps,
    messages,
    timers,
    ...(record === undefined ? {} : { record: recordPath(nodes, record, steps.length - 1) }),
  };
}

/**
 * Returns the lanes, steps and messages of a recorded run, and the path of its record.
 * @since 0.1.0
 */
export const spaceTimeOf = (
  study: AnyStudy,
  recorded: RecordedRun,
  options: SpaceTimeOptions = {},
): SpaceTime =>
  trimmed(marks(wholeOf(study, recorded), options.story), options.stepsMax ?? STEPS_MAX);

/** The losing run with its comparison, and the time from which the loss is sealed. */
function marks(run: SpaceTime, story: SpaceTimeOptions['story']): SpaceTime {
  const decision = story?.decision === undefined ? undefined : decidedIn(run, story.decision);
  const sealed = story?.sealed;
  return {
    ...run,
    ...(decision === undefined ? {} : { decision }),
    ...(sealed === undefined ? {} : { sealedMs: sealed.atMs }),
  };
}

/**
 * An event, and the true time that it refers to: this may be later, and no event need happen then.
 */
type StepMoment = Pick<StoryMoment, 'step' | 'atMs'>;

/**
 * The place at which two runs diverge, where the explanation knows it better than the first
 * difference.
 */
interface Parting {
  readonly lost: StepMoment;
  readonly twin?: StepMoment;
}

function positionOf(run: SpaceTime, { step, atMs }: StepMoment): number {
  const position = run.steps.findIndex((one) => one.event >= step && one.atMs >= atMs);
  return position < 0 ? run.steps.length : position;
}

/** The same record followed through two runs. */
interface RecordedPair {
  readonly run: RecordedRun;
  readonly twin: RecordedRun;
}

/**
 * Returns a losing run and the nearest passing one, each marked where they diverge.
 * @since 0.1.0
 */
export function spaceTimePair(
  study: AnyStudy,
  recorded: RecordedPair,
  options: SpaceTimeOptions & { readonly parting?: Parting } = {},
): { readonly run: SpaceTime; readonly twin: SpaceTime } {
  const { parting, story } = options;
  const run = marks(wholeOf(study, recorded.run), story);
  const plain = wholeOf(study, recorded.twin);
  const same = story?.decision && decidedInTwin(plain, recorded.twin.entries, story.decision);
  const twin = same === undefined ? plain : { ...plain, decision: same };
  const differs = parting === undefined ? divergenceOf(run, twin) : undefined;
  const marked = (one: SpaceTime, instant: StepMoment | undefined): SpaceTime => {
    const partsAt = instant === undefined ? differs : positionOf(one, instant);
    return trimmed(
      partsAt === undefined ? one : { ...one, partsAt },
      options.stepsMax ?? STEPS_MAX,
    );
  };
  return { run: marked(run, parting?.lost), twin: marked(twin, parting?.twin) };
}

/** The first position at which two runs diverge: another node, time, event or effect. */
function divergenceOf(run: SpaceTime, twin: SpaceTime): number | undefined {
  const length = Math.min(run.steps.length, twin.steps.length);
  for (let position = 0; position < length; position += 1)
    if (JSON.stringify(run.steps[position]) !== JSON.stringify(twin.steps[position]))
      return position;
  return run.steps.length === twin.steps.length ? undefined : length;
}

/**
 * Origins of the two sides of a decision: true time, local reading and the earlier event that set
 * each value, found by walking back through the trace.
 */
import { Seq } from '../../sim/model/seq.js';
import { localMs, msOf, trueMs } from '../../sim/model/time.js';
import type { Clock } from '../../sim/clock/clock.js';
import type { DecisionSide, NodeEvent } from '../../sim/model/node.js';
import type { StoryMoment, StorySide } from './story-types.js';
import type { TraceStep } from '../trace/steps.js';
import type { TracerFields } from '../study/contract.js';
import type { Quantity } from './words/quantity.js';
import { holdsTracer } from '../oracle/tracers.js';
import { briefly } from '../trace/words.js';
import { payloadKind } from '../trace/event-kinds.js';

/** The parts of a run that the walk reads. */
interface Past {
  readonly steps: readonly TraceStep[];
  readonly world: {
    readonly nodeNames: readonly string[];
    clockOf(node: string): Clock;
  };
  /** The fields in which models carry tracers. */
  readonly ledger: { readonly fields: TracerFields };
}

export const momentOfStep = (step: TraceStep, what = briefly(step.event)): StoryMoment => ({
  step: step.step,
  atMs: step.atMs,
  node: step.node,
  localMs: step.localMs,
  what,
});

/** Reading of a node's clock at a true time, ms; before the run its initial offset applies. */
export function readingAt(clock: Clock, atMs: number): number {
  return atMs < 0 ? atMs + clock.offsetAt(trueMs(0)) : msOf(clock.wallAt(trueMs(atMs)));
}

/** The true time at which a clock reads `value`, ms; `undefined`: it never does. */
function trueTimeOf(clock: Clock, value: number, aroundMs: number): number | undefined {
  const atStart = readingAt(clock, 0);
  if (value < atStart) return value - clock.offsetAt(trueMs(0));
  // A clock that was set back reads a value twice. The current reading stands for the current time,
  // and a later one for its next occurrence.
  const reading = readingAt(clock, aroundMs);
  if (value === reading) return aroundMs;
  const fromMs = value > reading ? aroundMs : 0;
  const arrival = clock.wallArrival(localMs(value), trueMs(fromMs));
  return arrival === undefined ? undefined : msOf(arrival);
}

function holdsNumber(value: unknown, wanted: number): boolean {
  if (value === wanted) return true;
  if (typeof value !== 'object' || value === null) return false;
  if (value instanceof Seq || Array.isArray(value)) {
    for (const item of value as Iterable<unknown>) if (holdsNumber(item, wanted)) return true;
    return false;
  }
  return Object.values(value).some((field) => holdsNumber(field, wanted));
}

/** True if the step stored, sent or read the value. */
export const handles = (step: TraceStep, value: number): boolean =>
  step.effects.some((effect) => effect.kind !== 'decide' && holdsNumber(effect, value));

function kindOf(event: NodeEvent<unknown, unknown>): string {
  const payload =
    event.kind === 'input' ? event.input : event.kind === 'message' ? event.message : event;
  return payloadKind(payload) ?? event.kind;
}

/** Numbers below this are counts: equal ones may have different meanings. */
const READING_MIN = 1_000_000_000;

/**
 * True if the deciding node read the value from its own clock in that step: no earlier step set it.
 */
const isNow = ({ value, clock }: DecisionSide, decided: TraceStep): boolean =>
  clock === decided.node && value === decided.localMs;

/**
 * The step that set the value.
 *
 * The first choice is a step of the kind that the model names. Then follow the deciding node's
 * first step that stored it, if the model names an event of that node, and the first step of the
 * node whose clock it is. The last choice is the first step of any node.
 */
function latchOf(
  past: Past,
  side: DecisionSide,
  decided: TraceStep,
  tracer: number | undefined,
  setter: TraceStep | undefined,
): TraceStep | undefined {
  const value = side.stored ?? side.value;
  const earlier = past.steps.filter((step) => step.step < decided.step);
  // The date of a record's use was read at the use, and stored later.
  const counted = side.clock === undefined && Math.abs(value) < READING_MIN;
  if (counted && side.latchedBy !== undefined) return undefined;
  const stamped = earlier.find(
    (step) =>
      tracer !== undefined &&
      !counted &&
      step.localMs === value &&
      step.event.kind === 'input' &&
      holdsTracer(step.event, tracer, past.ledger.fields),
  );
  if (side.latchedBy === undefined) return isNow(side, decided) ? stamped : (setter ?? stamped);
  const named = /^[\w-]+/.exec(side.latchedBy)?.[0] ?? '';
  const ofKind = earlier.filter((step) => kindOf(step.event) === named);
  const exact = ofKind.filter((step) => handles(step, value));
  const own = exact.find(
    (step) => tracer !== undefined && holdsTracer(step.event, tracer, past.ledger.fields),
  );
  if (exact[0] !== undefined) return own ?? exact[0];
  const here = earlier.filter((step) => step.node === decided.node && handles(step, value));
  const elsewhere = earlier.filter((step) => step.node === side.clock && handles(step, value));
  const happenedHere = ofKind.some((step) => step.node === decided.node);
  const first = happenedHere ? (here[0] ?? elsewhere[0]) : (elsewhere[0] ?? here[0] ?? stamped);
  // A reading kept only in memory appears in no effect: the event at which it was read counts.
  return (
    first ??
    earlier.find((step) => handles(step, value)) ??
    ofKind.find((step) => step.localMs === value)
  );
}

/** Facts about a side beyond its value. */
interface Attributed {
  readonly quantity: Quantity;
  /** The step that set it, if the model does not name one. */
  readonly setter?: TraceStep | undefined;
}

export function sideOf(
  past: Past,
  side: DecisionSide,
  decided: TraceStep,
  tracer: number | undefined,
  { quantity, setter }: Attributed,
): StorySide {
  const { name, value, clock, latchedBy } = side;
  const latched = latchOf(past, side, decided, tracer, setter);
  const known = clock !== undefined && past.world.nodeNames.includes(clock);
  // A clock that was set back reads a value twice: the reading that was taken counts.
  const taken = latched?.node === clock && latched?.localMs === value ? latched.atMs : undefined;
  const at =
    known && quantity === 'date'
      ? (taken ?? trueTimeOf(past.world.clockOf(clock), value, decided.atMs))
      : undefined;
  return {
    ...{ name, value, quantity },
    ...(clock === undefined ? {} : { clock }),
    ...(at === undefined
      ? {}
      : { trueMs: at, localMs: readingAt(past.world.clockOf(decided.node), at) }),
    ...(latchedBy === undefined ? {} : { latchedBy }),
    ...(latched === undefined ? {} : { latched: momentOfStep(latched) }),
  };
}

/**
 * The step that set a compared number, if the model does not name it: the step since which the
 * deciding node's state holds it, or the one whose message brought it.
 */
import { Seq } from '../../sim/model/seq.js';
import type { Decision, DecisionSide } from '../../sim/model/node.js';
import type { TraceStep } from '../trace/steps.js';
import type { TracerFields } from '../study/contract.js';
import { holdsTracer } from '../oracle/tracers.js';
import { carriers, tracersIn } from './attribution.js';

type Path = readonly string[];

/**
 * Paths of fields that hold the number. Lists are skipped: their items are copies of records, no
 * fields of the node.
 */
function* fieldsHolding(value: unknown, wanted: number, at: Path = []): Iterable<Path> {
  if (value === wanted) yield at;
  if (typeof value !== 'object' || value === null) return;
  if (value instanceof Seq || Array.isArray(value)) return;
  for (const [key, field] of Object.entries(value))
    yield* fieldsHolding(field, wanted, [...at, key]);
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined,
    value,
  );
}

const wordsOf = (text: string): readonly string[] =>
  text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word.length > 2);

/** True if all words of the field's name occur in the side's name. */
function sharesWords(name: string, field: string): boolean {
  const words = wordsOf(field);
  return words.length > 0 && words.every((word) => wordsOf(name).includes(word));
}

/** The same of a date's own field alone, without those around it: `memory leaseEnds`. */
const isNamedLike = ({ name, value }: DecisionSide, path: string): boolean =>
  sharesWords(name, Math.abs(value) >= DATE_MIN ? path.slice(path.lastIndexOf(' ') + 1) : path);

/** The step of the node since which its state holds the value at that path. */
function since(steps: readonly TraceStep[], path: Path, wanted: number): TraceStep | undefined {
  let setter: TraceStep | undefined;
  for (const step of [...steps].reverse()) {
    if (valueAt(step.state, path) !== wanted) break;
    setter = step;
  }
  return setter;
}

const sentIn = ({ effects }: TraceStep, message: unknown): boolean =>
  effects.some((effect) => effect.kind === 'send' && effect.message === message);

/** One side of a decision, at each time that the node made it. */
interface Compared {
  readonly value: number;
  readonly step: TraceStep;
  /** The node's state before the step. */
  readonly before: unknown;
}

function comparedAt(
  steps: readonly TraceStep[],
  node: string,
  name: string,
  which: 'left' | 'right',
): readonly Compared[] {
  const compared: Compared[] = [];
  let before: unknown;
  for (const step of steps) {
    if (step.node !== node) continue;
    const made = step.effects.find(
      (effect) => effect.kind === 'decide' && effect.decision.name === name,
    );
    if (made?.kind === 'decide') compared.push({ value: made.decision[which].value, step, before });
    before = step.state;
  }
  return compared;
}

/** A step that may have set a number, and the name of the field it set. */
interface Setting {
  readonly step: TraceStep;
  readonly field: string;
}

function heldSince(
  steps: readonly TraceStep[],
  node: string,
  value: number,
  isIt: (path: Path) => boolean,
): Setting | undefined {
  const own = steps.filter((step) => step.node === node);
  const field = [...fieldsHolding(own.at(-1)?.state, value)].find(isIt);
  const step = field && since(own, field, value);
  return step && { step, field: field.join(' ') };
}

/**
 * Numbers from here on are dates, and equal dates have one origin. Smaller numbers have many
 * meanings.
 */
const DATE_MIN = 1_000_000_000;

/**
 * True if a place holds the side's value at every decision of that name on the node.
 *
 * A constant occurs in many places, so its field must also be named like the side.
 */
function follows(
  compared: readonly Compared[],
  { value, name }: DecisionSide,
  valueOf: (one: Compared) => unknown,
  field: string,
): boolean {
  if (Math.abs(value) >= DATE_MIN) return true;
  const varies = new Set(compared.map((one) => one.value)).size > 1;
  const always = compared.every((one) => valueOf(one) === one.value);
  return always && (varies || sharesWords(name, field));
}

/** The value came in the message of the deciding step; its sender has held it since some step. */
function broughtBy(
  earlier: readonly TraceStep[],
  { event }: TraceStep,
  side: DecisionSide,
  compared: readonly Compared[],
): Setting | undefined {
  if (event.kind !== 'message') return undefined;
  const messageOf = ({ step }: Compared): unknown =>
    step.event.kind === 'message' ? step.event.message : undefined;
  const field = [...fieldsHolding(event.message, side.value)].find((path) =>
    follows(compared, side, (one) => valueAt(messageOf(one), path), path.join(' ')),
  );
  const sender = earlier.findLast(
    (step) => step.node === event.from && sentIn(step, event.message),
  );
  if (field === undefined || sender === undefined) return undefined;
  const before = earlier.filter(({ step }) => step <= sender.step);
  const known = heldSince(
    before,
    sender.node,
    side.value,
    (path) => Math.abs(side.value) >= DATE_MIN || sharesWords(field.join(' '), path.join(' ')),
  );
  return { step: known?.step ?? sender, field: field.join(' ') };
}

/** The record's own copy holds the number, or the date since which it is that old. */
function ofCopy(
  earlier: readonly TraceStep[],
  decided: TraceStep,
  { value }: DecisionSide,
  tracer: number,
  fields: TracerFields,
): Setting | undefined {
  const numbers = new Set([value, decided.localMs - value]);
  for (const step of earlier)
    for (const effect of step.effects) {
      if (effect.kind === 'decide') continue;
      for (const copy of carriers(effect, numbers)) {
        const tracers = tracersIn(copy, fields);
        if (tracers.length !== 1 || tracers[0] !== tracer) continue;
        const field = Object.entries(copy).find(
          ([, number]) => typeof number === 'number' && numbers.has(number),
        );
        // A date that a copy received with the record's use was read then, and stored later.
        const read = earlier.find(
          (one) =>
            numbers.has(one.localMs) &&
            one.event.kind === 'input' &&
            holdsTracer(one.event, tracer, fields),
        );
        return { step: read ?? step, field: field?.[0] ?? '' };
      }
    }
  return undefined;
}

/**
 * The steps that set the sides of a decision.
 *
 * Candidates are the step that made the record's copy, the one whose message brought the number,
 * and the one since which the node holds it. One field is never taken for both sides.
 * @param earlier the steps before the deciding one
 */
export function settersOf(
  earlier: readonly TraceStep[],
  decided: TraceStep,
  { name, left, right }: Pick<Decision, 'name' | 'left' | 'right'>,
  tracer: number | undefined,
  fields: TracerFields,
): readonly [TraceStep | undefined, TraceStep | undefined] {
  const candidatesOf = (side: DecisionSide, which: 'left' | 'right'): readonly Setting[] => {
    const compared = comparedAt([...earlier, decided], decided.node, name, which);
    return [
      tracer === undefined ? undefined : ofCopy(earlier, decided, side, tracer, fields),
      broughtBy(earlier, decided, side, compared),
      heldSince(earlier, decided.node, side.value, (path) =>
        follows(compared, side, ({ before }) => valueAt(before, path), path.join(' ')),
      ),
    ].flatMap((one) => one ?? []);
  };
  const ranked = (side: DecisionSide, which: 'left' | 'right'): readonly Setting[] => {
    const all = candidatesOf(side, which);
    const named = all.filter(({ field }) => isNamedLike(side, field));
    return [...named, ...all.filter((one) => !named.includes(one))];
  };
  const [lefts, rights] = [ranked(left, 'left'), ranked(right, 'right')];
  const same = (a: Setting, b: Setting): boolean =>
    a.step.step === b.step.step && a.field === b.field;
  const [first] = lefts;
  const [other] = rights;
  if (first === undefined || other === undefined || !same(first, other))
    return [first?.step, other?.step];
  // Both sides found the same field: it belongs to the side that is named like it, else to the left
  // one.
  const rightIsIt = isNamedLike(right, other.field) && !isNamedLike(left, first.field);
  const elsewhere = (settings: readonly Setting[], taken: Setting): TraceStep | undefined =>
    settings.find((one) => !same(one, taken))?.step;
  return rightIsIt ? [elsewhere(lefts, other), other.step] : [first.step, elsewhere(rights, first)];
}

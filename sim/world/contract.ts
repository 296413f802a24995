/**
 * The contract that models and studies keep with a world, and the errors that name the party that
 * broke it, and the place.
 */
import { SkewproofError } from '../model/errors.js';
import type { Effect, NodeEvent, Step } from '../model/node.js';
import { isWithoutPlace, notPlain, PlainData } from '../model/plain.js';

/** An event in a few words: `message from server`, `timer upload`. */
export function eventWords(event: NodeEvent<unknown, unknown>): string {
  switch (event.kind) {
    case 'timer':
      return `timer ${event.timer}`;
    case 'message':
      return `message from ${event.from}`;
    case 'synced':
    case 'disk-full':
      return `${event.kind} ${event.file}`;
    default:
      return event.kind;
  }
}

const EFFECT_KINDS: readonly Effect<unknown>['kind'][] = [
  'send',
  'append',
  'write',
  'truncate',
  'remove',
  'sync',
  'wall-timer',
  'elapsed-timer',
  'cancel-timer',
  'report',
  'decide',
  'show',
  'mark',
];

/** A node at a true time, ms. */
export const nodeAt = (node: string, at: number): string =>
  `true time ${String(at)} ms, node ${node}`;

export const thrown = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

/** The engine's words for a write to a frozen object or array. */
const TOUCHES_FROZEN =
  /^TypeError: .*(read only property|object is not extensible|Cannot delete property)/;

/** The error for a model that threw. */
export const modelThrew = (error: unknown, place: string): SkewproofError =>
  error instanceof SkewproofError && FROM_HOSTING.includes(error.code)
    ? error.at(`${error.place}, ${place}`)
    : new SkewproofError('SKEW-402', {
        place,
        expected: 'a model whose step returns',
        got: thrown(error),
        advice: TOUCHES_FROZEN.test(thrown(error))
          ? 'A model changes its state or an event in place. These are frozen in a repeated run, since other machines and disks hold the same objects: make new ones.'
          : 'A model threw; its step must be defined for every event in every state.',
        cause: error,
      });

/** Errors about a hosted program say enough; no model is at fault. */
const FROM_HOSTING: readonly string[] = ['SKEW-404', 'SKEW-405'];

/** @throws SkewproofError SKEW-402 for anything else than a state and a list of effects. */
export function assertStep(
  answer: unknown,
  place: () => string,
): asserts answer is Step<unknown, unknown> {
  if (Array.isArray(answer) && Array.isArray(answer[1])) return;
  throw new SkewproofError('SKEW-402', {
    place: place(),
    expected: 'a step that returns [state, effects]',
    got: Array.isArray(answer) ? `effects of type ${typeof answer[1]}` : typeof answer,
  });
}

/** The error for an effect of unknown kind: without it, a misspelt name would do nothing. */
export const unknownEffect = (effect: { readonly kind?: unknown }, place: string): SkewproofError =>
  new SkewproofError('SKEW-402', {
    place,
    expected: `a kind of effect (${EFFECT_KINDS.join(', ')})`,
    got: String(effect.kind),
  });

/**
 * Adds the path to the value that is not plain to an error of walking `value`; returns any other
 * error unchanged.
 */
export function withDataPath(error: unknown, place: string, name: string, value: unknown): unknown {
  // Data that contains itself is walked until the stack overflows.
  if (!isWithoutPlace(error) && !(error instanceof RangeError)) return error;
  const found = new PlainData().impurityOf(value);
  if (found === undefined) return error;
  return notPlain(found.what, `${place}, ${name}${found.path}`);
}

/** @throws SkewproofError SKEW-403 */
export function assertPlain(
  plain: PlainData,
  place: () => string,
  name: string,
  value: unknown,
): void {
  const found = plain.impurityOf(value);
  if (found !== undefined) throw notPlain(found.what, `${place()}, ${name}${found.path}`);
}

export const effectName = ({ kind }: Effect<unknown>): string => `effect ${kind}`;

/** Returns the items sorted by time; those of one instant keep their order. */
export const sortedByTime = <T extends { readonly at: number }>(
  items: readonly T[],
): readonly T[] =>
  items.every(({ at }, i) => i === 0 || (items[i - 1] as T).at <= at)
    ? items
    : [...items].sort((a, b) => a.at - b.at);

/**
 * @throws SkewproofError SKEW-402 for a negative time or NaN.
 */
export function assertTime(at: number, what: string): void {
  if (at >= 0) return;
  throw new SkewproofError('SKEW-402', {
    place: what,
    expected: 'a true time of 0 ms or more',
    got: String(at),
  });
}

/**
 * @throws SkewproofError SKEW-402 for an input that is earlier than the one before it.
 */
export function assertOrder(at: number, before: number, source: number, node: string): void {
  if (at >= before) return;
  throw new SkewproofError('SKEW-402', {
    place: `inputs of source ${String(source)}, for node ${node}`,
    expected: `inputs in order of time: none before ${String(before)} ms, the time of the last`,
    got: `one at ${String(at)} ms`,
    advice: 'Sort what a source yields; inputs of one instant keep their order.',
  });
}

/**
 * Why one record was lost: the run again, with an eye on that record alone. Cheap runs make
 * this affordable, so the passing path carries no bookkeeping for it.
 */
import { msOf } from '../../sim/model/time.js';
import type { Decision, Effect, NodeEvent } from '../../sim/model/node.js';
import type { TrueMs } from '../../sim/model/time.js';
import type { WorldIncident, WorldObserver } from '../../sim/world/spec.js';
import type { World } from '../../sim/world/world.js';
import { eventKind } from '../trace/event-kinds.js';
import { judgedRun } from '../oracle/judged-run.js';
import type {
  MeteredRecord,
  RunnableStudy,
  ScenarioBase,
  TracerFields,
} from '../study/contract.js';
import { isUseOf, TracerFinder, tracerFieldsOf } from '../oracle/tracers.js';
import type { Violation } from '../oracle/verdict.js';

export interface Moment {
  readonly atMs: number;
  readonly node: string;
  /** The event in a few words, for instance `input remove` or `timer due`. */
  readonly event: string;
}

export interface DecidedAt {
  readonly atMs: number;
  readonly node: string;
  readonly decision: Decision;
}

export interface Explanation {
  readonly violation: Violation;
  readonly record: MeteredRecord | undefined;
  /** The last node that held a copy. */
  readonly holder: string | undefined;
  /** The event that ended the last copy, for a destroyed record. */
  readonly endedBy: Moment | undefined;
  /** The comparison on which the record's fate hung. */
  readonly decided: DecidedAt | undefined;
  /** What stays the same while a counterexample shrinks. */
  readonly fingerprint: string;
}

/** Follows one tracer through a run. */
class Tracker<Message, Input> implements WorldObserver<Message, Input> {
  /** Those that did not hold. */
  readonly decisions: DecidedAt[] = [];
  /** Of these, the ones that name the record, or were made on a message that carried it. */
  readonly about: DecidedAt[] = [];
  endedBy: Moment | undefined;
  lastHolder: string | undefined;
  readonly #tracer: number;
  readonly #holding = new Set<string>();
  #world: World<Message, Input> | undefined;
  #event: NodeEvent<Message, Input> | undefined;
  #decided: DecidedAt[] = [];
  /** Decisions made in the step that ended the last copy. */
  endingDecisions: readonly DecidedAt[] = [];

  readonly #finder: TracerFinder;
  /** Look for copies after every step; where a record ends needs it, where it stays does not. */
  readonly #following: boolean;
  readonly #fields: TracerFields;

  constructor(tracer: number, following: boolean, fields: TracerFields) {
    this.#tracer = tracer;
    this.#finder = new TracerFinder(tracer, fields);
    this.#following = following;
    this.#fields = fields;
  }

  attach(world: World<Message, Input>): void {
    this.#world = world;
  }

  onEvent(_at: TrueMs, _node: string, event: NodeEvent<Message, Input>): void {
    this.#event = event;
    this.#decided = [];
  }

  onEffect(at: TrueMs, node: string, effect: Effect<Message>): void {
    if (effect.kind !== 'decide') return;
    const decided = { atMs: msOf(at), node, decision: effect.decision };
    this.#decided.push(decided);
    if (effect.decision.held) return;
    const { record } = effect.decision;
    if (record !== undefined && record !== this.#tracer) return;
    this.decisions.push(decided);
    const event = this.#event;
    const carried = event?.kind === 'message' && this.#finder.isIn(event.message);
    if (record === this.#tracer || carried) this.about.push(decided);
  }

  onStepped(at: TrueMs, node: string): void {
    const event = this.#event;
    if (event === undefined) return;
    const own = event.kind === 'input' && isUseOf(event.input, this.#tracer, this.#fields);
    this.#look(node, { atMs: msOf(at), node, event: eventKind(event) }, own);
  }

  onIncident(at: TrueMs, incident: WorldIncident): void {
    if (incident.kind !== 'down' && incident.kind !== 'up') return;
    const { node, why } = incident;
    this.#decided = [];
    this.#look(node, { atMs: msOf(at), node, event: `machine ${incident.kind}: ${why}` }, false);
  }

  #look(node: string, moment: Moment, own: boolean): void {
    if (!this.#following) return;
    const holds = this.#finder.isOn(this.#world, node);
    const held = this.#holding.has(node);
    if (holds) {
      this.#holding.add(node);
      this.lastHolder = node;
      this.endedBy = undefined;
      return;
    }
    this.#holding.delete(node);
    // Gone from its last place, or never taken in by the node on which it was used (unless a
    // step within this one, a full disk's, has ended it already).
    const neverHeld = own && this.endedBy?.atMs !== moment.atMs;
    // What was not taken in for a reason is not lost anew, for none, when it ends.
    const refused = !held && this.endingDecisions.length > 0 && this.#decided.length === 0;
    if ((held || neverHeld) && !refused && this.#holding.size === 0) {
      this.endedBy = moment;
      // A copy: decisions that the same step makes later are not about this.
      this.endingDecisions = [...this.#decided];
      this.lastHolder ??= node;
    }
  }
}

/** Explains one violation by its first record (or by the given one). */
export function explain<Scenario extends ScenarioBase, Message, Input>(
  study: RunnableStudy<Scenario, Message, Input>,
  scenario: Scenario,
  violation: Violation,
  tracer: number | undefined = violation.records[0],
): Explanation {
  if (tracer === undefined)
    return {
      violation,
      record: undefined,
      holder: undefined,
      endedBy: undefined,
      decided: undefined,
      fingerprint: fingerprintOf(violation, undefined, undefined),
    };
  const stranded = violation.fate === 'stranded';
  const tracker = new Tracker<Message, Input>(
    tracer,
    violation.fate === 'destroyed',
    tracerFieldsOf(study),
  );
  const run = judgedRun(study, scenario, {
    observers: [tracker],
    onWorld: (world) => {
      tracker.attach(world);
    },
  });
  const record = run.ledger.metered.get(tracer);
  const holder = stranded
    ? run.ledger.holders(new Set([tracer])).get(tracer)?.[0]
    : tracker.lastHolder;
  const ofHolder = tracker.decisions.filter(({ node }) => node === holder);
  const ending = tracker.endingDecisions.filter(({ decision }) => !decision.held);
  const concerned = ({ decision }: DecidedAt): boolean =>
    decision.record === undefined || decision.record === tracer;
  // An answer or a timer ends a copy because of what was decided before; an operator's act or a
  // crash does not.
  const followsUp = /^(message|timer|synced)\b/.test(tracker.endedBy?.event ?? '');
  const own = stranded || (ending.length === 0 && followsUp) ? ofHolder : ending.filter(concerned);
  // What another node decided about the record counts where its holder has decided nothing.
  const candidates = own.length > 0 || !(stranded || followsUp) ? own : tracker.about;
  const lost = stranded || violation.fate === 'destroyed';
  const place =
    study.decisive?.(candidates, stranded ? 'stranded' : 'destroyed') ?? candidates.length - 1;
  const decided = lost ? candidates[place] : undefined;
  const endedBy = violation.fate === 'destroyed' ? tracker.endedBy : undefined;
  return {
    violation,
    record,
    holder,
    endedBy,
    decided,
    fingerprint: fingerprintOf(violation, decided?.decision, endedBy),
  };
}

function fingerprintOf(
  violation: Violation,
  decision: Decision | undefined,
  endedBy: Moment | undefined,
): string {
  const parts: string[] = [violation.property, violation.fate];
  if (decision !== undefined) {
    const side = ({ name, latchedBy }: Decision['left']): string =>
      latchedBy === undefined ? name : `${name} (set by ${latchedBy})`;
    parts.push(
      `${decision.name}: ${side(decision.left)} ${decision.comparison} ${side(decision.right)}`,
    );
  } else if (endedBy !== undefined)
    parts.push(`${endedBy.node.replace(/-?\d+$/, '')}: ${endedBy.event}`);
  return parts.join(' | ');
}

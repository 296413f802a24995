/**
 * Follows one record through a run: its copies, the decisions about it, and the event that ended
 * it.
 */
import { msOf } from '../../sim/model/time.js';
import type { Decision, Effect, LocalTime, NodeEvent } from '../../sim/model/node.js';
import type { TrueMs } from '../../sim/model/time.js';
import type { Fault } from '../../sim/world/fault.js';
import type { WorldIncident, WorldObserver } from '../../sim/world/spec.js';
import { NO_DATA } from '../../sim/world/view.js';
import type { WorldData } from '../../sim/world/view.js';
import { eventKind } from '../trace/event-kinds.js';
import type { TracerFields } from '../study/contract.js';
import { isUseOf, TracerFinder } from '../oracle/tracers.js';
import { faultName } from '../words/fault.js';
import { aboutOf } from './attribution.js';
import type { About } from './attribution.js';
import type { DecidedAt, Moment } from './explanation.js';

interface OpenStep {
  readonly event: NodeEvent<unknown, unknown>;
  readonly before: unknown;
  readingMs: number;
  readonly decisions: Decision[];
}

/** A decision and its step. */
export interface Tracked extends DecidedAt {
  readonly step: OpenStep;
}

/** Faults by which a machine may lose data. */
const TAKING: ReadonlySet<Fault['kind']> = new Set(['crash', 'restart', 'wipe', 'restore']);

export class Tracker<Message, Input> implements WorldObserver<Message, Input> {
  /** Decisions that did not hold and do not name another record. */
  readonly decisions: Tracked[] = [];
  /** The ones that name the record, or were made on a message that carried it. */
  readonly about: Tracked[] = [];
  endedBy: Moment | undefined;
  lastHolder: string | undefined;
  /** Decisions made in the step that ended the last copy. */
  endingDecisions: readonly Tracked[] = [];
  readonly #tracer: number;
  readonly #holding = new Set<string>();
  readonly #finder: TracerFinder;
  /**
   * Searches for copies after every step: needed for a destroyed record, not for a stranded one.
   */
  readonly #following: boolean;
  readonly #fields: TracerFields;
  readonly #states = new Map<string, unknown>();
  /** The last fault of each machine. */
  readonly #faults = new Map<string, Moment>();
  #world: WorldData<Message> = NO_DATA;
  #step: OpenStep | undefined;
  #decided: Tracked[] = [];

  constructor(tracer: number, following: boolean, fields: TracerFields) {
    this.#tracer = tracer;
    this.#finder = new TracerFinder(tracer, fields);
    this.#fields = fields;
    this.#following = following;
  }

  onStart(view: WorldData<Message>): void {
    this.#world = view;
  }

  /** The record that a decision is about, as far as that can be determined. */
  aboutIt({ decision, step }: Tracked): About {
    return aboutOf(decision, step, this.#tracer, this.#fields);
  }

  onEvent(_at: TrueMs, node: string, event: NodeEvent<Message, Input>): void {
    this.#step = { event, before: this.#states.get(node), readingMs: 0, decisions: [] };
    this.#decided = [];
  }

  onEffect(at: TrueMs, node: string, effect: Effect<Message>, now: LocalTime): void {
    const step = this.#step;
    if (effect.kind !== 'decide' || step === undefined) return;
    const { decision } = effect;
    step.readingMs = msOf(now.wall);
    step.decisions.push(decision);
    const decided = { atMs: msOf(at), node, decision, step };
    this.#decided.push(decided);
    if (decision.held) return;
    const { record } = decision;
    if (record !== undefined && record !== this.#tracer) return;
    this.decisions.push(decided);
    const { event } = step;
    const carried = event.kind === 'message' && this.#finder.isIn(event.message);
    if (record === this.#tracer || carried) this.about.push(decided);
  }

  onStepped(at: TrueMs, node: string): void {
    const event = this.#step?.event;
    if (event === undefined) return;
    this.#states.set(node, this.#world.stateOf(node));
    const own = event.kind === 'input' && isUseOf(event.input, this.#tracer, this.#fields);
    this.#look(node, { atMs: msOf(at), node, event: eventKind(event) }, own);
  }

  onIncident(at: TrueMs, incident: WorldIncident): void {
    const atMs = msOf(at);
    if (incident.kind === 'fault' && TAKING.has(incident.fault.kind)) {
      const { node } = incident.fault;
      this.#faults.set(node, { atMs, node, event: faultName(incident.fault) });
    }
    if (incident.kind !== 'down' && incident.kind !== 'up') return;
    const { node, why } = incident;
    this.#decided = [];
    this.#step = undefined;
    if (incident.kind === 'down') this.#states.delete(node);
    // A power failure takes what was not synced, and a replaced disk the rest: its fault is the cause.
    const fault = this.#faults.get(node);
    this.#look(node, fault ?? { atMs, node, event: `machine ${incident.kind}: ${why}` }, false);
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
    // The last copy is gone, or the node on which the program was used never took one, unless the
    // event of a full disk within this step has ended it already.
    const neverHeld = own && this.endedBy?.atMs !== moment.atMs;
    // A record that was refused by a decision is not lost again, without one, when its copy ends.
    const refused = !held && this.endingDecisions.length > 0 && this.#decided.length === 0;
    if ((held || neverHeld) && !refused && this.#holding.size === 0) {
      this.endedBy = moment;
      // A copy of the list: later decisions of the same step do not concern this.
      this.endingDecisions = [...this.#decided];
      this.lastHolder ??= node;
    }
  }
}

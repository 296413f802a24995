/** Turns a recorded trace into the steps, messages and timers of a space-time diagram. */
import type { TracerFields } from '../../properties/study/contract.js';
import { holdsTracer } from '../../properties/oracle/tracers.js';
import { kindOf } from '../../properties/trace/event-kinds.js';
import { eventWords, incidentWords } from '../../properties/trace/words.js';
import type { TraceEntry } from '../../properties/trace/recorder.js';
import type { Effect, NodeEvent } from '../../sim/model/node.js';
import type { WorldIncident } from '../../sim/world/spec.js';
import type { SpaceTimeKind, SpaceTimeMessage, SpaceTimeStep, SpaceTimeTimer } from './types.js';
import { effectWords } from '../text/timeline.js';

type Open<T> = { -readonly [K in keyof T]: T[K] };
type OpenStep = Omit<Open<SpaceTimeStep>, 'effects'> & { effects: string[] };

function labelOf(event: NodeEvent<unknown, unknown>): string {
  switch (event.kind) {
    case 'timer':
      return `${event.timer} due`;
    case 'message':
      return kindOf(event.message);
    case 'input':
      return kindOf(event.input);
    case 'start':
      return 'start';
    case 'wake':
      return 'wake';
    case 'synced':
      return `${event.file} kept`;
    case 'disk-full':
      return 'disk full';
  }
}

function incidentKind(incident: WorldIncident): SpaceTimeKind {
  switch (incident.kind) {
    case 'fault':
      return incident.fault.kind === 'clock' || incident.fault.kind === 'synchronise'
        ? 'clock'
        : 'fault';
    case 'lost-message':
      return 'lost';
    case 'missed-input':
      return 'missed';
    default:
      return incident.kind;
  }
}

function incidentNode(incident: WorldIncident): string | undefined {
  switch (incident.kind) {
    case 'fault':
      return incident.fault.node;
    case 'lost-message':
      return incident.to;
    case 'healed':
      return undefined;
    default:
      return incident.node;
  }
}

const incidentLabel = (incident: WorldIncident): string =>
  incident.kind === 'fault'
    ? incident.fault.kind
    : incident.kind === 'down' || incident.kind === 'up'
      ? `${incident.kind}: ${incident.why}`
      : incident.kind.replace('-', ' ');

/** Reads a trace entry by entry; the parts are complete when all have been read. */
export class TraceReader {
  readonly steps: OpenStep[] = [];
  readonly messages: Open<SpaceTimeMessage>[] = [];
  readonly timers: Open<SpaceTimeTimer>[] = [];
  readonly #lanes: ReadonlyMap<string, number>;
  readonly #tracer: number | undefined;
  readonly #fields: TracerFields;
  /** Messages by the object sent: a model may send one object again and again. */
  readonly #sent = new Map<unknown, Open<SpaceTimeMessage>[]>();
  readonly #armed = new Map<string, Open<SpaceTimeTimer>>();
  /** Position of the event whose effects are being read. */
  #ofEvent = -1;

  constructor(nodes: readonly string[], tracer: number | undefined, fields: TracerFields) {
    this.#fields = fields;
    this.#lanes = new Map(nodes.map((node, lane) => [node, lane]));
    this.#tracer = tracer;
  }

  read(entry: TraceEntry): void {
    const { what, node } = entry;
    if (what.kind === 'incident') this.#incident(entry, what.incident);
    else if (node === undefined) return;
    else if (what.kind === 'event') this.#event(entry, node, what.event);
    else this.#effect(node, what.effect, entry.localMs ?? 0);
  }

  #lane(node: string): number {
    return this.#lanes.get(node) ?? 0;
  }

  #add(entry: TraceEntry, step: Pick<OpenStep, 'kind' | 'label' | 'text'>, node?: string): number {
    this.steps.push({
      event: entry.step,
      atMs: entry.atMs,
      ...step,
      ...(node === undefined ? {} : { lane: this.#lane(node) }),
      effects: [],
    });
    return this.steps.length - 1;
  }

  #event(entry: TraceEntry, node: string, event: NodeEvent<unknown, unknown>): void {
    const step = { kind: event.kind, label: labelOf(event), text: eventWords(event) };
    const position = this.#add(entry, step, node);
    this.#ofEvent = position;
    if (event.kind === 'message')
      this.#arrived(event.message, this.#lane(event.from), this.#lane(node), position, false);
    if (event.kind === 'timer') this.#timerEnds(node, event.timer, position, 'due');
  }

  #incident(entry: TraceEntry, incident: WorldIncident): void {
    const step = {
      kind: incidentKind(incident),
      label: incidentLabel(incident),
      text: incidentWords(incident),
    };
    const position = this.#add(entry, step, incidentNode(incident));
    if (incident.kind === 'lost-message') {
      const { from, to, message } = incident;
      this.#arrived(message, this.#lane(from), this.#lane(to), position, true);
    }
    if (incident.kind === 'down' && incident.why !== 'suspend')
      for (const key of [...this.#armed.keys()]) {
        const [node = '', name = ''] = key.split('\n');
        if (node === incident.node) this.#timerEnds(node, name, position, 'void');
      }
  }

  #effect(node: string, effect: Effect<unknown>, localMs: number): void {
    const step = this.steps[this.#ofEvent];
    const text = effectWords(effect, localMs);
    if (step !== undefined && text !== undefined) step.effects.push(text);
    const lane = this.#lane(node);
    if (effect.kind === 'send') {
      const message: Open<SpaceTimeMessage> = {
        from: lane,
        to: this.#lane(effect.to),
        sent: this.#ofEvent,
        lost: false,
        label: kindOf(effect.message),
        carries:
          this.#tracer !== undefined && holdsTracer(effect.message, this.#tracer, this.#fields),
      };
      this.messages.push(message);
      const known = this.#sent.get(effect.message);
      if (known === undefined) this.#sent.set(effect.message, [message]);
      else known.push(message);
    } else if (effect.kind === 'wall-timer' || effect.kind === 'elapsed-timer') {
      this.#timerEnds(node, effect.timer, this.#ofEvent, 'void');
      const timer: Open<SpaceTimeTimer> = {
        lane,
        name: effect.timer,
        on: effect.kind === 'wall-timer' ? 'wall' : 'elapsed',
        set: this.#ofEvent,
        how: 'never',
        text: text ?? '',
      };
      this.timers.push(timer);
      this.#armed.set(`${node}\n${effect.timer}`, timer);
    } else if (effect.kind === 'cancel-timer')
      this.#timerEnds(node, effect.timer, this.#ofEvent, 'void');
  }

  #timerEnds(node: string, name: string, position: number, how: 'due' | 'void'): void {
    const key = `${node}\n${name}`;
    const timer = this.#armed.get(key);
    if (timer === undefined) return;
    this.#armed.delete(key);
    timer.ended = position;
    timer.how = how;
  }

  /**
   * The oldest message of this link that is still in flight; a second arrival of one is a
   * duplicate.
   */
  #arrived(message: unknown, from: number, to: number, position: number, lost: boolean): void {
    const onLink = (this.#sent.get(message) ?? []).filter((m) => m.from === from && m.to === to);
    const open = onLink.filter((one) => one.ended === undefined);
    const found = lost && this.#ofEvent === position - 1 ? open.at(-1) : open[0];
    if (found !== undefined) {
      found.ended = position;
      found.lost = lost;
      return;
    }
    const original = onLink.at(-1);
    if (original !== undefined) this.messages.push({ ...original, ended: position, lost });
  }
}

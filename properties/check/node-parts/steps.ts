/**
 * One event on one node, by the kernel's rules: the parts of the node before it, the parts after
 * it.
 */
import type { NodeEvent } from '../../../sim/model/node.js';
import { NODES_MAX } from '../search/actions.js';
import type { Events } from './events.js';
import type { Flights } from '../search/in-flight.js';
import type { Histories } from '../search/history.js';
import { notedOf, readOf } from '../rules/node.js';
import type { Frame, LocalSpec } from '../rules/node.js';
import { PART } from './parts.js';
import type { Parts } from './parts.js';
import { Interner, IntTable } from '../search/table.js';

/** Events that reach a model are numbered by their cause. */
const HEARD = { event: 0, start: 1, input: 2, synced: 3 } as const;

interface StepParts {
  readonly specs: readonly LocalSpec[];
  readonly parts: Parts;
  readonly events: Events;
  readonly flights: Flights;
  readonly histories: Histories;
  readonly reads: (event: NodeEvent<unknown, unknown>) => boolean;
}

export class Steps {
  readonly #parts: StepParts;
  readonly #heard: NodeEvent<unknown, unknown>[] = [];
  readonly #heardIds = new IntTable();
  readonly #files = new Interner<string>();
  readonly #noted = new IntTable();
  readonly #read = new IntTable();
  readonly #sent = new IntTable();
  /** Results of the last step: numbers of the messages it sends and of the observations it adds. */
  sends = 0;
  notes = 0;

  constructor(parts: StepParts) {
    this.#parts = parts;
  }

  /** Applies an event to the node whose parts are in `now`. */
  happens(now: Int32Array, event: number, time: number): void {
    const { parts, events } = this.#parts;
    const occurrence = events.at(event);
    const frameBefore = now[PART.frame] as number;
    const frame = parts.frames.at(frameBefore);
    this.sends = 0;
    this.notes = this.#notedOf(now, event, time);
    switch (occurrence.kind) {
      case 'timer':
        now[PART.timers] = parts.timers.unset(now[PART.timers] as number, event, occurrence.timer);
        this.#runs(now, this.#heardId(HEARD.event, event, 0, occurrence), time);
        return;
      case 'message':
        if (frame.up) this.#runs(now, this.#heardId(HEARD.event, event, 0, occurrence), time);
        return;
      case 'disk':
        this.#answers(now, time);
        return;
      case 'input':
        if (frame.up) this.#hearsInput(now, event, occurrence.input, time);
        return;
      case 'up':
        this.boots(now, time);
        return;
      case 'crash':
        now[PART.state] = parts.runs.initial(now[PART.node] as number);
        now[PART.storage] = parts.disks.crashed(now[PART.storage] as number, occurrence.severity);
        now[PART.timers] = parts.timers.id([]);
        now[PART.frame] = parts.frames.id({ ...frame, up: false });
        return;
      case 'clock':
        now[PART.frame] = parts.frames.id({ ...frame, offsetMs: occurrence.toOffsetMs });
    }
  }

  #answers(now: Int32Array, time: number): void {
    const answer = this.#parts.parts.disks.answered(now[PART.storage] as number);
    if (answer === undefined) return;
    now[PART.storage] = answer.storage;
    const { file } = answer;
    const number = this.#files.id(file, () => file);
    this.#runs(now, this.#heardId(HEARD.synced, number, 0, { kind: 'synced', file }), time);
  }

  #hearsInput(now: Int32Array, event: number, input: unknown, time: number): void {
    const { frames } = this.#parts.parts;
    const frame = frames.at(now[PART.frame] as number);
    const entropy = this.#draw(now, frame);
    const heard = { kind: 'input', input, entropy } as const;
    now[PART.frame] = frames.id({ ...frame, draws: frame.draws + 1 });
    this.#runs(now, this.#heardId(HEARD.input, event, drawing(now, frame), heard), time);
  }

  boots(now: Int32Array, time: number): void {
    const { parts, events } = this.#parts;
    const frame = parts.frames.at(now[PART.frame] as number);
    const storage = now[PART.storage] as number;
    const disk = parts.disks.at(storage).disk.contents();
    const heard = { kind: 'start', disk, entropy: this.#draw(now, frame) } as const;
    const bootAt = events.times[time] as number;
    now[PART.frame] = parts.frames.id({ ...frame, up: true, bootAt, draws: frame.draws + 1 });
    this.#runs(now, this.#heardId(HEARD.start, storage, drawing(now, frame), heard), time);
  }

  #draw(now: Int32Array, { draws }: Frame): number {
    return (this.#parts.specs[now[PART.node] as number] as LocalSpec).entropy(draws);
  }

  /** Runs the model on an event and carries out the effects. */
  #runs(now: Int32Array, heard: number, time: number): void {
    const { parts, events, histories } = this.#parts;
    const at = events.times[time] as number;
    const node = now[PART.node] as number;
    const reading = parts.frames.readingId(now[PART.frame] as number, time, at);
    const event = this.#heard[heard] as NodeEvent<unknown, unknown>;
    const clocks = parts.frames.reading(reading);
    const { runs, disks, timers } = parts;
    const ran = runs.ran(node, now[PART.state] as number, heard, reading, event, clocks, at);
    const effects = runs.asks(ran);
    now[PART.state] = runs.becomes(ran);
    now[PART.storage] = disks.written(node, now[PART.storage] as number, effects, time, at);
    now[PART.timers] = timers.armed(now[PART.timers] as number, effects, reading);
    this.sends = this.#sendsOf(effects, node);
    this.notes = histories.joined(this.notes, this.#readOf(node, heard, effects, time));
  }

  #heardId(kind: number, a: number, b: number, event: NodeEvent<unknown, unknown>): number {
    const known = this.#heardIds.get(kind, a, b);
    if (known >= 0) return known;
    this.#heardIds.set(kind, a, b, this.#heard.length);
    this.#heard.push(event);
    return this.#heard.length - 1;
  }

  /** Number of the observations that the machine itself makes of an event. */
  #notedOf(now: Int32Array, event: number, time: number): number {
    const { parts, events, specs, histories } = this.#parts;
    const node = now[PART.node] as number;
    const frame = now[PART.frame] as number;
    const where = NODES_MAX * frame + node;
    const known = this.#noted.get(where, event, time);
    if (known >= 0) return known;
    const { name } = specs[node] as LocalSpec;
    const at = events.times[time] as number;
    const noted = notedOf(name, parts.frames.at(frame), events.at(event), at);
    const addition = histories.additionOf(noted);
    this.#noted.set(where, event, time, addition);
    return addition;
  }

  /** Number of the observations that the oracle makes of a model step. */
  #readOf(node: number, heard: number, effects: number, time: number): number {
    const { parts, events, specs, histories, reads } = this.#parts;
    const what = NODES_MAX * heard + node;
    const known = this.#read.get(what, effects, time);
    if (known >= 0) return known;
    const { name } = specs[node] as LocalSpec;
    const event = this.#heard[heard] as NodeEvent<unknown, unknown>;
    const { list } = parts.runs.effects(effects);
    const read = readOf(name, reads, event, list, events.times[time] as number);
    const addition = histories.additionOf(read);
    this.#read.set(what, effects, time, addition);
    return addition;
  }

  #sendsOf(effects: number, from: number): number {
    const { parts, events, specs, flights } = this.#parts;
    const known = this.#sent.get(effects, from, 0);
    if (known >= 0) return known;
    const messages: number[] = [];
    for (const effect of parts.runs.effects(effects).list)
      if (effect.kind === 'send') {
        const to = specs.findIndex(({ name }) => name === effect.to);
        messages.push(events.messageId(from, to, effect.message));
      }
    const sends = flights.listId(messages);
    this.#sent.set(effects, from, 0, sends);
    return sends;
  }
}

/** The node and its number of draws so far, as one number. */
const drawing = (now: Int32Array, { draws }: Frame): number =>
  NODES_MAX * draws + (now[PART.node] as number);

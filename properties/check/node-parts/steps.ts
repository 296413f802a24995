/**
 * One event on one node, by the kernel's rules: the parts of the node before it, the parts after
 * it.
 */
import type { NodeEvent } from '../../../sim/model/node.js';
import { NODES_MAX } from '../search/actions.js';
import type { Events } from './events.js';
import type { MessageSets } from '../search/in-flight.js';
import type { Histories } from '../search/history.js';
import { machineObservations, modelObservations } from '../rules/node.js';
import type { Machine, CheckedNode } from '../rules/node.js';
import { PART } from './parts.js';
import type { Parts } from './parts.js';
import { Interner, IntTable } from '../search/table.js';

/** Events that reach a model are numbered by their cause. */
const CAUSE = { event: 0, start: 1, input: 2, synced: 3 } as const;

interface StepParts {
  readonly specs: readonly CheckedNode[];
  readonly parts: Parts;
  readonly events: Events;
  readonly messageSets: MessageSets;
  readonly histories: Histories;
  readonly reads: (event: NodeEvent<unknown, unknown>) => boolean;
}

export class Steps {
  readonly #parts: StepParts;
  readonly #received: NodeEvent<unknown, unknown>[] = [];
  readonly #receivedIds = new IntTable();
  readonly #files = new Interner<string>();
  readonly #machineNotes = new IntTable();
  readonly #modelNotes = new IntTable();
  readonly #sent = new IntTable();
  /** Results of the last step: numbers of the messages it sends and of the observations it adds. */
  sends = 0;
  observations = 0;

  constructor(parts: StepParts) {
    this.#parts = parts;
  }

  /** Applies an event to the node whose parts are in `now`. */
  apply(now: Int32Array, event: number, time: number): void {
    const { parts, events } = this.#parts;
    const occurrence = events.at(event);
    const machineBefore = now[PART.machine] as number;
    const machine = parts.machines.at(machineBefore);
    this.sends = 0;
    this.observations = this.#machineObservations(now, event, time);
    switch (occurrence.kind) {
      case 'timer':
        now[PART.timers] = parts.timers.unset(now[PART.timers] as number, event, occurrence.timer);
        this.#runModel(now, this.#receivedId(CAUSE.event, event, 0, occurrence), time);
        return;
      case 'message':
        if (machine.up)
          this.#runModel(now, this.#receivedId(CAUSE.event, event, 0, occurrence), time);
        return;
      case 'disk':
        this.#diskAnswers(now, time);
        return;
      case 'input':
        if (machine.up) this.#receivesInput(now, event, occurrence.input, time);
        return;
      case 'up':
        this.boots(now, time);
        return;
      case 'crash':
        now[PART.state] = parts.models.initial(now[PART.node] as number);
        now[PART.storage] = parts.disks.crashed(now[PART.storage] as number, occurrence.severity);
        now[PART.timers] = parts.timers.id([]);
        now[PART.machine] = parts.machines.id({ ...machine, up: false });
        return;
      case 'clock':
        now[PART.machine] = parts.machines.id({ ...machine, offsetMs: occurrence.toOffsetMs });
    }
  }

  #diskAnswers(now: Int32Array, time: number): void {
    const answer = this.#parts.parts.disks.answered(now[PART.storage] as number);
    if (answer === undefined) return;
    now[PART.storage] = answer.storage;
    const { file } = answer;
    const number = this.#files.id(file, () => file);
    this.#runModel(now, this.#receivedId(CAUSE.synced, number, 0, { kind: 'synced', file }), time);
  }

  #receivesInput(now: Int32Array, event: number, input: unknown, time: number): void {
    const { machines } = this.#parts.parts;
    const machine = machines.at(now[PART.machine] as number);
    const entropy = this.#draw(now, machine);
    const received = { kind: 'input', input, entropy } as const;
    now[PART.machine] = machines.id({ ...machine, draws: machine.draws + 1 });
    this.#runModel(
      now,
      this.#receivedId(CAUSE.input, event, drawing(now, machine), received),
      time,
    );
  }

  boots(now: Int32Array, time: number): void {
    const { parts, events } = this.#parts;
    const machine = parts.machines.at(now[PART.machine] as number);
    const storage = now[PART.storage] as number;
    const disk = parts.disks.at(storage).disk.contents();
    const received = { kind: 'start', disk, entropy: this.#draw(now, machine) } as const;
    const bootAt = events.times[time] as number;
    now[PART.machine] = parts.machines.id({
      ...machine,
      up: true,
      bootAt,
      draws: machine.draws + 1,
    });
    this.#runModel(
      now,
      this.#receivedId(CAUSE.start, storage, drawing(now, machine), received),
      time,
    );
  }

  #draw(now: Int32Array, { draws }: Machine): number {
    return (this.#parts.specs[now[PART.node] as number] as CheckedNode).entropy(draws);
  }

  /** Runs the model on an event and carries out the effects. */
  #runModel(now: Int32Array, received: number, time: number): void {
    const { parts, events, histories } = this.#parts;
    const at = events.times[time] as number;
    const node = now[PART.node] as number;
    const reading = parts.machines.readingId(now[PART.machine] as number, time, at);
    const event = this.#received[received] as NodeEvent<unknown, unknown>;
    const clocks = parts.machines.reading(reading);
    const { models, disks, timers } = parts;
    const step = models.stepId(
      node,
      now[PART.state] as number,
      received,
      reading,
      event,
      clocks,
      at,
    );
    const effects = models.effectsOf(step);
    now[PART.state] = models.nextState(step);
    now[PART.storage] = disks.written(node, now[PART.storage] as number, effects, time, at);
    now[PART.timers] = timers.armed(now[PART.timers] as number, effects, reading);
    this.sends = this.#sendsOf(effects, node);
    this.observations = histories.joined(
      this.observations,
      this.#modelObservations(node, received, effects, time),
    );
  }

  #receivedId(kind: number, a: number, b: number, event: NodeEvent<unknown, unknown>): number {
    const known = this.#receivedIds.get(kind, a, b);
    if (known >= 0) return known;
    this.#receivedIds.set(kind, a, b, this.#received.length);
    this.#received.push(event);
    return this.#received.length - 1;
  }

  /** Number of the observations that the machine itself makes of an event. */
  #machineObservations(now: Int32Array, event: number, time: number): number {
    const { parts, events, specs, histories } = this.#parts;
    const node = now[PART.node] as number;
    const machine = now[PART.machine] as number;
    const where = NODES_MAX * machine + node;
    const known = this.#machineNotes.get(where, event, time);
    if (known >= 0) return known;
    const { name } = specs[node] as CheckedNode;
    const at = events.times[time] as number;
    const observations = machineObservations(
      name,
      parts.machines.at(machine),
      events.at(event),
      at,
    );
    const addition = histories.additionOf(observations);
    this.#machineNotes.set(where, event, time, addition);
    return addition;
  }

  /** Number of the observations that the oracle makes of a model step. */
  #modelObservations(node: number, received: number, effects: number, time: number): number {
    const { parts, events, specs, histories, reads } = this.#parts;
    const what = NODES_MAX * received + node;
    const known = this.#modelNotes.get(what, effects, time);
    if (known >= 0) return known;
    const { name } = specs[node] as CheckedNode;
    const event = this.#received[received] as NodeEvent<unknown, unknown>;
    const { list } = parts.models.effects(effects);
    const read = modelObservations(name, reads, event, list, events.times[time] as number);
    const addition = histories.additionOf(read);
    this.#modelNotes.set(what, effects, time, addition);
    return addition;
  }

  #sendsOf(effects: number, from: number): number {
    const { parts, events, specs, messageSets } = this.#parts;
    const known = this.#sent.get(effects, from, 0);
    if (known >= 0) return known;
    const messages: number[] = [];
    for (const effect of parts.models.effects(effects).list)
      if (effect.kind === 'send') {
        const to = specs.findIndex(({ name }) => name === effect.to);
        messages.push(events.messageId(from, to, effect.message));
      }
    const sends = messageSets.listId(messages);
    this.#sent.set(effects, from, 0, sends);
    return sends;
  }
}

/** The node and its number of draws so far, as one number. */
const drawing = (now: Int32Array, { draws }: Machine): number =>
  NODES_MAX * draws + (now[PART.node] as number);

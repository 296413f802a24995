/** Collects the script of a path: fates of messages, inputs, faults and the order of events. */
import { inputName } from '../../../sim/world/queued-event.js';
import type { ScheduledEvent, ScheduledMessage } from '../../../sim/queue/schedule.js';
import type { Fault } from '../../../sim/world/fault.js';
import type { ScenarioBase } from '../../study/contract.js';
import type { Script } from '../../study/scope.js';
import type { StudySystem } from '../search/system.js';

/** One copy of a message in flight. */
interface Copy {
  readonly message: number;
  readonly number: number;
  readonly from: string;
  readonly to: string;
  readonly sentAt: number;
  held: boolean;
}

export class ScenarioRecorder<S extends ScenarioBase, M, I> {
  readonly #system: StudySystem<S, M, I>;
  readonly #sent = new Map<string, number>();
  readonly #fates = new Map<string, { readonly copy: Copy; readonly delaysMs: number[] }>();
  readonly #inputs: { at: number; node: string; input: I }[] = [];
  readonly #faults: Fault[] = [];
  readonly #order: ScheduledEvent[] = [];
  #copies: Copy[] = [];
  #healAt = 0;

  constructor(system: StudySystem<S, M, I>) {
    this.#system = system;
  }

  /** Records the messages of the first starts, sent at true time 0 in the order of nodes. */
  begin(lists: readonly number[]): void {
    for (const list of lists) this.#send(list, 0);
  }

  #send(list: number, at: number): void {
    const { messageSets, nodeStates } = this.#system;
    for (const message of messageSets.listAt(list)) {
      const known = nodeStates.events.message(message);
      const from = nodeStates.names[known.from] ?? '';
      const to = nodeStates.names[known.to] ?? '';
      const link = `${from}→${to}`;
      const number = (this.#sent.get(link) ?? 0) + 1;
      this.#sent.set(link, number);
      const copy: Copy = { message, number, from, to, sentAt: at, held: false };
      this.#copies.push(copy);
      this.#fates.set(`${link} ${String(number)}`, { copy, delaysMs: [] });
    }
  }

  #take(entry: number): Copy {
    const place = this.#copies.findIndex(
      ({ message, held }) => message === entry >> 1 && held === ((entry & 1) === 1),
    );
    return this.#copies.splice(place, 1)[0] as Copy;
  }

  /** Records an event at a node: its place in the order, and the messages it sends. */
  event(at: number, event: string, list: number): void {
    this.#order.push({ at, event });
    this.#send(list, at);
  }

  input(at: number, node: string, input: I, list: number): void {
    if (this.#healAt === 0) this.#inputs.push({ at, node, input });
    this.event(at, `${node} input ${inputName(input)}`, list);
  }

  deliver(at: number, entry: number, list: number): void {
    const copy = this.#take(entry);
    const name = `${copy.from}→${copy.to} ${String(copy.number)}`;
    this.#fates.get(name)?.delaysMs.push(at - copy.sentAt);
    this.event(at, name, list);
  }

  lose(entry: number): void {
    this.#take(entry);
  }

  duplicate(entry: number): void {
    const copy = this.#take(entry);
    this.#copies.push(copy, { ...copy });
  }

  hold(entry: number): void {
    const copy = this.#take(entry);
    this.#copies.push({ ...copy, held: true });
  }

  release(): void {
    this.#copies = this.#copies.map((copy) => ({ ...copy, held: false }));
  }

  heal(at: number): void {
    this.#healAt = at;
    this.#order.push({ at, event: 'heal' });
  }

  fault(fault: Fault): void {
    this.#faults.push(fault);
    this.#order.push({ at: fault.at, event: 'fault' });
  }

  script(offsetsMs: Readonly<Record<string, number>>): Script<I> {
    const messages = [...this.#fates.values()].flatMap(({ copy, delaysMs }): ScheduledMessage[] =>
      delaysMs.length === 1 && delaysMs[0] === 0
        ? []
        : [{ from: copy.from, to: copy.to, number: copy.number, delaysMs }],
    );
    const { symmetric } = this.#system.scope;
    const [first = ''] = symmetric;
    const drawsAs = Object.fromEntries(symmetric.slice(1).map((name) => [name, first]));
    const schedule = {
      messages,
      order: this.#order,
      ...(symmetric.length > 1 ? { drawsAs } : {}),
    };
    return {
      healAt: this.#healAt,
      offsetsMs,
      inputs: this.#inputs,
      faults: this.#faults,
      schedule,
    };
  }
}

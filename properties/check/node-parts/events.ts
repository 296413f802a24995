/** Instants, messages and events of nodes, by number. */
import { invariant } from '../../../sim/model/errors.js';
import { ARGUMENTS_MAX } from '../search/actions.js';
import type { ContentIds } from './content-ids.js';
import type { NodeOccurrence } from '../rules/node.js';
import { Interner } from '../search/table.js';

interface Message {
  readonly from: number;
  readonly to: number;
  readonly message: unknown;
  /** Number of the event of its arrival. */
  readonly event: number;
}

export class Events {
  readonly #times = new Interner<number, number>();
  readonly #known = new Interner<NodeOccurrence, number>();
  readonly #messages = new Interner<Message, number>();
  readonly #contents: ContentIds;
  readonly #names: readonly string[];

  constructor(contents: ContentIds, names: readonly string[]) {
    this.#contents = contents;
    this.#names = names;
  }

  /** True times in ms, by number. */
  get times(): readonly number[] {
    return this.#times.items;
  }

  timeId(ms: number): number {
    return this.#times.id(ms, () => ms);
  }

  id(event: NodeOccurrence): number {
    const id = this.#known.id(this.#contents.id(event), () => event);
    invariant(id < ARGUMENTS_MAX, 'check', 'fewer kinds of events', String(id));
    return id;
  }

  at(id: number): NodeOccurrence {
    return this.#known.at(id);
  }

  messageId(from: number, to: number, message: unknown): number {
    const id = this.#messages.id(this.#contents.id([from, to, message]), () => ({
      from,
      to,
      message,
      event: this.id({ kind: 'message', from: this.#names[from] ?? '', message }),
    }));
    // An entry for a held message is twice its number plus one, and must fit into an action.
    invariant(2 * id + 1 < ARGUMENTS_MAX, 'check', 'fewer kinds of messages', String(id));
    return id;
  }

  message(id: number): Message {
    return this.#messages.at(id);
  }
}

/** The keys that a collector knows, and the repetitions that it finds by them. */
import { DAY_MS, HOUR_MS } from '../../sim/model/time.js';
import { instantText } from './instant.js';
import type { SettledCollector } from './choice.js';
import type { CollectedItem } from './item.js';
import type { KeyPart, Repetition } from './row.js';

/** A key that was kept. */
export interface KnownKey {
  readonly key: string;
  /** The server's clock at its receipt, ms since 1970. */
  readonly wall: number;
  /** Its body, as far as a repetition is compared with it. */
  readonly body: string;
}

type Rule = NonNullable<SettledCollector['deduplication']>;

const partOf = (part: KeyPart, item: CollectedItem): string => {
  switch (part) {
    case 'id':
      return item.id;
    case 'stream':
      return item.stream ?? '';
    case 'time':
      return instantText(item);
    case 'hour':
      return String(Math.floor(item.at / HOUR_MS));
    case 'day':
      return String(Math.floor(item.at / DAY_MS));
  }
};

/** The key of an item whose date is corrected. Streams are apart, whatever the key. */
const keyOf = ({ key }: Rule, item: CollectedItem): string =>
  [item.stream ?? '', ...key.map((part) => partOf(part, item))].join(' ');

const bodyOf = ({ key }: Rule, item: CollectedItem): string => {
  const quantity = String(item.quantity ?? 1);
  // Where the slot is the identity, its quantity is the whole body.
  return key.includes('id')
    ? `${quantity} ${instantText(item)}`
    : `${quantity} ${item.value ?? ''}`;
};

/** The keys of one collector while it handles a request. */
export class KnownKeys {
  readonly #rule: Rule | undefined;
  readonly #known: Map<string, KnownKey>;
  #hasChanged = false;

  constructor(rule: Rule | undefined, known: readonly KnownKey[]) {
    this.#rule = rule;
    this.#known = new Map(known.map((one) => [one.key, one]));
  }

  /** The consequence if the item repeats a known one; undefined: it is new. */
  repetition(item: CollectedItem, wall: number): Repetition | undefined {
    const rule = this.#rule;
    if (rule === undefined) return undefined;
    const known = this.#known.get(keyOf(rule, item));
    if (known === undefined) return undefined;
    if (rule.windowMs !== undefined && wall - known.wall >= rule.windowMs) return undefined;
    return known.body === bodyOf(rule, item) ? rule.same : rule.differing;
  }

  /** Notes the key of an item that is kept. Returns it; undefined: there are no keys. */
  add(item: CollectedItem, wall: number): string | undefined {
    const rule = this.#rule;
    if (rule === undefined) return undefined;
    const key = keyOf(rule, item);
    // The newest is the last.
    this.#known.delete(key);
    this.#known.set(key, { key, wall, body: bodyOf(rule, item) });
    this.#hasChanged = true;
    const [oldest] = this.#known.keys();
    if (rule.entriesMax !== undefined && this.#known.size > rule.entriesMax && oldest !== undefined)
      this.#known.delete(oldest);
    return key;
  }

  /** The keys after the request; the list that was given, if none was added. */
  listed(before: readonly KnownKey[]): readonly KnownKey[] {
    return this.#hasChanged ? [...this.#known.values()] : before;
  }
}

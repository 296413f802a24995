/**
 * A persistent table by name. Reading and setting one entry costs the same for one entry or ten
 * thousand, and never disturbs another holder. It is plain data; entries are in the order in which
 * their names were first set.
 */
import { Seq } from '../../../../sim/model/seq.js';

type Entry<Value> = readonly [string, Value];
type Bucket<Value> = readonly Entry<Value>[];
type Shelf<Value> = readonly Bucket<Value>[];

export interface Table<Value> {
  readonly names: Seq<string>;
  readonly shelves: readonly Shelf<Value>[];
}

/**
 * Number of shelves, and of buckets in each: the thousand buckets hold some ten entries each of ten
 * thousand.
 */
const WIDTH = 32;

const SHELF: Shelf<never> = Array.from({ length: WIDTH }, () => []);
const SHELVES: readonly Shelf<never>[] = Array.from({ length: WIDTH }, () => SHELF);

export const emptyTable = <Value>(): Table<Value> => ({ names: Seq.empty(), shelves: SHELVES });

/** Position of a name; names differ mostly at their end, in the number. */
function placeOf(name: string): readonly [number, number] {
  let hash = 0;
  for (let at = 0; at < name.length; at += 1)
    hash = (Math.imul(hash, 31) + name.charCodeAt(at)) >>> 0;
  return [hash % WIDTH, Math.floor(hash / WIDTH) % WIDTH];
}

export function entryOf<Value>(table: Table<Value>, name: string): Value | undefined {
  const [shelf, bucket] = placeOf(name);
  return table.shelves[shelf]?.[bucket]?.find(([known]) => known === name)?.[1];
}

export function withEntry<Value>(table: Table<Value>, name: string, value: Value): Table<Value> {
  const [shelfAt, bucketAt] = placeOf(name);
  const shelf = table.shelves[shelfAt] ?? SHELF;
  const bucket = shelf[bucketAt] ?? [];
  const entry: Entry<Value> = [name, value];
  const place = bucket.findIndex(([known]) => known === name);
  return {
    names: place === -1 ? table.names.push(name) : table.names,
    shelves: table.shelves.with(
      shelfAt,
      shelf.with(bucketAt, place === -1 ? [...bucket, entry] : bucket.with(place, entry)),
    ),
  };
}

export const withEntries = <Value>(
  table: Table<Value>,
  entries: Readonly<Record<string, Value>>,
): Table<Value> =>
  Object.entries(entries).reduce((all, [name, value]) => withEntry(all, name, value), table);

export const entriesOf = <Value>(table: Table<Value>): readonly Entry<Value>[] =>
  table.names.toArray().map((name): Entry<Value> => [name, entryOf(table, name) as Value]);

/** Puts every entry back in its place after names within the table were exchanged from outside. */
export function canonicalised<Value>({ names, shelves }: Table<Value>): Table<Value> {
  const entries = new Map(shelves.flat(2));
  return names
    .toArray()
    .reduce(
      (table, name) => withEntry(table, name, entries.get(name) as Value),
      emptyTable<Value>(),
    );
}

export const isTable = (value: object): value is Table<unknown> =>
  'names' in value && 'shelves' in value;

export const recordOf = <Value>(table: Table<Value>): Readonly<Record<string, Value>> =>
  Object.fromEntries(entriesOf(table));

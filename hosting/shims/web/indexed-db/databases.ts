/**
 * The databases of a browser: the library's, in memory, and a journal of the changes of each transaction.
 * A transaction is one line of the journal, so a crash leaves all of it or nothing.
 */
import { decoded, encoded } from '../structured/structured.js';
import type { Page } from '../page.js';
import type {
  Connection,
  Factory,
  IndexedDbLibrary,
  RawDatabase,
  RawStore,
  StoredRecord,
} from './library.js';

interface IndexSchema {
  readonly name: string;
  readonly keyPath: unknown;
  readonly unique: boolean;
  readonly multiEntry: boolean;
}

interface StoreSchema {
  readonly name: string;
  readonly keyPath: unknown;
  readonly autoIncrement: boolean;
  readonly indexes: readonly IndexSchema[];
}

/** One change of a record: its store, its key and its new value; without a value it was removed. */
type Change = readonly [store: string, key: string, value?: string];

/** One transaction, as its line says. */
export interface Logged {
  readonly db: string;
  /** Absent: the database was deleted. */
  readonly version?: number;
  /** Present where the schema changed. */
  readonly stores?: readonly StoreSchema[];
  readonly changes?: readonly Change[];
  /** Last numbers of key generators. */
  readonly numbers?: Readonly<Record<string, number>>;
}

/** The file that takes the lines. */
interface Log {
  readonly entries: readonly Logged[];
  readonly isFull: boolean;
  append(entry: Logged): boolean;
  rewrite(entries: readonly Logged[]): void;
  sync(): void;
}

/** A database as the journal has it. */
interface Known {
  version: number;
  stores: readonly StoreSchema[];
  /** By store: the records and their keys, encoded. */
  readonly records: Map<string, Map<string, string>>;
  numbers: Record<string, number>;
}

const LINES_MAX = 64;

export class Databases {
  readonly library: IndexedDbLibrary;
  readonly factory: Factory;
  readonly #log: Log;
  readonly #known: Map<string, Known>;
  /** Records that the journal has, by identity: the library replaces what changes. */
  readonly #seen = new Map<RawStore, ReadonlyMap<StoredRecord, string>>();
  #lines: number;

  constructor(library: IndexedDbLibrary, log: Log) {
    this.library = library;
    this.factory = new library.IDBFactory();
    this.#log = log;
    this.#known = replayed(log.entries);
    this.#lines = log.entries.length;
  }

  /** Puts into the library what the journal has. `settle` runs all tasks that the library has queued. */
  restore(page: Pick<Page, 'own'>, settle: () => void): void {
    for (const [name, known] of this.#known) {
      const request = this.factory.open(name, known.version);
      request.addEventListener('upgradeneeded', () => {
        filled(page, request.result, known);
      });
      settle();
      const raw = this.factory._databases.get(name);
      if (raw === undefined) continue;
      for (const store of raw.rawObjectStores.values()) {
        if (store.keyGenerator !== null) store.keyGenerator.num = known.numbers[store.name] ?? 0;
        this.#seen.set(store, keysOf(store));
      }
      request.result.close();
      settle();
    }
  }

  /** Writes what a transaction changed. @returns false when the disk is full */
  commit(raw: RawDatabase, isUpgrade: boolean): boolean {
    const changes: Change[] = [];
    const numbers: Record<string, number> = {};
    const seen = new Map<RawStore, ReadonlyMap<StoredRecord, string>>();
    for (const store of raw.rawObjectStores.values()) {
      seen.set(store, this.#changed(store, changes));
      if (store.keyGenerator !== null) numbers[store.name] = store.keyGenerator.num;
    }
    if (changes.length === 0 && !isUpgrade) return true;
    const { name, version } = raw;
    const stores = isUpgrade ? { stores: schemaOf(raw) } : {};
    const entry: Logged = { db: name, version, ...stores, changes, numbers };
    if (!this.#write(entry)) return false;
    for (const [store, keys] of seen) this.#seen.set(store, keys);
    return true;
  }

  /** Asks the system to make durable what was written: a strict transaction has completed. */
  sync(): void {
    this.#log.sync();
  }

  deleted(name: string): void {
    if (this.#known.has(name)) this.#write({ db: name });
  }

  /** Adds a store's changes. @returns its records and their keys, encoded */
  #changed(store: RawStore, changes: Change[]): ReadonlyMap<StoredRecord, string> {
    const before = this.#seen.get(store) ?? new Map<StoredRecord, string>();
    const now = new Map<StoredRecord, string>();
    const puts: Change[] = [];
    for (const record of store.records.records.getAllRecords()) {
      const known = before.get(record);
      const key = known ?? encoded(record.key);
      now.set(record, key);
      if (known === undefined) puts.push([store.name, key, encoded(record.value)]);
    }
    for (const [record, key] of before) if (!now.has(record)) changes.push([store.name, key]);
    changes.push(...puts);
    return now;
  }

  /** True if the transaction replaced and removed nothing. */
  #adds({ db, version, stores, changes = [] }: Logged): boolean {
    if (version === undefined) return false;
    const known = this.#known.get(db);
    if (stores !== undefined && known !== undefined) return false;
    return changes.every(
      ([store, key, value]) => value !== undefined && known?.records.get(store)?.has(key) !== true,
    );
  }

  #write(entry: Logged): boolean {
    // What was removed must be gone from the disk as well: then all is written.
    if (this.#lines < LINES_MAX && this.#adds(entry)) {
      if (!this.#log.append(entry)) return false;
      this.#lines += 1;
      applied(this.#known, entry);
      return true;
    }
    if (this.#log.isFull) return false;
    applied(this.#known, entry);
    const all = [...this.#known].map(([db, known]) => wholeOf(db, known));
    this.#log.rewrite(all);
    this.#lines = all.length;
    return true;
  }
}

const schemaOf = ({ rawObjectStores }: RawDatabase): readonly StoreSchema[] =>
  [...rawObjectStores.values()].map(({ name, keyPath, autoIncrement, rawIndexes }) => ({
    ...{ name, keyPath, autoIncrement },
    indexes: [...rawIndexes.values()].map((index) => ({
      ...{ name: index.name, keyPath: index.keyPath },
      ...{ unique: index.unique, multiEntry: index.multiEntry },
    })),
  }));

const keysOf = (store: RawStore): ReadonlyMap<StoredRecord, string> =>
  new Map(
    [...store.records.records.getAllRecords()].map((record) => [record, encoded(record.key)]),
  );

/** Creates the stores of a new database, and puts all records into them. */
function filled(page: Pick<Page, 'own'>, connection: Connection, known: Known): void {
  for (const { name, keyPath, autoIncrement, indexes } of known.stores) {
    const store = connection.createObjectStore(name, { keyPath, autoIncrement });
    for (const index of indexes)
      store.createIndex(index.name, index.keyPath, {
        unique: index.unique,
        multiEntry: index.multiEntry,
      });
    for (const [key, value] of known.records.get(name) ?? []) {
      const record = decoded(page, value);
      if (keyPath === null) store.put(record, decoded(page, key));
      else store.put(record);
    }
  }
}

function replayed(entries: readonly Logged[]): Map<string, Known> {
  const known = new Map<string, Known>();
  for (const entry of entries) applied(known, entry);
  return known;
}

const newKnown = (version: number): Known => ({
  ...{ version, stores: [], numbers: {} },
  records: new Map(),
});

function applied(all: Map<string, Known>, entry: Logged): void {
  const { db, version, stores, changes = [], numbers = {} } = entry;
  if (version === undefined) {
    all.delete(db);
    return;
  }
  const known: Known = all.get(db) ?? newKnown(version);
  all.set(db, known);
  known.version = version;
  known.stores = stores ?? known.stores;
  known.numbers = { ...known.numbers, ...numbers };
  for (const name of [...known.records.keys()])
    if (!known.stores.some((store) => store.name === name)) known.records.delete(name);
  for (const [name, key, value] of changes) {
    const records = known.records.get(name) ?? new Map<string, string>();
    known.records.set(name, records);
    if (value === undefined) records.delete(key);
    else records.set(key, value);
  }
}

const wholeOf = (db: string, { version, stores, records, numbers }: Known): Logged => ({
  ...{ db, version, stores, numbers },
  changes: [...records].flatMap(([store, all]) =>
    [...all].map(([key, value]): Change => [store, key, value]),
  ),
});

/** The parts of the IndexedDB library that are relied on, its internals included; hence its version is pinned. */

interface Target {
  listeners: unknown[];
  addEventListener(type: string, listener: () => void): void;
}

/** A record of a store. It is replaced, never changed. */
export interface StoredRecord {
  readonly key: unknown;
  readonly value: unknown;
}

interface RawIndex {
  readonly name: string;
  readonly keyPath: unknown;
  readonly unique: boolean;
  readonly multiEntry: boolean;
}

export interface RawStore {
  readonly name: string;
  readonly keyPath: unknown;
  readonly autoIncrement: boolean;
  readonly keyGenerator: { num: number } | null;
  readonly records: { readonly records: { getAllRecords(): Iterable<StoredRecord> } };
  readonly rawIndexes: ReadonlyMap<string, RawIndex>;
}

export interface RawDatabase {
  readonly name: string;
  readonly version: number;
  readonly rawObjectStores: ReadonlyMap<string, RawStore>;
  connections: readonly Connection[];
  transactions: readonly Transaction[];
  processTransactions(): void;
}

export interface Transaction extends Target {
  readonly mode: string;
  readonly durability?: string;
  readonly db: Connection;
  _state: string;
  readonly _rollbackLog: (() => void)[];
  readonly _requests: { readonly request: Request }[];
  _execRequestAsync(given: { operation: () => unknown }): unknown;
  objectStore(name: string): ObjectStore;
}

interface ObjectStore {
  put(value: unknown, key?: unknown): unknown;
  add(value: unknown, key?: unknown): unknown;
  createIndex(name: string, keyPath: unknown, options: object): unknown;
}

export interface Connection extends Target {
  readonly _rawDatabase: RawDatabase;
  _closed: boolean;
  _closePending: boolean;
  transaction(...given: unknown[]): Transaction;
  createObjectStore(name: string, options: object): ObjectStore;
  close(): void;
}

export interface Request extends Target {
  readonly result: Connection;
  readonly transaction: Transaction | null;
  readyState: string;
}

export interface Factory {
  readonly _databases: ReadonlyMap<string, RawDatabase>;
  open(name: string, version?: number): Request;
  deleteDatabase(name: string): Request;
}

export interface IndexedDbLibrary {
  readonly IDBFactory: new () => Factory;
  readonly [name: string]: unknown;
}

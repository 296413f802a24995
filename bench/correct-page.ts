/**
 * A right agent of a page: an outbox in IndexedDB, a key for each record, and no reading of a clock. It
 * sends what waits every ten seconds, and removes what was accepted.
 */
interface Request<Result> {
  readonly result: Result;
  readonly error: Error;
  onsuccess: () => void;
  onerror: () => void;
}

interface Transaction {
  readonly error: Error | null;
  oncomplete: () => void;
  onabort: () => void;
  objectStore(name: string): {
    add(value: string, key: string): void;
    delete(key: string): void;
    getAll(): Request<readonly string[]>;
    getAllKeys(): Request<readonly string[]>;
  };
}

interface Database {
  createObjectStore(name: string): void;
  transaction(name: string, mode: string, options?: { readonly durability: string }): Transaction;
}

declare const indexedDB: {
  open(name: string, version: number): Request<Database> & { onupgradeneeded: () => void };
};

const STORE = 'waiting';

const resultOf = <Result>(request: Request<Result>): Promise<Result> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error);
    };
  });

function opened(): Promise<Database> {
  const request = indexedDB.open('outbox', 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(STORE);
  };
  return resultOf(request);
}

export class Outbox {
  readonly #url: string;
  readonly #database = opened();
  #sending = false;

  constructor(url: string) {
    this.#url = url;
    setInterval(() => void this.send(), 10_000);
  }

  async track(event: string): Promise<void> {
    try {
      await this.#changed((store) => {
        store.add(event, crypto.randomUUID());
      });
    } catch (error) {
      console.error(`dropped ${event}: ${String(error)}`);
    }
  }

  async send(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    try {
      const store = (await this.#database).transaction(STORE, 'readonly').objectStore(STORE);
      const [keys, events] = await Promise.all([
        resultOf(store.getAllKeys()),
        resultOf(store.getAll()),
      ]);
      if (keys.length > 0) await this.#sent(keys, events);
    } catch {
      // The next turn tries again.
    } finally {
      this.#sending = false;
    }
  }

  async #sent(keys: readonly string[], events: readonly string[]): Promise<void> {
    const { ok } = await fetch(this.#url, {
      method: 'POST',
      body: JSON.stringify(events.map((event, at) => ({ id: keys[at], event }))),
      signal: AbortSignal.timeout(5_000),
    });
    if (ok)
      await this.#changed((store) => {
        for (const key of keys) store.delete(key);
      });
  }

  /** Resolves once the change would survive a power loss. */
  async #changed(change: (store: ReturnType<Transaction['objectStore']>) => void): Promise<void> {
    const transaction = (await this.#database).transaction(STORE, 'readwrite', {
      durability: 'strict',
    });
    const ended = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => {
        resolve();
      };
      transaction.onabort = () => {
        reject(transaction.error ?? new Error('aborted'));
      };
    });
    change(transaction.objectStore(STORE));
    await ended;
  }
}

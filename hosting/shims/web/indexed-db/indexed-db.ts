/**
 * `indexedDB` of a page: the library's, with three additions. A finished transaction is written, a used
 * up quota aborts one, and a page that ends takes its connections and transactions with it.
 */
import type { Page } from '../page.js';
import type { Connection, Factory, Request, Transaction } from './library.js';

/** A factory whose databases other pages share. */
export function indexedDbOf(page: Page): Factory {
  const { databases, queue } = page.browser;
  const { factory } = databases;
  const opened = (request: Request): Request => {
    queue.requested(page, request);
    request.addEventListener('upgradeneeded', () => {
      const { transaction } = request;
      watched(page, request.result);
      if (transaction !== null) kept(page, transaction);
    });
    request.addEventListener('success', () => {
      if (page.host.alive) watched(page, request.result);
      else request.result.close();
    });
    return request;
  };
  const own = Object.create(factory) as Factory;
  const methods: Pick<Factory, 'open' | 'deleteDatabase'> = {
    open: (...given) => opened(factory.open(...given)),
    deleteDatabase: (name) => {
      const request = factory.deleteDatabase(name);
      queue.requested(page, request);
      request.addEventListener('success', () => {
        databases.deleted(name);
      });
      return request;
    },
  };
  return Object.assign(own, methods);
}

const known = new WeakSet<Connection>();

function watched(page: Page, connection: Connection): void {
  if (known.has(connection)) return;
  known.add(connection);
  page.browser.queue.connected(page, connection);
  const begin = connection.transaction.bind(connection);
  connection.transaction = (...given) => {
    const transaction = begin(...given);
    if (transaction.mode !== 'readonly') kept(page, transaction);
    return transaction;
  };
}

const exceeded = (): DOMException =>
  new DOMException('Encountered full disk while committing the transaction.', 'QuotaExceededError');

function kept(page: Page, transaction: Transaction): void {
  const { browser } = page;
  transaction.addEventListener('complete', () => {
    const isUpgrade = transaction.mode === 'versionchange';
    browser.databases.commit(transaction.db._rawDatabase, isUpgrade);
    if (transaction.durability === 'strict') browser.databases.sync();
  });
  let isWrite = false;
  const execute = transaction._execRequestAsync.bind(transaction);
  transaction._execRequestAsync = (given) => {
    if (!isWrite) return execute(given);
    const operation = (): unknown => {
      if (browser.isFull) throw exceeded();
      return given.operation();
    };
    return execute({ ...given, operation });
  };
  const storeOf = transaction.objectStore.bind(transaction);
  const watchedStores = new WeakSet();
  transaction.objectStore = (name) => {
    const store = storeOf(name);
    if (watchedStores.has(store)) return store;
    watchedStores.add(store);
    for (const method of ['put', 'add'] as const) {
      const write = store[method].bind(store);
      store[method] = (...given) => {
        isWrite = true;
        try {
          return write(...given);
        } finally {
          isWrite = false;
        }
      };
    }
    return store;
  };
}

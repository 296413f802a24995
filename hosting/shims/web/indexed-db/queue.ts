/**
 * Tasks of the databases of a browser, in one order. They run as tasks of the page that queued them; those
 * of a page that has ended run in another, since its requests may be waited for there.
 */
import type { Page } from '../page.js';
import type { Connection, RawDatabase, Request } from './library.js';

type Task = () => void;

export class DatabaseQueue {
  #tasks: { readonly page: Page; readonly task: Task }[] = [];
  readonly #requests = new Map<Page, Request[]>();
  readonly #connections = new Map<Page, Connection[]>();

  post(page: Page, task: Task): void {
    this.#tasks.push({ page, task });
    page.host.tasks.immediate(this.next);
  }

  /** Runs the oldest task. */
  readonly next = (): void => {
    this.#tasks.shift()?.task();
  };

  requested(page: Page, request: Request): void {
    added(this.#requests, page, request);
  }

  connected(page: Page, connection: Connection): void {
    added(this.#connections, page, connection);
  }

  /** A page has ended: what it began is undone, and none of its listeners hears of it. */
  gone(page: Page, heir: Page | undefined): void {
    for (const request of this.#requests.get(page) ?? []) silence(request);
    const raws = new Set<RawDatabase>();
    for (const connection of this.#connections.get(page) ?? []) {
      raws.add(connection._rawDatabase);
      ended(connection);
    }
    this.#requests.delete(page);
    this.#connections.delete(page);
    if (heir === undefined) return;
    for (const _ of this.#tasks.filter((one) => one.page === page))
      heir.host.tasks.complete(this.next);
    for (const raw of raws)
      heir.host.tasks.complete(() => {
        raw.processTransactions();
      });
  }

  /** No page is left: what waits is dropped. */
  clear(): void {
    this.#tasks = [];
  }
}

function added<T>(all: Map<Page, T[]>, page: Page, one: T): void {
  const list = all.get(page) ?? [];
  list.push(one);
  all.set(page, list);
}

/** Handlers of requests, transactions and connections that a program may have set. */
const HANDLERS = ['onsuccess', 'onerror', 'onabort', 'oncomplete', 'onblocked', 'onupgradeneeded'];

function silence(target: { listeners: unknown[] }): void {
  target.listeners = [];
  for (const name of HANDLERS) if (name in target) Reflect.set(target, name, null);
}

function ended(connection: Connection): void {
  const raw = connection._rawDatabase;
  for (const transaction of raw.transactions) {
    if (transaction.db !== connection || transaction._state === 'finished') continue;
    for (const undo of [...transaction._rollbackLog].reverse()) undo();
    for (const { request } of transaction._requests) {
      request.readyState = 'done';
      silence(request);
    }
    silence(transaction);
    transaction._state = 'finished';
  }
  raw.transactions = raw.transactions.filter(({ db }) => db !== connection);
  raw.connections = raw.connections.filter((one) => one !== connection);
  connection._closePending = true;
  connection._closed = true;
  silence(connection);
}

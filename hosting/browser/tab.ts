/** A tab of a browser: one page after another, each with a realm of its own. */
import type { Effect, LocalTime } from '../../sim/model/node.js';
import type { Stream } from '../../sim/model/random.js';
import { Adapter } from '../adapter.js';
import { PLAIN_REPORTS } from '../decisions/primitive.js';
import type { HostInput, HostOptions } from '../host-model.js';
import { Connections } from '../network/connections.js';
import type { HttpMessage } from '../network/http.js';
import { BrowserRealm } from '../realm/browser-realm.js';
import { HostedProcess } from '../realm/hosted-process.js';
import type { Task } from '../realm/tasks.js';
import type { Page, SharedBrowser } from '../shims/web/page.js';

/**
 * An event in the life of a tab. After `reload`, `close` and `crash` its page is gone, and is loaded again.
 * A page that is hidden may be frozen: none of its tasks run until it is shown.
 */
export type TabLife = 'reload' | 'close' | 'crash' | 'hide' | 'show' | 'freeze';

const URL_DEFAULT = 'https://shop.example/';

interface Surroundings {
  readonly options: HostOptions;
  readonly browser: SharedBrowser;
  readonly random: Stream;
  readonly nextId: () => number;
  readonly unpack: Page['unpack'];
}

interface Running {
  readonly process: HostedProcess;
  readonly connections: Connections;
  readonly realm: BrowserRealm;
  readonly adapter: Adapter;
}

export class Tab {
  readonly number: number;
  readonly #surroundings: Surroundings;
  #running: Running | undefined;
  #isHidden: boolean;
  /** Of a page that ended in this step. */
  #last: readonly Effect<HttpMessage>[] = [];
  /** Events that a frozen page has not seen: they are looked up when it runs again. */
  #held: { readonly key: string; readonly find: () => Task | undefined }[] | undefined;

  constructor(surroundings: Surroundings, number: number) {
    this.#surroundings = surroundings;
    this.number = number;
    this.#isHidden = number > 0;
  }

  get isOpen(): boolean {
    return this.#running !== undefined;
  }

  get page(): Page | undefined {
    return this.#running?.realm.page;
  }

  /** Macrotasks since the page was loaded. */
  get tasks(): number {
    return this.#running?.process.tasks.count ?? 0;
  }

  /** Begins a step. */
  begin(now: LocalTime): void {
    this.#running?.process.begin(now);
  }

  takeEffects(): readonly Effect<HttpMessage>[] {
    const process = this.#running?.process;
    const effects = [...this.#last, ...(process?.effects ?? [])];
    this.#last = [];
    if (process !== undefined) process.effects = [];
    return effects;
  }

  /** Loads the page. */
  load(now: LocalTime): void {
    const { options, browser, random, nextId, unpack } = this.#surroundings;
    const { program, node = program.name, server, recorder, pages = {} } = options;
    const process = new HostedProcess({
      ...{ program: program.name, node, random, nextId },
      ...(recorder === undefined ? {} : { onRead: recorder.read }),
    });
    process.born(now);
    const resolve = (host: string): string | undefined =>
      typeof server === 'string' ? server : (server[host] ?? server['*']);
    const connections = new Connections(process, resolve, unpack);
    const { branch, compare } = recorder ?? PLAIN_REPORTS;
    const realm = new BrowserRealm({
      ...{ program, process, connections, browser, unpack, tab: this.number },
      ...{ url: pages.url ?? URL_DEFAULT, isHidden: this.#isHidden },
      isWorker: pages.kind === 'service-worker',
      instruments: { __skewproof_b: branch, __skewproof_c: compare },
    });
    const adapter = new Adapter(process, options.adapter ?? {});
    this.#running = { process, connections, realm, adapter };
    this.run('start', () => {
      adapter.start(realm.evaluate());
      realm.assertLanguage();
      process.tasks.complete(() => {
        realm.loaded();
      });
    });
    realm.isolate();
  }

  /** Runs a task of the page, if there is one. `key` names it for a recorder. */
  run(key: string, task: Task | undefined): void {
    if (task === undefined || this.#running === undefined) return;
    this.#surroundings.options.recorder?.task(key);
    this.#running.realm.run(task);
  }

  /** An event of the page: at once, or when it is no longer frozen. */
  take(key: string, find: () => Task | undefined): void {
    if (this.#held === undefined) this.run(key, find());
    else if (this.#running !== undefined) this.#held.push({ key, find });
  }

  /** The page is hidden, and the browser saves power. */
  freeze(): void {
    if (!this.#isHidden || this.#held !== undefined || this.#running === undefined) return;
    this.fire('freeze', 'document');
    this.#running.process.mark('page frozen');
    this.#held = [];
  }

  #thaw(): void {
    const held = this.#held;
    if (held === undefined) return;
    this.#held = undefined;
    this.#running?.process.mark('page resumed');
    this.fire('resume', 'document');
    for (const { key, find } of held) this.run(key, find());
  }

  received(from: string, message: HttpMessage): Task | undefined {
    return this.#running?.connections.received(from, message);
  }

  due(timer: string): Task | undefined {
    return this.#running?.process.tasks.due(timer);
  }

  taskOf(input: HostInput): Task | undefined {
    return this.#running?.adapter.taskOf(input);
  }

  /** Dispatches an event at the window, or at the document. */
  fire(type: string, at: 'window' | 'document' = 'window'): void {
    const realm = this.#running?.realm;
    this.run(type, () => realm?.fire(type, at));
  }

  /** The same for the system's events, of which a frozen page hears later. */
  hear(type: string): void {
    this.take(type, () => {
      const realm = this.#running?.realm;
      return () => realm?.fire(type);
    });
  }

  /** A user is at the page; `isOnly`: no other tab can be in front of it. */
  used(isOnly: boolean): void {
    if (this.#held !== undefined || (isOnly && this.#isHidden)) this.show(false);
  }

  show(isHidden: boolean): void {
    this.#thaw();
    this.#isHidden = isHidden;
    const realm = this.#running?.realm;
    this.run(isHidden ? 'hide' : 'show', () => realm?.show(isHidden));
  }

  /** The page's last events. */
  leave(): void {
    this.#thaw();
    const realm = this.#running?.realm;
    this.run('leave', () => realm?.leave());
  }

  /** The page is gone: its timers and the answers that it waits for are. */
  end(life: TabLife): void {
    if (this.#running === undefined) return;
    const { process, realm } = this.#running;
    const { options } = this.#surroundings;
    const isOne = (options.pages?.tabs ?? 1) === 1;
    process.mark(`page ended: ${life}${isOne ? '' : ` in tab ${String(this.number)}`}`);
    process.end(0);
    this.#last = process.effects;
    this.#surroundings.browser.locks.gone(realm.page);
    this.#running = undefined;
    this.#held = undefined;
  }
}

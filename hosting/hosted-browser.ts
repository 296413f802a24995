/** The node of a browser program: a browser with its profile, and the tabs that have the page open. */
import type { Effect, LocalTime } from '../sim/model/node.js';
import { Stream } from '../sim/model/random.js';
import { msOf } from '../sim/model/time.js';
import { Journal } from './browser/journal.js';
import { Profile } from './browser/profile.js';
import { Tab } from './browser/tab.js';
import type { TabLife } from './browser/tab.js';
import { Volume } from './disk/volume.js';
import type { HostInput, HostOptions, HostState } from './host-model.js';
import { IDS_PER_BOOT, keyOf, WRITE_BACK, WRITE_BACK_MS } from './machine.js';
import type { HostEvent } from './machine.js';
import type { HttpMessage } from './network/http.js';
import { assertDrains, drainTicks } from './realm/node/drain.js';
import { indexedDbLibrary } from './realm/node/indexed-db.js';
import { withImmediates } from './realm/node/immediates.js';
import { unpack } from './shims/node/zlib/zlib.js';
import { Databases } from './shims/web/indexed-db/databases.js';
import type { Logged } from './shims/web/indexed-db/databases.js';
import { DatabaseQueue } from './shims/web/indexed-db/queue.js';
import { LockTable } from './shims/web/navigator/lock-table.js';
import { ownClasses } from './shims/web/page.js';
import type { Page, SharedBrowser } from './shims/web/page.js';
import { StorageArea } from './shims/web/storage/area.js';

const COMMIT = 'commit';
/** Chromium collects changes of local storage this long before it writes them, ms. */
const COMMIT_MS = 5_000;
const OPEN = 'open ';
const REOPEN_MS = 1_000;

type Call = HostInput & { readonly kind: 'call' };

const isLife = (name: string): name is TabLife =>
  ['reload', 'close', 'crash', 'hide', 'show', 'freeze'].includes(name);

export class HostedBrowser implements SharedBrowser {
  readonly #options: HostOptions;
  readonly #tabs: readonly Tab[];
  readonly #profile: Profile;
  readonly #sessions = new Map<number, StorageArea>();
  readonly volume: Volume;
  readonly locks = new LockTable();
  readonly databases: Databases;
  readonly queue = new DatabaseQueue();
  isOnline = true;
  isFull = false;
  #life = 0;
  #id: number;
  #now: LocalTime;
  #effects: Effect<HttpMessage>[] = [];
  #commits = false;
  #writesBack = false;

  /**
   * A machine that boots, and its browser with all tabs. `before`: its volume when it went down.
   * @throws SkewproofError SKEW-405 inside a microtask
   */
  constructor(
    options: HostOptions,
    { disk, entropy }: HostEvent & { readonly kind: 'start' },
    now: LocalTime,
    before: Volume | undefined,
  ) {
    assertDrains();
    this.#options = options;
    this.#id = entropy * IDS_PER_BOOT;
    this.#now = now;
    const effect = (one: Effect<HttpMessage>): void => {
      this.#effects.push(one);
    };
    const nowMs = (): number => msOf(this.#now.wall);
    this.volume = new Volume({ effect, nowMs, decode: unpack }, disk, before);
    this.#profile = new Profile(this.volume, () => {
      this.#commitLater();
    });
    this.databases = restored(this.volume);
    const surroundings = {
      ...{ options, browser: this, random: new Stream(entropy, 'program'), unpack },
      nextId: () => (this.#id += 1),
    };
    const { tabs = 1 } = options.pages ?? {};
    this.#tabs = Array.from({ length: tabs }, (_, number) => new Tab(surroundings, number));
  }

  get local(): StorageArea {
    return this.#profile.local;
  }

  get cookies(): SharedBrowser['cookies'] {
    return this.#profile.cookies;
  }

  others(page: Page): readonly Page[] {
    return this.#open.flatMap((tab) =>
      tab.page === undefined || tab.page === page ? [] : [tab.page],
    );
  }

  session(tab: number): StorageArea {
    const session = this.#sessions.get(tab) ?? new StorageArea();
    this.#sessions.set(tab, session);
    return session;
  }

  get #open(): readonly Tab[] {
    return this.#tabs.filter((tab) => tab.isOpen);
  }

  /** Effects of the step that ended. */
  takeEffects(): readonly Effect<HttpMessage>[] {
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }

  /** Carries out one event. */
  stateAfter(event: HostEvent, now: LocalTime): HostState {
    this.#now = now;
    for (const tab of this.#tabs) tab.begin(now);
    this.#handle(event);
    this.#collect();
    if (!this.#writesBack && this.volume.dirty.length > 0) {
      this.#writesBack = true;
      this.#effects.push({ kind: 'elapsed-timer', timer: WRITE_BACK, afterMs: WRITE_BACK_MS });
    }
    return {
      life: this.#life,
      up: this.#open.length > 0,
      tasks: this.#open.reduce((sum, tab) => sum + tab.tasks, 0),
    };
  }

  /** Effects of pages come after what was written before. */
  #collect(): void {
    for (const tab of this.#tabs) this.#effects.push(...tab.takeEffects());
  }

  #handle(event: HostEvent): void {
    switch (event.kind) {
      case 'start':
        for (const tab of this.#tabs) this.#load(tab);
        return;
      case 'timer':
        this.#timer(event);
        return;
      case 'message':
        for (const tab of this.#open)
          tab.take(keyOf(event), () => tab.received(event.from, event.message));
        return;
      case 'input':
        this.#input(event, event.input);
        return;
      case 'disk-full':
        this.volume.refused(event.file, event.entry);
        return;
      default:
    }
  }

  #load(tab: Tab): void {
    this.#life += 1;
    tab.load(this.#now);
  }

  #timer(event: HostEvent & { readonly kind: 'timer' }): void {
    const { timer } = event;
    if (timer === COMMIT) {
      this.#commits = false;
      this.#commit();
    } else if (timer === WRITE_BACK) {
      this.#writesBack = false;
      this.volume.sync(this.volume.dirty);
    } else if (timer.startsWith(OPEN)) {
      const tab = this.#tabs[Number(timer.slice(OPEN.length))];
      if (tab !== undefined && !tab.isOpen) this.#load(tab);
    } else for (const tab of this.#open) tab.take(keyOf(event), () => tab.due(timer));
  }

  #input(event: HostEvent, input: HostInput): void {
    if (input.kind === 'call' && isLife(input.name)) {
      this.#befalls(input.name, input);
      return;
    }
    if (input.kind === 'machine') this.#told(input);
    const open = this.#open;
    if (open.length === 0) this.#effects.push({ kind: 'mark', mark: 'input while down' });
    // A use happens in one of the tabs; all else reaches every one.
    const takers = input.kind === 'track' ? [open[input.record % Math.max(1, open.length)]] : open;
    const [user] = input.kind === 'track' ? takers : [];
    if (user !== undefined && this.#tabs.length > 1)
      this.#effects.push({ kind: 'mark', mark: `use in tab ${String(user.number)}` });
    user?.used(this.#tabs.length === 1);
    for (const tab of takers) tab?.take(keyOf(event), () => tab.taskOf(input));
  }

  /** Notices of the system; pages hear that the network is there or gone. */
  #told({ diskFull, online }: HostInput & { readonly kind: 'machine' }): void {
    if (diskFull !== undefined) {
      this.isFull = diskFull;
      this.volume.told(diskFull);
    }
    if (online === undefined || online === this.isOnline) return;
    this.isOnline = online;
    const type = online ? 'online' : 'offline';
    for (const tab of this.#open) tab.hear(type);
  }

  #befalls(life: TabLife, { value }: Call): void {
    const tab = this.#tabs[typeof value === 'number' ? value : 0];
    if (tab?.isOpen !== true) return;
    if (life === 'freeze') {
      tab.freeze();
      return;
    }
    if (life === 'hide' || life === 'show') {
      tab.show(life === 'hide');
      return;
    }
    if (life !== 'crash') tab.leave();
    // What the page did comes first, then what the browser writes of it, then its end.
    this.#collect();
    this.#commit();
    const page = tab.page;
    tab.end(life);
    if (page !== undefined) this.queue.gone(page, this.#open[0]?.page);
    if (this.#open.length === 0) this.queue.clear();
    if (life === 'close') this.#sessions.delete(tab.number);
    this.#effects.push({
      kind: 'elapsed-timer',
      timer: `${OPEN}${String(tab.number)}`,
      afterMs: this.#options.restartMs ?? REOPEN_MS,
    });
  }

  #commit(): void {
    if (!this.#profile.commit()) this.#commitLater();
  }

  #commitLater(): void {
    if (this.#commits) return;
    this.#commits = true;
    this.#effects.push({ kind: 'elapsed-timer', timer: COMMIT, afterMs: COMMIT_MS });
  }
}

const DATABASE_FILE = '/profile/indexed-db';

/** The databases of a profile, as its journal has them. */
function restored(volume: Volume): Databases {
  const databases = new Databases(indexedDbLibrary(), new Journal<Logged>(volume, DATABASE_FILE));
  // What a page reads is copied into that page's own classes.
  const own = ownClasses(() => ({}) as Page);
  withImmediates((runAll) => {
    databases.restore({ own }, () => {
      do drainTicks();
      while (runAll());
    });
  });
  return databases;
}

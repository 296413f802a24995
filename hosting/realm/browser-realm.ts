/**
 * A browser's realm: one page. Its script is a closure over the page's window. An error that no code
 * catches is an event of the window, and the page lives on.
 */
import type { Connections } from '../network/connections.js';
import type { Program } from '../program.js';
import { SkewproofError } from '../../sim/model/errors.js';
import { randomShim } from '../shims/node/random/random.js';
import { localeSwaps } from '../shims/node/locale/locale.js';
import { LANGUAGE } from '../shims/web/language.js';
import { Event } from '../shims/web/events/event.js';
import {
  ErrorEvent,
  PageTransitionEvent,
  PromiseRejectionEvent,
} from '../shims/web/events/events.js';
import { ownClasses } from '../shims/web/page.js';
import type { Page, SharedBrowser } from '../shims/web/page.js';
import { newWindow, swapsOf } from '../shims/web/window.js';
import type { HostedProcess } from './hosted-process.js';
import { ProcessEnded } from './hosted-process.js';
import { noteIntrinsics, takeBack } from './node/intrinsics.js';
import type { Redefined } from './node/intrinsics.js';
import { compiledScript } from './node/script.js';
import { restage } from './node/stage.js';
import type { Player, Swap } from './node/stage.js';
import { playTurn } from './node/turn.js';
import type { Realm } from './realm.js';
import { notSimulated } from './refusal.js';
import type { Task } from './tasks.js';

interface BrowserRealmOptions {
  readonly program: Program;
  readonly process: HostedProcess;
  readonly connections: Connections;
  readonly browser: SharedBrowser;
  readonly tab: number;
  readonly url: string;
  readonly isHidden: boolean;
  readonly isWorker: boolean;
  readonly unpack: Page['unpack'];
  /** Functions that instrumented code calls. */
  readonly instruments: Readonly<Record<`__skewproof_${'b' | 'c'}`, unknown>>;
}

export class BrowserRealm implements Realm, Player {
  readonly process: HostedProcess;
  swaps: readonly Swap[];
  redefined: readonly Redefined[] = [];
  readonly page: Page;
  readonly #window: ReturnType<typeof newWindow>;
  readonly #options: BrowserRealmOptions;

  constructor(options: BrowserRealmOptions) {
    noteIntrinsics();
    const { process, connections, browser, tab, url, isHidden, isWorker, unpack } = options;
    this.#options = options;
    this.process = process;
    const window = (): Page['window'] => this.#window;
    const page: Page = {
      ...{ host: process, connections, browser, tab, url, isHidden, isWorker, unpack },
      readyState: 'loading',
      own: ownClasses(() => page),
      reportError: (error) => {
        this.onUncaught(error);
      },
      get window() {
        return window();
      },
    };
    this.page = page;
    this.#window = newWindow(page);
    this.swaps = [
      ...swapsOf(page, this.#window),
      ...localeSwaps(),
      { on: Math, key: 'random', value: randomShim(process) },
    ];
    process.onUncaught = page.reportError;
  }

  evaluate(): Readonly<Record<string, unknown>> {
    const { program, instruments } = this.#options;
    const names = [...LANGUAGE, ...Object.keys(instruments)];
    const values = [
      ...LANGUAGE.map((name): unknown => Reflect.get(globalThis, name) as unknown),
      ...Object.values(instruments),
    ];
    const exports = compiledScript(program, names)(this.#window).apply(this.#window, values);
    return exports ?? {};
  }

  /** Code that finds a name of the language never looks it up in the window: it would miss another. */
  assertLanguage(): void {
    for (const name of LANGUAGE)
      if (!Object.is(this.#window[name], Reflect.get(globalThis, name)))
        throw notSimulated(`another global ${name}`);
  }

  /**
   * Makes the script's changes of the language this page's own.
   * @throws SkewproofError SKEW-404 for a change that cannot be taken back
   */
  isolate(): void {
    const { swaps, redefined } = takeBack();
    if (swaps.length === 0 && redefined.length === 0) return;
    this.swaps = [...this.swaps, ...swaps];
    this.redefined = redefined;
    restage(this);
  }

  run(task: Task): void {
    playTurn(this, this.process, task);
  }

  /** Dispatches a plain event of the browser at the window, or at its document. */
  fire(type: string, at: 'window' | 'document' = 'window'): void {
    const { page } = this;
    const Kind = page.own(/^page(?:hide|show)$/.test(type) ? PageTransitionEvent : Event);
    const cancelable = type === 'beforeunload';
    const target = at === 'window' ? this.#window : (this.#window['document'] as Page['window']);
    const bubbles = at === 'document' && type !== 'freeze' && type !== 'resume';
    target.dispatchEvent(new Kind(type, { bubbles, cancelable }));
  }

  /** The document is there, as far as a page waits for it. */
  loaded(): void {
    if (this.page.isWorker) {
      this.fire('install');
      this.fire('activate');
      return;
    }
    this.page.readyState = 'interactive';
    this.fire('readystatechange', 'document');
    this.fire('DOMContentLoaded', 'document');
    this.page.readyState = 'complete';
    this.fire('readystatechange', 'document');
    this.fire('load');
    this.fire('pageshow');
  }

  /** Another tab comes to the front, or this one does. */
  show(isHidden: boolean): void {
    if (this.page.isWorker || this.page.isHidden === isHidden) return;
    this.page.isHidden = isHidden;
    this.fire('visibilitychange', 'document');
  }

  /** The page is left: its last events. */
  leave(): void {
    if (this.page.isWorker) return;
    this.fire('beforeunload');
    this.fire('pagehide');
    this.show(true);
    this.fire('unload');
  }

  readonly onRefused = (api: string): void => {
    this.process.mark(`not simulated: ${api}`);
  };

  /** True if it ends the run or comes from a page that has ended: no event says so. */
  #isBeyond(error: unknown): boolean {
    const { process } = this;
    if (error instanceof SkewproofError && process.alive) {
      process.failure = error;
      process.alive = false;
    }
    return !process.alive || error instanceof ProcessEnded;
  }

  onUncaught(error: unknown): void {
    if (this.#isBeyond(error)) return;
    const message = `Uncaught ${String(error)}`;
    const init = { message, error, cancelable: true };
    if (!this.#window.dispatchEvent(new (this.page.own(ErrorEvent))('error', init))) return;
    this.#print('uncaught', error);
  }

  onRejection(reason: unknown, promise: Promise<unknown>): void {
    if (this.#isBeyond(reason)) return;
    const init = { reason, promise, cancelable: true };
    const event = new (this.page.own(PromiseRejectionEvent))('unhandledrejection', init);
    if (!this.#window.dispatchEvent(event)) return;
    this.#print('uncaught (in promise)', reason);
  }

  #print(name: string, error: unknown): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.process.report(name, `${text}\n`);
  }

  onEvent(): void {
    // Node's own warnings are none of a browser's.
  }
}

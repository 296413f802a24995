/** The global object of a page: all that a script finds by name. */
import { real } from '../../realm/node/real.js';
import { dateShim } from '../node/clock/date.js';
import { IdleRegistry, KeptRef } from '../node/memory/memory.js';
import { Location } from './document/location.js';
import { EventTarget, onAttributes } from './events/event-target.js';
import { GLOBALS } from './globals.js';
import type { Inside } from './globals.js';
import { tagged } from './idl.js';
import { LANGUAGE, NODES, PURE } from './language.js';
import type { Page } from './page.js';
import { cloned } from './structured/structured.js';
import { Timers } from './timers/timers.js';

class Window extends EventTarget {}
tagged(Window, 'Window');
onAttributes(Window, [
  'error',
  'unhandledrejection',
  'rejectionhandled',
  'load',
  'DOMContentLoaded',
  'beforeunload',
  'unload',
  'pagehide',
  'pageshow',
  'online',
  'offline',
  'storage',
  'message',
  'focus',
  'blur',
  'hashchange',
  'popstate',
  'visibilitychange',
]);

const host = (name: string): unknown => Reflect.get(globalThis, name) as unknown;

interface Made extends Inside {
  readonly values: Map<string, unknown>;
}

const made = new WeakMap<object, Made>();

/** A global that is made when it is first read, and that a program may replace. */
const lazy = (name: string, make: (inside: Inside) => unknown): PropertyDescriptor => ({
  configurable: true,
  enumerable: true,
  get(this: object): unknown {
    const inside = made.get(this);
    if (inside === undefined) return undefined;
    const { values } = inside;
    if (!values.has(name)) values.set(name, make(inside));
    return values.get(name);
  },
  set(this: object, value: unknown): void {
    made.get(this)?.values.set(name, value);
  },
});

const fixed = (value: unknown, enumerable = false): PropertyDescriptor => ({
  ...{ value, enumerable, writable: true, configurable: true },
});

/** All pages have the language, what is pure, and what only Node has as undefined. */
const SHARED: PropertyDescriptorMap = Object.fromEntries<PropertyDescriptor>([
  ...[...LANGUAGE, ...PURE].map((name) => [name, fixed(host(name))] as const),
  ...NODES.map((name) => [name, fixed(undefined)] as const),
  ...Object.entries(GLOBALS).map(([name, make]) => [name, lazy(name, make)] as const),
  ['Window', lazy('Window', ({ page }) => page.own(Window))],
]);

/** A window of a usual size; nothing is drawn in it. */
const LOOKS = {
  ...{ innerWidth: 1_280, innerHeight: 720, outerWidth: 1_280, outerHeight: 800 },
  ...{ devicePixelRatio: 1, scrollX: 0, scrollY: 0, pageXOffset: 0, pageYOffset: 0 },
  ...{ screenX: 0, screenY: 0, name: '', opener: null, closed: false, length: 0 },
};
const SCREEN = {
  ...{ width: 1_920, height: 1_080, availWidth: 1_920, availHeight: 1_040 },
  ...{ colorDepth: 24, pixelDepth: 24 },
};

/** Makes the global object of a page. */
export function newWindow(page: Page): Window & Record<string, unknown> {
  const { own, host: process, url } = page;
  const window = new (own(Window))() as Window & Record<string, unknown>;
  const location = new (own(Location))(url);
  made.set(window, { page, window, location, values: new Map() });
  Object.defineProperties(window, SHARED);
  Object.assign(window, LOOKS, new Timers(page).globals, {
    ...{ window, self: window, globalThis: window, frames: window, parent: window, top: window },
    ...{ location, origin: location.origin, screen: { ...SCREEN } },
    ...{ isSecureContext: url.startsWith('https:'), crossOriginIsolated: false },
    ...{ Date: dateShim(process), WeakRef: KeptRef, FinalizationRegistry: IdleRegistry },
  });
  if (page.isWorker) asWorker(window, location);
  else for (const name of WORKERS_OWN) Reflect.deleteProperty(window, name);
  return window;
}

/** Names of a service worker that no page has. */
const WORKERS_OWN = ['ExtendableEvent', 'FetchEvent'];

/** Names of a page that no worker has. */
const PAGES_OWN = [
  ...['window', 'document', 'history', 'localStorage', 'sessionStorage', 'XMLHttpRequest'],
  ...['Image', 'parent', 'top', 'frames', 'screen', 'requestAnimationFrame', 'matchMedia'],
  ...['requestIdleCallback', 'getComputedStyle', 'Storage', 'opener', 'Element', 'Document'],
];

/** Without a document; its registration has no background sync. */
function asWorker(window: Record<string, unknown>, { origin }: Location): void {
  for (const name of PAGES_OWN) Reflect.deleteProperty(window, name);
  Object.assign(window, {
    registration: { scope: `${origin}/`, active: {}, installing: null, waiting: null },
    clients: { claim: () => Promise.resolve(), matchAll: () => Promise.resolve([]) },
    skipWaiting: () => Promise.resolve(),
  });
}

/** The host's own global object, as code that reaches it finds it while the page's tasks run. */
export function swapsOf(
  page: Page,
  window: Record<string, unknown>,
): readonly { on: object; key: string; value: unknown }[] {
  const names = ['Date', 'setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'];
  return [
    ...[...names, 'queueMicrotask'].map((key) => ({ on: globalThis, key, value: window[key] })),
    {
      on: globalThis,
      key: 'setImmediate',
      // The library of databases queues its tasks with it.
      value: (task: () => void) => {
        page.browser.queue.post(page, task);
      },
    },
    { on: globalThis, key: 'structuredClone', value: (value: unknown) => cloned(page, value) },
    { on: globalThis, key: 'process', value: undefined },
    { on: real.Date.prototype, key: 'constructor', value: window['Date'] },
  ];
}

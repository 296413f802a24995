/** The global object of a page: all that a script finds by name. Most is made when it is first read. */
import { tagged } from './idl.js';
import { real } from '../../realm/node-real.js';
import { dateShim } from '../node/clock/date.js';
import { consoleShim } from '../node/console/console.js';
import { webCryptoShim } from '../node/crypto/crypto.js';
import { intlShim } from '../node/locale/locale.js';
import { IdleRegistry, KeptRef } from '../node/memory/memory.js';
import { compressionStreams } from '../node/zlib/zlib.js';
import { AbortController, AbortSignal } from './abort/abort.js';
import { Blob, File } from './blob/blob.js';
import { FormData } from './blob/form-data.js';
import { BroadcastChannel } from './channels/broadcast-channel.js';
import { MessageChannel, MessagePort } from './channels/message-channel.js';
import { Performance } from './clock/performance.js';
import { Document } from './document/document.js';
import { Element, Node } from './document/element.js';
import { History, Location } from './document/location.js';
import { Event } from './events/event.js';
import { EventTarget, onAttributes } from './events/event-target.js';
import * as kinds from './events/events.js';
import { fetchShim } from './fetch/fetch.js';
import { Headers } from './fetch/headers.js';
import { Request } from './fetch/request.js';
import { Response } from './fetch/response.js';
import { indexedDbOf } from './indexed-db/indexed-db.js';
import { LANGUAGE, NODES, PURE } from './language.js';
import { Navigator } from './navigator/navigator.js';
import type { Page } from './page.js';
import { refusedGlobals } from './refused/refused.js';
import { newStorage, Storage } from './storage/storage.js';
import { cloned } from './structured/structured.js';
import { Timers } from './timers/timers.js';
import { XMLHttpRequest, XMLHttpRequestUpload } from './xhr/xhr.js';

export class Window extends EventTarget {}
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

type Make = () => unknown;

/** Classes that a page has by their own name. */
const CLASSES = {
  ...{ EventTarget, Event, ...kinds },
  ...{ AbortController, AbortSignal, Blob, File, FormData, Headers, Request, Response },
  ...{ XMLHttpRequest, XMLHttpRequestUpload, Storage, BroadcastChannel, MessageChannel },
  ...{ MessagePort, Navigator, Window, Performance, Node, Document, Element, Location, History },
};

const host = (name: string): unknown => Reflect.get(globalThis, name) as unknown;

/** What all pages have: the language, what is pure, and what only Node has as undefined. */
const SHARED: PropertyDescriptorMap = Object.fromEntries([
  ...[...LANGUAGE, ...PURE].map((name) => [
    name,
    { value: host(name), writable: true, configurable: true },
  ]),
  ...NODES.map((name) => [name, { value: undefined, writable: true, configurable: true }]),
]) as PropertyDescriptorMap;

function lazily(on: object, name: string, make: Make): void {
  const set = (value: unknown): void => {
    Object.defineProperty(on, name, {
      value,
      ...{ writable: true, configurable: true, enumerable: true },
    });
  };
  Object.defineProperty(on, name, {
    ...{ configurable: true, enumerable: true },
    get: () => {
      const value = make();
      set(value);
      return value;
    },
    set,
  });
}

/** Sizes of a window; nothing is drawn in it. */
const SIZES = {
  ...{ innerWidth: 1_280, innerHeight: 720, outerWidth: 1_280, outerHeight: 800 },
  ...{ devicePixelRatio: 1, scrollX: 0, scrollY: 0, pageXOffset: 0, pageYOffset: 0 },
  screenX: 0,
  screenY: 0,
};

/** Makes the global object of a page. */
export function newWindow(page: Page): Window & Record<string, unknown> {
  const { own, host: process } = page;
  const window = new (own(Window))() as Window & Record<string, unknown>;
  Object.defineProperties(window, SHARED);
  const location = new (own(Location))(page.url);
  const values: Readonly<Record<string, unknown>> = {
    ...{ window, self: window, globalThis: window, frames: window, parent: window, top: window },
    ...new Timers(page).globals,
    ...SIZES,
    ...{ location, name: '', opener: null, closed: false, length: 0, origin: location.origin },
    ...{ isSecureContext: page.url.startsWith('https:'), crossOriginIsolated: false },
    screen: {
      width: 1_920,
      height: 1_080,
      availWidth: 1_920,
      availHeight: 1_040,
      colorDepth: 24,
      pixelDepth: 24,
    },
    Date: dateShim(process),
    WeakRef: KeptRef,
    FinalizationRegistry: IdleRegistry,
  };
  for (const [name, value] of Object.entries(values))
    Object.defineProperty(window, name, {
      value,
      ...{ writable: true, configurable: true, enumerable: true },
    });
  for (const [name, make] of Object.entries(lazyGlobals(page, window, location)))
    lazily(window, name, make);
  if (page.isWorker) asWorker(window, location);
  return window;
}

/** Globals that are made when a page first asks for them. */
function lazyGlobals(
  page: Page,
  window: Window & Record<string, unknown>,
  location: Location,
): Readonly<Record<string, Make>> {
  const { own, host: process, browser } = page;
  return {
    ...Object.fromEntries(
      Object.entries(CLASSES).map(([name, base]) => [name, () => own(base as typeof EventTarget)]),
    ),
    ...refusedGlobals,
    HTMLElement: () => own(Element),
    HTMLDocument: () => own(Document),
    Image: () => imageOf(window),
    document: () => new (own(Document))(window, location),
    history: () => new (own(History))(location),
    navigator: () => new (own(Navigator))(),
    performance: () => new (own(Performance))(),
    localStorage: () => newStorage(page, browser.local),
    sessionStorage: () => newStorage(page, browser.session(page.tab)),
    ...databaseClasses(page),
    indexedDB: () => indexedDbOf(page),
    fetch: () => fetchShim(page),
    crypto: () => webCryptoShim(process),
    console: () =>
      consoleShim(process, {
        out: () => undefined,
        error: (text, name) => {
          process.report(name, text);
        },
      }),
    Intl: () => intlShim(process),
    structuredClone: () => (value: unknown) => cloned(page, value),
    reportError: () => page.reportError,
    matchMedia: () => (media: string) =>
      Object.assign(new (own(EventTarget))(), { media, matches: false }),
    getComputedStyle: () => () => ({ getPropertyValue: () => '' }),
    getSelection: () => () => null,
    scrollTo: () => () => undefined,
    focus: () => () => undefined,
    blur: () => () => undefined,
    postMessage: () => (data: unknown) => {
      const copy = cloned(page, data);
      const init = { data: copy, origin: location.origin, source: window };
      process.tasks.immediate(() => {
        window.dispatchEvent(new (own(kinds.MessageEvent))('message', init));
      });
    },
    ...Object.fromEntries(
      ['CompressionStream', 'DecompressionStream'].map((name) => [
        name,
        () => compressionStreams(process)[name],
      ]),
    ),
  };
}

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

/** Classes of the databases: the library's own. */
const databaseClasses = ({ browser }: Page): Readonly<Record<string, Make>> =>
  Object.fromEntries(
    DATABASE_CLASSES.map((name) => [name, () => browser.databases.library[name]] as const),
  );

const DATABASE_CLASSES = [
  'IDBCursor',
  'IDBCursorWithValue',
  'IDBDatabase',
  'IDBFactory',
  'IDBIndex',
  'IDBKeyRange',
  'IDBObjectStore',
  'IDBOpenDBRequest',
  'IDBRequest',
  'IDBTransaction',
  'IDBVersionChangeEvent',
] as const;

/** `Image`: an element, made with `new` alone. */
function imageOf(window: Record<string, unknown>): object {
  function Image(): Element {
    return (window['document'] as Document).createElement('img');
  }
  return Image;
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

/** Globals of a page, each with the function that makes it when a script first reads its name. */
import { consoleShim } from '../node/console/console.js';
import { webCryptoShim } from '../node/crypto/crypto.js';
import { intlShim } from '../node/locale/locale.js';
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
import { EventTarget } from './events/event-target.js';
import * as kinds from './events/events.js';
import * as workerKinds from './events/worker-events.js';
import { fetchShim } from './fetch/fetch.js';
import { Headers } from './fetch/headers.js';
import { Request } from './fetch/request.js';
import { Response } from './fetch/response.js';
import { indexedDbOf } from './indexed-db/indexed-db.js';
import { Navigator } from './navigator/navigator.js';
import type { Page } from './page.js';
import { refusedGlobals } from './refused/refused.js';
import { newStorage, Storage } from './storage/storage.js';
import { cloned } from './structured/structured.js';
import { XMLHttpRequest, XMLHttpRequestUpload } from './xhr/xhr.js';

/** The page, its window, and the address that document and history share. */
export interface Inside {
  readonly page: Page;
  readonly window: EventTarget & Record<string, unknown>;
  readonly location: Location;
}

type Make = (inside: Inside) => unknown;

/** Classes that a page has by their own name. */
const CLASSES = {
  ...{ EventTarget, Event, ...kinds, ...workerKinds },
  ...{ AbortController, AbortSignal, Blob, File, FormData, Headers, Request, Response },
  ...{ XMLHttpRequest, XMLHttpRequestUpload, Storage, BroadcastChannel, MessageChannel },
  ...{ MessagePort, Navigator, Performance, Node, Document, Element, Location, History },
  ...{ HTMLElement: Element, HTMLDocument: Document },
};

/** Classes of the databases: the library's own. */
const DATABASE_CLASSES = [
  ...['IDBCursor', 'IDBCursorWithValue', 'IDBDatabase', 'IDBFactory', 'IDBIndex', 'IDBKeyRange'],
  ...['IDBObjectStore', 'IDBOpenDBRequest', 'IDBRequest', 'IDBTransaction'],
  'IDBVersionChangeEvent',
];

const named = (names: readonly string[], make: (name: string) => Make): Record<string, Make> =>
  Object.fromEntries(names.map((name) => [name, make(name)]));

const consoleOf: Make = ({ page: { host } }) =>
  consoleShim(host, {
    out: () => undefined,
    error: (text, name) => {
      host.report(name, text);
    },
  });

/** `Image`: an element, made with `new` alone. */
const imageOf: Make = ({ window }) =>
  function Image(): Element {
    return (window['document'] as Document).createElement('img');
  };

const postMessageOf: Make =
  ({ page, window, location }) =>
  (data: unknown) => {
    const init = { data: cloned(page, data), origin: location.origin, source: window };
    page.host.tasks.immediate(() => {
      window.dispatchEvent(new (page.own(kinds.MessageEvent))('message', init));
    });
  };

const nothing = (): Make => () => () => undefined;

export const GLOBALS: Readonly<Record<string, Make>> = {
  ...Object.fromEntries(
    Object.entries(CLASSES).map(([name, base]): [string, Make] => [
      name,
      ({ page }) => page.own(base as typeof EventTarget),
    ]),
  ),
  ...refusedGlobals,
  ...named(
    DATABASE_CLASSES,
    (name) =>
      ({ page }) =>
        page.browser.databases.library[name],
  ),
  ...named(
    ['CompressionStream', 'DecompressionStream'],
    (name) =>
      ({ page }) =>
        compressionStreams(page.host)[name],
  ),
  ...named(['scrollTo', 'focus', 'blur'], nothing),
  Image: imageOf,
  document: ({ page, window, location }) => new (page.own(Document))(window, location),
  history: ({ page, location }) => new (page.own(History))(location),
  navigator: ({ page }) => new (page.own(Navigator))(),
  performance: ({ page }) => new (page.own(Performance))(),
  localStorage: ({ page }) => newStorage(page, page.browser.local),
  sessionStorage: ({ page }) => newStorage(page, page.browser.session(page.tab)),
  indexedDB: ({ page }) => indexedDbOf(page),
  fetch: ({ page }) => fetchShim(page),
  crypto: ({ page }) => webCryptoShim(page.host),
  console: consoleOf,
  Intl: ({ page }) => intlShim(page.host),
  structuredClone:
    ({ page }) =>
    (value: unknown) =>
      cloned(page, value),
  reportError: ({ page }) => page.reportError,
  matchMedia:
    ({ page }) =>
    (media: string) =>
      Object.assign(new (page.own(EventTarget))(), { media, matches: false }),
  getComputedStyle: () => () => ({ getPropertyValue: () => '' }),
  getSelection: () => () => null,
  postMessage: postMessageOf,
};

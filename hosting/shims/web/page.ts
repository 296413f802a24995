/**
 * A page as its shims see it, and the classes of its own that it has. Libraries patch the prototypes of
 * web classes; so no page shares them with another.
 */
import type { Connections } from '../../network/connections.js';
import type { HostedProcess } from '../../realm/hosted-process.js';
import type { CookieJar } from './document/cookies.js';
import type { Databases } from './indexed-db/databases.js';
import type { DatabaseQueue } from './indexed-db/queue.js';
import type { LockTable } from './navigator/lock-table.js';
import type { StorageArea } from './storage/area.js';

type AnyClass = abstract new (...values: never[]) => object;

/** The browser of a page, as far as all its pages share it. */
export interface SharedBrowser {
  readonly local: StorageArea;
  readonly cookies: CookieJar;
  readonly locks: LockTable;
  readonly databases: Databases;
  /** Tasks of the databases. */
  readonly queue: DatabaseQueue;
  /** The system says that there is a network. */
  readonly isOnline: boolean;
  /** The quota of the page's origin is used up. */
  readonly isFull: boolean;
  /** The other pages that are open; all are of one origin. */
  others(page: Page): readonly Page[];
  /** Session storage of a tab. */
  session(tab: number): StorageArea;
}

/** A page of a browser: one load of a document in one tab. */
export interface Page {
  readonly host: HostedProcess;
  readonly connections: Connections;
  readonly browser: SharedBrowser;
  /** Number of its tab. */
  readonly tab: number;
  /** Address of its document. */
  readonly url: string;
  /** The page's own class of this kind. */
  readonly own: <C extends AnyClass>(base: C) => C;
  /** Unpacks the body of a response; undefined: it is not packed that way. */
  readonly unpack: (encoding: string, bytes: string) => string | undefined;
  /** Takes an error that no code of the page caught. */
  readonly reportError: (error: unknown) => void;
  /** The global object of the page. */
  readonly window: { dispatchEvent(event: object): boolean };
  /** A service worker: no document, no storage but databases. */
  readonly isWorker: boolean;
  /** True while another tab is in front of it. */
  isHidden: boolean;
  readyState: 'loading' | 'interactive' | 'complete';
}

const PAGE: unique symbol = Symbol('page');

/** The page of the class that is being constructed. */
export function pageOf(target: unknown): Page {
  const page = Reflect.get(Object(target) as object, PAGE) as Page | undefined;
  if (page === undefined) throw new TypeError('Illegal constructor');
  return page;
}

/** Makes `own` of a page. */
export function ownClasses(page: () => Page): Page['own'] {
  const made = new Map<AnyClass, AnyClass>();
  const own = <C extends AnyClass>(base: C): C => {
    const known = made.get(base);
    if (known !== undefined) return known as C;
    const copy = copied(base);
    const parent = Object.getPrototypeOf(base) as AnyClass;
    // A class without a parent has the prototype of all functions.
    if (typeof parent.prototype === 'object')
      Object.setPrototypeOf(copy.prototype as object, own(parent).prototype as object);
    Object.defineProperty(copy, PAGE, { value: page() });
    made.set(base, copy);
    return copy as C;
  };
  return own;
}

/** Members that a class's objects inherit, as they stand on the prototypes of copies. */
const members = new Map<AnyClass, PropertyDescriptorMap>();

function membersOf(base: AnyClass): PropertyDescriptorMap {
  const known = members.get(base);
  if (known !== undefined) return known;
  const { constructor: _, ...all }: PropertyDescriptorMap = Object.getOwnPropertyDescriptors(
    base.prototype as object,
  );
  // Interfaces of the web list their members.
  for (const property of Object.values(all)) property.enumerable = true;
  members.set(base, all);
  return all;
}

/** The same class with a prototype of its own, which holds all that can be patched. */
function copied(base: AnyClass): AnyClass {
  const copy = class extends (base as new () => object) {};
  Object.defineProperty(copy, 'name', { value: base.name, configurable: true });
  Object.defineProperties(copy.prototype, membersOf(base));
  return copy;
}

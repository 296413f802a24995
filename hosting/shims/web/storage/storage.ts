/** `localStorage` and `sessionStorage`: a storage's methods, and its keys as properties. */
import { domString, tagged } from '../idl.js';
import { StorageEvent } from '../events/events.js';
import { pageOf } from '../page.js';
import type { Page } from '../page.js';
import type { StorageArea } from './area.js';

/** Only the browser makes storages. */
const making: { area: StorageArea | undefined } = { area: undefined };

interface Inside {
  readonly page: Page;
  readonly area: StorageArea;
}

const insides = new WeakMap<object, Inside>();

function insideOf(storage: object): Inside {
  const inside = insides.get(storage);
  if (inside === undefined) throw new TypeError('Illegal invocation');
  return inside;
}

export class Storage {
  constructor() {
    if (making.area === undefined) throw new TypeError('Illegal constructor');
    insides.set(this, { page: pageOf(new.target), area: making.area });
  }

  get length(): number {
    return insideOf(this).area.length;
  }

  key(index: number): string | null {
    return insideOf(this).area.keys[index] ?? null;
  }

  getItem(key: string): string | null {
    return insideOf(this).area.get(domString(key)) ?? null;
  }

  setItem(key: string, value: string): void {
    const { page, area } = insideOf(this);
    const name = domString(key);
    const text = domString(value);
    const before = area.get(name);
    if (!area.set(name, text, page.browser.isFull))
      throw new DOMException(
        `Failed to execute 'setItem' on 'Storage': Setting the value of '${name}' exceeded the quota.`,
        'QuotaExceededError',
      );
    if (before !== text) announce(page, area, name, before, text);
  }

  removeItem(key: string): void {
    const { page, area } = insideOf(this);
    const name = domString(key);
    const before = area.get(name);
    area.remove(name);
    if (before !== undefined) announce(page, area, name, before, undefined);
  }

  clear(): void {
    const { page, area } = insideOf(this);
    if (area.length === 0) return;
    for (const key of area.keys) area.remove(key);
    announce(page, area, null, undefined, undefined);
  }
}
tagged(Storage, 'Storage');

/** The other pages of the origin hear of it, in tasks of their own. */
function announce(
  page: Page,
  area: StorageArea,
  key: string | null,
  before: string | undefined,
  after: string | undefined,
): void {
  if (area !== page.browser.local) return;
  for (const other of page.browser.others(page))
    other.host.tasks.complete(() => {
      const init = {
        ...{ key, oldValue: before ?? null, newValue: after ?? null, url: page.url },
        storageArea: Reflect.get(other.window, 'localStorage') as unknown,
      };
      other.window.dispatchEvent(new (other.own(StorageEvent))('storage', init));
    });
}

/** A storage whose keys are properties too, where its methods leave them room. */
export function newStorage(page: Page, area: StorageArea): Storage {
  making.area = area;
  let target: Storage;
  try {
    target = new (page.own(Storage))();
  } finally {
    making.area = undefined;
  }
  const isItem = (key: PropertyKey): key is string => typeof key === 'string' && !(key in target);
  const storage: Storage = new Proxy(target, {
    get: (_, key) => (isItem(key) ? area.get(key) : (Reflect.get(target, key, storage) as unknown)),
    has: (_, key) => key in target || (isItem(key) && area.get(key) !== undefined),
    set: (_, key, value) => {
      if (!isItem(key)) return Reflect.set(target, key, value);
      storage.setItem(key, value as string);
      return true;
    },
    deleteProperty: (_, key) => {
      if (isItem(key)) storage.removeItem(key);
      return true;
    },
    ownKeys: () => [...area.keys],
    getOwnPropertyDescriptor: (_, key) => {
      const value = isItem(key) ? area.get(key) : undefined;
      if (value === undefined) return Reflect.getOwnPropertyDescriptor(target, key);
      return { value, writable: true, enumerable: true, configurable: true };
    },
  });
  insides.set(storage, insideOf(target));
  return storage;
}

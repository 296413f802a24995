/**
 * The profile of a browser: storage that outlives its pages. Changes of local storage and of cookies are
 * kept in memory and written together some seconds later, as Chromium does; so a browser that is killed
 * loses the latest.
 */
import type { Volume } from '../disk/volume.js';
import { CookieJar } from '../shims/web/document/cookies.js';
import type { Cookie } from '../shims/web/document/cookies.js';
import { StorageArea } from '../shims/web/storage/area.js';
import { Journal } from './journal.js';

/** A key with its new text; null: it was removed. */
type Change = readonly [key: string, value: string | null];

const STORAGE_FILE = '/profile/local-storage';
const COOKIE_FILE = '/profile/cookies';
/** Lines of a journal before it is written as a whole. */
const LINES_MAX = 64;

export class Profile {
  readonly local: StorageArea;
  readonly cookies: CookieJar;
  readonly #storage: Journal<readonly Change[]>;
  readonly #cookieFile: Journal<readonly Cookie[]>;
  readonly #changes = new Map<string, string | null>();
  #cookiesToWrite: readonly Cookie[] | undefined;
  #lines: number;

  /** `changed`: something waits to be written. */
  constructor(volume: Volume, changed: () => void) {
    if (volume.at('/profile') === undefined) volume.make('/profile', 'directory', 0o700);
    this.#storage = new Journal(volume, STORAGE_FILE);
    this.#cookieFile = new Journal(volume, COOKIE_FILE);
    const items = new Map<string, string>();
    for (const line of this.#storage.entries)
      for (const [key, value] of line)
        if (value === null) items.delete(key);
        else items.set(key, value);
    this.#lines = this.#storage.entries.length;
    this.local = new StorageArea(items, (key, value) => {
      this.#changes.set(key, value ?? null);
      changed();
    });
    this.cookies = new CookieJar(this.#cookieFile.entries.at(-1) ?? [], (cookies) => {
      this.#cookiesToWrite = cookies.filter(({ expiresMs }) => expiresMs !== undefined);
      changed();
    });
  }

  /** Writes what waits. @returns false when a full disk refused some of it, which waits on */
  commit(): boolean {
    if (this.#cookiesToWrite !== undefined) {
      this.#cookieFile.rewrite([this.#cookiesToWrite]);
      this.#cookiesToWrite = undefined;
    }
    if (this.#changes.size === 0) return true;
    if (this.#lines >= LINES_MAX) {
      this.#storage.rewrite([this.local.entries]);
      this.#lines = 0;
    } else if (!this.#storage.append([...this.#changes])) return false;
    this.#lines += 1;
    this.#changes.clear();
    return true;
  }
}

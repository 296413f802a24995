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

const STORAGE_FILE = '/profile/local-storage';
const COOKIE_FILE = '/profile/cookies';

export class Profile {
  readonly local: StorageArea;
  readonly cookies: CookieJar;
  readonly #storage: Journal<readonly (readonly [string, string])[]>;
  readonly #cookieFile: Journal<readonly Cookie[]>;
  readonly #volume: Volume;
  #hasChanged = false;
  #cookiesToWrite: readonly Cookie[] | undefined;

  /** `changed`: something waits to be written. */
  constructor(volume: Volume, changed: () => void) {
    if (volume.at('/profile') === undefined) volume.make('/profile', 'directory', 0o700);
    this.#volume = volume;
    this.#storage = new Journal(volume, STORAGE_FILE);
    this.#cookieFile = new Journal(volume, COOKIE_FILE);
    this.local = new StorageArea(this.#storage.entries.at(-1), () => {
      this.#hasChanged = true;
      changed();
    });
    this.cookies = new CookieJar(this.#cookieFile.entries.at(-1) ?? [], (cookies) => {
      this.#cookiesToWrite = cookies.filter(({ expiresMs }) => expiresMs !== undefined);
      changed();
    });
  }

  /** Writes what waits. @returns false when the disk is full: it waits on */
  commit(): boolean {
    if (this.#volume.full) return !this.#hasChanged && this.#cookiesToWrite === undefined;
    if (this.#cookiesToWrite !== undefined) this.#cookieFile.rewrite([this.#cookiesToWrite]);
    if (this.#hasChanged) this.#storage.rewrite([this.local.entries]);
    this.#cookiesToWrite = undefined;
    this.#hasChanged = false;
    return true;
  }
}

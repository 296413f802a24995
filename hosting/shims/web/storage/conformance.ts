/** Cases that the storage of a hosted page and that of a browser agree on. */
import type { WebCase } from '../conformance-case.js';

export const STORAGE_CASES: readonly WebCase[] = [
  {
    name: 'items as methods, as properties and as keys',
    run: ({ localStorage, Storage }) => {
      localStorage.setItem('b', 2);
      localStorage.a = { toString: () => 'text' };
      localStorage.c = null;
      delete localStorage.c;
      const keys = Object.keys(localStorage).sort();
      localStorage.removeItem('none');
      return [
        localStorage.length,
        localStorage.getItem('a'),
        localStorage.b,
        localStorage.getItem('none'),
        localStorage.none === undefined,
        keys,
        'a' in localStorage,
        'getItem' in localStorage,
        typeof localStorage.getItem,
        localStorage.key(9),
        JSON.stringify(localStorage),
        localStorage instanceof Storage,
        Object.prototype.toString.call(localStorage),
      ];
    },
  },
  {
    name: 'the quota counts keys and values; what is too much changes nothing',
    run: async ({ localStorage }, { tried }) => {
      const room = 5 * 1024 * 1024;
      localStorage.setItem('k', 'x'.repeat(room - 1));
      const results = [
        await tried(() => localStorage.setItem('l', '')),
        await tried(() => localStorage.setItem('k', 'y'.repeat(room))),
        localStorage.getItem('k').length === room - 1,
      ];
      localStorage.clear();
      return [results.map((one: any) => one?.error ?? one), localStorage.length];
    },
  },
  {
    name: 'session storage is another; a storage cannot be made',
    run: async ({ localStorage, sessionStorage, Storage }, { tried }) => {
      sessionStorage.setItem('s', '1');
      return [localStorage.getItem('s'), sessionStorage.length, await tried(() => new Storage())];
    },
  },
];

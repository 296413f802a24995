/** Cases that the databases of a hosted page and those of a browser agree on. */
import type { WebCase } from '../conformance-case.js';

export const DATABASE_CASES: readonly WebCase[] = [
  {
    name: 'stores, keys, indexes and cursors',
    run: async ({ indexedDB, IDBKeyRange }, { settled }) => {
      const request = indexedDB.open('cases', 2);
      const order: unknown[] = [];
      request.onupgradeneeded = (event: any) => {
        order.push([event.oldVersion, event.newVersion]);
        const store = request.result.createObjectStore('s', { keyPath: 'id', autoIncrement: true });
        store.createIndex('by', 'name', { unique: false });
      };
      const db = await settled(request);
      const store = db.transaction('s', 'readwrite').objectStore('s');
      for (const name of ['b', 'a', 'c']) order.push(await settled(store.add({ name })));
      await settled(store.put({ id: 2, name: 'd' }));
      const read = db.transaction('s').objectStore('s');
      order.push(
        await settled(read.get(2)),
        await settled(read.count()),
        await settled(read.getAllKeys()),
      );
      order.push(await settled(read.index('by').getAll(IDBKeyRange.lowerBound('c'))));
      const cursor: unknown[] = [];
      await new Promise((resolve) => {
        read.openCursor(null, 'prev').onsuccess = ({ target }: any) => {
          if (target.result === null) {
            resolve(null);
            return;
          }
          cursor.push(target.result.key);
          target.result.continue();
        };
      });
      db.close();
      return [
        order,
        cursor,
        [...db.objectStoreNames],
        (await settled(indexedDB.deleteDatabase('cases'))) ?? null,
      ];
    },
  },
  {
    name: 'transactions: order, abort, errors',
    run: async ({ indexedDB }, { settled, tried }) => {
      const request = indexedDB.open('more');
      request.onupgradeneeded = () => request.result.createObjectStore('s');
      const db = await settled(request);
      const order: unknown[] = [];
      const ended = (transaction: any) =>
        new Promise((resolve) => {
          for (const type of ['complete', 'abort'])
            transaction.addEventListener(type, () => {
              order.push(type);
              resolve(transaction.error?.name ?? null);
            });
        });
      const first = db.transaction('s', 'readwrite');
      first.objectStore('s').put('v', 'k').onsuccess = () => order.push('put');
      const results = [await ended(first)];
      const second = db.transaction('s', 'readwrite');
      second.objectStore('s').add('w', 'k').onerror = () => order.push('error');
      results.push(await ended(second));
      const third = db.transaction('s', 'readwrite');
      third.objectStore('s').put('x', 'k');
      third.abort();
      results.push(await ended(third));
      const last = db.transaction('s');
      results.push(await settled(last.objectStore('s').get('k')));
      const errors = [
        await tried(() => db.transaction('none')),
        await tried(() => last.objectStore('s').put('y', 'k')),
        await tried(() => indexedDB.open('more', 0)),
      ].map((one: any) => one.error);
      db.close();
      await settled(indexedDB.deleteDatabase('more'));
      return [order, results, errors];
    },
  },
];

/** Databases of a browser: what a transaction wrote outlives the page, the browser and the power. */
import test from 'ava';
import { pagePlayed } from './_pages.test.js';

/** Opens a store of texts, adds one for each use, and reads all at the start. */
const NOTES = `
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const open = async () => {
    const request = indexedDB.open('notes', 1);
    request.onupgradeneeded = () => {
      const store = request.result.createObjectStore('all', { keyPath: 'id', autoIncrement: true });
      store.createIndex('text', 'text');
    };
    return done(request);
  };
  exports.start = async ({ track, told }) => {
    const db = await open();
    const all = await done(db.transaction('all').objectStore('all').getAll());
    told(all.map(({ id, text }) => id + text));
    track((marker) => {
      const transaction = db.transaction('all', 'readwrite');
      transaction.objectStore('all').put({ text: marker });
      transaction.onabort = () => told(transaction.error?.name);
    });
  };`;

const uses = [1, 2].map((n) => [n * 1_000, { kind: 'track', record: n }] as const);

test('databases - records outlive a crash of the browser, and of the power once they are synced', async (t) => {
  for (const [severity, downMs, kept] of [
    ['process', 100, ['told: []', 'told: ["1sk~1~","2sk~2~"]']],
    ['power', 100, ['told: []', 'told: []']],
  ] as const) {
    const { reports } = await pagePlayed(NOTES, {
      inputs: uses,
      faults: [{ kind: 'crash', node: 'app', severity, downMs, at: 3_000 }],
      seed: 3,
    });
    t.deepEqual(reports, kept, severity);
  }
  const { reports } = await pagePlayed(NOTES, {
    inputs: uses,
    faults: [{ kind: 'crash', node: 'app', severity: 'power', downMs: 100, at: 40_000 }],
  });
  t.deepEqual(reports, ['told: []', 'told: ["1sk~1~","2sk~2~"]']);
});

test('databases - a key generator goes on where it stood', async (t) => {
  const { reports } = await pagePlayed(NOTES, {
    inputs: [
      ...uses,
      [5_000, { kind: 'call', name: 'reload' }],
      [7_000, { kind: 'track', record: 3 }],
      [9_000, { kind: 'call', name: 'crash' }],
    ],
    faults: [{ kind: 'crash', node: 'app', severity: 'process', downMs: 100, at: 8_000 }],
  });
  t.is(reports.at(-1), 'told: ["1sk~1~","2sk~2~","3sk~3~"]');
});

test('databases - a quota that is used up aborts the transaction', async (t) => {
  const { reports } = await pagePlayed(NOTES, {
    inputs: [[500, { kind: 'machine', diskFull: true }], ...uses],
  });
  t.deepEqual(reports.slice(1), ['told: QuotaExceededError', 'told: QuotaExceededError']);
});

test('databases - tabs share them; one that crashes within a transaction holds up no other', async (t) => {
  const code = `${NOTES}
    const start = exports.start;
    exports.start = async (host) => {
      await start(host);
      const db = await open();
      host.on('hold', () => {
        const store = db.transaction('all', 'readwrite').objectStore('all');
        const again = () => { store.put({ text: 'held' }).onsuccess = again; };
        again();
      });
      host.on('count', async () => host.told(await done(db.transaction('all').objectStore('all').count())));
    };`;
  const { reports, summary } = await pagePlayed(code, {
    pages: { tabs: 2 },
    inputs: [...uses, [3_000, { kind: 'call', name: 'count' }]],
  });
  t.is(summary.outcome, 'ended');
  t.deepEqual(reports.slice(-2), ['told: 2', 'told: 2']);
});

test('databases - a strict transaction outlives a loss of power at once', async (t) => {
  const strict = NOTES.replace("'readwrite')", "'readwrite', { durability: 'strict' })");
  t.not(strict, NOTES);
  const { reports } = await pagePlayed(strict, {
    inputs: uses,
    faults: [{ kind: 'crash', node: 'app', severity: 'power', downMs: 100, at: 3_000 }],
    seed: 3,
  });
  t.deepEqual(reports, ['told: []', 'told: ["1sk~1~","2sk~2~"]']);
});

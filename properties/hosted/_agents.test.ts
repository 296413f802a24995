/** Agents of pages, as source text: one that is right, and one for each planted defect. */
import { hostModel } from '../../hosting/host-model.js';
import { script } from '../../hosting/_pages.test.js';
import { outsideMicrotasks } from '../../hosting/realm/node/drain.js';
import { hostedStudy } from './hosted-study.js';
import type { HostedParts } from './hosted-study.js';
import { SERVER } from '../pipeline/protocol.js';

/** Names of its parts that a test replaces. */
interface Parts {
  /** Entries that are kept at a flush, given all of them. */
  readonly kept: string;
  /** Entries that leave with the page. */
  readonly left: string;
}

/**
 * An agent with a queue in local storage: it sends the whole queue, and removes what was accepted. Each
 * entry has a name of its own, so that none is counted twice.
 */
const storage = ({ kept, left }: Parts): string => `
  const read = () => JSON.parse(localStorage.getItem('queue') ?? '[]');
  const write = (queue) => localStorage.setItem('queue', JSON.stringify(queue));
  let waits = false;
  const post = async () => {
    const queue = read().filter(${kept});
    write(queue);
    if (waits || queue.length === 0) return;
    waits = true;
    try {
      const answer = await fetch('https://in.example/v1', {
        method: 'POST', body: JSON.stringify(queue), signal: AbortSignal.timeout(30_000) });
      const sent = new Set(queue.map(({ id }) => id));
      if (answer.ok) write(read().filter(({ id }) => !sent.has(id)));
    } catch { /* It is tried again. */ }
    waits = false;
  };
  exports.start = ({ track, flush }) => {
    track((marker) => {
      try {
        write([...read(), { id: crypto.randomUUID(), marker, at: Date.now() }]);
      } catch (error) { console.error('dropping ' + marker + ': ' + error.name); }
    });
    flush(post);
    setInterval(post, 10_000);
    addEventListener('online', post);
    addEventListener('pagehide', () => { ${left} });
  };`;

/** The same with a database. */
const database = (kept: string): string => `
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const opened = (async () => {
    const request = indexedDB.open('queue', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('all', { autoIncrement: true });
    return done(request);
  })();
  const store = async (mode) => (await opened).transaction('all', mode).objectStore('all');
  let waits = false;
  const post = async () => {
    if (waits) return;
    waits = true;
    try {
      const all = await store('readonly');
      const [keys, values] = await Promise.all([done(all.getAllKeys()), done(all.getAll())]);
      const isKept = ${kept};
      const queue = values.filter(isKept);
      if (queue.length > 0) {
        const answer = await fetch('https://in.example/v1', {
          method: 'POST', body: JSON.stringify(queue), signal: AbortSignal.timeout(30_000) });
        if (!answer.ok) throw new Error('refused');
      }
      const sent = await store('readwrite');
      for (const key of keys) sent.delete(key);
    } catch { /* It is tried again. */ }
    waits = false;
  };
  exports.start = ({ track, flush }) => {
    track(async (marker) => {
      try {
        await done((await store('readwrite')).add({ marker, at: Date.now() }));
      } catch (error) { console.error('dropping ' + marker + ': ' + error.name); }
    });
    flush(post);
    setInterval(post, 10_000);
  };`;

/** An agent that keeps all in memory and sends it with the page's last event. */
const beacon = `
  let queue = [];
  exports.start = ({ track, flush }) => {
    const post = () => {
      if (queue.length > 0 && navigator.sendBeacon('https://in.example/v1', JSON.stringify(queue))) queue = [];
    };
    track((marker) => { queue.push({ marker, at: Date.now() }); });
    flush(post);
    setInterval(post, 20_000);
    addEventListener('pagehide', post);
  };`;

const YOUNG = '({ at }) => Date.now() - at <= 12 * 3_600_000';
const ALL = '() => true';

export const AGENTS = {
  right: storage({ kept: ALL, left: '' }),
  'drops by age from local storage': storage({ kept: YOUNG, left: '' }),
  'drops by age from a database': database(YOUNG),
  'a database, all kept': database(ALL),
  'clears its queue when the page is left': storage({
    kept: ALL,
    left: "navigator.sendBeacon('https://in.example/v1', JSON.stringify(read())); write([]);",
  }),
  'keeps all in memory, and sends beacons': beacon,
} as const;

type Page = ReturnType<typeof hostedStudy>;

/** The study of an agent of a page. */
export function pageStudy(agent: keyof typeof AGENTS, parts: Partial<HostedParts> = {}): Page {
  const program = script(AGENTS[agent]);
  return hostedStudy({
    name: 'page',
    title: agent,
    variants: { shipped: { title: 'as it is' } },
    program: () => ({
      hash: program.hash.padStart(16, '0'),
      model: (node) => hostModel({ program, node, server: SERVER }),
    }),
    platform: 'browser',
    collector: 'json',
    ...parts,
  });
}

/** Runs outside of microtasks, where programs can be hosted. */
export const hosted = outsideMicrotasks;

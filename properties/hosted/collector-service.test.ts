/** A program, unmodified, at named collectors: it is served over HTTP, and its edge is exact. */
import test from 'ava';
import { gzip } from 'pako';
import { markerOf } from '../../hosting/network/markers.js';
import { outsideMicrotasks } from '../../hosting/realm/node/drain.js';
import { collectorNamed } from '../../models/collectors/index.js';
import { DAY_MS, MINUTE_MS } from '../../sim/model/time.js';
import { searchedPair } from '../collectors/pair.js';
import type { Pair } from '../collectors/pair.js';
import { eraseStudy } from '../study/erase.js';
import { codedStudy } from './_coded.test.js';
import { collectorService } from './collector-service.js';

/** Sends each use at once, and gives it up with any answer; only a failed connection is tried again. */
const AGENT = `
const queue: { marker: string; at: number }[] = [];
export async function flush(): Promise<void> {
  while (queue.length > 0) {
    const [first] = queue;
    const values = [[String(first.at) + '000000', first.marker]];
    try {
      await fetch('https://logs.example/loki/api/v1/push', {
        method: 'POST',
        body: JSON.stringify({ streams: [{ stream: { app: 'acme' }, values }] }),
      });
    } catch {
      return;
    }
    queue.shift();
  }
}
export function track(marker: string): void {
  queue.push({ marker, at: Date.now() });
  void flush();
}`;

const LATENCY_MS = 20;

test('collector service - a program loses from the millisecond on that the clause says', async (t) => {
  const study = eraseStudy(await codedStudy(AGENT));
  const at = (name: string, axes: readonly string[]): Pair => {
    const row = collectorNamed(name);
    if (row === undefined) throw new Error(name);
    return searchedPair(study, 'shipped', row, axes);
  };
  await outsideMicrotasks(() => {
    const loki = at('loki', ['offset']);
    t.is(loki.calm, 'kept');
    const lost = loki.edges.filter(({ becomes }) => becomes === 'lost').map((edge) => edge.at);
    t.deepEqual(lost, [10 * MINUTE_MS + LATENCY_MS + 1, -(7 * DAY_MS - LATENCY_MS) - 1]);
    t.is(at('segment', []).calm, 'lost', 'it does not speak that protocol');
  });
});

test('collector service - packed bodies are read, damaged ones are malformed', (t) => {
  const loki = collectorService({ name: 'loki' });
  const { first } = loki;
  const values = [['1000000', markerOf(1)]];
  const text = JSON.stringify({ streams: [{ stream: {}, values }] });
  const packed = String.fromCharCode(...gzip(text));
  const request = (body: string, encoding: string) => ({
    ...{ method: 'POST', url: 'https://l/loki/api/v1/push', body, records: [1] },
    headers: [['Content-Encoding', encoding]] as const,
  });
  t.deepEqual(loki.serve(first, request(packed, 'gzip'), 1)[1].accepted, [1]);
  t.is(loki.serve(first, request(packed.slice(0, 20), 'gzip'), 1)[1].status, 400);
  t.is(loki.serve(first, request(text, 'identity'), 1)[1].status, 204);
  t.throws(() => collectorService({ name: 'lokki' }), { message: /lokki/ });
});

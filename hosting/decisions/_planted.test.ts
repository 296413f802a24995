/** Small programs, each with one defect that a wrong clock brings out, and the line that has it. */
import { EPOCH_MS } from './_driver.test.js';
import type { Driver } from './_driver.test.js';
import type { Undecided } from './deciding-line.js';

export interface Planted {
  readonly name: string;
  readonly source: string;
  /** Plays it with a clock that is wrong by `x`, a whole number of the defect's own unit. */
  readonly play: (driver: Driver, x: number) => void;
  /** The greatest x with which the record is kept is below this. */
  readonly x: number;
  /** The threshold: the least x with which it is lost. */
  readonly losesFrom: number;
  readonly line?: string;
  /** Left and right in the losing run, then in the passing one. */
  readonly sides?: readonly [number, number, number, number];
  /** Texts of sides that are no numbers, in the losing run. */
  readonly texts?: readonly [string, string];
  readonly left?: RegExp;
  readonly right?: RegExp;
  readonly undecided?: Undecided;
  readonly next?: readonly [losing: RegExp, passing: RegExp];
  readonly selected?: string;
}

const HOST = `declare const host: { deliver(r: unknown): void; read(f: string): any; write(f: string, v: unknown): void };\n`;

/** Tracks one record, steps the clock forward by x, and flushes. */
function stepBeforeFlush(driver: Driver, x: number): void {
  const program = driver.start();
  driver.pass(100);
  driver.event('track', () => program['track']?.(1));
  driver.pass(1000);
  driver.offsetMs += x;
  driver.event('flush', () => program['flush']?.());
  driver.pass(10_000);
}

/** Tracks one record, and stops the process after ten seconds. */
function stopAfterTen(driver: Driver, x: number): void {
  const program = driver.start();
  driver.event('track', () => program['track']?.(1));
  driver.pass(1000);
  driver.offsetMs -= x;
  driver.event('flush', () => program['flush']?.());
  driver.pass(9000);
  driver.stop();
  driver.pass(60_000);
}

/** One entry, kept over a restart of the process. */
function restartBeforeFlush(driver: Driver, x: number): void {
  driver.pass(5004);
  const first = driver.start();
  driver.event('track', () => first['track']?.(1));
  driver.pass(1000);
  driver.offsetMs += x;
  const second = driver.start();
  driver.event('flush', () => second['flush']?.());
}

export const PLANTED: readonly Planted[] = [
  {
    name: 'a deadline on the wall clock',
    source: `${HOST}
const TTL_MS = 60_000;
const queue: { record: unknown; deadline: number }[] = [];
export function track(record: unknown): void {
  const now = Date.now();
  queue.push({ record, deadline: now + TTL_MS });
}
export function flush(): void {
  for (const { record, deadline } of queue.splice(0)) {
    if (Date.now() > deadline) continue; // expired
    host.deliver(record);
  }
}`,
    play: stepBeforeFlush,
    ...{ x: 1_000_000, losesFrom: 59_001 },
    line: 'program.ts:11  Date.now() > deadline',
    sides: [EPOCH_MS + 60_101, EPOCH_MS + 60_100, EPOCH_MS + 60_100, EPOCH_MS + 60_100],
    left: /^Date\.now at program\.ts:11$/,
    right: /^now \+ TTL_MS at program\.ts:7 \(now: Date\.now at program\.ts:6\)$/,
  },
  {
    name: 'an age above a limit, kept over a restart',
    source: `${HOST}
const maxRetentionTimeInMs = 86_400_000;
export function track(record: unknown): void {
  host.write('queue', JSON.stringify({ record, timestamp: Date.now() }));
}
export function flush(): void {
  const now = Date.now();
  const entry = JSON.parse(host.read('queue'));
  if (now - entry.timestamp > maxRetentionTimeInMs) return;
  host.deliver(entry.record);
}`,
    play: restartBeforeFlush,
    ...{ x: 200_000_000, losesFrom: 86_399_001 },
    line: 'program.ts:10  now - entry.timestamp > maxRetentionTimeInMs',
    sides: [86_400_001, 86_400_000, 86_400_000, 86_400_000],
    left: /^now - entry\.timestamp at program\.ts:10 \(now: Date\.now at program\.ts:8; entry\.timestamp: Date\.now at program\.ts:5\)$/,
  },
  {
    name: 'an age kept in a variable, in whole seconds, under another name',
    source: `${HOST}
let record: unknown, since = 0;
const seconds = (): number => Math.floor(Date.now() / 1000);
export function track(given: unknown): void { record = given; since = seconds(); }
export function flush(): void {
  const now = seconds();
  const age = now - since;
  const expired = age >= 3600;
  if (expired) return;
  host.deliver(record);
}`,
    play: stepBeforeFlush,
    ...{ x: 10_000_000, losesFrom: 3_598_900 },
    line: 'program.ts:9  age >= 3600',
    sides: [3600, 3600, 3599, 3600],
    left: /^now - since at program\.ts:8 \(now: Math\.floor\(Date\.now\(\) \/ 1000\) at program\.ts:4 \(called at program\.ts:7\); since: Math\.floor\(Date\.now\(\) \/ 1000\) at program\.ts:4 \(called at program\.ts:5\)\)$/,
  },
  {
    name: 'a date of the server compared with the client clock, as dates',
    source: `${HOST}
let record: unknown;
const limit = 43_200_000;
export function track(given: unknown): void { record = given; }
export function flush(): void {
  const retryAt = new Date('2025-06-16T15:06:40.000Z');
  const now = new Date();
  // The server asks for a rest longer than this client grants.
  if (retryAt.getTime() - now.getTime() < limit) host.deliver(record);
  else if (now >= retryAt) host.deliver(record);
}`,
    play(driver, x) {
      driver.offsetMs = 50_000_000;
      stepBeforeFlush(driver, -x);
    },
    ...{ x: 49_000_000, losesFrom: 6_801_100 },
    line: 'program.ts:10  retryAt.getTime() - now.getTime() < limit',
    sides: [43_200_000, 43_200_000, 43_199_999, 43_200_000],
    left: /^retryAt\.getTime\(\) - now\.getTime\(\) at program\.ts:10 \(now\.getTime\(\): new Date at program\.ts:8\)$/,
  },
  {
    name: 'two dates compared as objects',
    source: `${HOST}
let record: unknown;
export function track(given: unknown): void { record = given; }
export function flush(): void {
  const notAfter = new Date(1750000060000);
  if (new Date() >= notAfter) return;
  host.deliver(record);
}`,
    play: stepBeforeFlush,
    ...{ x: 1_000_000, losesFrom: 58_900 },
    line: 'program.ts:7  new Date() >= notAfter',
    sides: [EPOCH_MS + 60_000, EPOCH_MS + 60_000, EPOCH_MS + 59_999, EPOCH_MS + 60_000],
    left: /^new Date at program\.ts:7$/,
  },
  {
    name: 'dates compared as texts',
    source: `${HOST}
let record: unknown;
const expires = '2025-06-15T15:07:40.000Z';
export function track(given: unknown): void { record = given; }
export function flush(): void {
  const now = new Date().toISOString();
  if (now < expires) host.deliver(record);
}`,
    play: stepBeforeFlush,
    ...{ x: 1_000_000, losesFrom: 58_900 },
    line: 'program.ts:8  now < expires',
    sides: [0, 0, 0, 0],
    texts: ['2025-06-15T15:07:40.000Z', '2025-06-15T15:07:40.000Z'],
  },
  {
    name: 'big integers',
    source: `${HOST}
let record: unknown;
export function track(given: unknown): void { record = given; }
export function flush(): void {
  const ns = BigInt(Date.now()) * 1000000n;
  if (ns <= 1750000060000000000n) host.deliver(record);
}`,
    play: stepBeforeFlush,
    ...{ x: 1_000_000, losesFrom: 58_901 },
    line: 'program.ts:7  ns <= 1750000060000000000n',
  },
  {
    name: 'far from either end of a long run',
    source: `${HOST}
let record: unknown;
let sum = 0;
const busy = (): void => { for (let i = 0; i < 120000; i += 1) if (i % 3 === 0) sum = sum > 9 ? 0 : sum + 1; };
export function track(given: unknown): void { busy(); record = given; }
export function flush(): void {
  const late = Date.now() > 1750000060000;
  if (!late) host.deliver(record);
  busy();
}`,
    play: stepBeforeFlush,
    ...{ x: 1_000_000, losesFrom: 58_901 },
    line: 'program.ts:8  Date.now() > 1750000060000',
    sides: [EPOCH_MS + 60_001, EPOCH_MS + 60_000, EPOCH_MS + 60_000, EPOCH_MS + 60_000],
    left: /^Date\.now at program\.ts:8$/,
  },
  {
    name: 'a test without a comparison',
    source: `${HOST}
let record: unknown;
const open = new Set([0, 2]);
export function track(given: unknown): void { record = given; }
export function flush(): void {
  const hours = Math.floor((Date.now() - 1750000000000) / 3600000);
  if (!open.has(hours)) return;
  host.deliver(record);
}`,
    play: stepBeforeFlush,
    ...{ x: 5_000_000, losesFrom: 3_598_900 },
    line: 'program.ts:8  open.has(hours)',
    sides: [0, 1, 1, 1],
  },
  {
    name: 'a switch on the day',
    source: `${HOST}
let record: unknown;
export function track(given: unknown): void { record = given; }
export function flush(): void {
  const hours = Math.floor((Date.now() - 1750000000000) / 3600000);
  switch (hours) {
    case 0: host.deliver(record); break;
    case 1: break;
    default: throw new Error('no such day');
  }
}`,
    play: stepBeforeFlush,
    ...{ x: 5_000_000, losesFrom: 3_598_900 },
    line: 'program.ts:7  switch (hours)',
    sides: [1, 0, 0, 1],
  },
  {
    name: 'a difference before the one that decides',
    source: `${HOST}
let record: unknown, since = 0;
export function track(given: unknown): void { record = given; since = Date.now(); }
export function flush(): void {
  const now = Date.now();
  const late = now - since > 30_000;
  let level = 'debug';
  if (late) level = 'warn';
  if (now > since + 30_000) return;
  host.deliver([record, level][0]);
}`,
    play: stepBeforeFlush,
    ...{ x: 1_000_000, losesFrom: 29_001 },
    line: 'program.ts:10  now > since + 30_000',
    right: /^since \+ 30_000 at program\.ts:10 \(since: Date\.now at program\.ts:4\)$/,
  },
  {
    name: 'timers that race',
    source: `${HOST}
let record: unknown;
export function track(given: unknown): void { record = given; }
export function flush(): void {
  const due = 1750000005000;
  setTimeout(() => host.deliver(record), due - Date.now());
}`,
    play: stopAfterTen,
    ...{ x: 100_000, losesFrom: 5001 },
    undecided: 'order',
    next: [/^stop$/, /^timer 1$/],
  },
  {
    name: 'a wait chosen by Math.max, without a comparison',
    source: `${HOST}
let record: unknown;
export function track(given: unknown): void { record = given; }
export function flush(): void {
  const wait = Math.max(9_000, 1750000005000 - Date.now());
  setTimeout(() => { host.deliver(record); }, wait);
}`,
    play: stopAfterTen,
    ...{ x: 100_000, losesFrom: 5001 },
    undecided: 'order',
    next: [/^stop$/, /^timer 1$/],
    selected: 'program.ts:6  Math.max(9_000, 1750000005000 - Date.now())',
  },
  {
    name: 'a crash',
    source: `${HOST}
let record: unknown;
export function track(given: unknown): void { record = given; }
export function flush(): void {
  const slots = new Array(1750000060000 - Date.now());
  slots[0] = record;
  host.deliver(slots[0]);
  if (slots.length < 0) throw new Error('never');
}`,
    play: stepBeforeFlush,
    ...{ x: 1_000_000, losesFrom: 58_901 },
    undecided: 'end',
    next: [/^the run ends$/, /^program\.ts:9 {2}slots\.length < 0$/],
  },
  {
    name: 'an exception that is swallowed',
    source: `${HOST}
let record: unknown;
export function track(given: unknown): void { record = given; }
export function flush(): void {
  try {
    const slots = new Array(1750000060000 - Date.now());
    slots[0] = record;
    host.deliver(slots[0]);
  } catch {
    record = undefined;
  }
}`,
    play: stepBeforeFlush,
    ...{ x: 1_000_000, losesFrom: 58_901 },
    undecided: 'exception',
  },
  {
    name: 'a collection that is one shorter',
    source: `${HOST}
const queue: unknown[] = [];
export function track(given: unknown): void { queue.push(given); }
export function flush(): void {
  queue.length = Math.min(1, Math.floor(1750000060000 / Date.now()));
  for (const record of queue) host.deliver(record);
}`,
    play: stepBeforeFlush,
    ...{ x: 1_000_000, losesFrom: 58_901 },
    undecided: 'loop',
    selected: 'program.ts:6  Math.min(1, Math.floor(1750000060000 / Date.now()))',
  },
];

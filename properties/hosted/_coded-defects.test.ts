/** Small agents as a team writes them, each with one defect that a wrong clock brings out. */
import type { ProgramOptions } from './program.js';
import type { At } from './_coded.test.js';
import { stepAfterUse } from './_coded.test.js';

export interface CodedDefect {
  readonly name: string;
  readonly source: string;
  readonly options?: Partial<ProgramOptions<never>>;
  /** Default: a step forward right after the first use, ms. */
  readonly at?: At;
  /** An x that loses. */
  readonly lost: number;
  readonly losesFrom: number;
  /** The line, as the terminal shows it; absent: no comparison decides. */
  readonly line?: string;
  /** Operands of the losing and of the passing run, as the terminal shows them. */
  readonly operands?: readonly [losing: string, passing: string];
  /** False: inverting it does not keep the record. */
  readonly confirmed?: false;
  /** Places of the clock readings behind the operands. */
  readonly reads?: readonly string[];
  /** Why no comparison decides, and the next thing in each run. */
  readonly undecided?: readonly [words: RegExp, losing: RegExp, passing: RegExp];
}

/** Shared by most of them: a queue, sent whole every ten seconds. */
const SENDING = `
const send = (records: readonly unknown[]): Promise<Response> =>
  fetch('https://ingest.example/v1', { method: 'POST', body: JSON.stringify(records) });
`;

export const CODED: readonly CodedDefect[] = [
  {
    name: 'an age above a limit',
    source: `${SENDING}
const MAX_AGE_MS = 3_600_000;
let queue: { marker: string; at: number }[] = [];
export function track(marker: string): void {
  queue.push({ marker, at: Date.now() });
}
export async function flush(): Promise<void> {
  const now = Date.now();
  const due = queue.filter((entry) => now - entry.at < MAX_AGE_MS);
  queue = [];
  if (due.length > 0) await send(due);
}
setInterval(flush, 10_000);`,
    ...{ lost: 10_000_000, losesFrom: 3_591_500 },
    line: 'program.ts:12  now - entry.at < MAX_AGE_MS',
    operands: ['3,600,000 < 3,600,000', '3,599,999 < 3,600,000'],
    reads: ['program.ts:11', 'program.ts:8'],
  },
  {
    name: 'a deadline that each entry has, read from a file after a restart',
    source: `import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
${SENDING}
const FILE = '/tmp/queue.ndjson';
export function track(marker: string): void {
  const deadline = Date.now() + 7_200_000;
  appendFileSync(FILE, JSON.stringify({ marker, deadline }) + '\\n');
}
export async function flush(): Promise<void> {
  if (!existsSync(FILE)) return;
  const entries = readFileSync(FILE, 'utf8').trim().split('\\n').map((line) => JSON.parse(line));
  const alive = entries.filter(({ deadline }) => deadline >= Date.now());
  rmSync(FILE);
  if (alive.length > 0) await send(alive);
}
setInterval(flush, 10_000);`,
    at: (simplest, x) => {
      const stepped = stepAfterUse(simplest, x);
      const restart = { kind: 'restart', at: 2_000, node: 'agent-1' } as const;
      return { ...stepped, faults: [...stepped.faults, restart] };
    },
    ...{ lost: 20_000_000, losesFrom: 7_189_501 },
    line: 'program.ts:14  deadline >= Date.now()',
  },
  {
    name: 'a day in whole seconds, under other names',
    source: `${SENDING}
const seconds = (): number => Math.floor(Date.now() / 1000);
let held: { marker: string; since: number } | undefined;
export function track(marker: string): void {
  held = { marker, since: seconds() };
}
export async function flush(): Promise<void> {
  if (held === undefined) return;
  const { marker, since } = held;
  held = undefined;
  const elapsed = seconds() - since;
  const stale = elapsed > 86_400;
  if (!stale) await send([marker]);
}
setInterval(flush, 10_000);`,
    ...{ lost: 200_000_000, losesFrom: 86_392_000 },
    line: 'program.ts:15  elapsed > 86_400',
    operands: ['86,401 > 86,400', '86,400 > 86,400'],
  },
  {
    name: 'a collector that refuses what is dated later than its own clock',
    source: `${SENDING}
const queue: { marker: string; at: number }[] = [];
export function track(marker: string): void {
  queue.push({ marker, at: Date.now() });
}
export async function flush(): Promise<void> {
  const batch = queue.splice(0);
  if (batch.length > 0) await send(batch);
}
setInterval(flush, 10_000);`,
    options: {
      title: `import { createServer } from 'node:http';
const TOLERANCE_MS = 300_000;
createServer((request, response) => {
  let text = '';
  request.on('data', (chunk) => (text += chunk));
  request.on('end', () => {
    const events = JSON.parse(text) as { at: number }[];
    const now = Date.now();
    const good = events.every(({ at }) => at <= now + TOLERANCE_MS);
    response.statusCode = good ? 200 : 422;
    response.end();
  });
}).listen(80);`,
      collector: { agent: './collector.ts' },
    },
    at: (simplest, x) => ({ ...simplest, agents: [{ offsetMs: x, driftPpm: 0, uses: 1 }] }),
    ...{ lost: 10_000_000, losesFrom: 300_021 },
    line: 'program.ts:9  at <= now + TOLERANCE_MS',
    reads: ['program.ts:8'],
  },
  {
    // The decision of an analytics client: so long a rate limit that the batch is given up.
    name: 'a limit on the duration of a rate limit, by the wall clock',
    source: `${SENDING}
const MAX_TOTAL_RATE_LIMIT_MS = 12 * 60 * 60 * 1000;
let batch: string[] = [];
let rateLimitStartTime: number | undefined;
export function track(marker: string): void {
  batch.push(marker);
  if (rateLimitStartTime === undefined) void flush();
}
export async function flush(): Promise<void> {
  if (rateLimitStartTime !== undefined) {
    const rateLimited = Date.now() - rateLimitStartTime;
    if (rateLimited >= MAX_TOTAL_RATE_LIMIT_MS) {
      batch = []; // Rate limit duration exceeded
      rateLimitStartTime = undefined;
    }
  }
  if (batch.length === 0) return;
  const response = await send(batch);
  if (response.status === 429) {
    rateLimitStartTime ??= Date.now();
    setTimeout(flush, Number(response.headers.get('retry-after')) * 1000);
    return;
  }
  rateLimitStartTime = undefined;
  batch = [];
}`,
    at: (simplest, x) => ({
      ...stepAfterUse(simplest, x),
      weather: [
        {
          kind: 'status',
          status: 429,
          at: 0,
          forMs: 30_000,
          retryAfter: { kind: 'seconds', seconds: 60 },
        },
      ],
      healAtMs: 40_000,
    }),
    ...{ lost: 100_000_000, losesFrom: 43_140_000 },
    line: 'program.ts:15  rateLimited >= MAX_TOTAL_RATE_LIMIT_MS',
    operands: ['43,200,000 >= 43,200,000', '43,199,999 >= 43,200,000'],
    reads: ['program.ts:14', 'program.ts:23'],
  },
  {
    // The decision of a background sync: the entry is taken from its store before its age is looked at.
    name: 'a retention above which a queued request is dropped, queued while the clock is behind',
    source: `import { existsSync, readFileSync, writeFileSync } from 'node:fs';
${SENDING}
interface Entry { readonly requestData: string; readonly timestamp: number }
const STORE = '/tmp/requests.json';
const maxRetentionTimeInMs = 24 * 60 * 60 * 1000;
const read = (): Entry[] =>
  existsSync(STORE) ? (JSON.parse(readFileSync(STORE, 'utf8')) as Entry[]) : [];
const pushEntry = (entry: Entry): void => writeFileSync(STORE, JSON.stringify([...read(), entry]));
const shiftEntry = (): Entry | undefined => {
  const now = Date.now();
  const [entry, ...others] = read();
  writeFileSync(STORE, JSON.stringify(others));
  if (entry === undefined) return undefined;
  if (now - entry.timestamp > maxRetentionTimeInMs) return shiftEntry();
  return entry;
};
export async function track(marker: string): Promise<void> {
  await send([marker]).catch(() => pushEntry({ requestData: marker, timestamp: Date.now() }));
}
export async function flush(): Promise<void> {
  for (let entry = shiftEntry(); entry !== undefined; entry = shiftEntry()) {
    try {
      await send([entry.requestData]);
    } catch {
      pushEntry(entry);
      return;
    }
  }
}
setInterval(flush, 300_000);`,
    at: (simplest, x) => ({
      ...simplest,
      agents: [{ offsetMs: -x, driftPpm: 0, uses: 1 }],
      weather: [{ kind: 'refused', at: 0, forMs: 90_000 }],
      healAtMs: 120_000,
      faults: [
        { kind: 'clock', at: 100_000, node: 'agent-1', adjustment: { kind: 'step', byMs: x } },
      ],
    }),
    ...{ lost: 200_000_000, losesFrom: 86_160_041 },
    line: 'program.ts:17  now - entry.timestamp > maxRetentionTimeInMs',
    operands: ['86,400,001 > 86,400,000', '86,400,000 > 86,400,000'],
    reads: ['program.ts:13, called at program.ts:24', 'program.ts:21'],
  },
  {
    name: 'a switch on the hour, which cannot be inverted',
    source: `${SENDING}
const queue: string[] = [];
const startedAt = Date.now();
export function track(marker: string): void {
  queue.push(marker);
}
export async function flush(): Promise<void> {
  const batch = queue.splice(0);
  const hours = Math.floor((Date.now() - startedAt) / 3_600_000);
  switch (hours) {
    case 7:
      return;
    default:
      if (batch.length > 0) await send(batch);
  }
}
setInterval(flush, 10_000);`,
    ...{ lost: 25_300_000, losesFrom: 25_130_000 },
    line: 'program.ts:13  switch (hours)',
    confirmed: false,
    operands: ['7 = 6', '6 = 7'],
  },
  {
    name: 'a timer for a date, against one for a duration',
    source: `${SENDING}
let queue: string[] = [];
const sendAt = Date.now() + 30_000;
export function track(marker: string): void {
  queue.push(marker);
  setTimeout(flush, sendAt - Date.now());
}
export async function flush(): Promise<void> {
  await send(queue.splice(0));
}
setTimeout(() => (queue = []), 60_000);`,
    at: (simplest, x) => ({
      ...simplest,
      everyMs: 1_500,
      faults: [
        { kind: 'clock', at: 1_400, node: 'agent-1', adjustment: { kind: 'step', byMs: -x } },
      ],
    }),
    ...{ lost: 100_000, losesFrom: 30_000 },
    undecided: [/tasks of the program come in another order/, /^timer t\d+$/, /^timer t\d+$/],
  },
  {
    name: 'a crash',
    source: `${SENDING}
let queue: string[] = [];
const endsAt = Date.now() + 86_400_000;
export function track(marker: string): void {
  queue.push(marker);
}
export async function flush(): Promise<void> {
  const slots = new Array(endsAt - Date.now());
  if (queue.length > 0) await send(queue.splice(0));
}
setInterval(() => void flush(), 10_000);`,
    ...{ lost: 200_000_000, losesFrom: 86_390_001 },
    undecided: [
      /the process of one run ends here/,
      /^the process ends: 1$/,
      /^program\.ts:12 {2}queue\.length > 0$/,
    ],
  },
  {
    name: 'an exception that is swallowed',
    source: `${SENDING}
let queue: string[] = [];
const endsAt = Date.now() + 86_400_000;
export function track(marker: string): void {
  queue.push(marker);
}
export async function flush(): Promise<void> {
  const batch = queue.splice(0);
  try {
    const slots = new Array(endsAt - Date.now());
    await send(slots.slice(slots.length).concat(batch));
  } catch {
    queue = [];
  }
}
setInterval(() => void flush(), 10_000);`,
    ...{ lost: 200_000_000, losesFrom: 86_330_001 },
    undecided: [/an exception is caught/, /^program\.ts:15 {2}catch$/, /./],
  },
];

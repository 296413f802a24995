/** Agents with a defect that a machine brings out: its sleep, its full disk, its loss of power. */
import type { CodedDefect } from './_coded-defects.test.js';

const SENDING = `
const send = (records: readonly unknown[]): Promise<Response> =>
  fetch('https://ingest.example/v1', { method: 'POST', body: JSON.stringify(records) });
`;

export const MACHINE_DEFECTS: readonly CodedDefect[] = [
  {
    name: 'a sleep that is taken for a long silence',
    source: `${SENDING}
let queue: string[] = [];
let usedAt = Date.now();
export function track(marker: string): void {
  queue.push(marker);
  usedAt = Date.now();
}
export async function flush(): Promise<void> {
  const silence = Date.now() - usedAt;
  const batch = queue.splice(0);
  if (silence > 15_000) return;
  if (batch.length > 0) await send(batch);
}
setInterval(flush, 10_000);`,
    at: (simplest, forMs) => ({
      ...simplest,
      everyMs: 1_500,
      healAtMs: 60_000,
      faults: [{ kind: 'suspend', at: 1_600, node: 'agent-1', forMs }],
    }),
    ...{ lost: 30_000, losesFrom: 6_501 },
    line: 'program.ts:14  silence > 15_000',
    operands: ['15,001 > 15,000', '15,000 > 15,000'],
    reads: ['program.ts:12', 'program.ts:9'],
  },
  {
    name: 'writes to a full disk, given up after some',
    source: `import { appendFile, existsSync, readFileSync, rmSync } from 'node:fs';
${SENDING}
const FILE = '/tmp/queue.ndjson';
const WRITES_MAX = 4;
let waiting: string[] = [];
let writes = 0;
function store(): void {
  if (waiting.length === 0) return;
  const batch = waiting;
  waiting = [];
  appendFile(FILE, batch.map((one) => one + '\\n').join(''), (error) => {
    writes += 1;
    if (error === null) {
      writes = 0;
    } else if (writes < WRITES_MAX) {
      waiting = [...batch, ...waiting];
    }
  });
}
export function track(marker: string): void {
  waiting.push(marker);
}
setInterval(store, 2_000);
export async function flush(): Promise<void> {
  if (!existsSync(FILE)) return;
  const stored = readFileSync(FILE, 'utf8').trim().split('\\n');
  rmSync(FILE);
  await send(stored);
}
setInterval(flush, 30_000);`,
    at: (simplest, forMs) => ({
      ...simplest,
      everyMs: 1_500,
      healAtMs: 60_000,
      faults: [{ kind: 'disk-full', at: 0, node: 'agent-1', forMs }],
    }),
    ...{ lost: 20_000, losesFrom: 8_000 },
    line: 'program.ts:16  error === null',
    confirmed: false,
  },
  {
    name: 'a line that a loss of power cut off, and that the next one runs into',
    source: `import { closeSync, existsSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
${SENDING}
const FILE = '/tmp/queue.txt';
export function track(marker: string): void {
  const file = openSync(FILE, 'a');
  writeSync(file, marker.length + ' ' + marker + '\\n');
  fsyncSync(file);
  closeSync(file);
}
export async function flush(): Promise<void> {
  if (!existsSync(FILE)) return;
  const whole: string[] = [];
  for (const line of readFileSync(FILE, 'utf8').trim().split('\\n')) {
    const [length, text = ''] = line.split(' ');
    if (text.length === Number(length)) whole.push(line);
  }
  rmSync(FILE);
  if (whole.length > 0) await send(whole);
}
setInterval(flush, 30_000);`,
    at: (simplest, beforeMs) => ({
      ...simplest,
      // The draw by which half of the line is left.
      seed: 1,
      everyMs: 1_500,
      syncLatencyMs: 400,
      healAtMs: 60_000,
      agents: [{ offsetMs: 0, driftPpm: 0, uses: 3 }],
      faults: [
        { kind: 'crash', at: 2_100 - beforeMs, node: 'agent-1', severity: 'torn', downMs: 10 },
      ],
    }),
    ...{ lost: 400, losesFrom: 200 },
    undecided: [
      /tasks of the program come in another order/,
      /^start$/,
      /^\/tmp\/queue\.txt is on disk$/,
    ],
  },
  {
    name: 'entries dated later than now, after a loss of power that set the clock back',
    source: `import { closeSync, existsSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
${SENDING}
const FILE = '/tmp/queue.ndjson';
export function track(marker: string): void {
  const file = openSync(FILE, 'a');
  writeSync(file, JSON.stringify({ marker, at: Date.now() }) + '\\n');
  fsyncSync(file);
  closeSync(file);
}
export async function flush(): Promise<void> {
  if (!existsSync(FILE)) return;
  const now = Date.now();
  const entries = readFileSync(FILE, 'utf8').trim().split('\\n').map((line) => JSON.parse(line));
  const sound = entries.filter(({ at }) => at <= now);
  rmSync(FILE);
  if (sound.length > 0) await send(sound);
}
setInterval(flush, 30_000);`,
    at: (simplest, byMs) => ({
      ...simplest,
      everyMs: 1_500,
      healAtMs: 60_000,
      faults: [
        { kind: 'crash', at: 2_000, node: 'agent-1', severity: 'power', downMs: 10 },
        {
          kind: 'clock',
          at: 2_001,
          node: 'agent-1',
          adjustment: { kind: 'step', byMs: -byMs },
        },
      ],
    }),
    ...{ lost: 400_000, losesFrom: 30_511 },
    line: 'program.ts:17  at <= now',
    reads: ['program.ts:9', 'program.ts:15'],
  },
];

/** HTTP's faults and the machine's are drawn, and each matters: a planted defect loses under it. */
import test from 'ava';
import type { HttpMessage } from '../../hosting/network/http.js';
import { outsideMicrotasks } from '../../hosting/realm/node/drain.js';
import { MINUTE_MS, YEAR_MS } from '../../sim/model/time.js';
import { arbitraryOf, scenariosFrom } from '../campaign/sampling.js';
import { judgedRun } from '../oracle/judged-run.js';
import { Recorder } from '../trace/recorder.js';
import { codedStudy } from './_coded.test.js';
import { studyWith } from './_programs.test.js';
import type { HostedInput } from './protocol.js';
import type { ProgramScenario } from './scenario/scenario.js';
import type { Weather } from './scenario/weather.js';

const DRAWN = 1_500;

test('weather - the default space draws every fate, both pauses, and every fault of a machine', (t) => {
  const next = scenariosFrom(arbitraryOf(studyWith(), 'shipped'), 5, 0);
  const seen = new Set<string>();
  for (let run = 0; run < DRAWN; run += 1) {
    const { weather, faults, agents } = next();
    seen.add(`machines ${String(agents.length)}`);
    for (const one of weather) {
      seen.add(one.kind === 'status' ? `status ${String(one.status)}` : one.kind);
      if (one.kind === 'status') seen.add(`pause ${one.retryAfter?.kind ?? 'none'}`);
    }
    for (const fault of faults)
      seen.add(fault.kind === 'crash' ? `crash ${fault.severity}` : fault.kind);
  }
  const wanted = [
    ...['refused', 'black-hole', 'reset-before', 'reset-after', 'answer-lost'],
    ...[408, 429, 500, 502, 503, 504].map((status) => `status ${String(status)}`),
    ...['pause seconds', 'pause date', 'pause none', 'machines 1', 'machines 2'],
    ...['clock', 'suspend', 'restart', 'crash process', 'crash power', 'crash torn'],
    ...['wipe', 'disk-full', 'partition'],
  ];
  t.deepEqual(
    wanted.filter((one) => !seen.has(one)),
    [],
    [...seen].sort().join(),
  );
});

/** Uses every 10 s; `upload` is what an agent does every 5 s. */
const agent = (upload: string): string => `
let queue: string[] = [];
const post = (batch: string[], limit = true): Promise<Response> =>
  fetch('https://ingest.example/v1', {
    method: 'POST', body: JSON.stringify(batch), ...(limit ? { signal: AbortSignal.timeout(3_000) } : {}),
  });
let busy = false;
let notBefore = 0;
async function upload(): Promise<void> { ${upload} }
export const track = (marker: string): void => { queue.push(marker); };
export const flush = (): Promise<void> => upload().catch(() => undefined);
setInterval(() => { upload().catch(() => { busy = false; }); }, 5_000);
`;

const AGENTS = {
  /** Forgets what it sends before the answer says that it was accepted. */
  'forgets before the answer': `
    if (queue.length === 0) return;
    const batch = queue; queue = [];
    await post(batch);`,
  /** Waits for an answer without a limit, and sends nothing else meanwhile. */
  'waits without a limit': `
    if (busy || queue.length === 0) return;
    busy = true;
    const batch = [...queue];
    const { ok } = await post(batch, false);
    busy = false;
    if (ok) queue = queue.filter((one) => !batch.includes(one));`,
  /** Takes the date of Retry-After for one by its own clock. */
  'pauses by its own clock': `
    if (busy || queue.length === 0 || Date.now() < notBefore) return;
    busy = true;
    const batch = [...queue];
    const { ok, headers } = await post(batch);
    busy = false;
    const pause = headers.get('retry-after');
    if (pause !== null) notBefore = /^[0-9]+$/.test(pause) ? Date.now() + Number(pause) * 1_000 : Date.parse(pause);
    if (ok) queue = queue.filter((one) => !batch.includes(one));`,
  /** Takes a reset for a request that was accepted. */
  'takes a reset for success': `
    if (busy || queue.length === 0) return;
    busy = true;
    const batch = [...queue];
    const accepted = await post(batch).then(({ ok }) => ok, (error) => error.cause?.code === 'ECONNRESET');
    busy = false;
    if (accepted) queue = queue.filter((one) => !batch.includes(one));`,
  'keeps until it is accepted': `
    if (busy || queue.length === 0) return;
    busy = true;
    const batch = [...queue];
    const { ok } = await post(batch);
    busy = false;
    if (ok) queue = queue.filter((one) => !batch.includes(one));`,
} as const;

const open = { at: 1, forMs: 2 * MINUTE_MS } as const;
const pause = (kind: 'seconds' | 'date'): Weather => ({
  ...open,
  ...{ kind: 'status', status: 503, retryAfter: { kind, seconds: 60 } },
});
const WEATHER: Readonly<Record<string, Weather>> = {
  refused: { kind: 'refused', ...open },
  'reset before': { kind: 'reset-before', ...open },
  'reset after': { kind: 'reset-after', ...open },
  'answer lost': { kind: 'answer-lost', ...open },
  'black hole': { kind: 'black-hole', ...open },
  'status 500': { kind: 'status', status: 500, ...open },
  'pause in seconds': pause('seconds'),
  'pause as a date': pause('date'),
};

/** The weathers under which each agent loses; the last has a clock that is a year behind. */
const LOSES: Readonly<Record<keyof typeof AGENTS, readonly string[]>> = {
  'forgets before the answer': [
    ...['refused', 'reset before', 'black hole', 'status 500', 'pause in seconds'],
    'pause as a date',
  ],
  'waits without a limit': ['answer lost', 'black hole'],
  'pauses by its own clock': ['pause as a date'],
  'takes a reset for success': ['reset before'],
  'keeps until it is accepted': [],
};

for (const [name, upload] of Object.entries(AGENTS))
  test(`weather - an agent that ${name} loses under what its defect overlooks, and nothing else`, async (t) => {
    const study = { ...(await codedStudy(agent(upload))), rightClocks: () => undefined };
    const isByClock = name === 'pauses by its own clock';
    const lost: string[] = [];
    await outsideMicrotasks(() => {
      for (const [words, weather] of Object.entries(WEATHER)) {
        const simplest = study.simplest('shipped');
        const scenario: ProgramScenario = {
          ...simplest,
          agents: [{ offsetMs: isByClock ? -YEAR_MS : 0, driftPpm: 0, uses: 3 }],
          everyMs: 10_000,
          healAtMs: 3 * MINUTE_MS,
          weather: [weather],
        };
        const recorder = new Recorder(100_000);
        const { result } = judgedRun<ProgramScenario, HttpMessage, HostedInput>(study, scenario, {
          observers: [recorder],
        });
        const { destroyed, stranded, counted } = result.fates.totals;
        if (destroyed + stranded > 0) lost.push(words);
        else t.is(counted, result.metered, words);
        const trace = JSON.stringify(recorder.entries);
        t.true(trace.includes(JSON.stringify(weather)), words);
        if (words === 'pause as a date') t.true(trace.includes('GMT"'), words);
        if (words.startsWith('reset')) t.true(trace.includes('"kind":"reset"'), words);
      }
    });
    t.deepEqual(lost, LOSES[name as keyof typeof AGENTS]);
  });

test('weather - of two machines, the defect of one loses on that one alone', async (t) => {
  const study = {
    ...(await codedStudy(agent(AGENTS['pauses by its own clock']))),
    rightClocks: () => undefined,
  };
  await outsideMicrotasks(() => {
    const { result } = judgedRun(study, {
      ...study.simplest('shipped'),
      agents: [
        { offsetMs: 0, driftPpm: 0, uses: 2 },
        { offsetMs: -YEAR_MS, driftPpm: 0, uses: 2 },
      ],
      everyMs: 10_000,
      healAtMs: 3 * MINUTE_MS,
      weather: [pause('date')],
    });
    const stranded = result.fates.uncounted.map(({ record }) => record);
    t.true(stranded.length > 0);
    t.true(
      stranded.every((record) => record > 1_000_000),
      stranded.join(),
    );
  });
});

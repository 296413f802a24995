/**
 * Each documented defect as its article describes it: the symptom under the trigger, no symptom
 * without the defect, and the effect of the workaround.
 */
import test from 'ava';
import { HOUR_MS, MINUTE_MS } from '../../../sim/model/time.js';
import * as sms2 from '../../../models/sms2/index.js';
import { observe } from '../article/observed.js';

const P_MS = 240 * MINUTE_MS;
const DAYS_30_MS = 30 * 24 * HOUR_MS;
/** First tracer of played usage for one client. */
const FIRST = sms2.TRACERS_PER_SOURCE;

interface Told extends Partial<sms2.Sms2Scenario> {
  readonly client?: Partial<sms2.ClientScenario>;
}

const use = (
  startMs: number,
  endMs = startMs + 10 * MINUTE_MS,
  more: Partial<sms2.ExplicitUse> = {},
): sms2.ExplicitUse => ({ client: 0, user: 'ann', program: 'excel.exe', startMs, endMs, ...more });

function play(variant: string, { client, ...more }: Told) {
  const simplest = sms2.simplestScenario(variant);
  const clients = simplest.clients.map((one) => ({ ...one, sessions: 0, ...client }));
  const seen = observe({ ...simplest, clients, ...more });
  const rows = seen.looks.at(-1)?.view.rows ?? [];
  return { ...seen, rows, shown: [...seen.shown].map((record) => record - FIRST).sort() };
}

/** The uses that are shown: with the defect, without it, and under the fix. */
function shownBy(defect: string, scenario: Told): readonly (readonly number[])[] {
  const variants = ['documented', `documented+${defect}`, 'fixed'];
  return variants.map((variant) => play(variant, scenario).shown);
}

const step = (at: number, byMs: number): sms2.OperatorAction => ({
  kind: 'set-clock',
  at,
  client: 0,
  byMs,
});

const EXCURSION = {
  uses: [use(HOUR_MS), use(6 * HOUR_MS), use(10 * HOUR_MS)],
  actions: [step(3 * HOUR_MS, DAYS_30_MS), step(5 * HOUR_MS, -DAYS_30_MS)],
};

test('Q226832 Q311764 - an upload while the clock is ahead: nothing until the false date', (t) => {
  t.deepEqual(shownBy('next-sync-time-latched', EXCURSION), [[0, 1, 2], [0], [0, 1, 2]]);
});

test('Q226832 Q311764 - an excursion without an upload does no harm', (t) => {
  const actions = [step(P_MS + 1, HOUR_MS), step(P_MS + HOUR_MS, -HOUR_MS)];
  const seen = play('documented+next-sync-time-latched', { ...EXCURSION, actions });
  t.deepEqual(seen.shown, [0, 1, 2]);
});

test('Q226832 Q311764 - removed with its registry and installed again, it uploads; the records that it held are gone', (t) => {
  const at = 8 * HOUR_MS;
  const actions: sms2.OperatorAction[] = [
    ...EXCURSION.actions,
    { kind: 'remove', at, client: 0, clean: true },
    { kind: 'install', at: at + 1, client: 0 },
  ];
  const seen = play('documented+next-sync-time-latched', { ...EXCURSION, actions });
  t.deepEqual(seen.shown, [0, 2]);
});

const SLOW = { client: { offsetMs: -DAYS_30_MS }, uses: [use(HOUR_MS), use(10 * HOUR_MS)] };

test('Q213261 - clock far behind at installation: no usage of that client', (t) => {
  t.deepEqual(shownBy('offline-logs-withheld', SLOW), [[0, 1], [], [0, 1]]);
});

test('Q213261 - removed, synchronised, installed again: usage from then on', (t) => {
  const at = 5 * HOUR_MS;
  const actions: sms2.OperatorAction[] = [
    { kind: 'remove', at, client: 0, clean: true },
    { kind: 'synchronise', at: at + 1, client: 0 },
    { kind: 'install', at: at + 2, client: 0 },
  ];
  t.deepEqual(play('documented+offline-logs-withheld', { ...SLOW, actions }).shown, [1]);
});

const lowDisk = (kilobytes: number): Told => ({
  client: {
    freeDisk: [
      { atMs: HOUR_MS, kilobytes },
      { atMs: 2 * HOUR_MS, kilobytes: 100_000 },
    ],
  },
  uses: [use(65 * MINUTE_MS), use(100 * MINUTE_MS), use(2 * HOUR_MS + MINUTE_MS)],
});

test('Q213196 - below 200 kB metering is suspended without a report, and resumes within a minute', (t) => {
  t.deepEqual(shownBy('low-disk-suspends', lowDisk(199)), [[0, 1, 2], [2], [0, 1, 2]]);
  t.is(play('documented+low-disk-suspends', lowDisk(199)).reports, 0);
});

test('Q213196 - with 200 kB free it continues', (t) => {
  t.deepEqual(play('documented+low-disk-suspends', lowDisk(200)).shown, [0, 1, 2]);
});

test('Q213157 - a use that begins in the seconds of a synchronisation is lost', (t) => {
  const uses = [use(P_MS + 4_999), use(P_MS + 5_000)];
  t.deepEqual(shownBy('blind-while-synchronising', { uses, syncBlindMs: 5_000 }), [
    [0, 1],
    [1],
    [0, 1],
  ]);
});

const LATE_START: Told = {
  client: { startDelayMs: 10 * MINUTE_MS },
  actions: [{ kind: 'restart', at: 2 * HOUR_MS, client: 0 }],
  uses: [
    use(2 * HOUR_MS + 2 * MINUTE_MS, 2 * HOUR_MS + 5 * MINUTE_MS),
    use(2 * HOUR_MS + 5 * MINUTE_MS, 3 * HOUR_MS),
    use(2 * HOUR_MS + 11 * MINUTE_MS),
  ],
};

test('Q199997 - a program that was started before the agent is never metered', (t) => {
  t.deepEqual(shownBy('earlier-programs-unseen', LATE_START), [[1, 2], [2], [1, 2]]);
});

test('Q199997 - the fix says how uncertain the start of such a program is', (t) => {
  const row = play('fixed', LATE_START).rows.find(({ record }) => record - FIRST === 1);
  t.true((row?.boundMs ?? 0) >= 5 * MINUTE_MS);
  t.true((row?.boundMs ?? 0) < 6 * MINUTE_MS);
});

test('Q235177 - installed while a user is logged on: no usage until the next logon', (t) => {
  const scenario = {
    client: { nextLogonAtMs: 2 * HOUR_MS },
    uses: [use(HOUR_MS), use(2 * HOUR_MS + 1)],
  };
  t.deepEqual(shownBy('not-started-in-session', scenario), [[0, 1], [1], [0, 1]]);
});

test('Q199747 Q201762 - installed before there is a metering server: the agent does not run', (t) => {
  const scenario = { serverSetUpAtMs: 2 * HOUR_MS, uses: [use(HOUR_MS), use(3 * HOUR_MS)] };
  t.deepEqual(shownBy('no-server-at-installation', scenario), [[0, 1], [], [0, 1]]);
});

test('Q199747 Q201762 - the role added and the client started again: it runs', (t) => {
  const actions: sms2.OperatorAction[] = [
    { kind: 'restart', at: 2 * HOUR_MS + MINUTE_MS, client: 0 },
  ];
  const uses = [use(HOUR_MS), use(3 * HOUR_MS)];
  const seen = play('documented+no-server-at-installation', {
    serverSetUpAtMs: 2 * HOUR_MS,
    uses,
    actions,
  });
  t.deepEqual(seen.shown, [1]);
});

test('Q290995 - usage of a user who may not write to the log is missing; with the right it is there', (t) => {
  const uses = [use(HOUR_MS), use(HOUR_MS, 2 * HOUR_MS, { user: 'bob' })];
  t.deepEqual(shownBy('log-not-writable', { client: { cannotWrite: ['bob'] }, uses }), [
    [0, 1],
    [0],
    [0, 1],
  ]);
  t.deepEqual(play('documented+log-not-writable', { uses }).shown, [0, 1]);
});

test('Q231217 - a removal leaves the log behind, and no agent uploads it', (t) => {
  const actions: sms2.OperatorAction[] = [
    { kind: 'remove', at: 2 * HOUR_MS, client: 0, clean: false },
  ];
  t.deepEqual(shownBy('registry-residue', { uses: [use(HOUR_MS)], actions }), [[0], [], [0]]);
});

test('Q230246 - a DOS program on Windows NT is not metered, a program of another kind is', (t) => {
  const uses = [use(HOUR_MS, 2 * HOUR_MS, { program: 'edit.com' }), use(HOUR_MS)];
  t.deepEqual(shownBy('dos-programs-unseen', { uses, dosPrograms: ['edit.com'] }), [
    [0, 1],
    [1],
    [0, 1],
  ]);
});

/** Name under which the one use is shown. */
const nameBy = (variant: string, namePolicy: 'original' | 'standard', told: Told = {}) =>
  play(variant, {
    uses: [use(HOUR_MS)],
    namePolicy,
    ...told,
    client: { renamed: [{ program: 'excel.exe', as: 'notes.exe' }], ...told.client },
  }).rows.map(({ program }) => program);

test('Q250976 - offline, the policy of original names is not followed', (t) => {
  t.deepEqual(nameBy('documented+original-name-ignored-offline', 'original'), ['notes.exe']);
  for (const variant of ['documented', 'fixed'])
    t.deepEqual(nameBy(variant, 'original'), ['excel.exe']);
});

test('Q250976 - online it is followed; SP3 mends it', (t) => {
  const client = { mode: 'online' as const };
  t.deepEqual(nameBy('documented+original-name-ignored-offline', 'original', { client }), [
    'excel.exe',
  ]);
  t.true(sms2.defectsOf('sp2').includes('original-name-ignored-offline'));
  t.false(sms2.defectsOf('sp3').includes('original-name-ignored-offline'));
});

test('Q199745 - under the standard policy a renamed program counts as another, under the original-name policy it does not', (t) => {
  t.deepEqual(nameBy('documented+renamed-escapes', 'standard'), ['notes.exe']);
  t.deepEqual(nameBy('documented+renamed-escapes', 'original'), ['excel.exe']);
});

test('Q210366 - one run of 60 min is shown as four of 15', (t) => {
  const scenario = { uses: [use(1, HOUR_MS - 1)], localCheckMinutes: 15 };
  t.is(play('documented+local-check-splits', scenario).rows.length, 4);
  for (const variant of ['documented', 'fixed']) t.is(play(variant, scenario).rows.length, 1);
});

const online = { mode: 'online' as const };
const SEVERAL = [use(HOUR_MS), use(2 * HOUR_MS), use(3 * HOUR_MS)];

test('Q311467 - with 3.5 MB of excluded programs the upload succeeds, and the client goes offline', (t) => {
  const uploads = (excludedListBytes: number): readonly number[] =>
    play('documented+long-list-fails', { client: online, uses: SEVERAL, excludedListBytes })
      .uploadsMs;
  const ends = SEVERAL.map(({ endMs }) => endMs);
  t.deepEqual(uploads(sms2.EXCLUDED_LIST_LIMIT_BYTES - 1).slice(0, 3), ends);
  const [first, second] = uploads(sms2.EXCLUDED_LIST_LIMIT_BYTES);
  t.is(first, ends[0]);
  t.true((second ?? 0) >= P_MS);
});

test('Q311467 - SP4 mends it', (t) => {
  t.true(sms2.defectsOf('sp3').includes('long-list-fails'));
  t.false(sms2.defectsOf('sp4').includes('long-list-fails'));
});

const OUTAGE: Told = {
  client: online,
  uses: [use(HOUR_MS)],
  faults: [
    {
      kind: 'partition',
      at: HOUR_MS,
      node: 'client-1',
      to: sms2.SERVER,
      both: true,
      forMs: 20 * MINUTE_MS,
    },
  ],
};

test('Q235153 - the configured retry never happens; with its delay set earlier, it does', (t) => {
  const retriedMs = HOUR_MS + 10 * MINUTE_MS + sms2.UPLOAD_TIMEOUT_MS + 15 * MINUTE_MS;
  t.is(play('documented', OUTAGE).uploadsMs[0], retriedMs);
  t.is(play('documented+retry-starved', OUTAGE).uploadsMs[0], P_MS);
  t.is(
    play('documented+retry-starved', { ...OUTAGE, retryDelaySetBefore: true }).uploadsMs[0],
    retriedMs,
  );
});

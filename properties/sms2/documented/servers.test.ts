/**
 * Each documented defect of servers and console as its article describes it: the symptom under the
 * trigger, no symptom without the defect or under the fix, and the effect of the workaround or
 * service pack.
 */
import test from 'ava';
import { utcOf } from '../../../sim/clock/zone.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, msOf } from '../../../sim/model/time.js';
import { World } from '../../../sim/world/world.js';
import * as sms2 from '../../../models/sms2/index.js';
import { runScenario } from '../../oracle/judged-run.js';
import { observe } from '../article/observed.js';
import { sms2Study } from '../study.js';

/** First tracer of played usage for this number of clients. */
const firstOf = (clients: number): number => clients * sms2.TRACERS_PER_SOURCE;

interface Told extends Partial<sms2.Sms2Scenario> {
  readonly count?: number;
  readonly client?: Partial<sms2.ClientScenario>;
}

const use = (
  startMs: number,
  client = 0,
  endMs = startMs + 10 * MINUTE_MS,
  program = 'excel.exe',
): sms2.ExplicitUse => ({ client, user: 'ann', program, startMs, endMs });

function scenarioOf(variant: string, { client, count = 1, ...more }: Told): sms2.Sms2Scenario {
  const simplest = sms2.simplestScenario(variant);
  const clients = Array.from({ length: count }, () => ({
    ...(simplest.clients[0] as sms2.ClientScenario),
    sessions: 0,
    ...client,
  }));
  return { ...simplest, clients, ...more };
}

function shown(variant: string, told: Told): readonly number[] {
  const scenario = scenarioOf(variant, told);
  const first = firstOf(scenario.clients.length);
  return [...observe(scenario).shown].map((record) => record - first).sort((a, b) => a - b);
}

/** The uses that are shown: with the defect, without it, and under the fix. */
const shownBy = (defect: string, told: Told): readonly (readonly number[])[] =>
  ['documented', `documented+${defect}`, 'fixed'].map((variant) => shown(variant, told));

/** Properties that a run breaks. */
const broken = (variant: string, told: Told): readonly string[] =>
  runScenario(sms2Study, scenarioOf(variant, told)).violations.map(({ property }) => property);

const CLIENTS = 4;
const everyClientAt = (...times: readonly number[]): readonly sms2.ExplicitUse[] =>
  times.flatMap((at) => Array.from({ length: CLIENTS }, (_, client) => use(at + client, client)));

/** The server that half of the clients have chosen is stopped at noon. */
const GONE_AT_NOON: Told = {
  count: CLIENTS,
  meteringServers: 2,
  uses: everyClientAt(HOUR_MS, 13 * HOUR_MS),
  retiredAtMs: 12 * HOUR_MS,
};
const ALL = Array.from({ length: 2 * CLIENTS }, (_, index) => index);

test('Q235786 - a client keeps to the server that is gone and tries no other', (t) => {
  const [without, withDefect, fixed] = shownBy('server-affinity', GONE_AT_NOON);
  t.deepEqual([without, fixed], [ALL, ALL]);
  const late = (withDefect ?? []).filter((record) => record >= CLIENTS);
  t.true(late.length > 0 && late.length < CLIENTS, 'clients of the other server go on');
});

test('Q235786 - a server that comes back is found again, and waiting records arrive', (t) => {
  const { retiredAtMs: _, ...rest } = GONE_AT_NOON;
  const faults: Told['faults'] = [
    {
      kind: 'crash',
      at: 12 * HOUR_MS,
      node: sms2.SERVER,
      severity: 'process',
      downMs: 6 * HOUR_MS,
    },
  ];
  t.deepEqual(shown('documented+server-affinity', { ...rest, faults }), ALL);
});

/** On the day of the installation, so that no 23-hour cycle has taken place. */
const ON_THE_FIRST_DAY: Told = {
  ...GONE_AT_NOON,
  client: { windows9x: true },
  uses: everyClientAt(3 * HOUR_MS),
  durationMs: 4 * HOUR_MS,
  pollMinutes: 60,
  retiredAtMs: 2 * HOUR_MS,
};

test('Q212894 - a Windows 9x client tries the first server only', (t) => {
  const [without, withDefect, fixed] = shownBy('one-server-known', ON_THE_FIRST_DAY);
  t.deepEqual([without?.length, fixed?.length], [CLIENTS, CLIENTS]);
  t.true((withDefect?.length ?? 0) > 0 && (withDefect?.length ?? 0) < CLIENTS);
});

test('Q212894 - a Windows NT client tries them all', (t) => {
  const told = { ...ON_THE_FIRST_DAY, client: {} };
  t.is(shown('documented+one-server-known', told).length, CLIENTS);
});

test('Q212894 - after a cycle of 23 hours it tries them all', (t) => {
  const told = { ...ON_THE_FIRST_DAY, durationMs: DAY_MS };
  t.is(shown('documented+one-server-known', told).length, CLIENTS);
});

test('Q212894 - after a restart it tries them all', (t) => {
  const actions = Array.from({ length: CLIENTS }, (_, client) => ({
    kind: 'restart' as const,
    at: 3 * HOUR_MS + HOUR_MS / 2,
    client,
  }));
  t.is(shown('documented+one-server-known', { ...ON_THE_FIRST_DAY, actions }).length, CLIENTS);
});

const LOCKED_OUT: Told = {
  client: { lockedOutAtMs: 235 * MINUTE_MS },
  uses: [use(HOUR_MS), use(10 * HOUR_MS)],
  durationMs: 2 * DAY_MS,
};

/** Refused logons, as a server's security log would list them. */
function refusals(variant: string, told: Told): number {
  const marks = { refused: 0 };
  new World(sms2.worldOf(scenarioOf(variant, told)), {
    observers: [
      {
        onEffect(_at, _node, effect) {
          if (effect.kind === 'mark' && effect.mark === 'logon-refused') marks.refused += 1;
        },
      },
    ],
  }).run();
  return marks.refused;
}

test('Q287626 - a locked-out user: hundreds of logons, and no log is copied', (t) => {
  t.deepEqual(shownBy('logon-tried-again', LOCKED_OUT), [[0, 1], [], [0, 1]]);
  t.true(refusals('documented+logon-tried-again', LOCKED_OUT) > 200);
  t.is(refusals('documented', LOCKED_OUT), 1);
});

test('Q287626 - PipeRetries in the registry bounds the tries, and the lockout ends', (t) => {
  const told = { ...LOCKED_OUT, pipeRetries: 3 };
  t.deepEqual(shown('documented+logon-tried-again', told), [0, 1]);
  t.true(refusals('documented+logon-tried-again', told) < 10);
});

/** The run begins on a Sunday at midnight, so the pack is applied in its second hour. */
const PASSWORD: Told = { uses: [use(HOUR_MS), use(10 * HOUR_MS)], durationMs: 3 * DAY_MS };
const changed = (newAccount: boolean, atMs = HOUR_MS): Told => ({
  ...PASSWORD,
  passwordChange: { atMs, newAccount },
});

test('Q256127 - the password is changed: from the pack on Sunday on no server takes logs', (t) => {
  t.deepEqual(shownBy('password-change-stops-service', changed(false)), [[0, 1], [], [0, 1]]);
  t.deepEqual(broken('documented+password-change-stops-service', changed(false)), [
    'conservation',
    'eventual-delivery',
  ]);
});

test('Q256127 - changed after the pack, the service runs until the next', (t) => {
  const later = changed(false, 3 * HOUR_MS);
  t.deepEqual(shown('documented+password-change-stops-service', later), [0, 1]);
  const untilSunday = {
    ...later,
    durationMs: 8 * DAY_MS,
    uses: [use(6 * DAY_MS), use(7 * DAY_MS)],
  };
  t.deepEqual(shown('documented+password-change-stops-service', untilSunday), [0]);
});

test('Q256127 - a new account with the new password: the service comes back', (t) => {
  t.deepEqual(shown('documented+password-change-stops-service', changed(true)), [0, 1]);
});

const BUSY: Told = {
  requestsPerRestart: 3,
  uses: [2, 6, 10, 14, 18].map((hour) => use(hour * HOUR_MS)),
};

test('Q245271 - the service hangs after its requests; the article says weeks, the scenario gives their number', (t) => {
  t.deepEqual(shownBy('service-hangs', BUSY), [
    [0, 1, 2, 3, 4],
    [0, 1, 2],
    [0, 1, 2, 3, 4],
  ]);
});

test('Q245271 - a reboot of the server brings it back, with the waiting records', (t) => {
  const faults: Told['faults'] = [{ kind: 'restart', at: 23 * HOUR_MS, node: sms2.SERVER }];
  t.deepEqual(shown('documented+service-hangs', { ...BUSY, faults }), [0, 1, 2, 3, 4]);
});

test('Q245271 - with another server that still runs, clients go on', (t) => {
  const told = { ...BUSY, uses: [use(2 * HOUR_MS), use(18 * HOUR_MS)], meteringServers: 3 };
  t.deepEqual(shown('documented+service-hangs', told), [0, 1]);
});

const yearMs = (year: number, month = 1, day = 1): number =>
  utcOf({ year, month, day, hour: 0, minute: 0, second: 0, ms: 0 }) - sms2.EPOCH_MS;

const BY_YEAR: Told = {
  uses: [use(yearMs(2000, 12, 30)), use(yearMs(2000, 12, 31)), use(yearMs(2001, 1, 2))],
  durationMs: yearMs(2001, 1, 4),
  pollMinutes: 1_440,
  collationMinutes: 1_440,
  summariseAfterMinutes: 60,
  summariseBy: 'year',
};

/** Uses counted in each interval of the summary, by its start. */
function counts(variant: string, told: Told): readonly (readonly [number, number])[] {
  const view = observe(scenarioOf(variant, told)).looks.at(-1)?.view;
  return (view?.summaries ?? []).map((row) => [msOf(row.intervalStart) - sms2.EPOCH_MS, row.uses]);
}

test('Q213256 - 31 December of a leap year is counted in the year after', (t) => {
  const right = [
    [yearMs(2000), 2],
    [yearMs(2001), 1],
  ] as const;
  t.deepEqual(counts('documented', BY_YEAR), right);
  t.deepEqual(counts('fixed', BY_YEAR), right);
  t.deepEqual(counts('documented+years-of-365-days', BY_YEAR), [
    [yearMs(2000), 1],
    [yearMs(2001), 2],
  ]);
  t.deepEqual(broken('documented+years-of-365-days', BY_YEAR), ['dates']);
});

test('Q213256 - by day, and in a year of 365 days, nothing is wrong', (t) => {
  t.deepEqual(broken('documented+years-of-365-days', { ...BY_YEAR, summariseBy: 'day' }), []);
  const uses = [use(yearMs(2001, 12, 31)), use(yearMs(2002, 1, 1))];
  const inYear2001 = { ...BY_YEAR, uses, durationMs: yearMs(2002, 1, 3) };
  t.deepEqual(broken('documented+years-of-365-days', inYear2001), []);
});

/** An operator asks for the report of a week every day. */
const weekly = (earlierDays = 0): Told => ({
  uses: [1, 2, 3].map((day) => use(day * DAY_MS)),
  durationMs: 14 * DAY_MS,
  looks: 13,
  collationAgeMinutes: 7 * 1_440,
  report: { kind: 'period', earlierDays },
});

test('Q202303 - collated at 7 days, reported for 7 days: every report is empty', (t) => {
  t.deepEqual(shownBy('report-just-misses', weekly()), [[0, 1, 2], [], [0, 1, 2]]);
});

test('Q202303 - the summary window shows what no report does, with the name of its server', (t) => {
  const { report: _, ...told } = weekly();
  const seen = observe(scenarioOf('documented+report-just-misses', told));
  t.is(seen.shown.size, 3);
  const columns = seen.looks.map((look) => look.view.rows[0]?.serverColumn);
  t.deepEqual([columns[3], columns.at(-1)], [sms2.SERVER, sms2.THIS_SITE]);
});

test('Q202303 - a report that begins a day earlier has them', (t) => {
  t.deepEqual(shown('documented+report-just-misses', weekly(1)), [0, 1, 2]);
});

/** Two uses of one program overlap; those of the other do not. */
const ONE_PEAK: Told = {
  uses: [
    use(HOUR_MS, 0, 3 * HOUR_MS),
    use(2 * HOUR_MS, 0, 4 * HOUR_MS),
    use(5 * HOUR_MS, 0, 6 * HOUR_MS, 'acad.exe'),
    use(6 * HOUR_MS, 0, 7 * HOUR_MS, 'acad.exe'),
  ],
  report: { kind: 'multiple-site', picked: [] },
};

test('Q200622 - a product without a peak is not in the multiple-site summary', (t) => {
  t.deepEqual(shownBy('only-products-with-peak', ONE_PEAK), [
    [0, 1, 2, 3],
    [0, 1],
    [0, 1, 2, 3],
  ]);
});

test('Q200622 - picked by name it is', (t) => {
  const picked: Told = { ...ONE_PEAK, report: { kind: 'multiple-site', picked: ['acad.exe'] } };
  t.deepEqual(shown('documented+only-products-with-peak', picked), [0, 1, 2, 3]);
});

/** Triggers of the documented defects of servers and console, as changes of a scenario. */
import * as fc from 'fast-check';
import { DAY_MS, HOUR_MS } from '../../../sim/model/time.js';
import type * as sms2 from '../../../models/sms2/index.js';
import type { Trigger } from './client-triggers.js';

type Scenario = sms2.Sms2Scenario;

const permille = fc.integer({ min: 0, max: 1_000 });

const WEEK_MINUTES = 10_080;

/** Several clients, so that each server has one. */
const CLIENTS = 4;

function withClients(
  scenario: Scenario,
  change: Partial<sms2.ClientScenario>,
  count = scenario.clients.length,
): Scenario {
  const { clients } = scenario;
  const client = clients[0];
  if (client === undefined) return scenario;
  return {
    ...scenario,
    clients: Array.from({ length: count }, (_, index) => ({
      ...client,
      ...clients[index],
      ...change,
    })),
  };
}

/** Removes what a shorter run or other promises of delivery would contradict. */
function offlineScenario(scenario: Scenario): Scenario {
  const { serverSetUpAtMs: _late, prompt: _prompt, ...rest } = scenario;
  return { ...withClients(rest, { mode: 'offline' }), faults: [] };
}

/** Q235786: one of several servers is retired permanently. */
const serverGone: Trigger = fc
  .record({ share: permille, meteringServers: fc.integer({ min: 2, max: 3 }) })
  .map(({ share, meteringServers }) => (scenario) => ({
    ...withClients(offlineScenario(scenario), {}, CLIENTS),
    meteringServers,
    retiredAtMs: Math.floor((scenario.durationMs * share) / 1_000),
  }));

/** Q212894: this is the state on the first day of Windows 9x clients. */
const serverGoneFrom9x: Trigger = fc
  .record({ share: permille, hours: fc.integer({ min: 2, max: 12 }) })
  .map(({ share, hours }) => (scenario) => ({
    ...withClients(offlineScenario(scenario), { windows9x: true }, CLIENTS),
    pollMinutes: 60,
    meteringServers: 2,
    durationMs: hours * HOUR_MS,
    retiredAtMs: Math.floor((hours * HOUR_MS * share) / 1_000),
  }));

const LOCKOUT_POLL_MINUTES_MIN = 60;

/** Q287626: the user's account is locked out. */
const lockOut: Trigger = permille.map((share) => (scenario) => ({
  ...withClients(scenario, {
    lockedOutAtMs: Math.floor((scenario.durationMs * share) / 1_000),
  }),
  // A client that polls more often than a lockout lasts never lets it end.
  pollMinutes: Math.max(scenario.pollMinutes, LOCKOUT_POLL_MINUTES_MIN),
}));

/** Q256127: the password is changed in the night to Sunday, before the pack. */
const newPassword: Trigger = fc
  .record({ atMs: fc.nat({ max: HOUR_MS }), newAccount: fc.boolean() })
  .map((passwordChange) => (scenario) => ({ ...scenario, passwordChange }));

/** Q245271: the service's memory is full after some requests. */
const fullMemory: Trigger = fc
  .integer({ min: 1, max: 10 })
  .map((requestsPerRestart) => (scenario) => ({ ...scenario, requestsPerRestart }));

const LEAP_DAYS_MIN = 72;

/** Q213256: past the end of 2000, with summaries. */
const leapYear: Trigger = fc
  .record({
    days: fc.integer({ min: LEAP_DAYS_MIN, max: LEAP_DAYS_MIN + 7 }),
    summariseBy: fc.constantFrom<sms2.Granularity>('year', 'year', 'week', 'day'),
    usesPerDay: fc.integer({ min: 1, max: 2 }),
  })
  .map(({ days, summariseBy, usesPerDay }) => (scenario) => ({
    ...withClients(offlineScenario(scenario), { sessions: days * usesPerDay }, 1),
    pollMinutes: 1_440,
    collationMinutes: 1_440,
    durationMs: days * DAY_MS,
    summariseAfterMinutes: 60,
    summariseBy,
  }));

/** Reports judge rows by their stamps, so here every clock is right and nothing arrives late. */
function readFromReports(scenario: Scenario, report: sms2.ReportRequest): Scenario {
  return {
    ...withClients(offlineScenario(scenario), { offsetMs: 0 }),
    actions: scenario.actions.filter(({ kind }) => kind !== 'set-clock'),
    summariseAfterMinutes: 0,
    report,
  };
}

const REPORT_POLL_MINUTES_MAX = 480;
const REPORT_DAYS_MAX = 5;

/** Q202303: collation and reports use the same age. */
const weeklyReport: Trigger = fc.integer({ min: 0, max: 1 }).map((earlierDays) => (scenario) => ({
  ...readFromReports(scenario, { kind: 'period', earlierDays }),
  pollMinutes: Math.min(scenario.pollMinutes, REPORT_POLL_MINUTES_MAX),
  durationMs: Math.min(scenario.durationMs, REPORT_DAYS_MAX * DAY_MS),
  collationAgeMinutes: WEEK_MINUTES,
}));

/** Q200622: the multiple-site summary is read. */
const multipleSiteSummary: Trigger = fc
  .subarray(['excel.exe', 'winword.exe', 'acad.exe'])
  .map((picked) => (scenario) => readFromReports(scenario, { kind: 'multiple-site', picked }));

export const SERVER_TRIGGERS: readonly Trigger[] = [
  serverGone,
  serverGoneFrom9x,
  lockOut,
  newPassword,
  fullMemory,
  leapYear,
  weeklyReport,
  multipleSiteSummary,
];

/** Bands in which the statistics group explored scenarios. */
import { DAY_MS, HOUR_MS, YEAR_MS } from '../../sim/model/time.js';
import type * as sms2 from '../../models/sms2/index.js';
import { bandOf, distinct, faultLabel, linkLabels } from '../study/bands.js';
import type { Band } from '../study/bands.js';

const OFFSETS: readonly Band[] = [
  [-YEAR_MS, 'behind by years'],
  [-DAY_MS, 'behind by days'],
  [-HOUR_MS, 'behind by hours'],
  [-1, 'behind by less than 1 h'],
  [0, 'right'],
  [HOUR_MS, 'ahead by up to 1 h'],
  [DAY_MS, 'ahead by hours'],
  [YEAR_MS, 'ahead by days'],
  [Infinity, 'ahead by years'],
];

const SIZES: readonly Band[] = [
  [0, '0'],
  [1, '1'],
  [10, '2 to 10'],
  [100, '11 to 100'],
  [1_000, '101 to 1,000'],
  [Infinity, '1,001 and more'],
];

const POLLS: readonly Band[] = [
  [15, '1 to 15 min'],
  [239, '16 to 239 min'],
  [240, '240 min (default)'],
  [1_440, '241 min to 1 d'],
  [Infinity, '1 d to 7 d'],
];

const CLIENTS: readonly Band[] = [
  [1, '1'],
  [3, '2 to 3'],
  [Infinity, '4 to 20'],
];

const none = (names: readonly string[]): readonly string[] =>
  names.length === 0 ? ['none'] : names;

const SERVERS = new Set(['metering-server', 'site-server', 'database-server']);

/** Triggers of documented defects in a scenario; absent unless set on purpose. */
function triggersOf(scenario: sms2.Sms2Scenario): readonly string[] {
  const { clients } = scenario;
  const some = (is: (client: sms2.ClientScenario) => unknown): boolean =>
    clients.some((client) => is(client) !== undefined);
  const set: Readonly<Record<string, boolean>> = {
    'agent starts late': some(({ startDelayMs }) => startDelayMs),
    'installed in a session': some(({ nextLogonAtMs }) => nextLogonAtMs),
    'little room on a disk': some(({ freeDisk }) => freeDisk),
    'log that a user cannot write': some(({ cannotWrite }) => cannotWrite),
    'renamed program': some(({ renamed }) => renamed),
    'DOS program': scenario.dosPrograms !== undefined,
    'no server at first': scenario.serverSetUpAtMs !== undefined,
    'long excluded list': scenario.excludedListBytes > 0,
    'blind synchronisation': scenario.syncBlindMs > 0,
    'local check': scenario.localCheckMinutes > 0,
  };
  return Object.keys(set).filter((name) => set[name] === true);
}

export function labelsOf(scenario: sms2.Sms2Scenario): Readonly<Record<string, readonly string[]>> {
  const { network } = scenario;
  const links = linkLabels(network);
  const machines = scenario.faults.map((fault) => {
    const kind = faultLabel(fault);
    return SERVERS.has(fault.node) ? `server ${kind}` : kind;
  });
  const triggers = triggersOf(scenario);
  return {
    ...(triggers.length === 0 ? {} : { trigger: triggers }),
    'client offset': distinct(scenario.clients.map((client) => bandOf(client.offsetMs, OFFSETS))),
    'client drift': distinct(
      scenario.clients.map(({ driftPpm }) =>
        driftPpm === 0 ? 'none' : driftPpm < 0 ? 'slow' : 'fast',
      ),
    ),
    records: [
      bandOf(
        scenario.clients.reduce((sum, client) => sum + client.sessions, 0),
        SIZES,
      ),
    ],
    'log capacity': [scenario.logCapacity === 0 ? 'no limit' : bandOf(scenario.logCapacity, SIZES)],
    'polling interval': [bandOf(scenario.pollMinutes, POLLS)],
    clients: [bandOf(scenario.clients.length, CLIENTS)],
    fault: none(distinct([...links, ...machines])),
    'operator action': none(distinct(scenario.actions.map((action) => action.kind))),
  };
}

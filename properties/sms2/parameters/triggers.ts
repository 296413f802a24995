/** Numbers of a scenario that trigger documented defects, for frontier maps. */
import { DAY_MS, HOUR_MS } from '../../../sim/model/time.js';
import type * as sms2 from '../../../models/sms2/index.js';
import type { NumericParameter } from '../../study/contract.js';

type Scenario = sms2.Sms2Scenario;

/** Returns the scenario with its first client changed. */
export const withClient = (scenario: Scenario, change: Partial<sms2.ClientScenario>): Scenario => ({
  ...scenario,
  clients: scenario.clients.map((client, index) =>
    index === 0 ? { ...client, ...change } : client,
  ),
});

export const TRIGGER_PARAMETERS: Readonly<Record<string, NumericParameter<Scenario>>> = {
  freeDisk: {
    title: 'free room on the disk of client-1',
    unit: 'count',
    from: 0,
    to: 1_000,
    words: { more: 'more than {} kB are free', less: 'less than {} kB are free' },
    set: (scenario, kilobytes) => withClient(scenario, { freeDisk: [{ atMs: 0, kilobytes }] }),
  },
  startDelay: {
    title: 'time between a start of client-1 and of its agent',
    unit: 'ms',
    from: 0,
    to: 2 * HOUR_MS,
    words: {
      more: 'the agent starts more than {} after the machine',
      less: 'the agent starts less than {} after the machine',
    },
    set: (scenario, startDelayMs) => withClient(scenario, { startDelayMs }),
  },
  nextLogon: {
    title: 'time of the next logon',
    unit: 'ms',
    from: 0,
    to: DAY_MS,
    words: { more: 'no user logs on for more than {}', less: 'a user logs on within {}' },
    set: (scenario, nextLogonAtMs) => withClient(scenario, { nextLogonAtMs }),
  },
  serverSetUp: {
    title: 'time until the site has a metering server',
    unit: 'ms',
    from: 0,
    to: DAY_MS,
    words: {
      more: 'the metering server comes more than {} after the agents',
      less: 'the metering server comes less than {} after the agents',
    },
    set: (scenario, serverSetUpAtMs) => ({ ...scenario, serverSetUpAtMs }),
  },
  blindTime: {
    title: 'time in which a synchronising agent sees nothing',
    unit: 'ms',
    from: 0,
    to: 10_000,
    words: {
      more: 'the agent is blind for more than {}',
      less: 'the agent is blind for less than {}',
    },
    set: (scenario, syncBlindMs) => ({ ...scenario, syncBlindMs }),
  },
  localCheck: {
    title: 'interval of the local check',
    unit: 'min',
    from: 1,
    to: 240,
    words: {
      more: 'the local check comes after more than {}',
      less: 'the local check comes after less than {}',
    },
    set: (scenario, localCheckMinutes) => ({ ...scenario, localCheckMinutes }),
  },
};

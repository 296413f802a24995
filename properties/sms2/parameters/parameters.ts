/** Numbers of a scenario that a frontier map can vary, and the plane that it shows by default. */
import { DAY_MS, HOUR_MS, YEAR_MS } from '../../../sim/model/time.js';
import * as sms2 from '../../../models/sms2/index.js';
import type { NumericParameter, Study } from '../../study/contract.js';
import { SERVER_PARAMETERS } from './servers.js';
import { TRIGGER_PARAMETERS, withClient } from './triggers.js';

type Scenario = sms2.Sms2Scenario;

const clockWords = (clock: string): NonNullable<NumericParameter<Scenario>['words']> => ({
  more: `${clock} is ahead by more than {}`,
  less: `${clock} is ahead by less than {}`,
  below: { more: `${clock} is behind by more than {}`, less: `${clock} is behind by less than {}` },
});

export const PARAMETERS: Readonly<Record<string, NumericParameter<Scenario>>> = {
  clockOffset: {
    title: 'clock offset of client-1',
    unit: 'ms',
    from: -10 * YEAR_MS,
    to: 10 * YEAR_MS,
    words: clockWords("client-1's clock"),
    set: (scenario, offsetMs) => withClient(scenario, { offsetMs }),
  },
  logSize: {
    title: 'number of records logged',
    unit: 'records',
    from: 0,
    to: 2_048,
    words: {
      more: 'more than {} records are logged',
      less: 'fewer than {} records are logged',
    },
    set: (scenario, sessions) => withClient(scenario, { sessions }),
  },
  logCapacity: {
    title: 'log capacity',
    unit: 'records',
    // 0 means no limit, and is no neighbour of 1.
    from: 1,
    to: 2_048,
    words: {
      more: 'the log holds more than {} records',
      less: 'the log holds fewer than {} records',
    },
    set: (scenario, logCapacity) => ({ ...scenario, logCapacity }),
  },
  pollInterval: {
    title: 'polling interval',
    unit: 'min',
    from: 1,
    to: 10_080,
    words: {
      more: 'the polling interval is more than {}',
      less: 'the polling interval is less than {}',
    },
    set: (scenario, pollMinutes) => ({ ...scenario, pollMinutes }),
  },
  waited: {
    title: 'time waited after installation',
    unit: 'ms',
    from: HOUR_MS,
    to: YEAR_MS,
    words: { more: 'more than {} is waited', less: 'less than {} is waited' },
    set: (scenario, durationMs) => ({ ...scenario, durationMs }),
  },
  days: {
    title: 'number of days',
    unit: 'count',
    from: 1,
    to: 365,
    words: { more: 'the run lasts more than {} days', less: 'the run lasts fewer than {} days' },
    set: (scenario, days) => ({ ...scenario, durationMs: days * DAY_MS }),
  },
  drift: {
    title: 'drift of client-1',
    unit: 'ppm',
    from: -500,
    to: 500,
    words: {
      more: "client-1's clock is fast by more than {}",
      less: "client-1's clock is fast by less than {}",
      below: {
        more: "client-1's clock is slow by more than {}",
        less: "client-1's clock is slow by less than {}",
      },
    },
    set: (scenario, driftPpm) => withClient(scenario, { driftPpm }),
  },
  siteOffset: {
    title: 'clock offset of the site server',
    unit: 'ms',
    from: -10 * YEAR_MS,
    to: 10 * YEAR_MS,
    words: clockWords("the site server's clock"),
    set: (scenario, offsetMs) => ({
      ...scenario,
      siteServer: { ...scenario.siteServer, offsetMs },
    }),
  },
  tolerance: {
    title: 'tolerance of the agent',
    unit: 'ms',
    from: 0,
    to: 30 * DAY_MS,
    words: { more: 'the tolerance is more than {}', less: 'the tolerance is less than {}' },
    set: (scenario, toleranceMs) => ({ ...scenario, toleranceMs }),
  },
  configurationAge: {
    title: 'age of the configuration',
    unit: 'ms',
    from: 0,
    to: YEAR_MS,
    words: {
      more: 'the configuration is older than {}',
      less: 'the configuration is younger than {}',
    },
    set: (scenario, configurationAgeMs) => ({ ...scenario, configurationAgeMs }),
  },
  ...TRIGGER_PARAMETERS,
  ...SERVER_PARAMETERS,
};

/** Assumption: no source says how much a log holds. */
const LOG_CAPACITY = 1_024;
/** One use an hour, where a map does not vary their number. */
const SESSIONS = 24;

/** One day of use on one client whose log has a limit. */
export const PLANE: NonNullable<Study<Scenario, never, never>['plane']> = {
  x: 'clockOffset',
  y: 'logSize',
  base: (variant) =>
    withClient(
      { ...sms2.simplestScenario(variant), logCapacity: LOG_CAPACITY },
      { sessions: SESSIONS },
    ),
};

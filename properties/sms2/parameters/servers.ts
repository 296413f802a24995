/** Numbers of a scenario that trigger documented defects of servers, for frontier maps. */
import { DAY_MS } from '../../../sim/model/time.js';
import type * as sms2 from '../../../models/sms2/index.js';
import type { NumericParameter } from '../../study/contract.js';
import { withClient } from './triggers.js';

export const SERVER_PARAMETERS: Readonly<Record<string, NumericParameter<sms2.Sms2Scenario>>> = {
  serverGone: {
    title: 'when the first of two metering servers is gone',
    unit: 'ms',
    from: 0,
    to: 2 * DAY_MS,
    words: { more: 'the server runs for more than {}', less: 'the server runs for less than {}' },
    set: (scenario, retiredAtMs) => ({
      ...scenario,
      meteringServers: Math.max(2, scenario.meteringServers ?? 1),
      retiredAtMs,
    }),
  },
  lockOut: {
    title: 'when the user of client-1 is locked out',
    unit: 'ms',
    from: 0,
    to: DAY_MS,
    words: { more: 'the lockout comes after more than {}', less: 'the lockout comes within {}' },
    set: (scenario, lockedOutAtMs) => withClient(scenario, { lockedOutAtMs }),
  },
  passwordChange: {
    title: "when the service's password is changed",
    unit: 'ms',
    from: 0,
    to: 8 * DAY_MS,
    words: {
      more: 'the password is changed after more than {}',
      less: 'the password is changed within {}',
    },
    set: (scenario, atMs) => ({
      ...scenario,
      passwordChange: { newAccount: scenario.passwordChange?.newAccount ?? false, atMs },
    }),
  },
  requestsPerRestart: {
    title: "requests that fill the metering service's memory",
    unit: 'count',
    from: 1,
    to: 1_000,
    words: {
      more: 'the service serves more than {} requests',
      less: 'the service serves fewer than {} requests',
    },
    set: (scenario, requestsPerRestart) => ({ ...scenario, requestsPerRestart }),
  },
  collationAge: {
    title: 'age at which rows are collated',
    unit: 'min',
    from: 0,
    to: 20_160,
    words: {
      more: 'rows are collated at more than {}',
      less: 'rows are collated at less than {}',
    },
    set: (scenario, collationAgeMinutes) => ({ ...scenario, collationAgeMinutes }),
  },
};

/**
 * Computes from runs which mechanisms agree with every sentence of Q213261.
 *
 * The article's constraints (fact sheet, section F3): (i) the clock at installation matters; (ii)
 * it takes a "significantly" earlier clock; (iii) only offline logs; (iv) the remedy is to remove
 * the client, synchronise and reinstall. A strict reading of (iv) says that synchronising alone
 * does not cure; a weak reading takes it for the standard recipe.
 */
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../sim/model/time.js';
import * as sms2 from '../../../models/sms2/index.js';
import { observe } from './observed.js';
import type { Observation } from './observed.js';
import { MECHANISM_NAMES } from './predictions.js';

type Answer = 'yes' | 'no' | 'nearly';

export interface Fit {
  readonly mechanism: sms2.MechanismName;
  readonly title: string;
  readonly install: Answer;
  readonly threshold: 'no' | 'soft' | 'hard';
  readonly offlineOnly: Answer;
  readonly strict: Answer;
  readonly weak: Answer;
  /** Agrees with every sentence in its strict (weak) reading. */
  readonly agreesStrictly: boolean;
  readonly agreesWeakly: boolean;
}

const BEHIND_MS = 30 * DAY_MS;
const P_MS = 240 * MINUTE_MS;
const SYNC_MS = 2 * DAY_MS;

interface Situation {
  readonly behindMs: number;
  readonly mode?: 'offline' | 'online';
  readonly actions?: readonly sms2.OperatorAction[];
  readonly durationMs?: number;
}

function run(mechanism: sms2.MechanismName, situation: Situation): Observation {
  const base = sms2.simplestScenario(mechanism);
  const durationMs = situation.durationMs ?? 6 * DAY_MS;
  return observe({
    ...base,
    durationMs,
    actions: situation.actions ?? [],
    clients: base.clients.map((client) => ({
      ...client,
      offsetMs: -situation.behindMs,
      mode: situation.mode ?? 'offline',
      sessions: Math.floor(durationMs / HOUR_MS),
    })),
  });
}

const silent = (seen: Observation): boolean => seen.shown.size === 0;
const complete = (seen: Observation): boolean => seen.shown.size === seen.uses.length;
/** True if every use from `fromMs` on is shown, give or take the length of one use. */
const completeFrom = (seen: Observation, fromMs: number): boolean =>
  seen.uses.every((use) => use.startMs < fromMs || seen.shown.has(use.record));

/**
 * Onset of the loss as the clock falls further behind: none, proportional (soft), or an edge
 * (hard).
 */
function threshold(mechanism: sms2.MechanismName): Fit['threshold'] {
  if (!silent(run(mechanism, { behindMs: BEHIND_MS }))) return 'no';
  // The smallest difference, to the millisecond, that changes any outcome. Just past a hard edge
  // everything is lost; just past a soft onset, little.
  const baseline = run(mechanism, { behindMs: 0 });
  const differs = (behindMs: number): boolean => {
    const seen = run(mechanism, { behindMs });
    return (
      seen.shown.size !== baseline.shown.size || seen.uploadsMs.join() !== baseline.uploadsMs.join()
    );
  };
  let same = 0;
  let other = BEHIND_MS;
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2);
    if (differs(middle)) other = middle;
    else same = middle;
  }
  return silent(run(mechanism, { behindMs: other })) ? 'hard' : 'soft';
}

function fitOf(mechanism: sms2.MechanismName): Fit {
  const symptom = silent(run(mechanism, { behindMs: BEHIND_MS }));
  const rightClock = complete(run(mechanism, { behindMs: 0 }));
  const remedy: sms2.OperatorAction[] = [
    { kind: 'remove', at: SYNC_MS - 2, client: 0, clean: true },
    { kind: 'synchronise', at: SYNC_MS, client: 0 },
    { kind: 'install', at: SYNC_MS + 1, client: 0 },
  ];
  const remedied = completeFrom(
    run(mechanism, { behindMs: BEHIND_MS, actions: remedy }),
    SYNC_MS + 1,
  );
  const synced = run(mechanism, { behindMs: BEHIND_MS, actions: remedy.slice(1, 2) });
  const uploadsAfter = synced.uploadsMs.filter((at) => at >= SYNC_MS).length;
  const newUsageShown = completeFrom(synced, SYNC_MS + P_MS);
  const install: Answer = symptom && rightClock ? 'yes' : 'no';
  const offlineOnly: Answer = complete(run(mechanism, { behindMs: BEHIND_MS, mode: 'online' }))
    ? 'yes'
    : 'no';
  const strict: Answer =
    !symptom || !remedied || newUsageShown ? 'no' : uploadsAfter === 0 ? 'yes' : 'nearly';
  const weak: Answer = symptom && remedied ? 'yes' : 'no';
  const edge = threshold(mechanism);
  const others = install === 'yes' && edge !== 'no' && offlineOnly === 'yes';
  return {
    mechanism,
    title: sms2.MECHANISMS[mechanism].title,
    install,
    threshold: edge,
    offlineOnly,
    strict,
    weak,
    agreesStrictly: others && strict === 'yes',
    agreesWeakly: others && weak === 'yes',
  };
}

export const articleFit = (): readonly Fit[] => MECHANISM_NAMES.map(fitOf);

/**
 * Predictions of the fact sheet (section F5) as data: for each row a situation as a scenario, for
 * each mechanism the predicted uploads and records.
 *
 * Setting of the table: polling interval 240 min, one record an hour, clock 30 days behind
 * at installation unless the row says otherwise.
 */
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../sim/model/time.js';
import type * as sms2 from '../../../models/sms2/index.js';

const P = 240 * MINUTE_MS;
export const D = 30 * DAY_MS;
/** True time at which the clock is synchronised, in rows where it is. */
export const SYNC = 2 * DAY_MS;

/** Predicted uploads, in true time, ms. */
export type Uploads =
  | { readonly kind: 'none' }
  | { readonly kind: 'at'; readonly times: readonly number[] }
  | { readonly kind: 'every'; readonly periodMs: number; readonly fromMs: number }
  /** One upload every `periodMs`, except one silence of `silenceMs` that begins at about `atMs`. */
  | {
      readonly kind: 'gap';
      readonly periodMs: number;
      readonly atMs: number;
      readonly silenceMs: number;
    };

/** Records predicted to be shown at the end. */
export type Records =
  | { readonly kind: 'all' | 'none' }
  /** Only those used after, or only those used before, this true time. */
  | { readonly kind: 'after' | 'before'; readonly atMs: number }
  /** All except those used between two true times. */
  | { readonly kind: 'except'; readonly fromMs: number; readonly toMs: number };

interface Prediction {
  /** The fact sheet's words. */
  readonly says: string;
  readonly uploads?: Uploads;
  readonly records: Records;
  /** Predicted error of the stamps that arrive, ms. */
  readonly stampsOffMs?: number;
}

export interface PredictionRow {
  readonly title: string;
  readonly scenario: (base: sms2.Sms2Scenario) => sms2.Sms2Scenario;
  readonly predicted: Readonly<Record<sms2.MechanismName, Prediction>>;
}

const normal = (says = 'normal', fromMs = P): Prediction => ({
  says,
  uploads: { kind: 'every', periodMs: P, fromMs },
  records: { kind: 'all' },
});
const nothing = (says: string): Prediction => ({
  says,
  uploads: { kind: 'none' },
  records: { kind: 'none' },
});

const lasting =
  (durationMs: number, actions: readonly sms2.OperatorAction[] = []) =>
  (base: sms2.Sms2Scenario): sms2.Sms2Scenario => ({ ...base, durationMs, actions });

const synchronise: sms2.OperatorAction = { kind: 'synchronise', at: SYNC, client: 0 };
/** Time of the action that follows the synchronisation: one hour after it. */
const AFTER = SYNC + HOUR_MS;
const remove = (clean: boolean): sms2.OperatorAction => ({
  kind: 'remove',
  at: SYNC - 2,
  client: 0,
  clean,
});
const reinstall: sms2.OperatorAction = { kind: 'install', at: SYNC + 1, client: 0 };

/** All records except those of programs that ran while the agent was absent. */
const acrossRemoval: Records = { kind: 'except', fromMs: SYNC - 1, toMs: SYNC };

const cured = (fromMs = SYNC + P): Prediction => ({
  says: 'cured',
  uploads: { kind: 'every', periodMs: P, fromMs },
  records: { kind: 'after', atMs: SYNC },
});

const steppedBack = (records: Records, says = 'same'): Prediction => ({
  says,
  uploads: { kind: 'gap', periodMs: P, atMs: SYNC, silenceMs: D + P },
  records,
});

export const PREDICTIONS: readonly PredictionRow[] = [
  {
    title: 'never synced, 10 d',
    scenario: lasting(10 * DAY_MS),
    predicted: {
      h0: normal(),
      h1: nothing('0 uploads'),
      h2: nothing('0'),
      h3: nothing('0'),
      h4: nothing('0'),
      h5: { says: '0 (records skipped)', records: { kind: 'none' } },
    },
  },
  {
    title: 'never synced, 65 d',
    scenario: lasting(65 * DAY_MS),
    predicted: {
      h0: normal(),
      h1: normal('starts at D + P, then normal; all records arrive', D + P),
      h2: {
        says: 'uploads only at D+P, 2(D+P); rest held',
        uploads: { kind: 'at', times: [D + P, 2 * (D + P)] },
        records: { kind: 'before', atMs: 2 * (D + P) },
      },
      h3: nothing('0, permanently'),
      h4: nothing('0, permanently'),
      h5: { says: 'starts at D; first D of usage never', records: { kind: 'after', atMs: D } },
    },
  },
  {
    title: 'sync alone at day 2',
    scenario: lasting(10 * DAY_MS, [synchronise]),
    predicted: {
      h0: normal(),
      h1: normal('immediate, stays normal, old records arrive late', SYNC),
      h2: {
        says: 'one upload, then silence P + D',
        uploads: { kind: 'at', times: [SYNC] },
        records: { kind: 'before', atMs: SYNC },
      },
      h3: nothing('none'),
      h4: nothing('none'),
      h5: { says: 'immediate; first 2 d lost', records: { kind: 'after', atMs: SYNC } },
    },
  },
  {
    title: 'sync, then delete log file',
    scenario: lasting(10 * DAY_MS, [synchronise, { kind: 'delete-log', at: AFTER, client: 0 }]),
    predicted: {
      // The table says nothing about records that were in the log when it was deleted; they are
      // gone.
      h0: { says: '-', records: { kind: 'except', fromMs: SYNC - HOUR_MS, toMs: AFTER } },
      h1: { says: 'normal', records: { kind: 'except', fromMs: SYNC - HOUR_MS, toMs: AFTER } },
      h2: {
        says: 'one upload',
        uploads: { kind: 'at', times: [SYNC] },
        records: { kind: 'before', atMs: SYNC },
      },
      h3: { says: 'cured', records: { kind: 'after', atMs: AFTER } },
      h4: nothing('none'),
      h5: { says: 'normal', records: { kind: 'after', atMs: AFTER } },
    },
  },
  {
    title: 'sync, then delete N only',
    scenario: lasting(10 * DAY_MS, [
      synchronise,
      { kind: 'delete-next-sync-time', at: AFTER, client: 0 },
    ]),
    predicted: {
      h0: { says: 'normal', records: { kind: 'all' } },
      h1: { says: 'normal', records: { kind: 'all' } },
      h2: {
        says: 'one extra upload, stalls again',
        uploads: { kind: 'at', times: [SYNC, AFTER] },
        records: { kind: 'before', atMs: AFTER },
      },
      h3: nothing('none'),
      h4: nothing('none'),
      h5: { says: 'normal', records: { kind: 'after', atMs: SYNC } },
    },
  },
  {
    title: 'sync, then change an agent setting',
    scenario: lasting(10 * DAY_MS, [
      synchronise,
      { kind: 'change-setting', at: AFTER, pollMinutes: 240 },
    ]),
    predicted: {
      h0: normal(),
      h1: normal('no effect', SYNC),
      h2: {
        says: 'no effect',
        uploads: { kind: 'at', times: [SYNC] },
        records: { kind: 'before', atMs: SYNC },
      },
      h3: nothing('none'),
      h4: { says: 'cured, all held records arrive', records: { kind: 'all' } },
      h5: { says: 'no effect', records: { kind: 'after', atMs: SYNC } },
    },
  },
  {
    title: 'D = 60 min (< P)',
    scenario: (base) => ({
      ...lasting(10 * DAY_MS)(base),
      clients: base.clients.map((client) => ({ ...client, offsetMs: -HOUR_MS })),
    }),
    predicted: {
      h0: normal(),
      h1: normal('one-off delay 60 min', P + HOUR_MS),
      h2: {
        says: 'period 300 instead of 240',
        uploads: { kind: 'every', periodMs: P + HOUR_MS, fromMs: P + HOUR_MS },
        records: { kind: 'all' },
      },
      h3: normal('normal if tol >= 60'),
      h4: normal('normal if tol >= 60'),
      h5: { says: 'loses first hour', records: { kind: 'after', atMs: HOUR_MS } },
    },
  },
  {
    title: 'configuration 60 d old, D = 30 d',
    scenario: (base) => ({ ...lasting(10 * DAY_MS)(base), configurationAgeMs: 60 * DAY_MS }),
    predicted: {
      h0: normal(),
      // N is in the past: the first upload comes at once.
      h1: normal('no symptom (if seeded from LastUpdate)', 0),
      h2: nothing('stalls'),
      h3: normal('no symptom (if ref = LastUpdate)'),
      h4: normal('no symptom'),
      h5: normal('no symptom (if W = LastUpdate)'),
    },
  },
  {
    title: 'remove + sync + reinstall',
    scenario: lasting(10 * DAY_MS, [remove(true), synchronise, reinstall]),
    predicted: {
      h0: { says: 'normal', records: { kind: 'except', fromMs: SYNC - P, toMs: SYNC } },
      // N is seeded from a LastUpdate two days earlier, so it is already past and due at once.
      h1: cured(SYNC),
      h2: cured(),
      h3: cured(),
      h4: cured(),
      h5: { says: 'cured', records: { kind: 'after', atMs: SYNC } },
    },
  },
  {
    title: 'remove + reinstall, no sync',
    scenario: lasting(10 * DAY_MS, [remove(true), reinstall]),
    predicted: {
      h0: { says: 'normal', records: { kind: 'except', fromMs: SYNC - P, toMs: SYNC } },
      h1: nothing('recurs'),
      h2: nothing('recurs'),
      h3: nothing('recurs'),
      h4: nothing('recurs'),
      h5: { says: 'recurs', records: { kind: 'none' } },
    },
  },
  {
    title: 'sloppy removal (residue kept) + sync + reinstall',
    scenario: lasting(10 * DAY_MS, [remove(false), synchronise, reinstall]),
    predicted: {
      // No agent records a use that runs across the removal.
      h0: { ...normal(), records: acrossRemoval },
      h1: { ...normal('cured (old N already past)', SYNC), records: acrossRemoval },
      h2: {
        says: 'stalls if delta kept',
        uploads: { kind: 'at', times: [SYNC] },
        records: { kind: 'before', atMs: SYNC },
      },
      h3: nothing('blocked if log file kept'),
      h4: nothing('blocked if latch kept'),
      h5: { says: 'cured', records: { kind: 'after', atMs: SYNC } },
    },
  },
  {
    title: 'clock stepped back D after a good install',
    scenario: (base) => ({
      ...lasting(40 * DAY_MS, [{ kind: 'set-clock', at: SYNC, client: 0, byMs: -D }])(base),
      clients: base.clients.map((client) => ({ ...client, offsetMs: 0 })),
    }),
    predicted: {
      h0: steppedBack({ kind: 'all' }, 'one gap of D + P, all records arrive'),
      h1: steppedBack({ kind: 'all' }),
      h2: steppedBack({ kind: 'all' }),
      h3: steppedBack({ kind: 'all' }),
      h4: steppedBack({ kind: 'all' }),
      h5: steppedBack(
        { kind: 'except', fromMs: SYNC, toMs: D },
        'same gap, records stamped < W lost',
      ),
    },
  },
  {
    title: 'stamps of pre-sync records that do arrive',
    scenario: lasting(10 * DAY_MS, [
      synchronise,
      { kind: 'change-setting', at: AFTER, pollMinutes: 240 },
    ]),
    predicted: {
      h0: { says: 'D early', records: { kind: 'all' }, stampsOffMs: -D },
      h1: { says: 'D early', records: { kind: 'all' }, stampsOffMs: -D },
      h2: { says: 'D early', records: { kind: 'before', atMs: SYNC }, stampsOffMs: -D },
      h3: { says: 'none arrive', records: { kind: 'none' } },
      h4: { says: 'D early', records: { kind: 'all' }, stampsOffMs: -D },
      h5: { says: 'none arrive', records: { kind: 'after', atMs: SYNC } },
    },
  },
];

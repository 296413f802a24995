/**
 * Plays the workaround of Q213261 (remove the client, synchronise its clock, install it again)
 * under every mechanism and the fix. It answers the question that the article leaves open: what
 * happens to the usage logged before the removal.
 *
 * The setting is the article's: the agent was installed 30 days behind and has metered one use an
 * hour for two days, none of which has been shown. After the reinstallation it continues to meter.
 */
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../sim/model/time.js';
import * as sms2 from '../../../models/sms2/index.js';
import { judgedRun } from '../../oracle/judged-run.js';
import type { Fate } from '../../oracle/verdict.js';
import { MECHANISM_NAMES } from './predictions.js';
import { sms2Study } from '../study.js';

/** Steps applied, in this order, to the client whose usage is not shown. */
export type WorkaroundSteps =
  | 'remove cleanly, synchronise, reinstall'
  | 'remove leaving residue, synchronise, reinstall'
  | 'remove cleanly, reinstall without synchronising';

const STEPS: Readonly<
  Record<WorkaroundSteps, { readonly clean: boolean; readonly synchronised: boolean }>
> = {
  'remove cleanly, synchronise, reinstall': { clean: true, synchronised: true },
  'remove leaving residue, synchronise, reinstall': { clean: false, synchronised: true },
  'remove cleanly, reinstall without synchronising': { clean: true, synchronised: false },
};

/** Numbers of uses by their fate. */
export interface Ends {
  readonly uses: number;
  /** In the console at the end, whether rightly dated or not. */
  readonly shown: number;
  /** Shown, but with wrong dates. */
  readonly misdated: number;
  readonly lostReported: number;
  /** Held on a machine at the last look, with nothing to move them and no report. */
  readonly stranded: number;
  /** No copy left on any node, and no report. */
  readonly destroyed: number;
}

export interface WorkaroundOutcome {
  readonly variant: string;
  readonly steps: WorkaroundSteps;
  /** Uses that had ended when the client was removed. */
  readonly before: Ends;
  /** Uses that began after the reinstallation. */
  readonly after: Ends;
}

const REMOVED_AT = 2 * DAY_MS;
const DURATION_MS = 6 * DAY_MS;
const BEHIND_MS = 30 * DAY_MS;
const USE_MS = 30 * MINUTE_MS;

function scenarioOf(variant: string, steps: WorkaroundSteps): sms2.Sms2Scenario {
  const base = sms2.simplestScenario(variant);
  const { clean, synchronised } = STEPS[steps];
  return {
    ...base,
    durationMs: DURATION_MS,
    clients: base.clients.map((client) => ({ ...client, offsetMs: -BEHIND_MS, sessions: 0 })),
    // One use an hour, none across the removal, so that each is either before or after it.
    uses: Array.from({ length: DURATION_MS / HOUR_MS }, (_, hour) => ({
      client: 0,
      user: 'ann',
      program: 'excel.exe',
      startMs: hour * HOUR_MS + MINUTE_MS,
      endMs: hour * HOUR_MS + MINUTE_MS + USE_MS,
    })),
    actions: [
      { kind: 'remove', at: REMOVED_AT, client: 0, clean },
      ...(synchronised ? [{ kind: 'synchronise', at: REMOVED_AT + 1, client: 0 } as const] : []),
      { kind: 'install', at: REMOVED_AT + 2, client: 0 },
    ],
  };
}

function endsOf(fates: readonly (Fate | undefined)[]): Ends {
  const of = (...wanted: readonly (Fate | undefined)[]): number =>
    fates.filter((fate) => wanted.includes(fate)).length;
  return {
    uses: fates.length,
    // A use that the ledger does not list was shown.
    shown: of(undefined, 'counted', 'misdated', 'duplicated'),
    misdated: of('misdated'),
    lostReported: of('lost-reported'),
    stranded: of('stranded', 'pending'),
    destroyed: of('destroyed'),
  };
}

function played(variant: string, steps: WorkaroundSteps): WorkaroundOutcome {
  const { result, ledger } = judgedRun(sms2Study, scenarioOf(variant, steps));
  const fates = new Map(result.fates.uncounted.map(({ record, fate }) => [record, fate]));
  const metered = [...ledger.metered.values()];
  const ends = (when: (use: { startMs: number; endMs: number }) => boolean): Ends =>
    endsOf(metered.filter(when).map(({ record }) => fates.get(record)));
  return {
    variant,
    steps,
    before: ends(({ endMs }) => endMs <= REMOVED_AT),
    after: ends(({ startMs }) => startMs > REMOVED_AT),
  };
}

/** The mechanisms that the article may describe, and the fix. */
const VARIANTS: readonly string[] = [...MECHANISM_NAMES.filter((name) => name !== 'h0'), 'fixed'];

/** Runs every form of the workaround under each of these variants. */
export const workaroundOutcomes = (
  variants: readonly string[] = VARIANTS,
): readonly WorkaroundOutcome[] =>
  (Object.keys(STEPS) as WorkaroundSteps[]).flatMap((steps) =>
    variants.map((variant) => played(variant, steps)),
  );

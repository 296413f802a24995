/**
 * Searches for the first run that shows a documented defect, and states which properties catch it.
 */
import * as sms2 from '../../../models/sms2/index.js';
import { CHUNK_RUNS, chunkOf } from '../../campaign/sampling.js';
import { PROPERTY_NAMES } from '../../oracle/invariants.js';
import { runScenario } from '../../oracle/judged-run.js';
import type { PropertyName } from '../../study/contract.js';
import type { Violation } from '../../oracle/verdict.js';
import { documentedSpace } from './space.js';
import { sms2Study } from '../study.js';

const LOST: readonly PropertyName[] = ['conservation'];
/** Records held where nothing moves them, or moved too late. */
const HELD: readonly PropertyName[] = ['conservation', 'eventual-delivery'];
/** The use is missing under its own name, and a row shows a use that did not take place. */
const MISNAMED: readonly PropertyName[] = ['conservation', 'no-duplicates', 'eventual-delivery'];

/**
 * Properties broken by the first run that shows a defect; if they are not judged, that run passes.
 */
export const CAUGHT_BY: Readonly<Record<string, readonly PropertyName[]>> = {
  'offline-logs-withheld': HELD,
  'next-sync-time-latched': HELD,
  'low-disk-suspends': LOST,
  'blind-while-synchronising': LOST,
  'earlier-programs-unseen': LOST,
  'not-started-in-session': LOST,
  'no-server-at-installation': LOST,
  'log-not-writable': LOST,
  'registry-residue': HELD,
  'dos-programs-unseen': LOST,
  'original-name-ignored-offline': MISNAMED,
  'renamed-escapes': MISNAMED,
  'local-check-splits': ['no-duplicates'],
  'long-list-fails': HELD,
  'retry-starved': HELD,
  'server-affinity': HELD,
  'one-server-known': HELD,
  'logon-tried-again': HELD,
  'password-change-stops-service': HELD,
  'service-hangs': HELD,
  'years-of-365-days': ['dates'],
  'report-just-misses': HELD,
  'only-products-with-peak': HELD,
};

const RUNS_MAX = 1_000;

export const variantOf = (defect: string): string => `${sms2.DOCUMENTED}+${defect}`;

const drawn = new Map<string, readonly sms2.Sms2Scenario[]>();

/** Scenario of a run of the campaign in the space `documented`; drawn once for all variants. */
export function documentedScenario(variant: string, seed: number, run: number): sms2.Sms2Scenario {
  const chunk = Math.floor(run / CHUNK_RUNS);
  const key = `${String(seed)} ${String(chunk)}`;
  const scenarios = drawn.get(key) ?? chunkOf(documentedSpace(sms2.DOCUMENTED), seed, chunk);
  drawn.set(key, scenarios);
  return { ...(scenarios[run % CHUNK_RUNS] as sms2.Sms2Scenario), variant };
}

interface Detection {
  /** Number of the run, from 1. */
  readonly run: number;
  readonly by: readonly PropertyName[];
  readonly scenario: sms2.Sms2Scenario;
  readonly violations: readonly Violation[];
}

/** The first run of a campaign that breaks one of the judged properties. */
export function firstDetection(
  variant: string,
  seed: number,
  runsMax = RUNS_MAX,
  judged: readonly PropertyName[] = PROPERTY_NAMES,
): Detection | undefined {
  for (let run = 0; run < runsMax; run += 1) {
    const scenario = documentedScenario(variant, seed, run);
    const violations = runScenario(sms2Study, scenario).violations.filter(({ property }) =>
      judged.includes(property),
    );
    const names = new Set(violations.map(({ property }) => property));
    const by = PROPERTY_NAMES.filter((property) => names.has(property));
    if (by.length > 0) return { run: run + 1, by, scenario, violations };
  }
  return undefined;
}

/**
 * A small real report for the tests of its renderings: two variants searched, one map,
 * explanations.
 */
import { DAY_MS } from '../../sim/model/time.js';
import { explore } from '../../properties/campaign/explore.js';
import { recordedFindings } from '../../properties/campaign/recorded-findings.js';
import { frontier } from '../../properties/frontier/frontier.js';
import { sms2Study } from '../../properties/sms2/study.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import { reportData } from './build.js';
import type { MapInput } from './build.js';
import type { ReportData } from './data.js';
import type { VerifiedVariant } from '../text/cells.js';

const SEED = 213_261;
export const STUDY = sms2Study as unknown as AnyStudy;

function verified(variant: string, runs: number): VerifiedVariant {
  const stated = STUDY.variants[variant];
  if (stated === undefined) throw new Error(variant);
  return {
    variant,
    stated,
    exploration: explore(STUDY, variant, { seed: SEED, runs, twinRunsMax: 60 }),
  };
}

function smallMap(variant: string, resolution: number): MapInput {
  const { clockOffset, logSize } = sms2Study.parameters ?? {};
  if (clockOffset === undefined || logSize === undefined) throw new Error('no parameters');
  const map = frontier(sms2Study, variant, {
    xRange: { from: -2 * DAY_MS, to: 2 * DAY_MS },
    yRange: { from: 0, to: 12 },
    set: { logCapacity: 8 },
    resolution,
  });
  const base = map.base as Parameters<typeof clockOffset.set>[0];
  return { map, scenarioAt: (x, y): ScenarioBase => logSize.set(clockOffset.set(base, x), y) };
}

export function smallReport(): ReportData {
  const all = [verified('h2', 30), verified('fixed', 20)];
  return reportData({
    study: STUDY,
    program: 'skewproof test',
    seed: SEED,
    verified: all,
    recorded: recordedFindings(
      STUDY,
      all.flatMap(({ exploration }) => exploration.findings),
    ),
    maps: [smallMap('h2', 8)],
  });
}

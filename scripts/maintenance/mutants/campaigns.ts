/**
 * Campaigns of the fix, as tests: each drawn scenario must pass. Loaded from a build with mutants,
 * so that its imports are the mutated ones.
 */
import { chunkOf } from '../../../properties/campaign/sampling.js';
import { runScenario } from '../../../properties/oracle/judged-run.js';
import { SPACES } from '../../../properties/sms2/space/space.js';
import { sms2Study } from '../../../properties/sms2/study.js';

const CAMPAIGN_SEED = 53;
/** Runs of one space, and of one test. */
const RUNS = 100;
const RUNS_PER_TEST = 20;
const CAMPAIGN_SPACES = [
  'everything',
  'storage',
  'servers',
  'documented',
  'crowded',
  'edges',
] as const;

/** Plays some runs; returns their trace hashes. */
function play(space: (typeof CAMPAIGN_SPACES)[number], from: number): readonly string[] {
  const drawn = chunkOf(SPACES[space]('fixed'), CAMPAIGN_SEED, 0);
  return drawn.slice(from, from + RUNS_PER_TEST).map((scenario, at) => {
    const { verdict, violations, reason, summary } = runScenario(sms2Study, scenario);
    if (verdict === 'pass') return summary.hash;
    const broken = [...new Set(violations.map(({ property }) => property))].join(' and ');
    throw new Error(
      `${broken === '' ? (reason ?? verdict) : broken}, run ${String(from + at + 1)}`,
    );
  });
}

/** Registers every part of the campaigns. */
export function registerCampaigns(register: (title: string, run: () => unknown) => void): void {
  for (const space of CAMPAIGN_SPACES)
    for (let from = 0; from < RUNS; from += RUNS_PER_TEST)
      register(`space ${space}, runs ${String(from + 1)} to ${String(from + RUNS_PER_TEST)}`, () =>
        play(space, from),
      );
}

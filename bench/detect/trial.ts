/**
 * Searches for one planted defect, with one seed and one method, until a property is broken or a
 * limit is reached. The oracle is the same for all methods; only the source of scenarios differs.
 */
import * as fc from 'fast-check';
import { explore } from '../../properties/campaign/explore.js';
import { explain } from '../../properties/explain/explain.js';
import { runScenario } from '../../properties/oracle/judged-run.js';
import { minimise } from '../../properties/shrink/minimise.js';
import { studyNamed } from '../../scripts/studies.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import { cpuMs } from './cpu.js';
import { isMinimal } from './minimal.js';
import type { Spaces } from './subjects.js';

/**
 * `ours`: the study's arbitraries, unguided. `guided`: the same, steered. `plain`: fast-check in
 * its most obvious use, over whole numbers and lists, with its own shrinking.
 */
export const METHODS = ['ours', 'plain', 'guided'] as const;
export type Method = (typeof METHODS)[number];

export interface Limits {
  readonly runsMax: number;
  /** Processor time, s. */
  readonly secondsMax: number;
}

export interface TrialJob extends Limits {
  readonly study: string;
  readonly correct: string;
  readonly defect: string;
  readonly spaces: Spaces;
  readonly method: Method;
  readonly seed: number;
  /** True to shrink the finding and to judge its minimality. */
  readonly shrinks: boolean;
}

export interface Trial {
  readonly study: string;
  readonly defect: string;
  readonly method: Method;
  readonly seed: number;
  readonly found: boolean;
  /** Number of runs up to the first that broke a property, or of all runs if none did. */
  readonly runs: number;
  readonly seconds: number;
  readonly minimal?: boolean;
}

/** Limit for either way of shrinking; fast-check's would take minutes on large scenarios. */
const SHRINK_RUNS_MAX = 1_000;
const SHRINK_SECONDS_MAX = 2;

interface Search {
  readonly runs: number;
  readonly seconds: number;
  readonly minimal?: boolean | undefined;
  readonly found: boolean;
}

function byExplore(study: AnyStudy, variant: string, job: TrialJob): Search {
  const started = cpuMs();
  let firstMs: number | undefined;
  let runs = 0;
  const { findings, givenUp = 0 } = explore(study, variant, {
    space: job.spaces.ours,
    seed: job.seed,
    runs: job.runsMax,
    seconds: job.secondsMax,
    now: cpuMs,
    guided: job.method === 'guided',
    repeatOneIn: 0,
    shrink: false,
    stopWhen: () => true,
    onRun: (_scenario, violations) => {
      runs += 1;
      if (violations.length > 0) firstMs ??= cpuMs();
    },
  });
  const seconds = ((firstMs ?? cpuMs()) - started) / 1_000;
  // A scenario that was given up counts as a run, if a short one.
  const all = runs + givenUp;
  const [finding] = findings;
  if (finding === undefined) return { found: false, runs: all, seconds };
  if (!job.shrinks) return { found: true, runs: all, seconds };
  const { scenario } = minimise(study, finding.found, finding.explanation, {
    runsMax: SHRINK_RUNS_MAX,
  });
  return {
    found: true,
    runs: all,
    seconds,
    minimal: isMinimal(study, scenario, finding.fingerprint),
  };
}

/** The explanation of the first violation of a scenario. */
function fingerprintOf(study: AnyStudy, scenario: ScenarioBase): string | undefined {
  const [violation] = runScenario(study, scenario).violations;
  return violation && explain(study, scenario, violation).fingerprint;
}

function byPlain(study: AnyStudy, variant: string, job: TrialJob): Search {
  const plain = study.spaces[job.spaces.plain];
  if (plain === undefined) throw new Error(`${study.name} has no space "${job.spaces.plain}"`);
  const started = cpuMs();
  let runs = 0;
  let shrinkRuns = 0;
  let ms: number | undefined;
  const over = (): boolean => cpuMs() - started > job.secondsMax * 1_000;
  const holds = (scenario: ScenarioBase): boolean => {
    if (ms === undefined) {
      // fast-check has no limit of processor time, so the remaining runs pass without being played.
      if (over()) return true;
      runs += 1;
    } else if (
      (shrinkRuns += 1) > SHRINK_RUNS_MAX ||
      cpuMs() - started - ms > SHRINK_SECONDS_MAX * 1_000
    )
      return true;
    const passes = runScenario(study, scenario).violations.length === 0;
    if (!passes) ms ??= cpuMs() - started;
    return passes;
  };
  const details = fc.check(fc.property(plain(variant), holds), {
    seed: job.seed,
    numRuns: job.runsMax,
    endOnFailure: !job.shrinks,
  });
  const seconds = (ms ?? cpuMs() - started) / 1_000;
  if (!details.failed) return { found: false, runs, seconds };
  if (!job.shrinks) return { found: true, runs, seconds };
  const [scenario] = details.counterexample ?? [];
  const fingerprint = scenario && fingerprintOf(study, scenario);
  const minimal =
    scenario !== undefined && fingerprint !== undefined && isMinimal(study, scenario, fingerprint);
  return { found: true, runs, seconds, minimal };
}

export default function runTrial(job: TrialJob): Trial {
  const study = studyNamed(job.study);
  const variant = `${job.correct}+${job.defect}`;
  const search = job.method === 'plain' ? byPlain : byExplore;
  const { found, runs, seconds, minimal } = search(study, variant, job);
  const { study: name, defect, method, seed } = job;
  return {
    study: name,
    defect,
    method,
    seed,
    found,
    runs,
    seconds: Math.round(seconds * 1_000) / 1_000,
    ...(minimal === undefined ? {} : { minimal }),
  };
}

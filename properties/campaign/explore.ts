/**
 * Exploration: scenarios drawn by fast-check, run and judged, every finding kept once by its
 * fingerprint and shrunk. The same seed draws the same scenarios, whatever the time or the machine.
 */
import type { Explanation } from '../explain/explanation.js';
import { warningsOf } from '../oracle/copy-watch.js';
import { tracerFieldsOf } from '../oracle/tracers.js';
import { worstOf } from '../oracle/verdict.js';
import type { VerdictKind } from '../oracle/verdict.js';
import { minimise } from '../shrink/minimise.js';
import type { Minimised } from '../shrink/minimise.js';
import type { ScenarioBase, Study } from '../study/contract.js';
import { timed } from '../study/guarded.js';
import type { Found } from './findings.js';
import { statisticsOf } from './outcome.js';
import type { Outcome } from './outcome.js';
import { runShare } from './run-share.js';
import type { RunShareOptions } from './run-share.js';
import { EVERYTHING } from './sampling.js';
import type { Statistics } from './statistics.js';

export interface ExploreOptions extends RunShareOptions {
  /** Part of the study's space. Default `everything`. */
  readonly space?: string;
  /** Unsigned 32-bit integer. */
  readonly seed: number;
  readonly runs: number;
  /** First run of the campaign to do (they are numbered from 0). Default 0. */
  readonly from?: number;
  /** Shrink what is found. Default true. */
  readonly shrink?: boolean;
}

export interface Finding<Scenario> {
  readonly fingerprint: string;
  /** Number of the run that first showed it, from 1. */
  readonly foundAtRun: number;
  readonly found: Scenario;
  readonly explanation: Explanation;
  /** Undefined when shrinking was switched off. */
  readonly minimal: Minimised<Scenario> | undefined;
}

export interface Exploration<Scenario> {
  readonly verdict: VerdictKind;
  readonly reason?: string;
  readonly findings: readonly Finding<Scenario>[];
  readonly statistics: Statistics;
  /** What makes the campaign suspicious although no verdict does, in words. Absent: nothing. */
  readonly warnings?: readonly string[];
  /** Of a guided campaign: scenarios that took too many events and were given up; they are no runs. */
  readonly givenUp?: number;
}

/** A finding with its smallest scenario. */
export const shrunk = <Scenario extends ScenarioBase, Message, Input>(
  study: Study<Scenario, Message, Input>,
  found: Found<Scenario>,
): Finding<Scenario> => ({
  ...unshrunk(found),
  minimal: minimise(study, found.found, found.explanation),
});

export const unshrunk = <Scenario>({
  fingerprint,
  foundAtRun,
  found,
  explanation,
}: Found<Scenario>): Finding<Scenario> => ({
  fingerprint,
  foundAtRun,
  found,
  explanation,
  minimal: undefined,
});

/** What a whole campaign came to, from its merged outcome and its findings as they were shrunk. */
export function explorationOf<Scenario extends ScenarioBase>(
  study: Pick<Study<Scenario, never, never>, 'requiredMarks' | 'tracerFields'>,
  { variant, space }: { readonly variant: string; readonly space: string },
  outcome: Outcome<Scenario>,
  findings: readonly Finding<Scenario>[],
): Exploration<Scenario> {
  const statistics = statisticsOf(outcome);
  const missed = (study.requiredMarks?.(variant, space) ?? []).filter(
    (mark) => (statistics.marks[mark] ?? 0) === 0,
  );
  const kinds: VerdictKind[] = ['pass', ...outcome.verdicts.map(({ verdict }) => verdict)];
  if (missed.length > 0) kinds.push('vacuous');
  const first = outcome.verdicts
    .filter((at) => at.reason !== undefined)
    .reduce<(typeof outcome.verdicts)[number] | undefined>(
      (least, at) => (least === undefined || at.run < least.run ? at : least),
      undefined,
    );
  const warnings = warningsOf(statistics, outcome.copies, tracerFieldsOf(study));
  const parting = outcome.verdicts.find(({ verdict }) => verdict === 'nondeterminism');
  // Where runs do not repeat, whatever else there is to say is not to be trusted.
  const reason =
    parting?.reason ??
    first?.reason ??
    (missed.length > 0 ? `never reached: ${missed.join(', ')}` : undefined);
  return {
    verdict: worstOf(kinds),
    ...(reason === undefined ? {} : { reason }),
    findings,
    statistics,
    ...(warnings.length === 0 ? {} : { warnings }),
  };
}

/** @throws SkewproofError SKEW-102 for a variant or a space that the study does not have. */
export function explore<Scenario extends ScenarioBase, Message, Input>(
  given: Study<Scenario, Message, Input>,
  variant: string,
  options: ExploreOptions,
): Exploration<Scenario> {
  const { space = EVERYTHING, seed, runs, from = 0 } = options;
  const share = { study: given.name, variant, space, seed, from, runs };
  const study = timed(given, options.realTime);
  const { outcome, givenUp } = runShare(study, share, options);
  const findings = outcome.findings.map((found) =>
    options.shrink === false ? unshrunk(found) : shrunk(study, found),
  );
  return {
    ...explorationOf(study, share, outcome, findings),
    ...(givenUp === undefined ? {} : { givenUp }),
  };
}

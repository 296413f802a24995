/**
 * Exploration: fast-check draws scenarios, which are run and judged; each finding is kept once by
 * its fingerprint, and shrunk.
 *
 * The same seed draws the same scenarios at any time and on any machine.
 */
import { passGate } from './gate.js';
import { warningsOf } from '../oracle/copy-watch.js';
import { tracerFieldsOf } from '../oracle/tracers.js';
import { worstOf } from '../oracle/verdict.js';
import type { VerdictKind } from '../oracle/verdict.js';
import type { ScenarioBase, Study } from '../study/contract.js';
import { guarded, timed } from '../study/guarded.js';
import { diagnosed } from './diagnose.js';
import type { DiagnoseOptions } from './diagnose.js';
import type { Exploration, Finding } from './finding.js';
import type { Found } from './findings.js';
import { statisticsOf } from './outcome.js';
import type { Outcome } from './outcome.js';
import { runShare } from './run-share.js';
import type { RunShareOptions } from './run-share.js';
import { EVERYTHING } from './sampling.js';

/**
 * Number of runs of a campaign, their seed, and conditions to stop early.
 * @since 0.1.0
 */
export interface ExploreOptions extends RunShareOptions, DiagnoseOptions {
  /** Part of the study's space. Default `everything`. */
  readonly space?: string;
  /** Unsigned 32-bit integer. */
  readonly seed: number;
  readonly runs: number;
  /** Number of the first run (from 0). Default 0. */
  readonly from?: number;
}

/** Shrinks and diagnoses a finding. */
export const shrunk = <Scenario extends ScenarioBase, Message, Input>(
  study: Study<Scenario, Message, Input>,
  found: Found<Scenario>,
  options: DiagnoseOptions = {},
): Finding<Scenario> => diagnosed(study, unshrunk(found), options);

/** A finding as it was found: neither shrunk nor diagnosed. */
export const unshrunk = <Scenario>({
  fingerprint,
  foundAtRun,
  found,
  explanation,
}: Found<Scenario>): Finding<Scenario> => ({
  ...{ fingerprint, foundAtRun, found, explanation },
  minimal: undefined,
  story: undefined,
  hash: undefined,
});

/** The result of a whole campaign, from its merged outcome and its diagnosed findings. */
export function explorationOf<Scenario extends ScenarioBase, Message, Input>(
  given: Study<Scenario, Message, Input>,
  { variant, space }: { readonly variant: string; readonly space: string },
  outcome: Outcome<Scenario>,
  findings: readonly Finding<Scenario>[],
): Exploration<Scenario> {
  const study = guarded(given);
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
  const nondeterminism = outcome.verdicts.find(({ verdict }) => verdict === 'nondeterminism');
  // If runs do not repeat, no other reason can be trusted.
  const reason =
    nondeterminism?.reason ??
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
  passGate(guarded(given), variant);
  const study = timed(given, options.realTime);
  const { outcome, givenUp } = runShare(study, share, options);
  const findings = outcome.findings.map((found) => shrunk(study, found, options));
  return {
    ...explorationOf(study, share, outcome, findings),
    ...(givenUp === undefined ? {} : { givenUp }),
  };
}

/** A pair of agent and collector as the findings of a campaign: explained, and with what was run. */
import { addRun, noStatistics } from '../campaign/statistics.js';
import type { Exploration, Finding } from '../campaign/finding.js';
import { explain } from '../explain/explain.js';
import { storyOf } from '../explain/story.js';
import { judgedRun } from '../oracle/judged-run.js';
import { kindsIn, worstOf } from '../oracle/verdict.js';
import type { VerdictKind } from '../oracle/verdict.js';
import type { AnyStudy } from '../study/erase.js';
import type { ScenarioBase } from '../study/contract.js';
import type { Pair, PairEdge } from './pair.js';

/** The edge that stands for a pair: the nearest of its worst. */
export function worstEdge({ edges, calm, worst }: Pair): PairEdge | undefined {
  if (calm === worst) return undefined;
  const candidates = edges.filter(({ becomes }) => becomes === worst);
  return [...candidates].sort((a, b) => Math.abs(a.at) - Math.abs(b.at))[0];
}

function findingsIn(study: AnyStudy, scenario: ScenarioBase): readonly Finding<ScenarioBase>[] {
  const { result } = judgedRun(study, scenario);
  return kindsIn(result.violations).map((violation) => {
    const explanation = explain(study, scenario, violation);
    return {
      ...{ foundAtRun: 1, found: scenario, minimal: undefined, explanation },
      fingerprint: explanation.fingerprint,
      story: storyOf(study, scenario, explanation),
      hash: result.summary.hash,
    };
  });
}

/** The findings of a pair: its worst edge, explained. Another agent of the study is no part of it. */
export function exploredPair(study: AnyStudy, pair: Pair): Exploration<ScenarioBase> {
  const scenario = worstEdge(pair)?.scenario ?? pair.calmScenario;
  const statistics = noStatistics();
  const { result } = judgedRun(study, scenario);
  addRun(statistics, result, study.labels(scenario));
  statistics.runs = pair.runs;
  const findings = findingsIn(study, scenario);
  const verdict = findings.reduce<VerdictKind>(
    (worst, { explanation }) => worstOf([worst, explanation.violation.kind]),
    'pass',
  );
  return { verdict, findings, statistics };
}

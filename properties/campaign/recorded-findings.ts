/** Complete recordings of the runs of findings, for diagrams. */
import type { AnyStudy } from '../study/erase.js';
import type { ScenarioBase } from '../study/contract.js';
import { recordedRun } from '../trace/recorded.js';
import { withDecision } from '../explain/with-decision.js';
import { shownOf } from './finding.js';
import type { Finding, RecordedFinding } from './finding.js';

/**
 * Returns the recorded runs of each finding: the one that loses the record, and its nearest passing
 * one.
 *
 * Two findings of one record in one scenario share their recordings.
 * @since 0.1.0
 */
export function recordedFindings(
  study: AnyStudy,
  findings: readonly Finding<ScenarioBase>[],
): ReadonlyMap<Finding<ScenarioBase>, RecordedFinding> {
  const byRun = new Map<string, RecordedFinding>();
  const recordedOf = ({ story, ...finding }: Finding<ScenarioBase>): RecordedFinding => {
    const { scenario, explanation } = shownOf(finding);
    const played = recordedRun(study, scenario, explanation.record?.record);
    const decision = story?.decision;
    const run = { ...played, entries: withDecision(played.entries, decision) };
    if (story?.twin === undefined) return { run };
    const twin = recordedRun(
      study,
      story.twin.scenario as ScenarioBase,
      run.record?.metered.record,
    );
    const entries = withDecision(twin.entries, decision, 'passing', played.entries);
    return { run, twin: { ...twin, entries } };
  };
  return new Map(
    findings.map((finding) => {
      const { scenario, explanation } = shownOf(finding);
      const key = `${JSON.stringify(scenario)} ${String(explanation.record?.record)}`;
      const recorded = byRun.get(key) ?? recordedOf(finding);
      byRun.set(key, recorded);
      return [finding, recorded];
    }),
  );
}

/**
 * Explains one violation: runs the scenario again and follows one record.
 *
 * Runs are cheap enough for that, so that passing runs need no bookkeeping.
 */
import type { Decision } from '../../sim/model/node.js';
import { judgedRun } from '../oracle/judged-run.js';
import type { RunnableStudy, ScenarioBase } from '../study/contract.js';
import { tracerFieldsOf } from '../oracle/tracers.js';
import { alsoBrokenBy } from '../oracle/verdict.js';
import type { Violation } from '../oracle/verdict.js';
import { unexplained } from './explanation.js';
import type { DecidedAt, Explanation, Moment } from './explanation.js';
import { Tracker } from './tracker.js';
import type { Tracked } from './tracker.js';

/** Explains a violation by its first record, or by the given one. */
export function explain<Scenario extends ScenarioBase, Message, Input>(
  study: RunnableStudy<Scenario, Message, Input>,
  scenario: Scenario,
  violation: Violation,
  tracer: number | undefined = violation.records[0],
): Explanation {
  if (tracer === undefined) return unexplained(violation);
  const tracker = new Tracker<Message, Input>(
    tracer,
    violation.fate === 'destroyed',
    tracerFieldsOf(study),
  );
  const run = judgedRun(study, scenario, { observers: [tracker] });
  const common = {
    violation,
    alsoBreaks: alsoBrokenBy(violation, run.result.violations),
    record: run.ledger.metered.get(tracer),
  };
  if (violation.fate === 'stranded') {
    const holder = run.ledger.holders(new Set([tracer])).get(tracer)?.[0];
    const decided = decidedAt(study, strandedBy(tracker, holder), 'stranded');
    const fingerprint = fingerprintOf(violation, decided?.decision, undefined);
    return { kind: 'stranded', ...common, holder, decided, fingerprint };
  }
  if (violation.fate === 'destroyed') {
    const { lastHolder: holder, endedBy } = tracker;
    const candidates = destroyedBy(tracker, study.decisive !== undefined);
    const decided = decidedAt(study, candidates, 'destroyed');
    const fingerprint = fingerprintOf(violation, decided?.decision, endedBy);
    return { kind: 'destroyed', ...common, holder, endedBy, decided, fingerprint };
  }
  const kind = violation.fate === 'misdated' ? 'misdated' : 'other';
  return { kind, ...common, fingerprint: fingerprintOf(violation, undefined, undefined) };
}

type AnyTracker = Pick<
  Tracker<never, never>,
  'aboutIt' | 'about' | 'decisions' | 'endedBy' | 'endingDecisions' | 'lastHolder'
>;

/** Failed decisions of a node that may concern the record. */
const decisionsOf = (tracker: AnyTracker, node: string | undefined): readonly Tracked[] =>
  tracker.decisions.filter((one) => one.node === node && tracker.aboutIt(one) !== 'another');

/** If the holder decided nothing, decisions of other nodes about the record count. */
function strandedBy(tracker: AnyTracker, holder: string | undefined): readonly Tracked[] {
  const own = decisionsOf(tracker, holder);
  return own.length > 0 ? own : tracker.about;
}

function destroyedBy(tracker: AnyTracker, studyDecides: boolean): readonly Tracked[] {
  const ending = tracker.endingDecisions.filter(({ decision }) => !decision.held);
  const its = ending.filter((one) => tracker.aboutIt(one) === 'it');
  // An answer or a timer ends a copy because of an earlier decision; an operator's action or a
  // crash does not.
  const followsUp = /^(message|timer|synced)\b/.test(tracker.endedBy?.event ?? '');
  const concerned = ending.filter((one) => tracker.aboutIt(one) !== 'another');
  const endings = its.length > 0 && !studyDecides ? its : concerned;
  const own = ending.length === 0 && followsUp ? decisionsOf(tracker, tracker.lastHolder) : endings;
  return own.length > 0 || !followsUp ? own : tracker.about;
}

/** The deciding one of several decisions: the study's choice, or the last. */
function decidedAt(
  study: Pick<RunnableStudy<never, never, never>, 'decisive'>,
  candidates: readonly Tracked[],
  fate: 'stranded' | 'destroyed',
): DecidedAt | undefined {
  const chosen = candidates[study.decisive?.(candidates, fate) ?? candidates.length - 1];
  return chosen && { atMs: chosen.atMs, node: chosen.node, decision: chosen.decision };
}

function fingerprintOf(
  violation: Violation,
  decision: Decision | undefined,
  endedBy: Moment | undefined,
): string {
  const parts: string[] = [violation.property, violation.fate];
  if (decision !== undefined) {
    const side = ({ name, latchedBy }: Decision['left']): string =>
      latchedBy === undefined ? name : `${name} (set by ${latchedBy})`;
    parts.push(
      `${decision.name}: ${side(decision.left)} ${decision.comparison} ${side(decision.right)}`,
    );
  } else if (endedBy !== undefined)
    parts.push(`${endedBy.node.replace(/-?\d+$/, '')}: ${endedBy.event}`);
  return parts.join(' | ');
}

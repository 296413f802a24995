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
import type { Explanation, Moment } from './explanation.js';
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
  const stranded = violation.fate === 'stranded';
  const tracker = new Tracker<Message, Input>(
    tracer,
    violation.fate === 'destroyed',
    tracerFieldsOf(study),
  );
  const run = judgedRun(study, scenario, { observers: [tracker] });
  const record = run.ledger.metered.get(tracer);
  const holder = stranded
    ? run.ledger.holders(new Set([tracer])).get(tracer)?.[0]
    : tracker.lastHolder;
  const concerned = (one: Tracked): boolean => tracker.aboutIt(one) !== 'another';
  const ofHolder = tracker.decisions.filter((one) => one.node === holder && concerned(one));
  const ending = tracker.endingDecisions.filter(({ decision }) => !decision.held);
  // An answer or a timer ends a copy because of an earlier decision; an operator's action or a
  // crash does not.
  const followsUp = /^(message|timer|synced)\b/.test(tracker.endedBy?.event ?? '');
  const its = ending.filter((one) => tracker.aboutIt(one) === 'it');
  const endings = its.length > 0 && study.decisive === undefined ? its : ending.filter(concerned);
  const own = stranded || (ending.length === 0 && followsUp) ? ofHolder : endings;
  // If the holder decided nothing, decisions of other nodes about the record count.
  const candidates = own.length > 0 || !(stranded || followsUp) ? own : tracker.about;
  const lost = stranded || violation.fate === 'destroyed';
  const place =
    study.decisive?.(candidates, stranded ? 'stranded' : 'destroyed') ?? candidates.length - 1;
  const chosen = lost ? candidates[place] : undefined;
  const decided = chosen && { atMs: chosen.atMs, node: chosen.node, decision: chosen.decision };
  const endedBy = violation.fate === 'destroyed' ? tracker.endedBy : undefined;
  return {
    violation,
    alsoBreaks: alsoBrokenBy(violation, run.result.violations),
    record,
    holder,
    endedBy,
    decided,
    fingerprint: fingerprintOf(violation, decided?.decision, endedBy),
  };
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

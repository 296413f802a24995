/** A loss by its smallest scenario: shrunk, with its threshold, its cause, and what was said. */
import type { HttpMessage } from '../../../hosting/network/http.js';
import { shrunk } from '../../../properties/campaign/explore.js';
import { shownOf } from '../../../properties/campaign/finding.js';
import { decodeToken, encodeToken } from '../../../properties/corpus/token.js';
import { explain } from '../../../properties/explain/explain.js';
import { judgedRun } from '../../../properties/oracle/judged-run.js';
import type { Violation } from '../../../properties/oracle/verdict.js';
import type { HostedInput } from '../../../properties/hosted/protocol.js';
import type { ProgramScenario } from '../../../properties/hosted/scenario/scenario.js';
import type { Study } from '../../../properties/study/contract.js';
import type { Effect } from '../../../sim/model/node.js';
import type { Loss } from './result.js';
import { decidedBy, lineBetween, lineOf } from './line.js';
import { serviceDecides } from './service.js';
import { scenarioWords } from './scenario-words.js';
import { clockThreshold, passingSide, twinThreshold } from './threshold.js';
import type { Shown } from './threshold.js';

export type ProgramStudy = Study<ProgramScenario, HttpMessage, HostedInput>;

/** A scenario of a search, and the violation that it showed. */
export interface Candidate {
  readonly scenario: ProgramScenario;
  readonly violation: Violation;
  /** From 1. */
  readonly foundAtRun: number;
}

const TEXT_MAX = 160;

/** First lines of the program's texts in a run, and how often it said each. */
function saidIn(study: ProgramStudy, scenario: ProgramScenario): ReadonlyMap<string, number> {
  const said = new Map<string, number>();
  judgedRun(study, scenario, {
    observers: [
      {
        onEffect: (_at: unknown, _node: unknown, effect: Effect<HttpMessage>) => {
          if (effect.kind !== 'report') return;
          const { name, details } = effect.report;
          const [line = ''] = String(details['text']).split('\n');
          const text = `${name}: ${line.slice(0, TEXT_MAX)}`;
          said.set(text, (said.get(text) ?? 0) + 1);
        },
      },
    ],
  });
  return said;
}

/** True if the same scenario with right clocks does not break the property. */
export function isClocks(
  study: ProgramStudy,
  scenario: ProgramScenario,
  property: string,
): boolean {
  if (property === 'clock-innocent') return true;
  const right = study.rightClocks?.(scenario);
  if (right === undefined) return false;
  return judgedRun(study, right).result.violations.every((one) => one.property !== property);
}

/** Other draws of chance that a loss is played with, if chance may be behind it. */
const OTHER_DRAWS = 10;

/** True if messages are lost by chance: then any change of a run may lose another one. */
export const isByChance = ({ link }: ProgramScenario): boolean => link.loss.of > 0;

/** In how many of the other draws of chance the property is broken. */
function otherDraws(
  study: ProgramStudy,
  scenario: ProgramScenario,
  property: string,
): NonNullable<Loss['otherDraws']> {
  const losing = Array.from({ length: OTHER_DRAWS }, (_, index) => index + 1).filter((by) =>
    judgedRun(study, { ...scenario, seed: (scenario.seed + by) >>> 0 }).result.violations.some(
      (one) => one.property === property,
    ),
  );
  return { losing: losing.length, of: OTHER_DRAWS };
}

/** Compares both sides of a threshold: the decision, texts that were said, and chance. */
function shownBy(
  study: ProgramStudy,
  { scenario, explanation }: Shown,
  passing: ProgramScenario | undefined,
  named: Pick<Loss, 'line' | 'undecided'>,
  isDecided: boolean,
): Pick<Loss, 'line' | 'undecided' | 'otherDraws' | 'said'> {
  const { violation, record } = explanation;
  const lost = record?.record ?? violation.records[0];
  const usual = passing === undefined ? undefined : saidIn(study, passing);
  const said = [...saidIn(study, scenario)].filter(
    ([text, times]) => times > (usual?.get(text) ?? 0),
  );
  // An amount of a clock that decides to the unit is no chance, if messages are not lost by it.
  const draws =
    isDecided && !isByChance(scenario)
      ? undefined
      : otherDraws(study, scenario, violation.property);
  return {
    ...decidedBy(named, passing && serviceDecides(study, scenario, passing, lost)),
    ...(draws === undefined ? {} : { otherDraws: draws }),
    said: said.map(([text]) => text),
  };
}

/** @param shrinkRunsMax scenarios to try while shrinking */
export function lossOf(
  study: ProgramStudy,
  { scenario, violation, foundAtRun }: Candidate,
  shrinkRunsMax: number,
): Loss {
  const explanation = explain(study, scenario, violation);
  const { fingerprint } = explanation;
  const found = {
    fingerprint,
    foundAtRun,
    found: scenario,
    smallestAtRun: foundAtRun,
    explanation,
  };
  const finding = shrunk(study, found, { shrinkRunsMax });
  const shown = shownOf(finding);
  const { property, fate } = shown.explanation.violation;
  const ofClock = clockThreshold(study, shown, finding.minimal?.neighbours ?? []);
  const { story } = finding;
  const threshold = ofClock?.threshold ?? (story && twinThreshold(story));
  const named =
    ofClock === undefined
      ? lineOf(story ?? {}, study.epochMs)
      : lineBetween(study, shown.scenario, ofClock.passing, shown.explanation);
  const passing = ofClock?.passing ?? (story?.twin?.scenario as ProgramScenario | undefined);
  return {
    ...{ property, fate, foundAtRun },
    isClocks: isClocks(study, shown.scenario, property),
    scenario: scenarioWords(shown.scenario, study.simplest(shown.scenario.variant)),
    minimal: finding.minimal?.minimal ?? false,
    token: encodeToken(study, shown.scenario),
    hash: finding.hash ?? judgedRun(study, shown.scenario).result.summary.hash,
    ...(threshold === undefined ? {} : { threshold }),
    ...shownBy(study, shown, passing, named, ofClock !== undefined),
  };
}

/** The saved loss in today's words; it is not played. */
export function saidAgain(study: ProgramStudy, loss: Loss): Loss {
  const scenario = decodeToken(loss.token, () => study).scenario as ProgramScenario;
  return { ...loss, scenario: scenarioWords(scenario, study.simplest(scenario.variant)) };
}

/**
 * The saved loss, with both sides of its threshold played again.
 * @throws Error if its scenario has another trace, or loses nothing any more
 */
export function playedAgain(study: ProgramStudy, loss: Loss): Loss {
  const { property, fate, token, hash, threshold } = loss;
  const scenario = decodeToken(token, () => study).scenario as ProgramScenario;
  const { result } = judgedRun(study, scenario);
  const violation = result.violations.find((one) => one.property === property && one.fate === fate);
  if (result.summary.hash !== hash || violation === undefined)
    throw new Error(`${study.name}: the saved loss is another one now; search again`);
  const shown = { scenario, explanation: explain(study, scenario, violation) };
  const passing = threshold && passingSide(study, shown, threshold);
  if (passing === undefined) throw new Error(`${study.name}: the saved threshold passes no more`);
  const { line: _, undecided: __, otherDraws: ___, ...rest } = saidAgain(study, loss);
  const named = lineBetween(study, scenario, passing, shown.explanation);
  return { ...rest, ...shownBy(study, shown, passing, named, loss.otherDraws === undefined) };
}

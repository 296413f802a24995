/** A loss by its smallest scenario: shrunk, with its threshold, its cause, and what was said. */
import type { HttpMessage } from '../../../hosting/network/http.js';
import { shrunk } from '../../../properties/campaign/explore.js';
import { shownOf } from '../../../properties/campaign/finding.js';
import { encodeToken } from '../../../properties/corpus/token.js';
import { explain } from '../../../properties/explain/explain.js';
import { judgedRun } from '../../../properties/oracle/judged-run.js';
import type { Violation } from '../../../properties/oracle/verdict.js';
import type { HostedInput } from '../../../properties/hosted/protocol.js';
import type { ProgramScenario } from '../../../properties/hosted/scenario.js';
import type { Study } from '../../../properties/study/contract.js';
import type { Effect } from '../../../sim/model/node.js';
import type { Loss } from './result.js';
import { lineBetween, lineOf } from './line.js';
import { scenarioWords } from './scenario-words.js';
import { clockThreshold, twinThreshold } from './threshold.js';

export type ProgramStudy = Study<ProgramScenario, HttpMessage, HostedInput>;

/** A scenario of a search, and the violation that it showed. */
export interface Candidate {
  readonly scenario: ProgramScenario;
  readonly violation: Violation;
  /** From 1. */
  readonly foundAtRun: number;
}

const TEXT_MAX = 160;

/** First lines of the program's texts in a run, each once. */
function saidIn(study: ProgramStudy, scenario: ProgramScenario): ReadonlySet<string> {
  const said = new Set<string>();
  judgedRun(study, scenario, {
    observers: [
      {
        onEffect: (_at: unknown, _node: unknown, effect: Effect<HttpMessage>) => {
          if (effect.kind !== 'report') return;
          const { name, details } = effect.report;
          const [line = ''] = String(details['text']).split('\n');
          said.add(`${name}: ${line.slice(0, TEXT_MAX)}`);
        },
      },
    ],
  });
  return said;
}

/** True if the same scenario with right clocks does not break the property. */
function isClocks(study: ProgramStudy, scenario: ProgramScenario, property: string): boolean {
  if (property === 'clock-innocent') return true;
  const right = study.rightClocks?.(scenario);
  if (right === undefined) return false;
  return judgedRun(study, right).result.violations.every((one) => one.property !== property);
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
  const twin = ofClock?.passing ?? (story?.twin?.scenario as ProgramScenario | undefined);
  const usual = twin === undefined ? new Set() : saidIn(study, twin);
  return {
    ...{ property, fate, foundAtRun },
    isClocks: isClocks(study, shown.scenario, property),
    scenario: scenarioWords(shown.scenario, study.simplest(shown.scenario.variant)),
    minimal: finding.minimal?.minimal ?? false,
    token: encodeToken(study, shown.scenario),
    hash: finding.hash ?? judgedRun(study, shown.scenario).result.summary.hash,
    ...(threshold === undefined ? {} : { threshold }),
    ...named,
    said: [...saidIn(study, shown.scenario)].filter((text) => !usual.has(text)),
  };
}

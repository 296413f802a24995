/** The line of a package that decided, from a story or from two neighbouring scenarios. */
import { codeDecisionOf } from '../../../properties/explain/code-decision.js';
import type { CodeDecision } from '../../../properties/explain/code-decision.js';
import {
  losingWords,
  passingWords,
  readsBehind,
  readWords,
} from '../../../properties/explain/words/code-words.js';
import type { Explanation } from '../../../properties/explain/explanation.js';
import type { ProgramScenario } from '../../../properties/hosted/scenario/scenario.js';
import { eraseRunnable } from '../../../properties/study/erase.js';
import { followedRun } from '../../../properties/trace/steps.js';
import type { ProgramStudy } from './loss.js';
import type { Loss } from './result.js';

type Named = Pick<Loss, 'line' | 'undecided'>;

/** The deciding line of a story as plain words; neither is there if no code was recorded. */
export function lineOf({ decision, undecided }: CodeDecision, epochMs: number): Named {
  if (decision?.source === undefined)
    return undecided === undefined ? {} : { undecided: undecided.words };
  const { file, line, text, confirmed } = decision.source;
  const reads = readsBehind(decision).map((read) => `${read.name} ${readWords(read, epochMs)}`);
  return {
    line: {
      ...{ file, line, source: text, confirmed },
      losing: losingWords(decision).operands,
      passing: passingWords(decision)?.operands ?? 'not compared',
      ...(reads.length === 0 ? {} : { reads }),
    },
  };
}

/** Replaces a comparison by a service's decision, which came before it. */
export const decidedBy = (named: Named, service: string | undefined): Named =>
  service === undefined ? named : { undecided: service };

/** Plays both scenarios with the package's comparisons recorded. */
export function lineBetween(
  study: ProgramStudy,
  losing: ProgramScenario,
  passing: ProgramScenario,
  { violation, record }: Explanation,
): Named {
  const erased = eraseRunnable(study);
  const run = followedRun(erased, losing, record?.record ?? violation.records[0]);
  const pair = { passing, violation, record };
  return lineOf(codeDecisionOf(erased, run, losing, pair), study.epochMs);
}

/** The end of a search by a run that has no result: a refusal, or a run that did not return. */
import type { Exploration } from '../../properties/campaign/finding.js';
import { cut } from '../../properties/json/shortly.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import { count } from '../../reports/text/numbers.js';
import type { SkewproofError } from '../../sim/model/errors.js';
import { isOfRun } from './lost-run.js';

const GOT_MAX = 160;

/** The error in one line, without its advice. */
const shortOf = ({ code, got, place }: SkewproofError): string =>
  `${code}, ${cut(got.trim().replaceAll(/\s+/g, ' '), GOT_MAX)} at ${place}`;

/** The result of a search that a run without a result ended: it has not passed. */
export function endedBy(
  error: SkewproofError,
  exploration: Exploration<ScenarioBase>,
): Exploration<ScenarioBase> {
  const { verdict, statistics } = exploration;
  const passed = verdict === 'pass' || verdict === 'vacuous';
  if (isOfRun(error)) {
    const refusal = shortOf(error);
    const unknown = { verdict: 'unknown', reason: `refused: ${refusal}` } as const;
    return { ...exploration, ...(passed ? unknown : {}), refusal };
  }
  if (!passed) return exploration;
  const reason = `ended by a run without a result after ${count(statistics.runs)} runs`;
  return { ...exploration, verdict: 'out-of-budget', reason };
}

/** The end of a search in one line; of one that was refused, with the reason. */
export const endWords = (
  { verdict, statistics, refusal }: Exploration<ScenarioBase>,
  failures: string,
): string =>
  refusal === undefined
    ? `${count(statistics.runs)} runs, ${verdict}, ${failures}`
    : `refused after ${count(statistics.runs)} runs, ${failures}: ${refusal}`;

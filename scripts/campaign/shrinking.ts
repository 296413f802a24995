/** The second half of a search: its findings are shrunk and explained, each once, on all threads. */
import { explorationOf, unshrunk } from '../../properties/campaign/explore.js';
import type { Exploration, Finding } from '../../properties/campaign/finding.js';
import type { Outcome } from '../../properties/campaign/outcome.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import { count } from '../../reports/text/numbers.js';
import { thrown } from './explore-worker.js';
import type { ShrinkJob } from './explore-worker.js';
import { endedBy, endWords } from './refusal.js';
import { watchable, watchdogOf } from './searching.js';
import type { Pool, Searching } from './searching.js';

/** Shrinks each finding once, on all threads. */
async function shrunkFindings(
  pool: Pool,
  searching: Searching,
  outcome: Outcome<ScenarioBase>,
): Promise<readonly Finding<ScenarioBase>[]> {
  const { search } = searching;
  const findings: Finding<ScenarioBase>[] = [];
  const jobs = outcome.findings.map((found): ShrinkJob => ({
    kind: 'shrink',
    study: search.ref,
    found,
    ...watchable(searching),
    options: {
      diagnose: search.diagnose ?? true,
      ...(search.shrinkRuns === undefined ? {} : { shrinkRunsMax: search.shrinkRuns }),
    },
  }));
  const answers = await pool.each(jobs, { watchdog: watchdogOf(searching) });
  for (const [place, answer] of answers.entries()) {
    if (answer.kind === 'failure') thrown(answer.failure);
    const found = jobs[place]?.found;
    if (answer.kind === 'shrink') findings.push(answer.finding);
    // A finding outlives the shrinking of it.
    else if (found !== undefined) findings.push(unshrunk(found));
  }
  return findings;
}

/** A search that ended early has not passed, whatever it had found. */
function cutShort(exploration: Exploration<ScenarioBase>): Exploration<ScenarioBase> {
  if (exploration.verdict !== 'pass' && exploration.verdict !== 'vacuous') return exploration;
  const reason = `interrupted after ${count(exploration.statistics.runs)} runs`;
  return { ...exploration, verdict: 'out-of-budget', reason };
}

/** The result of a search whose runs are made. */
export async function completed(
  pool: Pool,
  searching: Searching,
  outcome: Outcome<ScenarioBase>,
  isInterrupted: () => boolean,
): Promise<Exploration<ScenarioBase>> {
  const { search, givenUp } = searching;
  const findings = await shrunkFindings(pool, searching, outcome);
  const exploration = {
    ...explorationOf(search.study, search, outcome, findings),
    ...(givenUp === undefined ? {} : { givenUp }),
  };
  if (searching.lost !== undefined) return endedBy(searching.lost, exploration);
  return isInterrupted() ? cutShort(exploration) : exploration;
}

/** Number of kinds of failure, in words. */
export const kindsWords = (number: number): string =>
  number === 0 ? 'no failure' : `${String(number)} ${number === 1 ? 'kind' : 'kinds'} of failure`;

/** The end of an exploration, in one line. */
export const endedAs = (exploration: Exploration<ScenarioBase>): string =>
  endWords(exploration, kindsWords(exploration.findings.length));

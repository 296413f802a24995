/** Completes a search whose runs were made elsewhere: explains its findings again and shrinks them. */
import type { Exploration } from '../../properties/campaign/finding.js';
import type { Found } from '../../properties/campaign/findings.js';
import type { Outcome } from '../../properties/campaign/outcome.js';
import { statisticsOf } from '../../properties/campaign/outcome.js';
import { checkedScenario } from '../../properties/corpus/scenario-file.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import { inputError } from '../../sim/model/errors.js';
import { inSession, unfinishedOf } from '../campaign/exploring.js';
import type { Searched, SearchLimits, Session } from '../campaign/exploring.js';
import { thrown } from '../campaign/explore-worker.js';
import type { BareFound, RecallJob } from '../campaign/explore-worker.js';
import { watchable, watchdogOf } from '../campaign/searching.js';
import type { Search, Searching } from '../campaign/searching.js';
import { completed, endedAs } from '../campaign/shrinking.js';
import type { Output } from '../cli/context.js';
import type { BareOutcome } from './blob.js';

/** Runs that were made elsewhere. */
export interface RunsElsewhere {
  /** One for each search. */
  readonly outcomes: readonly BareOutcome[];
  /** Index of the search whose finding ended all of them. */
  readonly bailed?: number;
}

const notShown = ({ search }: Searching, { fingerprint, smallestAtRun }: BareFound): Error =>
  inputError({
    place: `merge, run ${String(smallestAtRun)} of ${search.variant}`,
    expected: `a run that shows "${fingerprint}"`,
    got: 'one that does not',
    advice: 'The shard ran another program than this one, or its file was changed.',
  });

/** The findings with their explanations: each is run again, since a file may say anything. */
async function recalled(
  { pool }: Session,
  searching: Searching,
  { findings, verdicts }: BareOutcome,
): Promise<readonly Found<ScenarioBase>[]> {
  const { study, ref, variant } = searching.search;
  const jobs = findings.map((found): RecallJob => {
    const place = `merge, run ${String(found.smallestAtRun)} of ${variant}`;
    const scenario = checkedScenario(study, found.found, place);
    if (scenario.variant !== variant) throw notShown(searching, found);
    return { kind: 'recall', study: ref, found, ...watchable(searching) };
  });
  const isRepeatable = !verdicts.some(({ verdict }) => verdict === 'nondeterminism');
  const answers = await pool.each(jobs, { watchdog: watchdogOf(searching) });
  return answers.flatMap((answer, at) => {
    if (answer.kind === 'failure') thrown(answer.failure);
    if (answer.kind === 'recall' && answer.found !== undefined) return answer.found;
    // Where runs differ, a finding may be gone; the verdict says so.
    const job = jobs[at];
    if (answer.kind === 'recall' && isRepeatable && job !== undefined)
      throw notShown(searching, job.found);
    return [];
  });
}

/** Gives the result that the searches would have had here. */
export const completeAll =
  ({ outcomes, bailed }: RunsElsewhere) =>
  async (
    searches: readonly Search[],
    output: Output,
    limits: SearchLimits = {},
  ): Promise<Searched> =>
    await inSession(searches, limits, output, async (session) => {
      const { all, pool, isInterrupted } = session;
      const complete = async (searching: Searching): Promise<Exploration<ScenarioBase>> => {
        const bare = outcomes[searching.place] as BareOutcome;
        const findings = await recalled(session, searching, bare);
        const outcome: Outcome<ScenarioBase> = { ...bare, findings };
        const exploration = await completed(pool, searching, outcome, isInterrupted);
        const { study, variant } = searching.search;
        if (!output.interactive) output.note(`${study.name}/${variant}: ${endedAs(exploration)}`);
        return exploration;
      };
      const explorations = await Promise.all(all.map(complete));
      const runs = all.map((searching) => ({
        made: statisticsOf(outcomes[searching.place] as BareOutcome).runs,
        wanted: searching.runs,
      }));
      return {
        explorations,
        interrupted: isInterrupted(),
        unfinished: unfinishedOf(bailed, runs),
        lost: all.find(({ lost }) => lost !== undefined)?.lost,
      };
    });

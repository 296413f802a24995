/** The error for a run that took its thread with it: it names the run and its token. */
import { encodeToken, reproduceCommand } from '../../properties/corpus/token.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import { inputError, SkewproofError } from '../../sim/model/errors.js';
import type { ExploreJob, Failure } from './explore-worker.js';
import { RunNote } from './run-note.js';
import type { LostBy } from './threads.js';

function whereOf(study: AnyStudy, job: ExploreJob, scenario: ScenarioBase | undefined): string {
  const variant = job.kind === 'share' ? job.share.variant : job.found.found.variant;
  const campaign = `${study.name}/${variant}`;
  if (job.kind !== 'share') {
    const how = job.kind === 'shrink' ? 'shrunk' : 'run again';
    return `${campaign}, while "${job.found.fingerprint}" was ${how}`;
  }
  const run = String(new RunNote(job.note).run + 1);
  return scenario === undefined
    ? `${campaign}, while the scenario of run ${run} was drawn`
    : `${campaign}, run ${run}, seed ${String(scenario.seed)}`;
}

/** A command that shows the run; empty if its scenario is not known, or that command is running. */
const seenBy = (
  study: AnyStudy,
  scenario: ScenarioBase | undefined,
  reproduceOptions: string | undefined,
): string =>
  scenario === undefined || reproduceOptions === undefined
    ? ''
    : ` It can be seen by: ${reproduceCommand(encodeToken(study, scenario), reproduceOptions)}`;

/** True for an error of one run: a model or a function of the study broke its contract there. */
export const isOfRun = ({ code }: Pick<Failure, 'code'>): boolean =>
  code === 'SKEW-402' || code === 'SKEW-403';

/** The error of a run in which a model threw, or kept data that is not plain. */
export function failedRun(
  study: AnyStudy,
  job: Watched,
  { code, ...parts }: Failure,
  reproduceOptions: string | undefined,
): SkewproofError {
  const scenario = new RunNote(job.note).scenario as ScenarioBase | undefined;
  const advice = `${parts.advice}${seenBy(study, scenario, reproduceOptions)}`;
  return new SkewproofError(code, { ...parts, advice });
}

/** A job that is watched while it runs. */
export interface Watched {
  readonly note: SharedArrayBuffer;
  /** Real time after which a run, or a step of a check, counts as one that does not return, s. */
  readonly runSeconds: number;
}

/** The error of a run of a campaign that took its thread with it. */
export function lostRun(
  study: AnyStudy,
  job: ExploreJob,
  how: LostBy,
  reproduceOptions: string,
): SkewproofError {
  const scenario = new RunNote(job.note).scenario as ScenarioBase | undefined;
  const see = seenBy(study, scenario, reproduceOptions);
  const place = whereOf(study, job, scenario);
  if (how === 'stalled') return stalledAt(place, job, see);
  if (how === 'exited') return exitedAt(place, see);
  return inputError({
    place,
    expected: 'runs that fit in the memory of a thread',
    got: 'one that was out of memory twice',
    advice: `Give Node more (NODE_OPTIONS=--max-old-space-size=<MB>), or use fewer threads (--workers).${see}`,
  });
}

/** The error of a job of one thread, such as a map or a check, that was lost with the thread. */
export function lostJob(
  study: AnyStudy,
  what: string,
  job: Watched,
  how: LostBy,
  reproduceOptions: string | undefined,
): SkewproofError {
  const note = new RunNote(job.note);
  const scenario = note.scenario as ScenarioBase | undefined;
  const where = scenario === undefined ? note.place : `seed ${String(scenario.seed)}`;
  const place = where === undefined ? what : `${what}, ${where}`;
  const see = seenBy(study, scenario, reproduceOptions);
  if (how === 'stalled') return stalledAt(place, job, see);
  if (how === 'exited') return exitedAt(place, see);
  return inputError({
    place,
    expected: 'a search that fits in the memory of a thread',
    got: 'one that ran out of it',
    advice: `Give Node more (NODE_OPTIONS=--max-old-space-size=<MB>), or search less.${see}`,
  });
}

const exitedAt = (place: string, see: string): SkewproofError =>
  inputError({
    place,
    expected: 'a run that leaves its thread as it is',
    got: 'one that ended it',
    advice: `A call of process.exit in the study, or a crash of native code, ends a thread.${see}`,
  });

const stalledAt = (place: string, { runSeconds }: Watched, see: string): SkewproofError =>
  inputError({
    place,
    expected: `a run that ends within ${String(runSeconds)} s of real time, or stops when it is asked between two events`,
    got: 'a step of a model, or a function of the study, that did not return',
    advice: `It loops without end, or needs more time: --run-seconds <s>.${see}`,
  });

/**
 * Jobs of a worker thread in a campaign: a share of its runs, the shrinking of one finding, or a
 * finding of another process, which is run again.
 */
import { outsideMicrotasks } from '../../hosting/realm/node/drain.js';
import { shrunk } from '../../properties/campaign/explore.js';
import type { DiagnoseOptions } from '../../properties/campaign/diagnose.js';
import type { Finding } from '../../properties/campaign/finding.js';
import { explainedAgain } from '../../properties/campaign/findings.js';
import type { Found } from '../../properties/campaign/findings.js';
import type { Share } from '../../properties/campaign/plan.js';
import { runShare } from '../../properties/campaign/run-share.js';
import type { RanShare } from '../../properties/campaign/run-share.js';
import type { PropertyName, ScenarioBase } from '../../properties/study/contract.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import { heardOf, timed } from '../../properties/study/guarded.js';
import { referredStudy } from '../config/study-ref.js';
import type { StudyRef } from '../config/study-ref.js';
import { SkewproofError } from '../../sim/model/errors.js';
import type { ErrorCode } from '../../sim/model/errors.js';
import { realTime } from './real-time.js';
import { RunNote } from './run-note.js';
import type { LostBy } from './threads.js';

/** Cells of the memory that both threads see. */
export const CELL = { stop: 0, done: 1, findings: 2 } as const;

export interface ShareJob {
  readonly kind: 'share';
  readonly study: StudyRef;
  readonly share: Share;
  readonly guided: boolean;
  /** Properties whose findings do not end the share; absent if no finding ends it. */
  readonly bail?: readonly PropertyName[] | undefined;
  /** Cells of the search to which the share belongs. */
  readonly shared: SharedArrayBuffer;
  readonly note: SharedArrayBuffer;
  /** Real time that one run may take, s. */
  readonly runSeconds: number;
}

export interface ShrinkJob {
  readonly kind: 'shrink';
  readonly study: StudyRef;
  readonly found: Found<ScenarioBase>;
  readonly options: DiagnoseOptions;
  readonly note: SharedArrayBuffer;
  readonly runSeconds: number;
}

/** A finding without its explanation. */
export type BareFound = Omit<Found<ScenarioBase>, 'explanation'>;

export interface RecallJob {
  readonly kind: 'recall';
  readonly study: StudyRef;
  readonly found: BareFound;
  readonly note: SharedArrayBuffer;
  readonly runSeconds: number;
}

export type ExploreJob = ShareJob | ShrinkJob | RecallJob;

/** An error's class does not cross between threads; its parts do. */
export interface Failure {
  readonly code: ErrorCode;
  readonly place: string;
  readonly expected: string;
  readonly got: string;
  readonly advice: string;
}

/** @throws any error that is not of skewproof */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof SkewproofError)) throw error;
  const { code, place, expected, got, advice } = error;
  return { code, place, expected, got, advice };
}

export function thrown({ code, ...parts }: Failure): never {
  throw new SkewproofError(code, parts);
}

export type ExploreAnswer =
  | { readonly kind: 'share'; readonly ran: RanShare<ScenarioBase> }
  | { readonly kind: 'shrink'; readonly finding: Finding<ScenarioBase> }
  /** Absent: a run of its scenario does not show it. */
  | { readonly kind: 'recall'; readonly found?: Found<ScenarioBase> }
  /** The thread is gone, and what it was about to say. */
  | { readonly kind: 'lost'; readonly how: LostBy }
  | { readonly kind: 'failure'; readonly failure: Failure };

/** The study, with each run noted as it begins. */
export const notedStudy = async (ref: StudyRef, note: RunNote): Promise<AnyStudy> =>
  heardOf(await referredStudy(ref), (scenario) => {
    note.begin(scenario);
  });

/**
 * True if a finding breaks a property other than these: its fingerprint begins with the property.
 */
export const breaksOther = (fingerprint: string, properties: readonly PropertyName[]): boolean =>
  !properties.some((property) => fingerprint.startsWith(`${property} | `));

async function ranShare(job: ShareJob): Promise<RanShare<ScenarioBase>> {
  const { study, share, guided, bail, shared } = job;
  const note = new RunNote(job.note);
  const noted = await notedStudy(study, note);
  note.draw(share.from);
  const cells = new Int32Array(shared);
  const stopped = (): boolean => Atomics.load(cells, CELL.stop) !== 0;
  const options: Parameters<typeof runShare>[2] = {
    guided,
    ...(bail === undefined
      ? {}
      : { stopWhen: (fingerprint: string) => breaksOther(fingerprint, bail) }),
    seconds: 0,
    // A request to stop counts as the end of time: findings made so far are still shrunk.
    now: () => (stopped() ? 1 : 0),
    realTime: realTime(job.runSeconds),
    onProgress: (done, findings) => {
      note.draw(share.from + done);
      Atomics.add(cells, CELL.done, 1);
      if (findings > Atomics.load(cells, CELL.findings))
        Atomics.store(cells, CELL.findings, findings);
    },
  };
  return await outsideMicrotasks(() => runShare(noted, share, options));
}

export default async function work(job: ExploreJob): Promise<ExploreAnswer> {
  try {
    if (job.kind === 'share') return { kind: 'share', ran: await ranShare(job) };
    const study = timed(
      await notedStudy(job.study, new RunNote(job.note)),
      realTime(job.runSeconds),
    );
    if (job.kind === 'recall') {
      const found = await outsideMicrotasks(() => explainedAgain(study, job.found));
      return { kind: 'recall', ...(found === undefined ? {} : { found }) };
    }
    const finding = await outsideMicrotasks(() => shrunk(study, job.found, job.options));
    return { kind: 'shrink', finding };
  } catch (error) {
    return { kind: 'failure', failure: failureOf(error) };
  }
}

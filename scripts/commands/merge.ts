/** `skewproof merge`: the result of a search from the files of all its shards. */
import { mergeShards, placeWords } from '../../properties/campaign/shard.js';
import type { RanShard } from '../../properties/campaign/shard.js';
import { shortly } from '../../properties/json/shortly.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import type { Output } from '../cli/context.js';
import type { DetailOptions } from '../cli/detail.js';
import type { Studies } from '../config/studies.js';
import { programVersion } from '../files/version.js';
import { canaryOf, readBlob, refused, SHARED_FIELDS } from '../shards/blob.js';
import type { ShardBlob } from '../shards/blob.js';
import { engineDigest, studyDigest } from '../shards/code.js';
import { completeAll } from '../shards/complete.js';
import { runExplore } from './explore.js';
import { runVerify } from './verify.js';

export interface MergeCommand extends DetailOptions {
  readonly files: readonly string[];
  /** Limit of threads. */
  readonly workers?: number;
  readonly corpus: string;
  readonly save: boolean;
  /** Folder for the report's files. */
  readonly report?: string;
}

interface Read {
  readonly path: string;
  readonly blob: ShardBlob;
}

const WHY_NOT: Readonly<Record<Exclude<ShardBlob['ended'], 'whole'>, string>> = {
  interrupted: 'one that was interrupted',
  lost: 'one with a run that has no result',
  late: 'one with a run that took longer than it may',
};

/** The shards that are whole: one that was interrupted may have been run again. */
function wholeShards(all: readonly Read[]): readonly Read[] {
  const whole = all.filter(({ blob }) => blob.ended === 'whole');
  for (const { path, blob } of all) {
    if (blob.ended === 'whole') continue;
    if (whole.some((one) => one.blob.shard.index === blob.shard.index)) continue;
    throw refused(
      path,
      `the whole shard ${placeWords(blob.shard)}`,
      WHY_NOT[blob.ended],
      'Run it again.',
    );
  }
  return whole;
}

/** Compares what all shards share: program, code, study, seed, number of runs, canary. */
function checkEqual(all: readonly Read[]): void {
  const [first] = all;
  for (const { path, blob } of all) {
    if (first === undefined) return;
    if (blob.shard.count !== first.blob.shard.count)
      throw refused(
        path,
        `one of ${String(first.blob.shard.count)} shards, as ${first.path} is`,
        `shard ${placeWords(blob.shard)}`,
      );
    for (const field of SHARED_FIELDS) {
      if (JSON.stringify(blob[field]) === JSON.stringify(first.blob[field])) continue;
      throw refused(
        `${path}, field ${field}`,
        `${shortly(first.blob[field])}, as in ${first.path}`,
        shortly(blob[field]),
        'These are parts of different searches.',
      );
    }
  }
}

/** Compares the shards with the program and the study of this process. */
function checkHere({ path, blob }: Read, study: AnyStudy, studies: Studies): void {
  const here = {
    program: programVersion(),
    engine: engineDigest(),
    code: studyDigest(study, studies.refOf(study)),
  };
  const words = { program: 'program', engine: 'engine', code: `study ${study.name}` };
  for (const field of ['program', 'engine', 'code'] as const)
    if (blob[field] !== here[field])
      throw refused(
        `${path}, field ${field}`,
        `the ${words[field]} of this merge (${here[field]})`,
        blob[field],
        'Run shards and merge from one commit, with one installed version.',
      );
  if (study.canary !== undefined && blob.canary === undefined)
    throw refused(path, `the result of its canary, ${study.canary}`, 'none', 'Run it again.');
  if (
    blob.command === 'explore' &&
    blob.canary !== undefined &&
    blob.canary.caughtAtRun === undefined
  )
    throw refused(
      path,
      `a machine that catches the canary ${blob.canary.variant}`,
      `none in ${String(blob.canary.runs)} runs`,
      'The harness is blind there, and what it did not find means nothing.',
    );
}

function ranShard({ blob }: Read): RanShard<never> {
  const { shard: place, bailed } = blob;
  // Findings have no explanation here, and merging needs none.
  const outcomes: unknown = blob.outcomes;
  return {
    place,
    outcomes: outcomes as RanShard<never>['outcomes'],
    ...(bailed === undefined ? {} : { bailed }),
  };
}

/** The study as it was named for the shards, if that finds the same one here. */
function argumentOf({ study, argument }: ShardBlob, studies: Studies): string {
  try {
    return studies.named(argument) === studies.named(study) ? argument : study;
  } catch {
    return study;
  }
}

export async function runMerge(
  { files, ...command }: MergeCommand,
  output: Output,
  studies: Studies,
): Promise<number> {
  const all = wholeShards(files.map((path) => ({ path, blob: readBlob(path) })));
  checkEqual(all);
  const whole = mergeShards(all.map(ranShard));
  const [first] = all;
  if (first === undefined) throw refused('merge', 'the file of a shard', 'none');
  const { blob, path } = first;
  const study = studies.named(blob.study, `${path}, field study`);
  checkHere(first, study, studies);
  const { variant, seed, runs, bail, shrinkRuns, runSeconds, campaigns } = blob;
  const searched = {
    ...{ ...command, study: argumentOf(blob, studies), seed, runs, bail },
    ...(variant === undefined ? {} : { variant }),
    ...(shrinkRuns === undefined ? {} : { shrinkRuns }),
    ...(runSeconds === undefined ? {} : { runSeconds }),
  };
  const complete = completeAll(whole);
  const search: typeof complete = async (searches, ...rest) => {
    const here = searches.map((one) => ({ variant: one.variant, space: one.space }));
    if (JSON.stringify(here) !== JSON.stringify(campaigns))
      throw refused(`${path}, field campaigns`, shortly(here), shortly(campaigns));
    return await complete(searches, ...rest);
  };
  if (blob.command === 'verify') {
    const canary = canaryOf(blob);
    return await runVerify(searched, output, studies, {
      search,
      canary: () => Promise.resolve(canary === undefined ? {} : { canary }),
    });
  }
  const space = campaigns[0]?.space ?? '';
  return await runExplore({ ...searched, space }, output, studies, search);
}

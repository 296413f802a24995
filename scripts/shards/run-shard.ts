/** Runs one shard of a search and writes its file; findings are shrunk where all shards are merged. */
import { condensed, placeWords, shardOf } from '../../properties/campaign/shard.js';
import type { ShardPlace } from '../../properties/campaign/shard.js';
import type { Canary } from '../../properties/campaign/canary.js';
import type { Outcome } from '../../properties/campaign/outcome.js';
import { statisticsOf } from '../../properties/campaign/outcome.js';
import { encodeToken, reproduceCommand } from '../../properties/corpus/token.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import { count } from '../../reports/text/numbers.js';
import { inputError } from '../../sim/model/errors.js';
import { inSession, runSearches } from '../campaign/exploring.js';
import type { Session } from '../campaign/exploring.js';
import { played } from '../campaign/plays.js';
import { DEFAULT_RUNS, outcomeOf } from '../campaign/searching.js';
import type { Search } from '../campaign/searching.js';
import { kindsWords } from '../campaign/shrinking.js';
import { EXIT } from '../cli/context.js';
import type { Output } from '../cli/context.js';
import { refuseOptions } from '../cli/options.js';
import type { Studies } from '../config/studies.js';
import { programVersion } from '../files/version.js';
import { writeAllWhole } from '../files/write-whole.js';
import { BLOB_FORMAT, BLOB_VERSION } from './blob-schema.js';
import { blobText, openBlob } from './blob.js';
import type { BareOutcome, ShardBlob } from './blob.js';
import { engineDigest, studyDigest } from './code.js';
import { shardPlace } from './place.js';

/** Options of a search that is one of several. */
export interface ShardOptions {
  /** `2/3`, `auto` or `auto/3`. */
  readonly shard?: string;
  /** Path of the file to write. */
  readonly blob?: string;
}

interface ShardCommand extends ShardOptions {
  readonly variant?: string | undefined;
  readonly runs?: number;
  readonly bail?: boolean;
  readonly shrinkRuns?: number;
  readonly runSeconds?: number;
  readonly workers?: number;
}

/** A search that may be one of several. */
export interface ShardedSearch {
  readonly kind: ShardBlob['command'];
  readonly command: ShardCommand;
  /** The study as the command line named it. */
  readonly argument: string;
  readonly study: AnyStudy;
  readonly seed: number;
  readonly searches: readonly Search[];
}

/** Options that only the whole has a use for. */
const OF_THE_WHOLE = {
  report: '--report',
  brief: '--brief',
  verbose: '--verbose',
  guided: '--guided',
  seconds: '--seconds',
  corpus: '--corpus',
} as const;

const WHY =
  'no such option beside --shard: merge prints, saves and reports, and each run has a number';

/** Refuses `--no-save`, which only a command that would save has. */
export const savedByMerge = (): Error =>
  inputError({ place: '--no-save', expected: WHY, got: '--no-save' });

/** True for a shard. @throws SkewproofError SKEW-101 for one of its two options without the other */
export function isShard(
  command: ShardOptions & Readonly<Partial<Record<keyof typeof OF_THE_WHOLE, unknown>>>,
): boolean {
  const { shard, blob } = command;
  if (shard === undefined && blob === undefined) return false;
  if (shard === undefined || blob === undefined)
    throw inputError({
      place: shard === undefined ? '--blob' : '--shard',
      expected: `${shard === undefined ? '--shard i/n' : '--blob FILE'} beside it`,
      got: 'none',
    });
  refuseOptions(command, OF_THE_WHOLE, WHY);
  return true;
}

const bare = (outcome: Outcome<ScenarioBase>): BareOutcome => ({
  ...outcome,
  findings: outcome.findings.map(({ explanation: _, ...found }) => found),
});

const isInOnePiece = ({ ranges }: Outcome<ScenarioBase>): boolean =>
  ranges.every(({ from }, at) => at === 0 || from === ranges[at - 1]?.to);

/** Results of a shard's runs. */
interface Ran extends Pick<ShardBlob, 'ended' | 'bailed'> {
  readonly outcomes: readonly Outcome<ScenarioBase>[];
  readonly error?: Error;
}

function ranOf({ all, isInterrupted }: Session): Ran {
  const outcomes = all.map(outcomeOf);
  const bailed = all[0]?.bail.campaign;
  const error = all.find(({ lost }) => lost !== undefined)?.lost;
  const isWhole = outcomes.every(
    (outcome, at) =>
      isInOnePiece(outcome) &&
      (bailed !== undefined || statisticsOf(outcome).runs === all[at]?.runs),
  );
  const cut = isInterrupted() ? 'interrupted' : error === undefined ? 'late' : 'lost';
  return {
    ended: isWhole && error === undefined && !isInterrupted() ? 'whole' : cut,
    outcomes: outcomes.map((outcome) => (isInOnePiece(outcome) ? condensed(outcome) : outcome)),
    ...(bailed === undefined ? {} : { bailed }),
    ...(error === undefined ? {} : { error }),
  };
}

const searchesOf = (
  { searches, study, seed }: ShardedSearch,
  place: ShardPlace,
): readonly Search[] =>
  searches.map((search) => {
    const { variant, space, runs = DEFAULT_RUNS } = search;
    const campaign = { study: study.name, variant, space, seed, from: 0, runs };
    const share = shardOf(campaign, place);
    return { ...search, from: share.from, runs: share.runs };
  });

function blobOf(
  { kind, command, argument, study, seed, searches }: ShardedSearch,
  place: ShardPlace,
  { ended, bailed, outcomes }: Ran,
  canary: Canary | undefined,
  studies: Studies,
): ShardBlob {
  const { variant, runs = DEFAULT_RUNS, bail = false, shrinkRuns, runSeconds } = command;
  return {
    ...{ format: BLOB_FORMAT, version: BLOB_VERSION },
    ...{ program: programVersion(), engine: engineDigest() },
    code: studyDigest(study, studies.refOf(study)),
    ...{ command: kind, study: study.name, argument },
    ...(variant === undefined ? {} : { variant }),
    ...{ seed, runs, bail },
    ...(shrinkRuns === undefined ? {} : { shrinkRuns }),
    ...(runSeconds === undefined ? {} : { runSeconds }),
    campaigns: searches.map((search) => ({ variant: search.variant, space: search.space })),
    shard: place,
    ...(canary === undefined
      ? {}
      : {
          canary: {
            ...{ variant: canary.variant, runs: canary.runs },
            ...(canary.caughtAtRun === undefined ? {} : { caughtAtRun: canary.caughtAtRun }),
          },
        }),
    ended,
    ...(bailed === undefined ? {} : { bailed }),
    outcomes: outcomes.map(bare),
  };
}

const ENDS: Readonly<Record<ShardBlob['ended'], string>> = {
  whole: '',
  interrupted: ' Interrupted: merge takes only whole shards.',
  lost: ' A run had no result: merge takes only whole shards.',
  late: ' A run took longer than it may (--run-seconds): merge takes only whole shards.',
};

/** Prints what was found, unshrunk: it can be read in the log of that machine too. */
function printShard(
  { study, argument, kind }: ShardedSearch,
  blob: ShardBlob,
  path: string,
  reproduceOptions: string,
  output: Output,
): void {
  const { shard, outcomes, campaigns, ended } = blob;
  const runs = outcomes.reduce((sum, outcome) => sum + statisticsOf(outcome).runs, 0);
  const found = outcomes.flatMap(({ findings }) => findings);
  const one = campaigns.length === 1 ? `/${campaigns[0]?.variant ?? ''}` : '';
  output.print(
    `Shard ${placeWords(shard)} of ${kind} ${study.name}${one}: ${count(runs)} runs, ${kindsWords(found.length)}.${ENDS[ended]}`,
  );
  const findings = found.map((finding) => {
    const token = encodeToken(study, finding.found);
    output.print(`${finding.found.variant}: ${finding.fingerprint}`);
    output.print(`  ${reproduceCommand(token, reproduceOptions)}`);
    return { variant: finding.found.variant, fingerprint: finding.fingerprint, token };
  });
  output.print(`Written: ${path}. "skewproof merge" judges all ${String(shard.count)} together.`);
  output.result({
    ...{ study: study.name, argument, shard, ended, runs, findings, blob: path },
  });
}

/**
 * Runs a shard. Exit 0 says that it is whole: the merge judges.
 * @throws SkewproofError for a file that cannot be written, and for a run that was lost
 */
export async function runShard(
  sharded: ShardedSearch,
  output: Output,
  studies: Studies,
): Promise<number> {
  const { command, study, seed, searches } = sharded;
  const { shard = '', blob: path = '', runSeconds, workers } = command;
  const place = shardPlace(shard, output.host.env);
  openBlob(path);
  const gates = searches.map(({ variant }) => variant);
  await played({ study, what: 'the gate', runSeconds, gates }, output, studies);
  const ran = await inSession(
    searchesOf(sharded, place),
    { threads: workers },
    output,
    async (session) => {
      await runSearches(session);
      return ranOf(session);
    },
  );
  // A machine on which the harness is blind must not count as one that found nothing.
  const { canary } =
    ran.ended === 'whole'
      ? await played({ study, what: 'the canary', runSeconds, canary: seed }, output, studies)
      : { canary: undefined };
  const blob = blobOf(sharded, place, ran, canary, studies);
  printShard(sharded, blob, path, studies.optionFor(study), output);
  writeAllWhole([[path, blobText(blob)]]);
  if (ran.error !== undefined) throw ran.error;
  if (ran.ended === 'interrupted') return EXIT.interrupted;
  return ran.ended === 'whole' ? EXIT.ok : EXIT.inconclusive;
}

/** The file of a shard: what it ran and found, as plain JSON that any machine can merge. */
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Canary } from '../../properties/campaign/canary.js';
import type { Outcome } from '../../properties/campaign/outcome.js';
import { placeWords, shardOf } from '../../properties/campaign/shard.js';
import type { ShardPlace } from '../../properties/campaign/shard.js';
import { SchemaCheck } from '../../properties/json/schema.js';
import { cut } from '../../properties/json/shortly.js';
import { inputError } from '../../sim/model/errors.js';
import type { SkewproofError } from '../../sim/model/errors.js';
import type { BareFound } from '../campaign/explore-worker.js';
import { readRegular } from '../files/read-file.js';
import { probed } from '../files/write-whole.js';
import { BLOB_FORMAT, BLOB_SCHEMA, BLOB_VERSION } from './blob-schema.js';

/**
 * An outcome without explanations: the merge runs each finding again, so that none is believed
 * without a run.
 */
export interface BareOutcome extends Omit<Outcome<never>, 'findings'> {
  readonly findings: readonly BareFound[];
}

export interface ShardBlob {
  readonly format: typeof BLOB_FORMAT;
  readonly version: typeof BLOB_VERSION;
  /** Name and version of the package. */
  readonly program: string;
  /** Digest of the engine's code. */
  readonly engine: string;
  /** Digest of the study's code. */
  readonly code: string;
  readonly command: 'explore' | 'verify';
  readonly study: string;
  /** The study as the command line named it. */
  readonly argument: string;
  /** The variant that was asked for. Absent: all of them. */
  readonly variant?: string;
  readonly seed: number;
  /** Runs of each campaign, in all shards together. */
  readonly runs: number;
  readonly bail: boolean;
  readonly shrinkRuns?: number;
  readonly runSeconds?: number;
  readonly campaigns: readonly { readonly variant: string; readonly space: string }[];
  readonly shard: ShardPlace;
  /** Absent: the study has none, or it was not searched. */
  readonly canary?: {
    readonly variant: string;
    readonly runs: number;
    readonly caughtAtRun?: number;
  };
  /** `late`: a run took longer than it may. */
  readonly ended: 'whole' | 'interrupted' | 'lost' | 'late';
  /** Index of the campaign whose finding ended the shard. */
  readonly bailed?: number;
  /** One for each campaign. */
  readonly outcomes: readonly BareOutcome[];
}

/** Runs that have to be the same in all shards of one campaign. */
export const SHARED_FIELDS: readonly (keyof ShardBlob)[] = [
  'program',
  'engine',
  'code',
  'command',
  'study',
  'argument',
  'variant',
  'seed',
  'runs',
  'bail',
  'shrinkRuns',
  'runSeconds',
  'campaigns',
  'canary',
];

export const blobText = (blob: ShardBlob): string => `${JSON.stringify(blob)}\n`;

export const canaryOf = ({ canary }: ShardBlob): Canary | undefined =>
  canary === undefined
    ? undefined
    : { variant: canary.variant, caughtAtRun: canary.caughtAtRun, runs: canary.runs };

/** Beginning of a shard's file. */
const MARK = `{"format":"${BLOB_FORMAT}"`;

/**
 * Refuses a path that cannot be written, or holds something else than an earlier shard, before any
 * work is done.
 * @throws SkewproofError SKEW-101
 */
export function openBlob(path: string): void {
  if (existsSync(path) && !readRegular(path, WANTED).toString('utf8').startsWith(MARK))
    throw inputError({
      place: '--blob',
      expected: 'a name that is free, or an earlier file of a shard',
      got: path,
      advice: 'Name another file: this one would be overwritten.',
    });
  probed(dirname(path));
}

let check: SchemaCheck | undefined;

/** The refusal of a shard, or of a field in its file. */
export const refused = (
  place: string,
  expected: string,
  got: string,
  advice = '',
): SkewproofError => inputError({ place, expected, got, advice });

const WANTED = `a file that --shard … --blob wrote (${BLOB_FORMAT}, version ${String(BLOB_VERSION)})`;

function parsed(path: string): unknown {
  const text = readRegular(path, WANTED).toString('utf8');
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw refused(
      path,
      WANTED,
      text.trim() === '' ? 'an empty file' : 'a text that is no JSON',
      'Copy the whole file.',
    );
  }
}

/** Checks what follows from a whole shard's place: one range for each campaign, without a gap. */
function checkRanges(path: string, blob: ShardBlob): void {
  const { campaigns, outcomes, study, seed, runs, shard, bailed, ended } = blob;
  const wrong = (expected: string, got: string): Error => refused(path, expected, got);
  if (shard.index > shard.count) throw wrong('a shard of those that there are', placeWords(shard));
  if (outcomes.length !== campaigns.length)
    throw wrong(`${String(campaigns.length)} outcomes`, String(outcomes.length));
  if (bailed !== undefined && campaigns[bailed] === undefined)
    throw wrong('a campaign that ended the shard', String(bailed));
  if (ended !== 'whole') return;
  for (const [at, { variant, space }] of campaigns.entries()) {
    const share = shardOf({ study, variant, space, seed, from: 0, runs }, shard);
    const { ranges = [] } = outcomes[at] ?? {};
    const end = share.from + share.runs;
    const place = `runs ${String(share.from)} to ${String(end)} of ${variant}`;
    const [range] = ranges;
    const made = range === undefined ? 0 : range.to - range.from;
    const fits =
      ranges.length <= 1 &&
      (range === undefined || (range.from === share.from && range.to <= end)) &&
      (range?.statistics.runs ?? 0) === made &&
      (bailed === undefined ? made === share.runs : made <= share.runs);
    if (!fits)
      throw wrong(
        `${place}, in one piece`,
        ranges.length === 0
          ? 'none'
          : ranges.map(({ from, to }) => `${String(from)} to ${String(to)}`).join(', '),
      );
  }
}

/**
 * Reads the file of a shard.
 * @throws SkewproofError SKEW-101 for a file that no shard wrote, with the field that is wrong
 */
export function readBlob(path: string): ShardBlob {
  const value = parsed(path);
  const { format, version } = Object(value) as Readonly<Record<string, unknown>>;
  if (format === BLOB_FORMAT && version !== BLOB_VERSION)
    throw refused(
      `${path}, field version`,
      String(BLOB_VERSION),
      cut(String(version)),
      'Run the shard and the merge with one version of skewproof.',
    );
  if (format !== BLOB_FORMAT) throw refused(path, WANTED, 'JSON of another shape');
  check ??= new SchemaCheck(BLOB_SCHEMA);
  const fault = check.faultOf(value);
  if (fault !== undefined)
    throw refused(`${path}, field ${cut(fault.path.join('.'))}`, fault.expected, fault.got);
  const blob = value as ShardBlob;
  checkRanges(path, blob);
  return blob;
}

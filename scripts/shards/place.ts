/** Finds which shard a process is: as `--shard` says, or by the variables of a CI server. */
import type { ShardPlace } from '../../properties/campaign/shard.js';
import { inputError } from '../../sim/model/errors.js';

/** Variables of one service: the number of a job among equal ones, and how many there are. */
interface Source {
  readonly service: string;
  readonly index: string;
  /** Absent: the service tells its jobs no count. */
  readonly count?: string;
  /** The first number. */
  readonly first: 0 | 1;
}

/** In order of precedence. A CI server's jobs may run in a cluster, whose variables then mean something else. */
const SOURCES: readonly Source[] = [
  // GitHub has these two as expressions, not as variables.
  {
    ...{ service: 'GitHub Actions, or any other' },
    ...{ index: 'SKEWPROOF_SHARD_INDEX', count: 'SKEWPROOF_SHARD_COUNT', first: 0 },
  },
  { service: 'GitLab', index: 'CI_NODE_INDEX', count: 'CI_NODE_TOTAL', first: 1 },
  { service: 'CircleCI', index: 'CIRCLE_NODE_INDEX', count: 'CIRCLE_NODE_TOTAL', first: 0 },
  {
    ...{ service: 'Buildkite', first: 0 },
    ...{ index: 'BUILDKITE_PARALLEL_JOB', count: 'BUILDKITE_PARALLEL_JOB_COUNT' },
  },
  {
    ...{ service: 'AWS Batch', first: 0 },
    ...{ index: 'AWS_BATCH_JOB_ARRAY_INDEX', count: 'AWS_BATCH_JOB_ARRAY_SIZE' },
  },
  { service: 'Kubernetes', index: 'JOB_COMPLETION_INDEX', first: 0 },
];

const COUNT_MAX = 10_000;
const OPTION = '--shard';
/** Text of the option that leaves the numbers to the environment. */
const AUTO = 'auto';

type Environment = Readonly<Record<string, string | undefined>>;

const wholeNumber = (text: string): number => (/^\d{1,9}$/.test(text) ? Number(text) : NaN);

const refused = (place: string, expected: string, got: string, advice = ''): Error =>
  inputError({ place, expected, got, ...(advice === '' ? {} : { advice }) });

function checked(place: string, index: number, count: number, got: string): ShardPlace {
  if (!(count >= 1 && count <= COUNT_MAX))
    throw refused(place, `a count of shards from 1 to ${String(COUNT_MAX)}`, got);
  if (!(index >= 1 && index <= count))
    throw refused(place, `a shard from 1 to ${String(count)}`, got);
  return { index, count };
}

function fromEnvironment(env: Environment, given: string | undefined): ShardPlace {
  const source = SOURCES.find(({ index }) => (env[index] ?? '') !== '');
  if (source === undefined)
    throw refused(
      OPTION,
      'a variable that numbers this job',
      `none of ${SOURCES.map(({ index }) => index).join(', ')}`,
      'Give the numbers: --shard 2/3.',
    );
  const stated = source.count === undefined ? undefined : env[source.count];
  if (given !== undefined && stated !== undefined && stated !== given)
    throw refused(
      OPTION,
      `${stated} shards, as ${source.count ?? ''} says`,
      given,
      'Write --shard auto.',
    );
  const count = given ?? stated;
  if (count === undefined)
    throw refused(
      OPTION,
      `a count beside ${source.index}: ${source.service} gives none`,
      AUTO,
      'Write it: --shard auto/8.',
    );
  const text = env[source.index] ?? '';
  const index = wholeNumber(text) + 1 - source.first;
  return checked(source.index, index, wholeNumber(count), `${text} of ${count}`);
}

/**
 * The place that an option's text gives: `2/3`, `auto` (number and count by the environment) or
 * `auto/8` (the number alone).
 * @throws SkewproofError SKEW-101
 */
export function shardPlace(text: string, env: Environment): ShardPlace {
  const [index = '', count, ...rest] = text.split('/');
  if (rest.length === 0 && index === AUTO) return fromEnvironment(env, count);
  if (rest.length > 0 || count === undefined || Number.isNaN(wholeNumber(index)))
    throw refused(OPTION, '2/3, auto or auto/3', `"${text}"`);
  return checked(OPTION, wholeNumber(index), wholeNumber(count), `"${text}"`);
}

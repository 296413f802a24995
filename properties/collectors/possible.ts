/**
 * Reasons whether any agent can keep every record at a collector, from the parts of its row. An
 * obstacle is one that no agent gets around, however it is written.
 */
import type { CollectorRow, KeyPart, Reaction } from '../../models/collectors/index.js';
import { reactionsOf } from '../../models/collectors/index.js';
import { behindNewestMsOf, pastMsOf } from './reference/limits.js';

/** A demand that a collector can make impossible. */
type Demand = 'counted once' | 'rightly dated';

/** The reason why no agent can meet a demand at a collector. */
export interface Obstacle {
  readonly demand: Demand;
  readonly name: string;
  /** The event after which the demand cannot be met, with its duration in ms where it has one. */
  readonly after: string;
  readonly ms?: number;
  readonly why: string;
}

const REFUSING: readonly Reaction[] = ['refuse-one', 'refuse-one-in-success', 'refuse-batch'];

/** A record that cannot be sent before the window has passed it keeps its place or its date. */
function offlineTooLong(row: CollectorRow): readonly Obstacle[] {
  const ms = pastMsOf(row);
  if (ms === Infinity) return [];
  const reactions = row.window.filter(({ side }) => side === 'past').flatMap(reactionsOf);
  const redates = reactions.every((one) => one.startsWith('redate'));
  return [
    {
      demand: 'rightly dated',
      name: 'offline longer than the window',
      after: 'offline for longer than',
      ms,
      why: redates
        ? 'the service puts its own date in the place of an older one'
        : reactions.some((one) => REFUSING.includes(one))
          ? 'an older date is refused, and any other is wrong'
          : 'a record with an older date is taken and gone, and any other date is wrong',
    },
  ];
}

/** Without a date of its own choice a record's date is receipt minus age, and the age grows on the way. */
const transitIsError = ({ correction }: CollectorRow): readonly Obstacle[] =>
  correction?.kind === 'sent-at'
    ? [
        {
          demand: 'rightly dated',
          name: 'transit counts as clock error',
          after: 'a request that is long on its way',
          why: 'the date is moved by receipt minus sending, whatever the agent states',
        },
      ]
    : [];

/** Parts of a key that a date makes. */
const DATED: readonly KeyPart[] = ['time', 'hour', 'day'];

/** An answer that is lost leaves two possibilities, and no agent can tell them apart. */
function answerLost(row: CollectorRow): readonly Obstacle[] {
  const { deduplication } = row;
  const common = { demand: 'counted once', name: 'an answer lost' } as const;
  if (deduplication === undefined)
    return [
      {
        ...common,
        after: 'an answer that does not arrive',
        why: 'the service knows no repetition: sent again it counts twice, not sent again it may be lost',
      },
    ];
  const { windowMs, entriesMax } = deduplication;
  if (entriesMax !== undefined)
    return [
      {
        ...common,
        after: `an answer that does not arrive, and ${String(entriesMax)} other records`,
        why: 'the service has forgotten the identity, so that a repetition counts again',
      },
    ];
  const key: readonly KeyPart[] = deduplication.key;
  // A date that has to be moved into the window is another identity.
  const datedMs = key.some((part) => DATED.includes(part)) ? pastMsOf(row) : Infinity;
  const ms = Math.min(windowMs ?? Infinity, datedMs);
  if (ms === Infinity) return [];
  return [
    {
      ...common,
      ms,
      after: 'an answer that does not arrive, and no connection for',
      why:
        ms === windowMs
          ? 'the service has forgotten the identity, so that a repetition counts again'
          : 'the date, which is part of the identity, is no longer accepted',
    },
  ];
}

/** A repetition is known by its date: an agent that loses its memory between has to find the same date. */
function datedKey({ deduplication, granularityMs }: CollectorRow): readonly Obstacle[] {
  const key: readonly KeyPart[] = deduplication?.key ?? [];
  if (!key.includes('hour') && granularityMs === undefined) return [];
  return [
    {
      demand: 'rightly dated',
      name: 'one slot an hour',
      after: 'a use that becomes known after its hour was reported',
      why: 'the slot is taken, and the use can only be added to another hour',
    },
  ];
}

/** The newest date of other agents shuts out older ones. */
function shutOut(row: CollectorRow): readonly Obstacle[] {
  const ms = behindNewestMsOf(row);
  return ms === Infinity
    ? []
    : [
        {
          demand: 'rightly dated',
          name: 'judged by the newest of all',
          after: "another agent's newer record, and offline for longer than",
          ms,
          why: "the newest date of any agent is the measure for every agent's records",
        },
      ];
}

/** Records with equal dates replace one another. */
const overwritten = ({ deduplication }: CollectorRow): readonly Obstacle[] =>
  deduplication?.differing === 'overwrite' && !deduplication.key.includes('id')
    ? [
        {
          demand: 'rightly dated',
          name: 'the date is the identity',
          after: 'two uses at one instant',
          why: 'the later one overwrites the earlier one unless its date is moved',
        },
      ]
    : [];

/** Every obstacle of a collector, derived from its parts. */
export const obstaclesOf = (row: CollectorRow): readonly Obstacle[] => [
  ...answerLost(row),
  ...offlineTooLong(row),
  ...shutOut(row),
  ...datedKey(row),
  ...overwritten(row),
  ...transitIsError(row),
];

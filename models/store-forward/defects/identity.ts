/** Defects of identity: of agents and records, and of the recognition of duplicates. */
import { Seq } from '../../../sim/model/seq.js';
import { MINUTE_MS, msOf } from '../../../sim/model/time.js';
import type { DiskContents } from '../../../sim/model/node.js';
import type { AgentParts } from '../agent/parts.js';
import type { AgentState } from '../agent/state.js';
import type { TelemetryRecord } from '../protocol.js';
import { compared } from '../rules.js';
import { SERVER } from '../scenario.js';
import type { Defects } from './defect.js';

type Identity = Pick<AgentState, 'incarnation' | 'next'>;

const IDENTITY = 'identity';
const CACHE_ENTRIES = 2;
const REMEMBERED_MS = 10 * MINUTE_MS;

const identityOn = (disk: DiskContents): Identity | undefined =>
  disk[IDENTITY]?.first() as Identity | undefined;

/** Writes the identity and the next number to disk. */
const remembers: AgentParts['remembers'] = ({ incarnation, next }) => [
  { kind: 'write', file: IDENTITY, entries: Seq.of<unknown>([{ incarnation, next }]) },
  { kind: 'sync', file: IDENTITY },
];

/**
 * Continues from the number on disk, if there is one, under an identity that the disk does not
 * decide.
 */
const countingOn =
  (incarnation: (options: { readonly name: string; readonly image: number }) => number) =>
  (options: { readonly name: string; readonly image: number }, disk: DiskContents): Identity => ({
    incarnation: incarnation(options),
    next: identityOn(disk)?.next ?? 1,
  });

/** Offset of identities taken from an image: no agent draws one of these by chance. */
const IMAGE = 2 ** 40;

const stampKey = ({ agent, at }: TelemetryRecord): string => `${agent} ${String(at)}`;
const startKey = ({ incarnation }: TelemetryRecord): string => `start ${String(incarnation)}`;
const seenKey = ({ incarnation }: TelemetryRecord): string => `seen ${String(incarnation)}`;

export const IDENTITIES: Defects = {
  'sequence-restarts-at-reimage': {
    title:
      "an agent's identity is its machine's serial number, and it counts from 1 after reinstallation",
    class: 'identity used again',
    property: 'conservation',
    incident: {
      title: 'FCnt if node reset',
      address: 'https://github.com/brocaar/chirpstack-network-server/issues/38',
    },
    agent: { identity: countingOn(({ name }) => Number(name.replace(/\D/g, ''))), remembers },
  },
  'snapshot-reuses-sequence': {
    title: 'a restored disk continues from the number that it had, under the identity that it had',
    class: 'identity used again',
    property: 'conservation',
    incident: {
      title: 'docs: add documentation on snapshot uniqueness',
      address: 'https://github.com/firecracker-microvm/firecracker/pull/2138',
    },
    agent: {
      identity: (_options, disk, entropy) => identityOn(disk) ?? { incarnation: entropy, next: 1 },
      remembers,
    },
  },
  'clone-shares-identity': {
    title: 'agents that were set up from one image have one identity',
    class: 'identity used again',
    property: 'conservation',
    incident: {
      title: 'Detect agents with different host name sharing the same id',
      address: 'https://github.com/elastic/kibana/issues/270107',
    },
    agent: { identity: countingOn(({ image }) => IMAGE + image), remembers },
  },
  'counter-reset-taken-for-old': {
    title: 'the server tracks one counter per agent, and takes a restarted counter for duplicates',
    class: 'counter reset',
    property: 'conservation',
    incident: {
      title: 'Frame Counter Resets setting has no effect (Store error)',
      address: 'https://github.com/TheThingsNetwork/lorawan-stack/issues/3728',
    },
    server: {
      isNew: (known, { agent, sequence, record }) =>
        compared(
          'counts-on',
          { name: 'number', value: sequence },
          '>',
          { name: 'last of the agent', value: known[agent] ?? 0 },
          'the server takes the record for a duplicate',
          record,
        ),
      learns: ({ agent, sequence }) => ({ [agent]: sequence }),
    },
  },
  'dedup-by-timestamp': {
    title:
      'the server takes a record that is not younger than the last of its agent for a duplicate',
    class: 'order by timestamp',
    property: 'conservation',
    incident: {
      title: 'doc: promtail known failure modes',
      address: 'https://github.com/grafana/loki/pull/924',
    },
    server: {
      isNew: (known, { agent, at, record }) =>
        compared(
          'not-seen-before',
          { name: "record's date", value: at, clock: agent, latchedBy: 'measure' },
          '>',
          { name: 'last of the agent', value: known[agent] ?? -Infinity, clock: agent },
          'the server takes the record for a duplicate',
          record,
        ),
      learns: ({ agent, at }) => ({ [agent]: at }),
    },
  },
  'key-by-timestamp': {
    title: 'the server takes two records of one agent and one millisecond for one record',
    class: 'key not unique',
    property: 'conservation',
    incident: {
      title: '[0.9.1] data with same timestamp and tags gets overwritten',
      address: 'https://github.com/influxdata/influxdb/issues/4150',
    },
    server: {
      isNew: (known, record) => known[stampKey(record)] === undefined,
      learns: (record) => ({ [stampKey(record)]: 1 }),
    },
  },
  'dedup-not-done': {
    title: 'the server loads every record: a lost answer makes a batch count twice',
    class: 'at least once',
    property: 'no-duplicates',
    incident: {
      title: 'Should exporters retry?',
      address: 'https://github.com/census-instrumentation/opencensus-specs/issues/119',
    },
    server: { isNew: () => true },
  },
  'dedup-forgotten-at-restart': {
    title: 'the server keeps the identities that it has seen in memory only',
    class: 'at least once',
    property: 'no-duplicates',
    server: { recovered: () => ({}) },
  },
  'dedup-evicted-by-size': {
    title: 'the server remembers only the last two agents',
    class: 'at least once',
    property: 'no-duplicates',
    incident: {
      title: 'duplicates messages are not correctly deduplicated using dedup at exchange level',
      address: 'https://github.com/noxdafox/rabbitmq-message-deduplication/issues/80',
    },
    server: {
      isNew: (known, record) => record.sequence > (known[startKey(record)] ?? 0),
      learns: (record) => ({ [startKey(record)]: record.sequence }),
      remembers: (known) => Object.fromEntries(Object.entries(known).slice(-CACHE_ENTRIES)),
    },
  },
  'dedup-expires': {
    title: 'the server forgets identities after ten minutes by its clock',
    class: 'at least once',
    property: 'no-duplicates',
    incident: {
      title:
        'De-duplication within the configured Duplicate Window does not refresh time last sent event time for message id',
      address: 'https://github.com/nats-io/nats-server/issues/7302',
    },
    server: {
      isNew: (known, record, now) => {
        const last = known[startKey(record)] ?? 0;
        if (record.sequence > last) return true;
        const sinceMs = msOf(now.wall) - (known[seenKey(record)] ?? 0);
        // The comparison holds when the record counts as new, that is, when its key has expired.
        return compared(
          'key-expired',
          { name: 'since its key was seen, ms', value: sinceMs, clock: SERVER },
          '>',
          { name: 'life of a key, ms', value: REMEMBERED_MS },
          'the server takes the record for a duplicate',
          record.record,
        );
      },
      learns: (record, now) => ({
        [startKey(record)]: record.sequence,
        [seenKey(record)]: msOf(now.wall),
      }),
    },
  },
};

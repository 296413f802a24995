/** Defects of the server's store: early confirmation, and purged rows. */
import { DAY_MS, msOf } from '../../../sim/model/time.js';
import type { Decision } from '../../../sim/model/node.js';
import type { Row } from '../protocol.js';
import { compared } from '../rules.js';
import { SERVER } from '../scenario.js';
import type { Defects } from './defect.js';

const RETENTION_MS = 30 * DAY_MS;

/** A row is kept if its date is not before a limit. */
const keptFrom = (
  { at, record }: Row,
  limit: { readonly name: string; readonly value: number; readonly clock?: string },
): Decision =>
  compared(
    'within-retention',
    { name: "row's date", value: at, latchedBy: 'measure' },
    '>=',
    limit,
    'the row is purged',
    record,
  );

export const STORAGE: Defects = {
  'acknowledged-before-sync': {
    title: 'the server confirms a batch that is not yet on its disk',
    class: 'acknowledged before durable',
    property: 'conservation',
    incident: {
      title: 'JetStream loses acknowledged writes by default due to deferred fsync',
      address: 'https://github.com/nats-io/nats-server/issues/7564',
    },
    server: { confirms: 'when-written' },
  },
  'queue-in-memory': {
    title: 'the server confirms a batch that waits in memory to be written',
    class: 'acknowledged before durable',
    property: 'conservation',
    server: { confirms: 'when-queued' },
  },
  'refused-write-acknowledged': {
    title: 'the server confirms a batch that its full disk did not accept',
    class: 'acknowledged before durable',
    property: 'conservation',
    server: { confirmsRefused: true },
  },
  'retention-by-local-clock': {
    title: 'the server purges rows that are older than 30 days by its clock',
    class: 'retention',
    property: 'conservation',
    incident: {
      title:
        'Chart defaults let Kafka delete ingested events before the sink stores them, when the CloudEvent `time` predates retention.ms',
      address: 'https://github.com/openmeterio/openmeter/issues/5005',
    },
    server: {
      keeps: (row, _rows, now) =>
        keptFrom(row, {
          name: "server's clock - 30 d",
          value: msOf(now.wall) - RETENTION_MS,
          clock: SERVER,
        }),
    },
  },
  'retention-by-newest-timestamp': {
    title:
      'the server purges rows that are 30 days older than the newest, by the date of any agent',
    class: 'retention',
    property: 'conservation',
    server: {
      keeps: (row, rows) =>
        keptFrom(row, {
          name: 'newest row - 30 d',
          value: Math.max(...rows.toArray().map(({ at }) => at)) - RETENTION_MS,
        }),
    },
  },
};

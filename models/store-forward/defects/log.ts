/**
 * Defects of the agent's log: full logs, half-written records, and the naming and reading of files.
 */
import { TORN } from '../../../sim/model/node.js';
import { Seq } from '../../../sim/model/seq.js';
import { MINUTE_MS } from '../../../sim/model/time.js';
import { append, dropOldest, notKept, wholeRecords } from '../agent/log.js';
import type { AgentParts } from '../agent/parts.js';
import { recordsIn } from '../agent/state.js';
import { compared } from '../rules.js';
import type { Defects } from './defect.js';

const WRITTEN_AT_A_TIME = 4;
const WORTH_RECORDS = 3;

/** Drops the oldest record to make room for the new one. */
const dropsOldest: AgentParts['overflow'] = (parts, options, state, record) => {
  const [shorter, dropped] = dropOldest(parts, state, 1);
  const [next, added] = append(parts, options, shorter, record);
  return [next, [...dropped, ...added]];
};

export const LOG: Defects = {
  'overflow-drops-newest': {
    title: 'a full log accepts no more records, and reports nothing',
    class: 'bounded buffer',
    property: 'conservation',
    incident: {
      title:
        'buffering_storage - No application log when storage.total_limit_size is reached for storage.type filesystem',
      address: 'https://github.com/fluent/fluent-bit/issues/8634',
    },
    agent: { overflow: (_parts, _options, state) => [state, []] },
  },
  'overflow-drops-oldest': {
    title: 'a full log drops its oldest record for each new one, and reports nothing',
    class: 'bounded buffer',
    property: 'conservation',
    incident: {
      title: 'Metrics are dropped silently when metric buffer is full',
      address: 'https://github.com/influxdata/telegraf/issues/5536',
    },
    agent: { overflow: dropsOldest },
  },
  'wrong-record-reported': {
    title:
      'a full log drops its oldest record for each new one, and reports the new one as not kept',
    class: 'bounded buffer',
    property: 'reports-true',
    agent: {
      overflow: (parts, options, state, record) => {
        const [next, effects] = dropsOldest(parts, options, state, record);
        return [next, [...effects, notKept(record)]];
      },
    },
  },
  'full-disk-unnoticed': {
    title: 'a record that a full disk did not accept is not reported',
    class: 'bounded buffer',
    property: 'conservation',
    agent: { refused: () => [] },
  },
  'torn-tail-discards-segment': {
    title: 'a segment whose last record is half-written is discarded whole',
    class: 'crash while writing',
    property: 'conservation',
    incident: {
      title: 'WAL: handle corrupt last record',
      address: 'https://github.com/rabbitmq/ra/pull/284',
    },
    agent: {
      readSegment: (entries) => (entries.last() === TORN ? Seq.empty() : wholeRecords(entries)),
    },
  },
  'shortened-in-two-steps': {
    title:
      'the rest of a segment is written after the segment was removed: power may fail in between',
    class: 'crash while writing',
    property: 'conservation',
    agent: {
      shortened: (file, rest) => [
        { kind: 'remove', file },
        { kind: 'sync', file },
        { kind: 'write', file, entries: rest },
      ],
    },
  },
  'flush-left-to-shutdown': {
    title: 'records are written four at a time, and the rest at an orderly shutdown',
    class: 'crash while writing',
    property: 'conservation',
    incident: {
      title: 'fluent bit restart losing/dropping logs',
      address: 'https://github.com/fluent/fluent-bit/issues/2274',
    },
    agent: {
      writes: (records) =>
        records.length % WRITTEN_AT_A_TIME === 0 ? records.toArray().slice(-WRITTEN_AT_A_TIME) : [],
      isReady: () => true,
    },
  },
  'segment-named-by-timestamp': {
    title: 'a segment is named by the minute of its start, and replaces one of the same name',
    class: 'key not unique',
    property: 'conservation',
    incident: {
      title: 'Rotation loses data',
      address: 'https://github.com/natefinch/lumberjack/issues/34',
    },
    agent: { segmentNumber: (_rotations, at) => String(Math.floor(at / MINUTE_MS)) },
  },
  'segments-sorted-as-text': {
    title: 'segments are read back in the order of their names: 10 before 9',
    class: 'order by name',
    property: 'conservation',
    incident: {
      title: 'Make trace files lexicographically ordered',
      address: 'https://github.com/apple/foundationdb/issues/1825',
    },
    agent: { order: (a, b) => (a < b ? -1 : 1) },
  },
  'tail-stranded': {
    title: 'an upload waits until the log holds three records',
    class: 'tail stranded',
    property: 'eventual-delivery',
    incident: {
      title: 'Event stuck in buffer and remains unprocessed',
      address: 'https://github.com/vectordotdev/vector/issues/22946',
    },
    agent: {
      mayUpload: (state) =>
        compared(
          'worth-an-upload',
          { name: 'records in the log', value: recordsIn(state) },
          '>=',
          { name: 'records worth an upload', value: WORTH_RECORDS },
          'the agent waits for more records',
        ),
    },
  },
};

/** Defects of dates: wrong dates of records, and rules that accept or reject records by date. */
import { civilOf, utcOf, zoneOffsetAt } from '../../../sim/clock/zone.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, msOf } from '../../../sim/model/time.js';
import type { Zone } from '../../../sim/clock/zone.js';
import type { Decision } from '../../../sim/model/node.js';
import type { Seq } from '../../../sim/model/seq.js';
import type { Row, TelemetryRecord } from '../protocol.js';
import { compared } from '../rules.js';
import { batchAgainst, dateAgainst, dropUnless, serverClock } from './by-date.js';
import type { Defects } from './defect.js';

const LEAD_MS_MAX = 10 * MINUTE_MS;
const AGE_MS_MAX = 7 * DAY_MS;
const LATENESS_MS = HOUR_MS;
/** Two-digit years below this belong to this century. */
const PIVOT = 50;

const newestOf = (rows: readonly Row[]): number =>
  rows.reduce((newest, { at }) => Math.max(newest, at), -Infinity);

/** The comparison of a date with the newest of some rows, less a tolerance. */
const afterNewest = (
  record: TelemetryRecord,
  rows: readonly Row[],
  lateMs: number,
): Decision | true =>
  rows.length === 0 ||
  dateAgainst('not-too-late', record, '>=', {
    name: lateMs === 0 ? 'newest of the agent' : 'newest - 1 h',
    value: newestOf(rows) - lateMs,
  });

const ofAgent = (rows: Seq<Row>, agent: string): readonly Row[] =>
  rows.toArray().filter((row) => row.agent === agent);

/** The end of the hour that contains a date. */
const windowEnd = (at: number): number => (Math.floor(at / HOUR_MS) + 1) * HOUR_MS;

/** Days since Sunday: 1970-01-01 was a Thursday. */
const weekday = (utcMs: number): number => (((Math.floor(utcMs / DAY_MS) + 4) % 7) + 7) % 7;

/**
 * A date with the year to which its week belongs: the year in which the week, Sunday to Saturday,
 * ends.
 */
function weekYearDate(utcMs: number): number {
  const civil = civilOf(utcMs);
  const saturday = civilOf(utcMs + (6 - weekday(utcMs)) * DAY_MS);
  return utcOf({ ...civil, year: saturday.year });
}

/** UTC of a civil time of the zone; for a repeated hour, one of the two. */
const utcOfLocal = (zone: Zone, local: number): number =>
  local - zoneOffsetAt(zone, local - (zone.standardMinutes ?? 0) * MINUTE_MS) * MINUTE_MS;

export const TIMESTAMPS: Defects = {
  'future-timestamp-rejected': {
    title: "the server drops records from over ten minutes in its clock's future",
    class: 'timestamp out of range',
    property: 'conservation',
    incident: {
      title: 'Reject or reorder events with far-future timestamps',
      address: 'https://github.com/datalust/seq-tickets/issues/1570',
    },
    server: {
      loads: (record, _rows, now) =>
        dateAgainst(
          'not-in-the-future',
          record,
          '<=',
          serverClock(now, LEAD_MS_MAX, "server's clock + 10 min"),
        ),
    },
  },
  'future-timestamp-clamped': {
    title: "the server gives a record from its clock's future its own time",
    class: 'timestamp rewritten',
    property: 'dates',
    incident: {
      title: 'fix: Set timestamp to now if the timestamp is in the future (ingestion)',
      address: 'https://github.com/PostHog/posthog/pull/14181',
    },
    server: { dated: ({ at }, now) => Math.min(at, msOf(now.wall)) },
  },
  'too-old-rejected': {
    title: 'the server drops records that are older than a week by its clock',
    class: 'timestamp out of range',
    property: 'conservation',
    incident: {
      title: 'Promtail tries to send old log lines, hours after the logfile was rotated',
      address: 'https://github.com/grafana/loki/issues/9877',
    },
    server: {
      loads: (record, _rows, now) =>
        dateAgainst(
          'recent-enough',
          record,
          '>=',
          serverClock(now, -AGE_MS_MAX, "server's clock - 7 d"),
        ),
    },
  },
  'out-of-order-rejected': {
    title: 'the server drops records that are older than the newest of their agent',
    class: 'order by timestamp',
    property: 'conservation',
    incident: {
      title: 'Unexpected too far behind errors',
      address: 'https://github.com/grafana/loki/issues/5936',
    },
    server: { loads: (record, rows) => afterNewest(record, ofAgent(rows, record.agent), 0) },
  },
  'late-data-dropped': {
    title: 'the server drops records whose hour has been over for an hour by its clock',
    class: 'watermark by timestamp',
    property: 'conservation',
    incident: {
      title: 'fix: allow late message as long as window is not closed',
      address: 'https://github.com/numaproj/numaflow/pull/696',
    },
    server: {
      loads: (record, _rows, now) =>
        compared(
          'window-still-open',
          {
            name: "end of the record's hour + 1 h",
            value: windowEnd(record.at) + LATENESS_MS,
            clock: record.agent,
            latchedBy: 'measure',
          },
          '>=',
          serverClock(now, 0, "server's clock"),
          'the record is dropped',
          record.record,
        ),
    },
  },
  'window-closed-by-fastest-clock': {
    title: 'the server drops records over an hour older than the newest of any agent',
    class: 'watermark by timestamp',
    property: 'conservation',
    incident: {
      title:
        'fix(core,db): bound event-time watermark against future-dated timestamps + surface late drops',
      address: 'https://github.com/laminardb/laminardb/pull/388',
    },
    server: { loads: (record, rows) => afterNewest(record, rows.toArray(), LATENESS_MS) },
  },
  'batch-poisoned-by-one-record': {
    title:
      "the server refuses a whole batch for one record from over ten minutes in its clock's future",
    class: 'poisoned batch',
    property: 'eventual-delivery',
    incident: {
      title: 'Elasticsearch Output - Rejected log messages get retried forever',
      address: 'https://github.com/fluent/fluent-bit/issues/4905',
    },
    server: {
      accepts: ({ records }, _state, now) => {
        const newest = records.toArray().reduce((a, b) => (b.at > a.at ? b : a));
        return batchAgainst(
          'none-in-the-future',
          newest,
          '<=',
          serverClock(now, LEAD_MS_MAX, "server's clock + 10 min"),
        );
      },
    },
  },
  'negative-age-dropped': {
    title:
      'the agent drops records that have not yet been made by its clock: their age is negative',
    class: 'elapsed time by wall clock',
    property: 'conservation',
    agent: {
      tidied: (state, now) =>
        dropUnless(state, (record) =>
          dateAgainst('age-not-negative', record, '<=', {
            name: "agent's clock",
            value: msOf(now.wall),
            clock: record.agent,
          }),
        ),
    },
  },
  'ttl-by-event-time': {
    title: 'the agent drops records that are older than a week by its clock',
    class: 'elapsed time by wall clock',
    property: 'conservation',
    agent: {
      tidied: (state, now) =>
        dropUnless(state, (record) =>
          dateAgainst('young-enough', record, '>=', {
            name: "agent's clock - 7 d",
            value: msOf(now.wall) - AGE_MS_MAX,
            clock: record.agent,
          }),
        ),
    },
  },
  'cursor-by-timestamp': {
    title: 'the agent skips records that are older than the newest confirmed one',
    class: 'watermark by timestamp',
    property: 'conservation',
    incident: {
      title: 'fix missing events in ts+inc mode by looking back in time',
      address: 'https://github.com/confluentinc/kafka-connect-jdbc/pull/1018',
    },
    agent: {
      tidied: (state) =>
        dropUnless(state, (record) =>
          dateAgainst(
            'after-the-cursor',
            record,
            '>=',
            { name: 'newest confirmed', value: state.confirmedAt, clock: record.agent },
            'the record is skipped as delivered',
          ),
        ),
    },
  },
  'sleep-not-counted': {
    title: 'records are dated by a clock that stops while the machine sleeps',
    class: 'elapsed time by the wrong clock',
    property: 'dates',
    incident: {
      title: 'Sleeping computer causes span timings to be incorrect in browser',
      address: 'https://github.com/open-telemetry/opentelemetry-js/issues/852',
    },
    agent: {
      stamp: (now, { startedAt }) =>
        msOf(startedAt.wall) + msOf(now.elapsed) - msOf(startedAt.elapsed),
    },
  },
  'seconds-roll-over-in-2038': {
    title: 'dates are stored in 32 bits of seconds',
    class: 'integer overflow',
    property: 'dates',
    agent: {
      stamp: (now) => {
        const ms = msOf(now.wall);
        return (Math.floor(ms / SECOND_MS) | 0) * SECOND_MS + (ms % SECOND_MS);
      },
    },
  },
  'two-digit-year': {
    title: 'dates are stored with two digits of the year, and 50 is read as 1950',
    class: 'calendar',
    property: 'dates',
    incident: {
      title: 'Pass a two-digit year base where sources publish two-digit years',
      address: 'https://github.com/opensanctions/opensanctions/pull/5319',
    },
    agent: {
      stamp: (now) => {
        const civil = civilOf(msOf(now.wall));
        const digits = civil.year % 100;
        return utcOf({ ...civil, year: (digits < PIVOT ? 2_000 : 1_900) + digits });
      },
    },
  },
  'week-year': {
    title: 'dates are stored with the year to which their week belongs',
    class: 'calendar',
    property: 'dates',
    incident: {
      title: '[BUG] YYYY placeholder does not work correctly for last/first week of the year',
      address: 'https://github.com/opensearch-project/OpenSearch/issues/16982',
    },
    agent: { stamp: (now) => weekYearDate(msOf(now.wall)) },
  },
  'local-time-without-offset': {
    title: 'dates are stored in civil time, and the two equal hours of autumn are confused',
    class: 'daylight saving',
    property: 'dates',
    incident: {
      title: 'Document expected behavior on Daylight Saving Time (DST) clock changes',
      address: 'https://github.com/vergoh/vnstat/issues/193',
    },
    agent: {
      stamp: (now, _state, { zone }) =>
        msOf(now.wall) + zoneOffsetAt(zone, msOf(now.wall)) * MINUTE_MS,
    },
    server: { dated: ({ at }, _now, zone) => utcOfLocal(zone, at) },
  },
};

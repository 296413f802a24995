/** The hard zoo, servers: each defect needs three conditions or more at once. */
import { civilOf, zoneOffsetAt } from '../../../sim/clock/zone.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, between, localMs, msOf } from '../../../sim/model/time.js';
import type { TelemetryRecord } from '../protocol.js';
import type { Defects } from './defect.js';

const GRACE_DAYS = 3;
const RETENTION_MS = 30 * DAY_MS;
const RETENTION_MS_MAX = 60 * DAY_MS;
const SKEW_MS_MAX = 15 * MINUTE_MS;
const RECOVERED = 3;

const startKey = ({ incarnation }: TelemetryRecord): string => `start ${String(incarnation)}`;
const hourKey = ({ agent, item, at }: TelemetryRecord): string =>
  `${agent} ${item} ${String(Math.floor(at / HOUR_MS))}`;
const newestKey = ({ agent }: TelemetryRecord): string => `newest ${agent}`;

/** Months since year 0. */
const monthOf = (utcMs: number): number => {
  const { year, month } = civilOf(utcMs);
  return 12 * year + month;
};

export const HARD_SERVERS: Defects = {
  'hour-reported-again': {
    title:
      'an agent that was set back, and reports an item and an hour again, is taken to repeat itself',
    class: 'key not unique',
    property: 'conservation',
    server: {
      isNew: (known, record) => {
        if (record.sequence <= (known[startKey(record)] ?? 0)) return false;
        const isBack = record.at < (known[newestKey(record)] ?? -Infinity);
        return known[hourKey(record)] === undefined || !isBack;
      },
      learns: (record) => ({
        [startKey(record)]: record.sequence,
        [hourKey(record)]: record.at,
        [newestKey(record)]: record.at,
      }),
    },
  },
  'last-month-in-grace': {
    title:
      'in the first three days of a month the server drops records of the last one from agents that reported in this one',
    class: 'month end',
    property: 'conservation',
    server: {
      loads: ({ agent, at }, rows, now) => {
        const { day } = civilOf(msOf(now.wall));
        const month = monthOf(msOf(now.wall));
        if (day > GRACE_DAYS || monthOf(at) !== month - 1) return true;
        return !rows.toArray().some((row) => row.agent === agent && monthOf(row.at) === month);
      },
    },
  },
  'recovered-in-part': {
    title: 'a restarted server recovers the identities of the last three starts only',
    class: 'at least once',
    property: 'no-duplicates',
    server: {
      recovered: (known) => Object.fromEntries(Object.entries(known).slice(-RECOVERED)),
      isNew: (known, record) => record.sequence > (known[startKey(record)] ?? 0),
      learns: (record) => ({ [startKey(record)]: record.sequence }),
    },
  },
  'purged-behind-a-new-start': {
    title:
      'rows that are one to two months old by the server are purged once a later start of their agent reported',
    class: 'retention',
    property: 'conservation',
    server: {
      keeps: ({ agent, at, incarnation, row }, rows, now) => {
        const ageMs = msOf(now.wall) - at;
        if (ageMs <= RETENTION_MS || ageMs > RETENTION_MS_MAX) return true;
        return !rows
          .toArray()
          .some((one) => one.agent === agent && one.row > row && one.incarnation !== incarnation);
      },
    },
  },
  'zone-at-arrival': {
    title:
      "a record that arrives an hour to a day late is dated by the zone's offset at its arrival",
    class: 'daylight saving',
    property: 'dates',
    server: {
      dated: ({ at }, now, zone) => {
        const lateMs = msOf(now.wall) - at;
        if (lateMs < HOUR_MS || lateMs > DAY_MS) return at;
        const turned = zoneOffsetAt(zone, at) - zoneOffsetAt(zone, msOf(now.wall));
        return at + turned * MINUTE_MS;
      },
    },
  },
  'repeat-refused-by-age': {
    title:
      'a batch that is sent again is refused if it was signed a quarter of an hour to a day ago by the server',
    class: 'credentials by clock',
    property: 'eventual-delivery',
    server: {
      accepts: ({ sentAt, records }, { known }, now) => {
        const first = records.first();
        const isRepeat =
          first !== undefined && first.sequence <= (known[String(first.incarnation)] ?? 0);
        const skewMs = between(localMs(sentAt), now.wall);
        return !isRepeat || skewMs <= SKEW_MS_MAX || skewMs > DAY_MS;
      },
    },
  },
};

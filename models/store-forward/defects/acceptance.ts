/** Defects of acceptance: requests refused or dropped as a whole, closed months, keys with a date. */
import { civilOf, utcOf } from '../../../sim/clock/zone.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, msOf } from '../../../sim/model/time.js';
import type { LocalTime } from '../../../sim/model/node.js';
import type { Batch, TelemetryRecord } from '../protocol.js';
import { compared } from '../rules.js';
import { batchAgainst, serverClock } from './by-date.js';
import type { Defects } from './defect.js';

const AGE_MS_MAX = 4 * DAY_MS;
const LEAD_MS_MAX = 10 * MINUTE_MS;
/** Hours of the first of a month in which records of the month before are accepted. */
const GRACE_HOURS = 6;

const earliest = ({ records }: Batch): TelemetryRecord =>
  records.toArray().reduce((a, b) => (b.at < a.at ? b : a));
const latest = ({ records }: Batch): TelemetryRecord =>
  records.toArray().reduce((a, b) => (b.at > a.at ? b : a));

/** The end of the acceptance of records of a date's month, ms since 1970. */
function monthClosesAt(at: number): number {
  const { year, month } = civilOf(at);
  const [nextYear, nextMonth] = month === 12 ? [year + 1, 1] : [year, month + 1];
  const first = { year: nextYear, month: nextMonth, day: 1, minute: 0, second: 0, ms: 0 };
  return utcOf({ ...first, hour: GRACE_HOURS });
}

const slotKey = ({ agent, item, at }: TelemetryRecord): string =>
  `slot ${agent} ${item} ${String(Math.floor(at / HOUR_MS))}`;

/** Identity of a record with its date, corrected by the time of receipt minus that of sending. */
const datedKey = (
  { incarnation, sequence, at }: TelemetryRecord,
  now: LocalTime,
  { sentAt }: Batch,
): string =>
  `dated ${String(incarnation)} ${String(sequence)} ${String(at + msOf(now.wall) - sentAt)}`;

export const ACCEPTANCE: Defects = {
  'batch-poisoned-by-old-record': {
    title: 'the server refuses a whole batch for one record from over four days before its clock',
    class: 'poisoned batch',
    property: 'eventual-delivery',
    incident: {
      title: 'Insights: expired events in a batch make the server decline the whole batch',
      address: 'https://github.com/algolia/instantsearch-ios/issues/192',
    },
    server: {
      accepts: (batch, _state, now) =>
        batchAgainst(
          'none-too-old',
          earliest(batch),
          '>=',
          serverClock(now, -AGE_MS_MAX, "server's clock - 4 d"),
        ),
    },
  },
  'request-rolled-back': {
    title:
      "one record from over ten minutes in the server's future undoes its whole request, for good",
    class: 'request rolled back',
    property: 'conservation',
    incident: {
      title: 'Prometheus out-of-order-sample issues',
      address: 'https://github.com/prometheus/prometheus/issues/13756',
    },
    server: {
      loads: ({ record }, _rows, now, batch) => {
        const { at, agent } = latest(batch);
        return compared(
          'request-is-good',
          { name: 'latest date of the request', value: at, clock: agent, latchedBy: 'measure' },
          '<=',
          serverClock(now, LEAD_MS_MAX, "server's clock + 10 min"),
          'the whole request is undone, and is not sent again',
          record,
        );
      },
    },
  },
  'month-closed': {
    title: 'the server drops records of the month before from 06:00 of the first by its clock',
    class: 'month end',
    property: 'conservation',
    incident: {
      title: 'AWS Marketplace Metering API reference: BatchMeterUsage',
      address:
        'https://docs.aws.amazon.com/marketplace/latest/APIReference/API_marketplace-metering_BatchMeterUsage.html',
    },
    server: {
      loads: ({ at, agent, record }, _rows, now) =>
        compared(
          'month-still-open',
          {
            name: "06:00 of the first after the record's month",
            value: monthClosesAt(at),
            clock: agent,
            latchedBy: 'measure',
            stored: at,
          },
          '>',
          serverClock(now, 0, "server's clock"),
          'the record is dropped',
          record,
        ),
    },
  },
  'one-slot-an-hour': {
    title: 'the server keeps one record of an agent and item for each hour, and drops the others',
    class: 'key not unique',
    property: 'conservation',
    incident: {
      title: 'Marketplace metered billing APIs',
      address:
        'https://learn.microsoft.com/en-us/partner-center/marketplace-offers/marketplace-metering-service-apis',
    },
    server: {
      isNew: (known, record) => known[slotKey(record)] === undefined,
      learns: (record) => ({ [slotKey(record)]: 1 }),
    },
  },
  'date-in-the-dedup-key': {
    title: 'the key of a record contains its corrected date: a second try has another key',
    class: 'at least once',
    property: 'no-duplicates',
    incident: {
      title: '[LEP-4751] fix(fabric-manager): add event-level dedup to prevent duplicate events',
      address: 'https://github.com/leptonai/gpud/pull/1228',
    },
    server: {
      isNew: (known, record, now, batch) => known[datedKey(record, now, batch)] === undefined,
      learns: (record, now, batch) => ({ [datedKey(record, now, batch)]: 1 }),
    },
  },
};

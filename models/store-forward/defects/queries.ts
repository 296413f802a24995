/** Defects of queries: hours and days of civil time, and rows that no query covers. */
import { civilOf, zoneOffsetAt } from '../../../sim/clock/zone.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, msOf } from '../../../sim/model/time.js';
import type { Zone } from '../../../sim/clock/zone.js';
import type { Seq } from '../../../sim/model/seq.js';
import type { Row } from '../protocol.js';
import type { Defects } from './defect.js';
import { hourOf, hoursAround } from './hours.js';

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const localOf = (zone: Zone, utcMs: number): number =>
  utcMs + zoneOffsetAt(zone, utcMs) * MINUTE_MS;

const dayOf = (ms: number): number => Math.floor(ms / DAY_MS);

/** Queries the rows hour by hour, by civil hour: a repeated hour is queried twice. */
function byCivilHour(rows: readonly Row[], zone: Zone): readonly Row[] {
  return hoursAround(rows).flatMap((hour) => {
    const label = hourOf(localOf(zone, hour * HOUR_MS));
    return rows.filter(({ at }) => hourOf(localOf(zone, at)) === label);
  });
}

/** Queries each civil hour once: of a repeated hour, one is never queried. */
function onceACivilHour(rows: readonly Row[], zone: Zone): readonly Row[] {
  const standardMs = (zone.standardMinutes ?? 0) * MINUTE_MS;
  return rows.filter(({ at }) => {
    const label = hourOf(localOf(zone, at));
    const offsetMs = zoneOffsetAt(zone, label * HOUR_MS - standardMs) * MINUTE_MS;
    return hourOf(at + offsetMs) === label;
  });
}

/** Rows stored by civil day and queried by days of UTC, from the first row's to the last's. */
function byUtcDays(rows: readonly Row[], zone: Zone): readonly Row[] {
  const days = rows.map(({ at }) => dayOf(at));
  const [first, last] = [Math.min(...days), Math.max(...days)];
  return rows.filter(({ at }) => {
    const day = dayOf(localOf(zone, at));
    return day >= first && day <= last;
  });
}

const ofRows =
  (query: (rows: readonly Row[], zone: Zone) => readonly Row[]) =>
  (rows: Seq<Row>, zone: Zone): readonly Row[] =>
    query(rows.toArray(), zone);

export const QUERIES: Defects = {
  'daylight-hour-twice': {
    title: 'the hour that comes twice when clocks go back is shown twice',
    class: 'daylight saving',
    property: 'no-duplicates',
    incident: {
      title: 'Hourly records appear twice on DST change',
      address: 'https://github.com/meteostat/cli/issues/15',
    },
    server: { shows: ofRows(byCivilHour) },
  },
  'daylight-hour-never': {
    title: 'when clocks go back, one of the two equal hours is never shown',
    class: 'daylight saving',
    property: 'conservation',
    incident: {
      title: 'Summer->Winter - Energy not recorded for the right period',
      address: 'https://github.com/home-assistant/core/issues/58799',
    },
    server: { shows: ofRows(onceACivilHour) },
  },
  'leap-day-missing': {
    title: 'the days of a month are counted by a table in which February has 28',
    class: 'calendar',
    property: 'conservation',
    incident: {
      title: 'General problems with leap year simulations',
      address: 'https://github.com/NatLabRockies/OpenStudio/issues/745',
    },
    server: {
      shows: (rows) =>
        rows.toArray().filter(({ at }) => {
          const { month, day } = civilOf(at);
          return day <= (DAYS_IN_MONTH[month - 1] ?? 0);
        }),
    },
  },
  'local-day-partition': {
    title: 'rows are stored by civil day and queried by days of UTC',
    class: 'partition by civil day',
    property: 'conservation',
    incident: {
      title: 'fix: daily usage stats show "No usage data" due to UTC/local timezone mismatch',
      address: 'https://github.com/rednakta/nilbox/pull/28',
    },
    server: { shows: ofRows(byUtcDays) },
  },
  'query-ends-now': {
    title: "a query ends at the server's time: rows from its future are not shown",
    class: 'timestamp out of range',
    property: 'conservation',
    incident: {
      title: 'Clock skew detection for spans and metrics',
      address: 'https://github.com/logtide-dev/logtide/pull/283',
    },
    server: {
      shows: (rows, _zone, now) => rows.toArray().filter(({ at }) => at <= msOf(now.wall)),
    },
  },
};

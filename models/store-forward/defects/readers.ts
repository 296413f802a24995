/**
 * Defects of a reader that remembers earlier looks: cursors by time, summaries that are made once,
 * and a search by date in a file that is not sorted.
 */
import { HOUR_MS, msOf } from '../../../sim/model/time.js';
import type { LocalTime } from '../../../sim/model/node.js';
import type { Seq } from '../../../sim/model/seq.js';
import type { Row } from '../protocol.js';
import type { Memory } from '../rules.js';
import type { ServerParts } from '../server/parts.js';
import type { Defects } from './defect.js';
import { hourOf, hoursAround } from './hours.js';

const CURSOR = 'cursor';

const fetchedKey = ({ row }: Row): string => `row ${String(row)}`;
const summaryKey = (hour: number): string => `summary ${String(hour)}`;

/** Shows the rows of earlier looks, and those that the reader takes now. */
const taking =
  (takes: (row: Row, memory: Memory) => boolean): ServerParts['shows'] =>
  (rows, _zone, _now, memory) =>
    rows.toArray().filter((row) => memory[fetchedKey(row)] !== undefined || takes(row, memory));

/** Notes the rows that were shown, and what else the reader learns from a look. */
const noting =
  (learns: (shown: readonly Row[], now: LocalTime) => Memory): ServerParts['looked'] =>
  (memory, shown, now) => ({
    ...memory,
    ...Object.fromEntries(shown.map((row) => [fetchedKey(row), 1])),
    ...learns(shown, now),
  });

const sinceCursor = ({ at }: Row, memory: Memory): boolean => at > (memory[CURSOR] ?? -Infinity);

/** Place of the first row that is not before a date, by halving, as if rows were sorted by date. */
function firstFrom(rows: readonly Row[], fromMs: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((rows[middle]?.at ?? Infinity) < fromMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Queries the rows hour by hour: each hour begins and ends where halving finds its bounds. */
function byHalving(all: Seq<Row>): readonly Row[] {
  const rows = all.toArray();
  return hoursAround(rows).flatMap((hour) =>
    rows
      .slice(firstFrom(rows, hour * HOUR_MS), firstFrom(rows, (hour + 1) * HOUR_MS))
      .filter(({ at }) => hourOf(at) === hour),
  );
}

export const READERS: Defects = {
  'reader-cursor-by-event-time': {
    title: 'a reader asks for rows that are dated after the newest that it has',
    class: 'reader by timestamp',
    property: 'conservation',
    incident: {
      title: 'fix(sync): clamp pull cursor against bogus future timestamps',
      address: 'https://github.com/vscarpenter/gsd-task-manager/pull/284',
    },
    server: {
      shows: taking(sinceCursor),
      looked: noting((shown) =>
        shown.length === 0 ? {} : { [CURSOR]: Math.max(...shown.map(({ at }) => at)) },
      ),
    },
  },
  'reader-cursor-by-clock': {
    title: 'a reader asks for rows that are dated after its last look, by its own clock',
    class: 'reader by timestamp',
    property: 'conservation',
    incident: {
      title: 'fix(sync): derive delta watermark from server updated_at, not device clock',
      address: 'https://github.com/dynos-fit/dynos-sync/pull/93',
    },
    server: {
      shows: taking(sinceCursor),
      looked: noting((_shown, now) => ({ [CURSOR]: msOf(now.wall) })),
    },
  },
  'summary-made-once': {
    title: 'the summary of an hour is made after its end, and not again for rows that come later',
    class: 'summary not made again',
    property: 'conservation',
    incident: {
      title:
        "When importing visits on a day different from the visit's day, invalidate the archived reports",
      address: 'https://github.com/matomo-org/matomo/pull/6879',
    },
    server: {
      shows: taking(({ at }, memory) => memory[summaryKey(hourOf(at))] === undefined),
      looked: noting((shown, now) =>
        Object.fromEntries(
          shown
            .map(({ at }) => hourOf(at))
            .filter((hour) => (hour + 1) * HOUR_MS <= msOf(now.wall))
            .map((hour) => [summaryKey(hour), 1]),
        ),
      ),
    },
  },
  'date-search-in-unsorted-file': {
    title: 'a query finds the rows of an hour by halving, in a file that is in order of arrival',
    class: 'order by timestamp',
    property: 'conservation',
    incident: {
      title:
        'Journalctl --since`/`--until` silently miss entries logged during a realtime-clock backward jump, even on 259 (post-#33955)',
      address: 'https://github.com/systemd/systemd/issues/43805',
    },
    server: { shows: byHalving },
  },
};

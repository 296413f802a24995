/**
 * Defects of a reader that remembers earlier looks: cursors by time, summaries that are made once,
 * and a search by date in a file that is not sorted.
 */
import { HOUR_MS, msOf } from '../../../sim/model/time.js';
import type { Decision, LocalTime } from '../../../sim/model/node.js';
import type { Seq } from '../../../sim/model/seq.js';
import type { Row } from '../protocol.js';
import { isYes } from '../../rules/answer.js';
import { compared } from '../rules.js';
import type { Memory } from '../rules.js';
import { SERVER } from '../scenario.js';
import type { ServerParts } from '../server/parts.js';
import type { Defects } from './defect.js';
import { hourOf, hoursAround } from './hours.js';

const CURSOR = 'cursor';
/** The row that set the cursor. */
const CURSOR_ROW = 'row of the cursor';

const fetchedKey = ({ row }: Row): string => `row ${String(row)}`;
const summaryKey = (hour: number): string => `summary ${String(hour)}`;

/** The comparison by which a reader takes a row that it does not have yet. */
type Takes = (row: Row, memory: Memory, rows: Seq<Row>) => Decision;

/** Notes the rows that were shown, and what else the reader learns from a look. */
const noting =
  (learns: (shown: readonly Row[], now: LocalTime) => Memory): ServerParts['looked'] =>
  (memory, shown, now) => ({
    ...memory,
    ...Object.fromEntries(shown.map((row) => [fetchedKey(row), 1])),
    ...learns(shown, now),
  });

/** A reader shows the rows of its earlier looks, and those that it takes now. */
function reader(
  takes: Takes,
  learns: (shown: readonly Row[], now: LocalTime) => Memory,
): Pick<ServerParts, 'shows' | 'hides' | 'looked'> {
  const asks = (rows: Seq<Row>, memory: Memory): readonly (readonly [Row, Decision | true])[] =>
    rows
      .toArray()
      .map((row) => [row, memory[fetchedKey(row)] === undefined ? takes(row, memory, rows) : true]);
  return {
    shows: (rows, _zone, _now, memory) =>
      asks(rows, memory).flatMap(([row, answer]) => (isYes(answer) ? [row] : [])),
    hides: (rows, _now, memory) =>
      asks(rows, memory).flatMap(([, answer]) => (answer === true || answer.held ? [] : [answer])),
    looked: noting(learns),
  };
}

/** A row is taken if it is dated after the cursor. */
const sinceCursor = (
  { at, agent, record }: Row,
  {
    name,
    value,
    clock,
  }: { readonly name: string; readonly value: number; readonly clock?: string },
): Decision =>
  compared(
    'after-the-cursor',
    { name: "row's date", value: at, clock: agent, latchedBy: 'measure' },
    '>',
    { name, value, ...(clock === undefined ? {} : { clock, latchedBy: 'look' }) },
    'the reader does not ask for the row',
    record,
  );

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
    server: reader(
      (row, memory, rows) => {
        const by = rows.toArray().find((one) => one.row === memory[CURSOR_ROW]);
        const cursor = { name: 'newest row that it has', value: memory[CURSOR] ?? -Infinity };
        return sinceCursor(row, by === undefined ? cursor : { ...cursor, clock: by.agent });
      },
      (shown) => {
        const [first, ...rest] = shown;
        if (first === undefined) return {};
        const newest = rest.reduce((a, b) => (b.at > a.at ? b : a), first);
        return { [CURSOR]: newest.at, [CURSOR_ROW]: newest.row };
      },
    ),
  },
  'reader-cursor-by-clock': {
    title: 'a reader asks for rows that are dated after its last look, by its own clock',
    class: 'reader by timestamp',
    property: 'conservation',
    incident: {
      title: 'fix(sync): derive delta watermark from server updated_at, not device clock',
      address: 'https://github.com/dynos-fit/dynos-sync/pull/93',
    },
    server: reader(
      (row, memory) =>
        sinceCursor(row, {
          name: "reader's clock at its last look",
          value: memory[CURSOR] ?? -Infinity,
          clock: SERVER,
        }),
      (_shown, now) => ({ [CURSOR]: msOf(now.wall) }),
    ),
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
    server: reader(
      ({ at, record }, memory) =>
        compared(
          'hour-not-summarised',
          { name: "summaries of the row's hour", value: memory[summaryKey(hourOf(at))] ?? 0 },
          '=',
          { name: 'summaries that admit a row', value: 0 },
          'the row is in no summary',
          record,
        ),
      (shown, now) =>
        Object.fromEntries(
          shown
            .map(({ at }) => hourOf(at))
            .filter((hour) => (hour + 1) * HOUR_MS <= msOf(now.wall))
            .map((hour) => [summaryKey(hour), 1]),
        ),
    ),
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

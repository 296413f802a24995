/**
 * Planted defects: the fix with one rule replaced by a plausible mistake. They prove that the
 * properties detect mistakes; a variant `fixed+<defect>` runs one.
 *
 * Each is one deviation, with the rest of the fix in place, which may repair part of the damage.
 * Examples are a server that loses records that it has confirmed, and an agent that deletes
 * unconfirmed records. Both leave a gap that the server then reports, so the loss is not silent.
 * But the report blames a replaced disk, and none was replaced. Such a report is false and accounts
 * for nothing, and its records count as lost silently.
 */
import { NO_EFFECTS, TORN } from '../../../sim/model/node.js';
import { Seq } from '../../../sim/model/seq.js';
import { DAY_MS, HOUR_MS, between, msOf, plus } from '../../../sim/model/time.js';
import type { Decision } from '../../../sim/model/node.js';
import type { ConsoleParts } from '../site/console.js';
import type { DatabaseParts } from '../site/database.js';
import type { UsageRow } from '../protocol.js';
import { SERVER } from '../scenario.js';
import { homeOf } from '../site/retirement.js';
import type { SiteParts } from '../site/site-state.js';
import { changed } from './agent/change.js';
import { DEFAULT_AGENT_PARTS } from './agent/parts.js';
import type { Answer } from '../../rules/answer.js';
import type { AgentParts } from './agent/parts.js';
import { erase, syncing } from './agent/log.js';
import type { FixedAgentState, FixedStep } from './agent/state.js';
import { gapBefore } from './history.js';
import { UNKNOWN_BOUND_MS } from './agent/date-correction.js';
import type { DatedRecord, RecordId } from './protocol.js';
import type { ServerParts } from './server/server.js';
import { emptyTable } from './server/table.js';

export interface Defect {
  readonly title: string;
  readonly agent?: Partial<AgentParts>;
  readonly server?: Partial<ServerParts>;
  readonly site?: Partial<SiteParts>;
  readonly database?: Partial<DatabaseParts>;
  readonly console?: Partial<ConsoleParts>;
}

const GIVES_UP_AFTER = 2;
const TAIL_RECORDS = 3;
const ALWAYS_THE_SAME = 1;

/** Drops everything up to a number, of every incarnation. */
const dropNumbered = (state: FixedAgentState, last: RecordId | undefined): FixedStep =>
  last === undefined
    ? [state, NO_EFFECTS]
    : DEFAULT_AGENT_PARTS.confirmed(
        DEFAULT_AGENT_PARTS,
        state,
        state.log.toArray().findLast((record) => record.sequence <= last.sequence),
      );

/** Empties the log; the numbers of its records are given again. */
function emptied(state: FixedAgentState): FixedStep {
  const [next, sync] = syncing(changed(state, { log: Seq.empty(), last: state.base }), 'log');
  return [next, [{ kind: 'remove', file: 'log' }, ...sync]];
}

/** The comparison of a date's error bound with a limit. */
const certainWithin = (boundMs: number, limitMs: number, outcome: string): Decision => ({
  name: 'certain-enough',
  left: { name: 'error of the least certain date, ms', value: boundMs, latchedBy: 'dating' },
  comparison: '<=',
  right: { name: 'error that is let through, ms', value: limitMs },
  held: boundMs <= limitMs,
  outcome,
});

/** True when the record is younger than every row, by their dates. */
function youngerThan({ start, record }: DatedRecord, rows: readonly UsageRow[]): Answer {
  const dates = rows.map((row) => msOf(row.start));
  if (dates.length === 0) return true;
  const youngest = Math.max(...dates);
  return {
    name: 'not-seen-before',
    left: { name: "record's date", value: msOf(start), clock: SERVER, latchedBy: 'dating' },
    comparison: '>',
    right: {
      name: 'youngest row of the client',
      value: youngest,
      clock: SERVER,
      latchedBy: 'dating',
    },
    held: msOf(start) > youngest,
    outcome: 'the server takes the record for a duplicate',
    record,
  };
}

export const DEFECTS: Readonly<Record<string, Defect>> = {
  'acknowledge-before-sync': {
    title: 'the server confirms a batch that is not yet on its disk',
    server: { confirms: 'when-written' },
  },
  'sequence-reset-at-start': {
    title: 'numbers begin again at 1 with every start of the agent, in one incarnation',
    agent: { incarnation: () => ALWAYS_THE_SAME, lastId: () => undefined },
  },
  'incarnation-not-drawn': {
    title: 'a restored disk continues under the identity that it had',
    agent: { incarnation: () => ALWAYS_THE_SAME },
  },
  'upload-by-wall-clock': {
    title: "the next upload is due when the client's wall clock says so",
    agent: {
      uploadTimer: (now, afterMs) => ({
        kind: 'wall-timer',
        timer: 'upload',
        at: plus(now.wall, afterMs),
      }),
    },
  },
  'dedup-by-timestamp': {
    title: 'the server takes a record that is not younger than the last one for a duplicate',
    server: {
      loads: (record, client, cache) =>
        youngerThan(
          record,
          cache.toArray().filter((row) => row.client === client),
        ),
    },
  },
  'truncate-on-full': {
    title: 'a full log is emptied to make room, and its numbers are given again',
    agent: { overflow: (_parts, state) => emptied(state) },
  },
  'overflow-not-counted': {
    title: 'a record that a full log cannot hold is dropped without using a number',
    agent: { overflow: (_parts, state) => [state, NO_EFFECTS] },
  },
  'overflow-set-aside': {
    title:
      'a record that a full log cannot hold is reported as lost, and kept in a file that is never uploaded',
    agent: {
      overflow: (parts, state, id, record) => {
        const [next, effects] = DEFAULT_AGENT_PARTS.overflow(parts, state, id, record);
        return [next, [...effects, { kind: 'append', file: 'aside', entry: { record } }]];
      },
    },
  },
  'overflow-in-memory': {
    title: 'the list of records that were not kept is not written to disk',
    agent: { storeLosses: () => [] },
  },
  'torn-entry-left': {
    title: 'half-written entries stay in the file, which is shortened by counts of whole ones',
    agent: { cleaned: (state) => [state, NO_EFFECTS] },
  },
  'torn-tail-discards-log': {
    title: 'a log whose last record is half-written is discarded whole',
    agent: {
      readLog: (entries) =>
        entries.last() === TORN ? Seq.empty() : DEFAULT_AGENT_PARTS.readLog(entries),
    },
  },
  'batch-rejected-for-one-record': {
    title: 'the server refuses a batch in which one date is uncertain by more than a day',
    server: {
      takes: (batch) => {
        const bounds = batch.elements.map((one) => (one.kind === 'lost' ? 0 : one.boundMs));
        return certainWithin(Math.max(0, ...bounds), DAY_MS, 'the whole batch is refused');
      },
    },
  },
  'offset-measured-once': {
    title: 'the offset to the server is measured at the first upload and never again',
    agent: {
      anchors: (known, anchor) => (known.length === 0 ? known.push(anchor) : known),
      date: (anchors, reading) => {
        const first = anchors[0];
        if (first === undefined) return { at: reading.wall, boundMs: UNKNOWN_BOUND_MS };
        const at = plus(reading.wall, between(first.at.wall, first.serverTime));
        return { at, boundMs: first.errorMs + 1_000 };
      },
    },
  },
  'dates-not-corrected': {
    title: "records keep the client's own dates, and these are stated as exact",
    agent: { date: (_anchors, reading) => ({ at: reading.wall, boundMs: 1_000 }) },
  },
  'dates-not-vouched-for': {
    title: "records keep the client's own dates, with an unlimited error bound",
    agent: { date: (_anchors, reading) => ({ at: reading.wall, boundMs: UNKNOWN_BOUND_MS }) },
  },
  'boots-not-told-apart': {
    title: 'elapsed readings of different boots are compared',
    agent: {
      boot: () => DEFAULT_AGENT_PARTS.boot(0),
    },
  },
  'sleep-not-noticed': {
    title: 'the agent assumes that its elapsed clock runs while the machine sleeps',
    agent: { woken: (boot) => boot },
  },
  'answer-time-ignored': {
    title: 'the server time is taken as exact, even after a slow answer',
    agent: {
      anchors: (known, anchor) => known.push({ ...anchor, errorMs: 0 }),
    },
  },
  'running-programs-unseen': {
    title: 'a starting agent ignores the programs that run already',
    agent: { foundRunning: () => [] },
  },
  'found-start-taken-as-start': {
    title: 'a program found running is assumed to have started at that moment',
    agent: { begun: (found) => found },
  },
  'gap-not-reported': {
    title: 'the server continues after a gap without a report',
    server: { gapBefore: () => 0, gapWithin: () => 0 },
  },
  'gap-miscounted': {
    title:
      'a break is reported with a number of records, though two histories cannot be subtracted',
    server: {
      gapBefore: (history, base) =>
        gapBefore(history, base) === 0
          ? 0
          : Math.abs((base?.sequence ?? 0) - (history.tip?.sequence ?? 0)),
    },
  },
  'losses-miscounted': {
    title: 'the report of records that were not kept states one record too few',
    server: { notKept: ({ from, sequence }) => sequence - from },
  },
  'gap-cried-always': {
    title: 'the server reports a break at every upload that does not begin a history',
    server: { gapBefore: (_history, base) => (base === undefined ? 0 : 'unknown') },
  },
  'acknowledged-by-count': {
    title: 'a confirmation drops everything in the log at its arrival',
    agent: { confirmed: (_parts, state) => dropNumbered(state, state.last) },
  },
  'deleted-when-sent': {
    title: 'records are dropped from the log when they are sent',
    agent: { sent: (state, last) => dropNumbered(state, last) },
  },
  'dedup-forgotten-at-restart': {
    title: 'the server keeps the histories of its clients in memory only',
    server: { recovered: () => emptyTable() },
  },
  'dedup-not-done': {
    title: 'the server loads every record, also duplicates',
    server: { newPart: (_seen, element) => element },
  },
  'removal-deletes-log': {
    title: 'removing the agent removes its log',
    agent: { removed: (state) => erase(state) },
  },
  'retries-give-up': {
    title: 'after some failed uploads the agent does not try again',
    agent: {
      mayUpload: (state) => ({
        name: 'still-tries',
        left: { name: 'failed uploads', value: state.failures },
        comparison: '<=',
        right: { name: 'uploads that may fail', value: GIVES_UP_AFTER },
        held: state.failures <= GIVES_UP_AFTER,
        outcome: 'the agent does not try again',
      }),
    },
  },
  'late-answers-dropped': {
    title: 'an answer that comes after its timeout is ignored',
    agent: { missed: () => undefined, patient: (state) => state },
  },
  'tail-stranded': {
    title: 'the agent uploads only when its log holds several records',
    agent: {
      mayUpload: ({ log }) => ({
        name: 'worth-an-upload',
        left: { name: 'records in the log', value: log.length },
        comparison: '>=',
        right: { name: 'records worth an upload', value: TAIL_RECORDS },
        held: log.length === 0 || log.length >= TAIL_RECORDS,
        outcome: 'the agent waits for more records',
      }),
    },
  },
  'uncertain-dates-dropped': {
    title: 'the server drops records whose date is uncertain by more than an hour',
    server: {
      loads: ({ boundMs, record }) => ({
        ...certainWithin(boundMs, HOUR_MS, 'the record is dropped'),
        record,
      }),
    },
  },
  'old-dates-purged': {
    title: 'the server drops records that are older than a week by its clock',
    server: {
      loads: ({ start, record }, _client, _cache, now) => ({
        name: 'recent-enough',
        left: { name: "record's date", value: msOf(start), clock: SERVER, latchedBy: 'dating' },
        comparison: '>=',
        right: { name: "server's clock - 7 d", value: msOf(now.wall) - 7 * DAY_MS, clock: SERVER },
        held: between(start, now.wall) <= 7 * DAY_MS,
        outcome: 'the record is dropped as purged already',
        record,
      }),
    },
  },
  'cache-cleared-by-collation': {
    title: 'collation deletes the whole cache, including rows loaded since it was read',
    server: { collated: (cache) => cache.length },
  },
  'collected-before-inserted': {
    title: 'the site server has rows deleted that are still in flight to the database',
    site: { collected: 'when-sent' },
  },
  'insert-not-idempotent': {
    title: 'the database adds rows again when they are collated again',
    database: { isNew: () => true },
  },
  'rows-known-by-number': {
    title: 'the database recognises a row by the number that its server gave it',
    database: { isNew: (row, known) => row.row > known },
    console: { shows: (row, taken) => row.row > taken },
  },
  'insert-answered-before-sync': {
    title: 'the database answers an insert that is not yet on its disk',
    database: { answers: 'when-written' },
  },
  'histories-left-behind': {
    title: 'the server that takes over from a retired one starts new histories',
    server: { adopts: () => false },
  },
  'home-moved-first': {
    title: 'clients are sent to the next server before their histories are there',
    site: {
      home: (servers, retirement, client) =>
        homeOf(servers, retirement === undefined ? undefined : 'done', client),
    },
  },
  'served-when-retired': {
    title: 'a server accepts records of histories that it has given away',
    server: { endsWhenRetired: false },
  },
  'one-cache-read': {
    title: 'the window reads the cache of the first server only',
    console: { caches: (servers) => servers.slice(0, 1) },
  },
  'database-read-first': {
    title: 'the window reads the database first, and misses rows that move in the meantime',
    console: { readsFirst: 'database' },
  },
  'cache-shown-beside-database': {
    title: 'the window also shows collated rows from the cache',
    console: { shows: () => true },
  },
};

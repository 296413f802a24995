/**
 * The rules of the agent on which records hang, one by one. The correct agent is
 * DEFAULT_AGENT_PARTS; each planted defect replaces one of them.
 */
import { msOf } from '../../../sim/model/time.js';
import type { DiskContents, LocalTime } from '../../../sim/model/node.js';
import type { Seq } from '../../../sim/model/seq.js';
import { dropOldest, notKept, numberOf, wholeRecords } from './log.js';
import { logOf, sameId } from './state.js';
import type { AgentEffect, AgentOptions, AgentState, AgentStep } from './state.js';
import type { Accepted, Busy, RecordId, TelemetryRecord, Token } from '../protocol.js';
import type { Answer } from '../../rules/answer.js';
import { BACKOFF_MS_MAX } from '../scenario.js';

const BACKOFF_MS = 10_000;
/** Doubling so often is past the longest wait. */
const DOUBLINGS_MAX = 9;

export interface AgentParts {
  /** Who a starting agent is, and the number of its first record. */
  readonly identity: (
    options: AgentOptions,
    disk: DiskContents,
    entropy: number,
  ) => Pick<AgentState, 'incarnation' | 'next'>;
  /** What it keeps on disk of that, after each record. */
  readonly remembers: (state: AgentState) => readonly AgentEffect[];
  /** The date of a record, ms since 1970. */
  readonly stamp: (now: LocalTime, state: AgentState, options: AgentOptions) => number;
  /** A full log: the record is one too many. */
  readonly overflow: (
    parts: AgentParts,
    options: AgentOptions,
    state: AgentState,
    record: TelemetryRecord,
  ) => AgentStep;
  /** The disk has no room for a record. */
  readonly refused: (record: TelemetryRecord) => readonly AgentEffect[];
  /** Which of a segment's records go to disk when the last of them was added. */
  readonly writes: (records: Seq<TelemetryRecord>) => readonly TelemetryRecord[];
  /** What a segment's name is told by. */
  readonly segmentNumber: (rotations: number, at: number) => string;
  /** The order in which a starting agent reads its segments. */
  readonly order: (a: string, b: string) => number;
  readonly readSegment: (entries: Seq<unknown>) => Seq<TelemetryRecord>;
  /** How the first `count` records leave a segment. */
  readonly shortened: (
    file: string,
    rest: Seq<TelemetryRecord>,
    count: number,
  ) => readonly AgentEffect[];
  /** Whether a record of the log may be sent. */
  readonly isReady: (state: AgentState, record: TelemetryRecord) => boolean;
  readonly uploadTimer: (now: LocalTime, afterMs: number) => AgentEffect;
  /** What becomes of the log before an upload. */
  readonly tidied: (state: AgentState, now: LocalTime) => AgentStep;
  /** Whether an upload is to be tried. */
  readonly mayUpload: (state: AgentState, now: LocalTime, options: AgentOptions) => Answer;
  /** Whether credentials are used that have just come. */
  readonly trusts: (token: Token, now: LocalTime, options: AgentOptions) => Answer;
  /** What a starting agent does with its log before anything else. */
  readonly found: (state: AgentState, disk: DiskContents) => AgentStep;
  /** What leaves the log when a batch was sent. */
  readonly sent: (parts: AgentParts, state: AgentState) => AgentStep;
  /** What leaves the log when the server has confirmed. */
  readonly confirmed: (
    parts: AgentParts,
    state: AgentState,
    answer: Accepted,
    now: LocalTime,
  ) => AgentStep;
  /** What leaves the log when a try has failed. */
  readonly failed: (parts: AgentParts, state: AgentState, now: LocalTime) => AgentStep;
  /** Whether an answer is taken that comes when it is no longer waited for. */
  readonly takesLate: boolean;
  /** How long it waits after so many failed tries, ms; undefined: for ever. */
  readonly backoffMs: (failures: number) => number | undefined;
  /** When it comes again to a server that was busy. */
  readonly busyTimer: (message: Busy, now: LocalTime) => AgentEffect;
}

/** Drops everything up to and with the record of this identity; nothing, if the log has it not. */
export function dropThrough(parts: AgentParts, state: AgentState, last: RecordId): AgentStep {
  const place = logOf(state).findIndex((record) => sameId(record, last));
  return dropOldest(parts, state, place + 1);
}

export const elapsedTimer = (timer: string, afterMs: number): AgentEffect => ({
  kind: 'elapsed-timer',
  timer,
  afterMs,
});

export const DEFAULT_AGENT_PARTS: AgentParts = {
  // Drawn at each start: what is restored, copied or set up anew never passes for the original.
  identity: (_options, _disk, entropy) => ({ incarnation: entropy, next: 1 }),
  remembers: () => [],
  stamp: (now) => msOf(now.wall),
  overflow: (_parts, _options, state, record) => [state, [notKept(record)]],
  refused: (record) => [notKept(record)],
  writes: (records) => records.toArray().slice(-1),
  segmentNumber: (rotations) => String(rotations),
  order: (a, b) => numberOf(a) - numberOf(b),
  readSegment: wholeRecords,
  shortened: (file, rest, count) => [
    rest.length === 0 ? { kind: 'remove', file } : { kind: 'truncate', file, count },
  ],
  isReady: (state, { incarnation, sequence }) =>
    incarnation !== state.incarnation || sequence <= state.durable,
  uploadTimer: (_now, afterMs) => elapsedTimer('upload', afterMs),
  tidied: (state) => [state, []],
  mayUpload: () => true,
  trusts: () => true,
  found: (state) => [state, []],
  sent: (_parts, state) => [state, []],
  confirmed: (parts, state, { last }) => dropThrough(parts, state, last),
  failed: (_parts, state) => [state, []],
  takesLate: true,
  backoffMs: (failures) =>
    Math.min(BACKOFF_MS_MAX, BACKOFF_MS * 2 ** Math.min(failures - 1, DOUBLINGS_MAX)),
  busyTimer: ({ afterMs }) => elapsedTimer('upload', afterMs),
};

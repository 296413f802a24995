/**
 * Rules of the agent that can lose records, one by one. The correct agent is DEFAULT_AGENT_PARTS;
 * each planted defect replaces one of them.
 */
import { msOf } from '../../../sim/model/time.js';
import type { DiskContents, LocalTime } from '../../../sim/model/node.js';
import type { Seq } from '../../../sim/model/seq.js';
import { dropOldest, notKept, numberOf, wholeRecords } from './log.js';
import { logOf, sameId } from './state.js';
import type { AgentEffect, AgentOptions, AgentState, AgentStep, Segment } from './state.js';
import type { Accepted, Busy, Input, RecordId, TelemetryRecord, Token } from '../protocol.js';
import type { Answer } from '../../rules/answer.js';
import { BACKOFF_MS_MAX } from '../scenario.js';

const BACKOFF_MS = 10_000;
/** Number of doublings after which a wait exceeds the longest one. */
const DOUBLINGS_MAX = 9;

export interface AgentParts {
  /** Identity of a starting agent, and the number of its first record. */
  readonly identity: (
    options: AgentOptions,
    disk: DiskContents,
    entropy: number,
  ) => Pick<AgentState, 'incarnation' | 'next'>;
  /** Writes the identity to disk after each record, where the agent keeps it. */
  readonly remembers: (state: AgentState) => readonly AgentEffect[];
  /** Decides whether a measurement is recorded. */
  readonly records: (
    now: LocalTime,
    measured: Input & { readonly kind: 'measure' },
    options: AgentOptions,
  ) => Answer;
  /** The date of a record, ms since 1970. */
  readonly stamp: (now: LocalTime, state: AgentState, options: AgentOptions) => number;
  /** The end of a record by a clock of its own, ms since 1970; undefined: its date. */
  readonly ends: (now: LocalTime, state: AgentState) => number | undefined;
  /** Handles a record that a full log cannot hold. */
  readonly overflow: (
    parts: AgentParts,
    options: AgentOptions,
    state: AgentState,
    record: TelemetryRecord,
  ) => AgentStep;
  /** Handles a record that a full disk did not accept. */
  readonly refused: (record: TelemetryRecord) => readonly AgentEffect[];
  /** Records of a segment that are written after the last of them was added. */
  readonly writes: (records: Seq<TelemetryRecord>) => readonly TelemetryRecord[];
  /** The number in the name of a segment; the other segments of the log are given. */
  readonly segmentNumber: (rotations: number, at: number, others: readonly Segment[]) => string;
  /** The order in which a starting agent reads its segments. */
  readonly order: (a: string, b: string) => number;
  readonly readSegment: (entries: Seq<unknown>) => Seq<TelemetryRecord>;
  /** Removes the first `count` records of a segment. */
  readonly shortened: (
    file: string,
    rest: Seq<TelemetryRecord>,
    count: number,
  ) => readonly AgentEffect[];
  /** True when a record of the log may be sent. */
  readonly isReady: (state: AgentState, record: TelemetryRecord) => boolean;
  /** Records of the next batch in the order of sending, of those that may be sent, oldest first. */
  readonly picks: (
    ready: readonly TelemetryRecord[],
    state: AgentState,
    options: AgentOptions,
  ) => readonly TelemetryRecord[];
  /** Picked records as the batch carries them. */
  readonly outgoing: (
    records: readonly TelemetryRecord[],
    state: AgentState,
    now: LocalTime,
  ) => readonly TelemetryRecord[];
  /** The time of sending that the batch states, ms since 1970. */
  readonly signedAt: (state: AgentState, now: LocalTime) => number;
  readonly uploadTimer: (now: LocalTime, afterMs: number) => AgentEffect;
  /** Prepares the log before an upload. */
  readonly tidied: (state: AgentState, now: LocalTime, options: AgentOptions) => AgentStep;
  /** Decides whether an upload is attempted. */
  readonly mayUpload: (state: AgentState, now: LocalTime, options: AgentOptions) => Answer;
  /** Decides whether newly received credentials are used. */
  readonly trusts: (token: Token, now: LocalTime, options: AgentOptions) => Answer;
  /** Notes what newly received credentials say of the server's clock. */
  readonly learned: (state: AgentState, token: Token, now: LocalTime) => AgentState;
  /** Sets a timer, named `renew`, at which the agent asks for new credentials. */
  readonly renews: (token: Token, now: LocalTime) => readonly AgentEffect[];
  /** Prepares the log at the start of the agent. */
  readonly found: (state: AgentState, disk: DiskContents) => AgentStep;
  /** Drops records when a batch was sent. */
  readonly sent: (parts: AgentParts, state: AgentState) => AgentStep;
  /** Drops records when the server has confirmed them. */
  readonly confirmed: (
    parts: AgentParts,
    state: AgentState,
    answer: Accepted,
    now: LocalTime,
  ) => AgentStep;
  /** Drops records when an attempt has failed. */
  readonly failed: (parts: AgentParts, state: AgentState, now: LocalTime) => AgentStep;
  /** True: an answer that comes after its timeout is accepted. */
  readonly takesLate: boolean;
  /** Wait after this number of failed attempts, ms; undefined: it never tries again. */
  readonly backoffMs: (failures: number) => number | undefined;
  /** Sets the timer of the next attempt after a "busy" answer. */
  readonly busyTimer: (message: Busy, now: LocalTime) => AgentEffect;
}

/**
 * Drops everything up to and including the record of this identity; nothing if the log does not
 * hold it.
 */
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
  // Drawn at each start, so that a restored, copied or reinstalled disk is never taken for the
  // original.
  identity: (_options, _disk, entropy) => ({ incarnation: entropy, next: 1 }),
  remembers: () => [],
  records: () => true,
  stamp: (now) => msOf(now.wall),
  ends: () => undefined,
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
  picks: (ready, _state, { batchRecords }) => ready.slice(0, batchRecords),
  outgoing: (records) => records,
  signedAt: (_state, now) => msOf(now.wall),
  uploadTimer: (_now, afterMs) => elapsedTimer('upload', afterMs),
  tidied: (state) => [state, []],
  mayUpload: () => true,
  trusts: () => true,
  learned: (state) => state,
  renews: () => [],
  found: (state) => [state, []],
  sent: (_parts, state) => [state, []],
  confirmed: (parts, state, { last }) => dropThrough(parts, state, last),
  failed: (_parts, state) => [state, []],
  takesLate: true,
  backoffMs: (failures) =>
    Math.min(BACKOFF_MS_MAX, BACKOFF_MS * 2 ** Math.min(failures - 1, DOUBLINGS_MAX)),
  busyTimer: ({ afterMs }) => elapsedTimer('upload', afterMs),
};

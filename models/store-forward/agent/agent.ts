/**
 * The agent keeps each record in its log until the server has confirmed it.
 *
 * One batch is in flight at a time. Waits, retries and the life of credentials are measured on the
 * elapsed clock; the wall clock dates records, and decides nothing.
 */
import { NO_EFFECTS } from '../../../sim/model/node.js';
import { Seq } from '../../../sim/model/seq.js';
import { SECOND_MS } from '../../../sim/model/time.js';
import type { DiskContents, LocalTime, Model } from '../../../sim/model/node.js';
import { changed } from './change.js';
import { append, dropWhere, isFull, isSegment, numberOf, readyRecords, segmentsOn } from './log.js';
import { DEFAULT_AGENT_PARTS, elapsedTimer } from './parts.js';
import type { AgentParts } from './parts.js';
import { elapsedSince, INITIAL, logOf, recordsIn, sameId } from './state.js';
import type { AgentEffect, AgentOptions, AgentState, AgentStep } from './state.js';
import type { Accepted, Input, Message, TelemetryRecord, Token } from '../protocol.js';
import { isYes, refusal } from '../../rules/answer.js';
import { ANSWER_MS, SERVER } from '../scenario.js';

/** The agent's options and rules, for every step below. */
interface Agent {
  readonly parts: AgentParts;
  readonly options: AgentOptions;
}

const send = (message: Message): AgentEffect => ({ kind: 'send', to: SERVER, message });
const ANSWER_TIMER = elapsedTimer('answer', ANSWER_MS);
const CANCEL_ANSWER: AgentEffect = { kind: 'cancel-timer', timer: 'answer' };
const CANCEL_UPLOAD: AgentEffect = { kind: 'cancel-timer', timer: 'upload' };
const mark = (name: string): AgentEffect => ({ kind: 'mark', mark: name });

/** Composes two steps. */
function followedBy(
  [state, effects]: AgentStep,
  next: (state: AgentState) => AgentStep,
): AgentStep {
  const [after, more] = next(state);
  return [after, [...effects, ...more]];
}

function start(
  { parts, options }: Agent,
  disk: DiskContents,
  entropy: number,
  now: LocalTime,
): AgentStep {
  const segments = segmentsOn(parts, disk);
  const identity = parts.identity(options, disk, entropy);
  const fresh: AgentState = {
    ...INITIAL,
    ...identity,
    startedAt: now,
    durable: identity.next - 1,
    segments,
    // Counts every file: a file without a whole record is not extended either.
    rotations: Math.max(0, ...Object.keys(disk).filter(isSegment).map(numberOf)),
  };
  return followedBy(parts.found(fresh, disk), (state) =>
    recordsIn(state) === 0 ? [state, NO_EFFECTS] : wait({ parts, options }, state, now),
  );
}

/** Sets the upload timer. */
const wait = (
  { parts, options }: Agent,
  state: AgentState,
  now: LocalTime,
  afterMs = options.uploadMs,
): AgentStep => [
  changed(state, { phase: 'waiting', sent: undefined, armedAt: now }),
  [parts.uploadTimer(now, afterMs)],
];

function recordOf(
  { parts, options }: Agent,
  before: AgentState,
  { record, item }: Input & { kind: 'measure' },
  now: LocalTime,
): TelemetryRecord {
  const made: TelemetryRecord = {
    record,
    agent: options.name,
    item,
    at: parts.stamp(now, before, options),
    incarnation: before.incarnation,
    sequence: before.next,
  };
  const endAt = parts.ends(now, before);
  return endAt === undefined ? made : { ...made, endAt };
}

function measure(
  agent: Agent,
  before: AgentState,
  measured: Input & { kind: 'measure' },
  now: LocalTime,
): AgentStep {
  const { parts, options } = agent;
  const records = parts.records(now, measured, options);
  if (!isYes(records)) return [before, refusal(records)];
  const made = recordOf(agent, before, measured, now);
  const full = isFull(options, before);
  const kept = full
    ? followedBy(parts.overflow(parts, options, before, made), (state) => [
        state,
        [mark('log-full')],
      ])
    : append(parts, options, before, made);
  return followedBy(kept, (state) =>
    state.phase === 'idle' && recordsIn(state) > 0 ? wait(agent, state, now) : [state, NO_EFFECTS],
  );
}

/**
 * Performs a due upload: sends at once with valid credentials, and otherwise asks for them first.
 */
function upload(agent: Agent, before: AgentState, now: LocalTime): AgentStep {
  const { parts, options } = agent;
  return followedBy(
    parts.tidied(changed(before, { phase: 'idle', sent: undefined }), now, options),
    (state) => {
      if (recordsIn(state) === 0) return [state, NO_EFFECTS];
      const may = parts.mayUpload(state, now, options);
      if (!isYes(may)) return followedBy([state, refusal(may)], (next) => failed(agent, next, now));
      const { credentials } = state;
      if (
        credentials !== undefined &&
        elapsedSince(credentials.since, now) < credentials.token.lifeMs
      )
        return sendBatch(agent, state, credentials.token, now);
      return [changed(state, { phase: 'asking' }), [send({ kind: 'hello' }), ANSWER_TIMER]];
    },
  );
}

function sendBatch(agent: Agent, before: AgentState, token: Token, now: LocalTime): AgentStep {
  const { parts, options } = agent;
  const records = readyRecords(parts, options, before);
  const last = records.at(-1);
  // Every record waits for the disk; a short upload wait would only repeat the attempt.
  if (last === undefined) return wait(agent, before, now, Math.max(SECOND_MS, options.uploadMs));
  const { incarnation, sequence } = last;
  const sent = { count: records.length, last: { incarnation, sequence } };
  const sentAt = parts.signedAt(before, now);
  const outgoing = parts.outgoing(records, before, now);
  const batch: Message = { kind: 'batch', token, sentAt, records: Seq.of(outgoing) };
  return followedBy(
    [changed(before, { phase: 'asking', sent }), [send(batch), ANSWER_TIMER]],
    (state) => parts.sent(parts, state),
  );
}

/** Notes a failed attempt: the wait before the next one is longer. */
function failed(agent: Agent, before: AgentState, now: LocalTime): AgentStep {
  const { parts } = agent;
  const failures = before.failures + 1;
  const failingSince = before.failingSince ?? now;
  return followedBy(
    parts.failed(parts, changed(before, { failures, failingSince }), now),
    (state) => {
      const afterMs = parts.backoffMs(failures);
      const next = changed(state, { sent: undefined });
      if (afterMs === undefined) return [changed(next, { phase: 'stopped' }), [mark('gave-up')]];
      return followedBy([next, [mark('tried-again')]], (waiting) =>
        wait(agent, waiting, now, afterMs),
      );
    },
  );
}

function accepted(agent: Agent, before: AgentState, answer: Accepted, now: LocalTime): AgentStep {
  const { parts } = agent;
  const newest = logOf(before).find((record) => sameId(record, answer.last));
  const confirmed = parts.confirmed(parts, before, answer, now);
  return followedBy(confirmed, (state) => {
    // A duplicated answer is not about the batch in flight. A late answer, which comes while the
    // next attempt is awaited, counts as well: where answers take longer than the wait for them, no
    // other comes.
    const progress = recordsIn(state) < recordsIn(before) || newest !== undefined;
    const late = before.phase === 'waiting' && before.failures > 0 && parts.takesLate;
    const awaited = before.phase === 'asking' && before.sent !== undefined;
    if (!progress || !(awaited || late)) return [state, NO_EFFECTS];
    const next = changed(state, {
      sent: undefined,
      failures: 0,
      failingSince: undefined,
      confirmedAt: Math.max(state.confirmedAt, newest?.at ?? -Infinity),
    });
    const cancelWait = late ? CANCEL_UPLOAD : CANCEL_ANSWER;
    return followedBy([next, [cancelWait, mark('batch-accepted')]], (idle) =>
      upload(agent, idle, now),
    );
  });
}

function onMessage(agent: Agent, state: AgentState, message: Message, now: LocalTime): AgentStep {
  const asked = state.phase === 'asking';
  switch (message.kind) {
    case 'welcome': {
      const late = state.phase === 'waiting' && state.failures > 0 && agent.parts.takesLate;
      const { token } = message;
      const renewing = agent.parts.renews(token, now);
      if (!(asked || late) || state.sent !== undefined) return [state, renewing];
      const trusts = agent.parts.trusts(token, now, agent.options);
      if (!isYes(trusts))
        return followedBy([state, [CANCEL_ANSWER, ...refusal(trusts)]], (next) =>
          failed(agent, next, now),
        );
      return followedBy(
        [
          agent.parts.learned(changed(state, { credentials: { token, since: now } }), token, now),
          [late ? CANCEL_UPLOAD : CANCEL_ANSWER, ...renewing],
        ],
        (next) => sendBatch(agent, next, token, now),
      );
    }
    case 'accepted':
      return accepted(agent, state, message, now);
    case 'busy': {
      if (!asked || state.sent === undefined) return [state, NO_EFFECTS];
      const [next] = wait(agent, state, now);
      const timer = agent.parts.busyTimer(message, now);
      return [next, [CANCEL_ANSWER, timer, mark('server-busy')]];
    }
    case 'refused':
      if (!asked || state.sent === undefined) return [state, NO_EFFECTS];
      return followedBy(
        [changed(state, { credentials: undefined }), [CANCEL_ANSWER, mark('refused')]],
        (next) => failed(agent, next, now),
      );
    default:
      return [state, NO_EFFECTS];
  }
}

function onTimer(agent: Agent, state: AgentState, timer: string, now: LocalTime): AgentStep {
  switch (timer) {
    case 'upload':
      return upload(agent, state, now);
    case 'renew':
      return [state, [send({ kind: 'hello' })]];
    default:
      return failed(agent, state, now);
  }
}

/** Drops a record that the full disk did not accept. */
function onDiskFull(agent: Agent, before: AgentState, entry: unknown): AgentStep {
  const { record } = entry as TelemetryRecord;
  const [state] = dropWhere(before, (kept) => kept.record === record);
  return [state, [mark('disk-full'), ...agent.parts.refused(entry as TelemetryRecord)]];
}

function onSynced(state: AgentState, file: string): AgentStep {
  if (!isSegment(file)) return [state, NO_EFFECTS];
  const [durable = state.durable, ...syncing] = state.syncing;
  return [changed(state, { syncing, durable: Math.max(state.durable, durable) }), NO_EFFECTS];
}

export const telemetryAgent = (
  options: AgentOptions,
  parts: AgentParts = DEFAULT_AGENT_PARTS,
): Model<AgentState, Message, Input> => {
  const agent: Agent = { parts, options };
  return {
    name: 'telemetry-agent',
    initial: INITIAL,
    step(state, event, now) {
      switch (event.kind) {
        case 'start':
          return start(agent, event.disk, event.entropy, now);
        case 'input':
          return event.input.kind === 'measure'
            ? measure(agent, state, event.input, now)
            : [state, NO_EFFECTS];
        case 'timer':
          return onTimer(agent, state, event.timer, now);
        case 'message':
          return onMessage(agent, state, event.message, now);
        case 'synced':
          return onSynced(state, event.file);
        case 'disk-full':
          return onDiskFull(agent, state, event.entry);
        case 'wake':
          return [state, NO_EFFECTS];
      }
    },
  };
};

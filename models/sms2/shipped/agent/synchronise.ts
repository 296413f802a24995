/**
 * One synchronisation of the shipped agent: upload first, then download of the configuration. The
 * two succeed or fail together, but a successful upload stands [Q311467].
 */
import { NO_EFFECTS } from '../../../../sim/model/node.js';
import { MINUTE_MS, msOf, reached } from '../../../../sim/model/time.js';
import type { Decision, LocalTime } from '../../../../sim/model/node.js';
import type { Seq } from '../../../../sim/model/seq.js';
import { changed, changedRegistry } from './change.js';
import {
  ABSENT,
  askForConfiguration,
  erasing,
  INSTALL_RETRY_MS,
  LOG,
  syncLog,
  UPLOAD_TIMEOUT_MS,
  writeHeader,
  writeRegistry,
} from './state.js';
import type { AgentEffect, AgentOptions, AgentState, AgentStep, Registry } from './state.js';
import type { Latch } from '../mechanisms.js';
import type { UsageRecord } from '../../protocol.js';
import { SITE } from '../../scenario.js';
import { LOGON_TRY_MS, serverFor, turnAfterFailure } from './server-list.js';

/** True when uploads wait until the client's own clock reads NextOfflineSyncTime. */
const waitsForClock = (agent: AgentOptions): boolean =>
  agent.mode === 'offline' && agent.parts.dueBy === 'next-sync-time';

/**
 * The timer of the next upload: due after an interval or, as shipped, when the client's clock reads
 * `next`.
 */
export const dueTimer = (agent: AgentOptions, registry: Registry, now: LocalTime): AgentEffect =>
  !waitsForClock(agent)
    ? { kind: 'elapsed-timer', timer: 'due', afterMs: registry.configuration.pollMs }
    : { kind: 'wall-timer', timer: 'due', at: registry.next ?? now.wall };

/** Assumption: an agent that finds records in its log at its start uploads them a minute later. */
const SOON_MS = MINUTE_MS;

export const soonTimer = (agent: AgentOptions, registry: Registry, now: LocalTime): AgentEffect =>
  agent.parts.dueBy === 'elapsed-time'
    ? { kind: 'elapsed-timer', timer: 'due', afterMs: SOON_MS }
    : dueTimer(agent, registry, now);

/** The comparison that an upload waits for, as an effect; empty where nothing is compared. */
export const dueDecisions = (
  agent: AgentOptions,
  registry: Registry,
  now: LocalTime,
): AgentEffect[] =>
  agent.parts.dueBy === 'elapsed-time'
    ? []
    : [{ kind: 'decide', decision: dueDecision(agent, registry, now) }];

const dueDecision = (agent: AgentOptions, registry: Registry, now: LocalTime): Decision => ({
  name: 'upload-due',
  left: { name: "client's clock", value: msOf(now.wall), clock: agent.client },
  comparison: '>=',
  right: {
    name: 'NextOfflineSyncTime',
    value: msOf(registry.next ?? now.wall),
    clock:
      registry.nextLatchedBy === agent.parts.mechanism.dueSetBy.install &&
      agent.parts.mechanism.firstDueClock === SITE
        ? SITE
        : agent.client,
    latchedBy: registry.nextLatchedBy,
  },
  held: registry.next === undefined || reached(now.wall, registry.next),
  outcome: 'usage stays in the offline log until the comparison holds',
});

export const pollTimer = (registry: Registry): AgentEffect => ({
  kind: 'elapsed-timer',
  timer: 'poll',
  afterMs: registry.configuration.pollMs,
});

/** Asks for the configuration until it names a server to upload to. */
const askForServer: readonly AgentEffect[] = [
  askForConfiguration,
  { kind: 'elapsed-timer', timer: 'poll', afterMs: INSTALL_RETRY_MS },
];

/** Makes one attempt at the due time, a poll or a retry, if its gates allow it. */
export function synchronise(
  agent: AgentOptions,
  state: AgentState,
  now: LocalTime,
  fresh: boolean,
): AgentStep {
  const { registry } = state;
  if ((state.phase !== 'running' && state.phase !== 'leaving') || registry === undefined)
    return [state, NO_EFFECTS];
  if (registry.configuration.serverless === true) return [state, askForServer];
  const effects = dueDecisions(agent, registry, now);
  // A clock set back since the timer was armed: wait for the stored time again.
  if (waitsForClock(agent) && !dueDecision(agent, registry, now).held)
    return [state, [...effects, dueTimer(agent, registry, now)]];
  const gate = agent.parts.mechanism.gate?.(
    registry.latch,
    state.header ?? now.wall,
    agent.toleranceMs,
    agent.client,
  );
  if (agent.mode === 'offline' && gate !== undefined) {
    effects.push({ kind: 'decide', decision: gate });
    // Assumption: an upload that is refused is tried again at the next poll.
    if (!gate.held) return [state, [...effects, pollTimer(registry)]];
  }
  // One upload at a time, unless a poll ends the round before it.
  if (state.sending !== undefined && !(fresh && agent.parts.pollEndsRetries))
    return [state, fresh ? [...effects, pollTimer(registry)] : effects];
  const attempts = fresh ? 1 : state.attempts + 1;
  // Where the next poll ends the wait, a delay of a whole polling interval never happens.
  if (fresh && agent.parts.pollEndsRetries) effects.push({ kind: 'cancel-timer', timer: 'retry' });
  if (fresh) effects.push(pollTimer(registry));
  return upload(agent, changed(state, { attempts }), now, effects);
}

export function upload(
  agent: AgentOptions,
  state: AgentState,
  now: LocalTime,
  effects: AgentEffect[],
): AgentStep {
  const latch = state.registry?.latch;
  const skips = agent.parts.mechanism.skips;
  const log =
    skips === undefined || latch === undefined || agent.mode === 'online'
      ? state.log
      : state.log.filter((record) => !skips(record, latch));
  if (log.length < state.log.length && latch !== undefined)
    effects.push({ kind: 'decide', decision: skipDecision(agent, state.log, log, latch) });
  const uploads = state.uploads + 1;
  // If the next poll comes before the wait is over, an unanswered upload has failed.
  const turn = state.sending === undefined ? state.turn : turnAfterFailure(agent.parts, state.turn);
  effects.push(
    {
      kind: 'send',
      to: serverFor(state.registry?.configuration, turn),
      message: { kind: 'upload', upload: uploads, log },
    },
    { kind: 'elapsed-timer', timer: 'upload-timeout', afterMs: UPLOAD_TIMEOUT_MS },
  );
  const blindMs = agent.parts.blindWhileSynchronising ? agent.syncBlindMs : 0;
  const blindUntil = msOf(now.elapsed) + blindMs;
  return [
    changed(state, {
      uploads,
      turn,
      blindUntil,
      downloading: false,
      sending: { upload: uploads, count: state.log.length },
    }),
    effects,
  ];
}

function skipDecision(
  agent: AgentOptions,
  all: Seq<UsageRecord>,
  sent: Seq<UsageRecord>,
  latch: Latch,
): Decision {
  const sentRecords = new Set(sent);
  const first = all.toArray().find((record) => !sentRecords.has(record));
  return {
    name: 'record-not-yet-sent',
    left: {
      name: "record's stamp",
      value: msOf(first?.start ?? latch.reference),
      clock: agent.client,
    },
    comparison: '>=',
    right: { name: 'watermark', value: msOf(latch.reference), clock: SITE, latchedBy: 'install' },
    held: false,
    outcome: 'the record is skipped as already sent, and dropped with the uploaded log',
  };
}

export function uploaded(
  agent: AgentOptions,
  state: AgentState,
  number: number,
  now: LocalTime,
): AgentStep {
  const { registry, sending } = state;
  if (registry === undefined || sending?.upload !== number) return [state, NO_EFFECTS];
  // NextOfflineSyncTime := the client's clock + the polling interval, at a successful upload [Q311764].
  const next: Registry = changedRegistry(registry, {
    next: agent.parts.mechanism.nextDue(now.wall, registry.configuration.pollMs, registry.latch),
    nextLatchedBy: agent.parts.mechanism.dueSetBy.upload,
  });
  const sent: AgentState = changed(state, {
    registry: next,
    header: now.wall,
    log: state.log.drop(sending.count),
    sending: undefined,
    downloading: true,
    attempts: 0,
  });
  if (state.phase === 'leaving' && sent.log.length === 0) return [ABSENT, erasing];
  const effects: AgentEffect[] = [
    { kind: 'truncate', file: LOG, count: sending.count },
    syncLog,
    ...writeRegistry(next),
    ...writeHeader(now.wall),
    dueTimer(agent, next, now),
    askForConfiguration,
    // The same wait covers the download.
    { kind: 'elapsed-timer', timer: 'upload-timeout', afterMs: UPLOAD_TIMEOUT_MS },
    { kind: 'cancel-timer', timer: 'poll' },
  ];
  // Online, records made in the meantime follow at once.
  if (agent.mode === 'online' && !state.offline && sent.log.length > 0)
    return upload(agent, changed(sent, { attempts: 1 }), now, effects);
  return [sent, effects];
}

/**
 * Handles a missing answer: tries again after the delay, or waits for the next poll [help page of
 * the General tab].
 */
export function failed(agent: AgentOptions, state: AgentState): AgentStep {
  const { registry } = state;
  if (registry === undefined) return [state, NO_EFFECTS];
  const stopped: AgentState = changed(state, { sending: undefined, downloading: false });
  // The upload succeeded and only the download failed: the next due time is already set.
  if (state.downloading) return [stopped, [{ kind: 'mark', mark: 'download-failed' }]];
  const { retries } = registry.configuration;
  const turn = turnAfterFailure(agent.parts, state.turn);
  const next: AgentState = changed(stopped, { turn });
  if (state.attempts <= Math.min(agent.parts.logonTries, agent.pipeRetries))
    return [next, [{ kind: 'elapsed-timer', timer: 'retry', afterMs: LOGON_TRY_MS }]];
  if (state.attempts > retries) return [next, [{ kind: 'mark', mark: 'retries-exhausted' }]];
  const afterMs = agent.parts.retryDelayMs(registry.configuration, agent.retryDelaySetBefore);
  return [next, [{ kind: 'elapsed-timer', timer: 'retry', afterMs }]];
}

/**
 * The fixed Software Metering Agent. It records use from its installation on, regardless of its
 * clock, and uploads unconfirmed records by elapsed time.
 */
import { NO_EFFECTS, TORN } from '../../../../sim/model/node.js';
import { Seq } from '../../../../sim/model/seq.js';
import type { DiskContents, LocalTime, Model, NodeEvent } from '../../../../sim/model/node.js';
import type { Configuration, Input, Message } from '../../protocol.js';
import { changed } from './change.js';
import { accepted, begin, noAnswerTimer, unanswered, welcomed } from './exchange.js';
import { erase, keep, logDeleted, notAppended, synced } from './log.js';
import { delayed, enumerated, sessionOf, STARTS, withoutAgent } from './start.js';
import { DEFAULT_AGENT_PARTS } from './parts.js';
import type { AgentParts } from './parts.js';
import {
  ABSENT,
  ANCHORS,
  askForConfiguration,
  BASE,
  CCIM_MS,
  CONFIGURATION_RETRY_MS,
  elapsedTimer,
  readingOf,
  REGISTRY,
  SOON_MS,
  writeRegistry,
} from './state.js';
import type {
  FixedAgentOptions,
  FixedAgentState,
  FixedEffect,
  FixedStep,
  OpenSession,
  Registry,
} from './state.js';
import type { Anchor, KeptRecord, LostRecords, RecordId } from '../protocol.js';

/** An agent with its options and its rules. */
interface Agent {
  readonly options: FixedAgentOptions;
  readonly parts: AgentParts;
}

function beginnings(parts: AgentParts, state: FixedAgentState, now: LocalTime): FixedEffect[] {
  const again = state.settings.received ? CCIM_MS : CONFIGURATION_RETRY_MS;
  return [
    parts.uploadTimer(now, SOON_MS),
    askForConfiguration,
    elapsedTimer('configuration', again),
  ];
}

/**
 * Reads the disk of a starting agent. All records on the disk are of one linear history, so numbers
 * alone order them.
 */
function start(agent: Agent, disk: DiskContents, entropy: number, now: LocalTime): FixedStep {
  const { options, parts } = agent;
  const registry = disk[REGISTRY]?.first() as Registry | undefined;
  if (registry === undefined) return [ABSENT, NO_EFFECTS];
  const base = disk[BASE]?.first() as RecordId | undefined;
  const isNew = ({ sequence }: RecordId): boolean => sequence > (base?.sequence ?? 0);
  const foundLog = disk['log'] ?? Seq.empty();
  const log = parts.readLog(foundLog).filter(isNew);
  const losses = ((disk['losses'] ?? Seq.empty()) as Seq<LostRecords>).filter(isNew);
  const foundAnchors = (disk[ANCHORS] ?? Seq.empty()) as Seq<Anchor>;
  const anchors = foundAnchors.filter((entry) => (entry as unknown) !== TORN);
  const ends: (RecordId | undefined)[] = [base, log.last(), losses.last()];
  const last = ends.reduce((a, b) => ((b?.sequence ?? 0) > (a?.sequence ?? 0) ? b : a));
  // Data from an earlier boot carries the number of that boot.
  const boot = Math.max(anchors.last()?.at.boot ?? 0, log.last()?.end.boot ?? 0);
  const state: FixedAgentState = {
    ...ABSENT,
    phase: registry.phase,
    settings: registry.settings,
    server: registry.settings.home ?? options.server,
    incarnation: parts.incarnation(entropy),
    base,
    last: parts.lastId(last && { incarnation: last.incarnation, sequence: last.sequence }),
    log,
    losses,
    durable: { log: log.last()?.sequence ?? 0, losses: losses.last()?.sequence ?? 0 },
    anchors,
    boot: parts.boot(boot),
  };
  const [clean, cleaning] = parts.cleaned(state, {
    log: log.length < foundLog.length,
    anchors: anchors.length < foundAnchors.length,
  });
  const [next, effects] =
    options.startDelayMs > 0
      ? delayed(clean, options.startDelayMs)
      : [clean, beginnings(parts, clean, now)];
  return cleaning.length === 0 ? [next, effects] : [next, [...cleaning, ...effects]];
}

function install(agent: Agent, state: FixedAgentState, entropy: number, now: LocalTime): FixedStep {
  const { options, parts } = agent;
  if (state.phase === 'running') return [state, NO_EFFECTS];
  if (state.phase === 'leaving') {
    const next = changed(state, { phase: 'running' });
    return [next, writeRegistry(next)];
  }
  // Files left on the disk by an unfinished removal or another tool do not belong to this history.
  const [clean, erasing] = erase(state);
  const next: FixedAgentState = {
    ...clean,
    phase: 'running',
    server: options.server,
    incarnation: parts.incarnation(entropy),
    last: parts.lastId(undefined),
    boot: parts.boot(0),
  };
  return [next, [...erasing, ...writeRegistry(next), ...beginnings(parts, next, now)]];
}

/** Removes the agent: open sessions are dropped; the log stays until it is uploaded. */
function remove(parts: AgentParts, state: FixedAgentState, now: LocalTime): FixedStep {
  if (state.phase === 'absent') return [state, NO_EFFECTS];
  const [left, effects] = parts.removed(changed(state, { open: [] }));
  const [next, upload] = begin(parts, left, now);
  return [next, [...writeRegistry(next), ...effects, ...upload]];
}

function useEnd(agent: Agent, state: FixedAgentState, record: number, now: LocalTime): FixedStep {
  const session = state.open.find((candidate) => candidate.record === record);
  if (state.phase !== 'running' || session === undefined) return [state, NO_EFFECTS];
  const open = state.open.filter((candidate) => candidate !== session);
  const { user, program, version, start, startedWithinMs } = session;
  const use = { record, user, program, version, start, end: readingOf(state.boot, now) };
  const found = startedWithinMs === undefined ? use : { ...use, startedWithinMs };
  return keep(agent.parts, agent.options, changed(state, { open }), found);
}

function onInput(
  agent: Agent,
  state: FixedAgentState,
  input: Input,
  entropy: number,
  now: LocalTime,
): FixedStep {
  const { parts } = agent;
  switch (input.kind) {
    case 'install':
      return install(agent, state, entropy, now);
    case 'remove':
      return remove(parts, state, now);
    case 'delete-log':
      return state.phase === 'absent' ? [state, NO_EFFECTS] : logDeleted(parts, state);
    case 'use-start': {
      if (state.phase !== 'running') return [state, NO_EFFECTS];
      return [changed(state, { open: [...state.open, sessionOf(state, input, now)] }), NO_EFFECTS];
    }
    case 'use-end':
      return useEnd(agent, state, input.record, now);
    default:
      return [state, NO_EFFECTS];
  }
}

function configured(
  parts: AgentParts,
  state: FixedAgentState,
  { pollMs, retryDelayMs, home }: Configuration,
  now: LocalTime,
): FixedStep {
  if (state.phase === 'absent') return [state, NO_EFFECTS];
  const moves = home !== undefined && home !== state.server;
  const differs =
    moves ||
    !state.settings.received ||
    pollMs !== state.settings.pollMs ||
    retryDelayMs !== state.settings.retryDelayMs;
  if (!differs) return [state, NO_EFFECTS];
  const received = { pollMs, retryDelayMs, received: true };
  const settings = home === undefined ? received : { ...received, home };
  // An exchange with the previous server is dropped, and started again with the new one.
  const next = moves
    ? changed(state, { settings, server: home, exchange: undefined })
    : changed(state, { settings });
  const effects: FixedEffect[] = [
    ...(moves ? [noAnswerTimer] : []),
    ...writeRegistry(next),
    elapsedTimer('configuration', CCIM_MS),
    // A longer interval that was set before must not outlive the change.
    parts.uploadTimer(now, Math.min(SOON_MS, pollMs)),
  ];
  return [next, effects];
}

function onTimer(
  parts: AgentParts,
  state: FixedAgentState,
  timer: string,
  now: LocalTime,
): FixedStep {
  if (state.phase === 'absent') return [state, NO_EFFECTS];
  switch (timer) {
    case 'upload': {
      const [next, effects] = begin(parts, state, now);
      return [next, [parts.uploadTimer(now, state.settings.pollMs), ...effects]];
    }
    case 'answer':
      return unanswered(parts, state, now);
    case 'configuration': {
      const again = state.settings.received ? CCIM_MS : CONFIGURATION_RETRY_MS;
      return [state, [askForConfiguration, elapsedTimer('configuration', again)]];
    }
    default:
      return [state, NO_EFFECTS];
  }
}

/** Uploads without waiting for the next poll when the log is half full, or the client is online. */
function afterSync(agent: Agent, state: FixedAgentState, now: LocalTime): FixedStep {
  const { mode, logCapacity } = agent.options;
  const pressing = mode === 'online' || (logCapacity > 0 && 2 * state.log.length >= logCapacity);
  return pressing && state.log.length > 0 && state.failures === 0
    ? begin(agent.parts, state, now)
    : [state, NO_EFFECTS];
}

function onMessage(
  parts: AgentParts,
  state: FixedAgentState,
  message: Message,
  now: LocalTime,
): FixedStep {
  switch (message.kind) {
    case 'configuration':
      return configured(parts, state, message.configuration, now);
    case 'fixed-welcome':
      return welcomed(parts, state, message, now);
    case 'fixed-accepted':
      return accepted(parts, state, message);
    default:
      return [state, NO_EFFECTS];
  }
}

/**
 * Handles events while the machine runs and the agent does not yet. A removal or an installation
 * starts it.
 */
function beforeStart(
  agent: Agent,
  state: FixedAgentState,
  running: readonly OpenSession[],
  event: NodeEvent<Message, Input>,
  now: LocalTime,
): FixedStep {
  const { parts } = agent;
  if (event.kind === 'timer' && event.timer === STARTS) {
    const next = enumerated(parts, state, running, now);
    return [next, beginnings(parts, next, now)];
  }
  if (event.kind !== 'input') return [state, NO_EFFECTS];
  const { input, entropy } = event;
  const again = input.kind === 'install' && state.phase === 'leaving';
  if (input.kind !== 'remove' && !again) return withoutAgent(state, running, input, now);
  const started = enumerated(parts, state, [], now);
  const [next, effects] = again
    ? install(agent, started, entropy, now)
    : remove(parts, started, now);
  return [next, [...beginnings(parts, next, now), ...effects]];
}

export function fixedAgent(
  options: FixedAgentOptions,
  parts: AgentParts = DEFAULT_AGENT_PARTS,
): Model<FixedAgentState, Message, Input> {
  const agent: Agent = { options, parts };
  function step(
    state: FixedAgentState,
    event: NodeEvent<Message, Input>,
    now: LocalTime,
  ): FixedStep {
    if (event.kind === 'start') return start(agent, event.disk, event.entropy, now);
    if (event.kind === 'wake')
      return [changed(state, { boot: parts.woken(state.boot) }), NO_EFFECTS];
    if (state.starting !== undefined) return beforeStart(agent, state, state.starting, event, now);
    switch (event.kind) {
      case 'timer':
        return onTimer(parts, state, event.timer, now);
      case 'input':
        return onInput(agent, state, event.input, event.entropy, now);
      case 'message':
        return onMessage(parts, state, event.message, now);
      case 'synced':
        return event.file === 'log' || event.file === 'losses'
          ? afterSync(agent, synced(state, event.file), now)
          : [state, NO_EFFECTS];
      case 'disk-full':
        return onDiskFull(parts, state, event.file, event.entry);
    }
  }
  return { name: 'fixed-agent', initial: ABSENT, step };
}

function onDiskFull(
  parts: AgentParts,
  state: FixedAgentState,
  file: string,
  entry: unknown,
): FixedStep {
  if (state.phase === 'absent') return [state, NO_EFFECTS];
  if (file === 'log') return notAppended(parts, state, entry as KeptRecord);
  // An anchor that is not on disk is valid while the process lives; rewriting needs no space.
  if (file === ANCHORS)
    return [
      state,
      [
        { kind: 'write', file, entries: state.anchors },
        { kind: 'sync', file },
      ],
    ];
  return [state, NO_EFFECTS];
}

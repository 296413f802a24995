/** Installation, removal, restart and reconfiguration of the shipped agent. */
import { msOf, NO_EFFECTS, Seq, TORN } from '../../sim/index.js';
import type { DiskContents, LocalMs, LocalTime } from '../../sim/index.js';
import {
  ABSENT,
  askForConfiguration,
  ccimTimer,
  EXCLUDED_LIST_LIMIT_BYTES,
  HEADER,
  INSTALL_RETRY_MS,
  LOG,
  REGISTRY,
  writeHeader,
  writeRegistry,
} from './agent-state.js';
import type { AgentEffect, AgentOptions, AgentState, AgentStep, Registry } from './agent-state.js';
import { dueTimer, failed } from './agent-synchronise.js';
import { localCheck } from './agent-usage.js';
import { latchOf } from './mechanisms.js';
import type { Configuration, UsageRecord } from './protocol.js';

export function start(
  agent: AgentOptions,
  disk: DiskContents,
  entropy: number,
  now: LocalTime,
): AgentStep {
  const registry = disk[REGISTRY]?.first() as Registry | undefined;
  if (registry?.installed !== true) return [ABSENT, NO_EFFECTS];
  const state: AgentState = {
    ...ABSENT,
    phase: 'running',
    turn: entropy,
    registry,
    header: (disk[HEADER]?.first() as LocalMs | undefined) ?? now.wall,
    // Assumption: a half-written record is dropped, the rest of the log is kept.
    log: ((disk[LOG] ?? Seq.empty()) as Seq<UsageRecord>).filter(
      (entry) => (entry as unknown) !== TORN,
    ),
  };
  // A restart of the client service applies the configuration anew [Q212894].
  return [
    state,
    [dueTimer(agent, registry, now), askForConfiguration, ccimTimer, ...localCheck(agent)],
  ];
}

export function install(state: AgentState): AgentStep {
  if (state.phase === 'running') return [state, NO_EFFECTS];
  const retry: AgentEffect = {
    kind: 'elapsed-timer',
    timer: 'install-retry',
    afterMs: INSTALL_RETRY_MS,
  };
  return [{ ...state, phase: 'installing' }, [askForConfiguration, retry]];
}

/** The configuration has come: what is latched now is what Q213261 is about. */
function finishInstall(
  agent: AgentOptions,
  state: AgentState,
  configuration: Configuration,
  now: LocalTime,
): AgentStep {
  const kept = state.registry;
  const latch = kept?.latch ?? latchOf(now.wall, configuration, agent.toleranceMs);
  const registry: Registry = {
    installed: true,
    // A value left behind by a sloppy removal is not replaced [Q226832, Q311764].
    next: kept?.next ?? agent.mechanism.firstDue(now.wall, configuration, latch),
    nextLatchedBy: kept?.next === undefined ? agent.mechanism.dueSetBy.install : kept.nextLatchedBy,
    latch:
      agent.mechanism.name === 'h5' ? latchOf(now.wall, configuration, agent.toleranceMs) : latch,
    configuration,
  };
  const header = state.header ?? now.wall;
  const next: AgentState = { ...state, phase: 'running', registry, header };
  return [
    next,
    [
      { kind: 'cancel-timer', timer: 'install-retry' },
      ...writeRegistry(registry),
      ...writeHeader(header),
      dueTimer(agent, registry, now),
      ccimTimer,
      ...localCheck(agent),
    ],
  ];
}

export function remove(state: AgentState, clean: boolean): AgentStep {
  const timers: AgentEffect[] = [
    'due',
    'retry',
    'poll',
    'upload-timeout',
    'ccim',
    'local-check',
    'install-retry',
  ].map((timer) => ({ kind: 'cancel-timer', timer }));
  if (!clean && state.registry !== undefined) {
    // Residue: registry values, log and header stay; the agent is gone [Q231217].
    const residue: Registry = { ...state.registry, installed: false };
    const left: AgentState = {
      ...ABSENT,
      registry: residue,
      header: state.header,
      log: state.log,
    };
    const abandoned: AgentEffect = {
      kind: 'decide',
      decision: {
        name: 'agent-installed',
        left: { name: 'agent', value: 0 },
        comparison: '=',
        right: { name: 'installed', value: 1 },
        held: false,
        outcome: 'what was in the log stays on the disk, and nobody uploads it',
      },
    };
    return [left, [...timers, ...writeRegistry(residue), abandoned]];
  }
  // 20clicln erases nearly all traces of the client, hence the held log [Q199078].
  return [
    ABSENT,
    [
      ...timers,
      { kind: 'remove', file: REGISTRY },
      { kind: 'remove', file: LOG },
      { kind: 'remove', file: HEADER },
      { kind: 'sync', file: LOG },
      { kind: 'sync', file: REGISTRY },
    ],
  ];
}

/** Assumption: a missing NextOfflineSyncTime means due now (a gap in the sources). */
export function deleteNext(agent: AgentOptions, state: AgentState, now: LocalTime): AgentStep {
  if (state.registry === undefined) return [state, NO_EFFECTS];
  const registry: Registry = { ...state.registry, next: undefined, nextLatchedBy: 'operator' };
  const due = state.phase === 'running' ? [dueTimer(agent, registry, now)] : [];
  return [{ ...state, registry }, [...writeRegistry(registry), ...due]];
}

export function configured(
  agent: AgentOptions,
  state: AgentState,
  configuration: Configuration,
  now: LocalTime,
): AgentStep {
  if (state.phase === 'installing') return finishInstall(agent, state, configuration, now);
  if (state.phase !== 'running' || state.registry === undefined) return [state, NO_EFFECTS];
  if (state.downloading && configuration.excludedListBytes >= EXCLUDED_LIST_LIMIT_BYTES)
    return failed(state);
  const changed = !sameInstant(configuration.lastUpdate, state.registry.configuration.lastUpdate);
  const registry: Registry = {
    ...state.registry,
    configuration,
    // H4 judges the configuration again only when LastUpdate has changed.
    latch:
      changed && agent.mechanism.name === 'h4'
        ? latchOf(now.wall, configuration, agent.toleranceMs)
        : state.registry.latch,
  };
  const done: AgentEffect[] = state.downloading
    ? [
        { kind: 'cancel-timer', timer: 'upload-timeout' },
        { kind: 'cancel-timer', timer: 'retry' },
      ]
    : [];
  return [
    { ...state, registry, downloading: false },
    changed ? [...done, ...writeRegistry(registry)] : done,
  ];
}

const sameInstant = (a: LocalMs, b: LocalMs): boolean => msOf(a) === msOf(b);

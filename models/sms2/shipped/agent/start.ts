/** The start of the shipped agent: with the machine, some time after it, or at a logon. */
import { NO_EFFECTS, TORN } from '../../../../sim/model/node.js';
import { Seq } from '../../../../sim/model/seq.js';
import type { DiskContents, LocalTime } from '../../../../sim/model/node.js';
import type { LocalMs } from '../../../../sim/model/time.js';
import { changed } from './change.js';
import { ABSENT, askForConfiguration, ccimTimer, HEADER, LOG, REGISTRY } from './state.js';
import type { AgentOptions, AgentState, AgentStep, Registry } from './state.js';
import { soonTimer } from './synchronise.js';
import { localCheck } from './usage.js';
import { missedStarts } from './unseen.js';
import type { UsageRecord } from '../../protocol.js';

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
    phase: registry.leaving === true ? 'leaving' : 'running',
    turn: entropy,
    registry,
    header: (disk[HEADER]?.first() as LocalMs | undefined) ?? now.wall,
    // Assumption: a half-written record is dropped, the rest of the log is kept.
    log: ((disk[LOG] ?? Seq.empty()) as Seq<UsageRecord>).filter(
      (entry) => (entry as unknown) !== TORN,
    ),
  };
  if (agent.startDelayMs === 0) return run(agent, state, registry, now);
  const afterMs = agent.startDelayMs;
  return [
    changed(state, { phase: 'starting' }),
    [{ kind: 'elapsed-timer', timer: 'agent-starts', afterMs }],
  ];
}

/** Starts a delayed agent, which finds the programs that started before it [Q199997]. */
export function agentStarts(agent: AgentOptions, state: AgentState, now: LocalTime): AgentStep {
  const { registry, unseen } = state;
  if (state.phase !== 'starting' || registry === undefined) return [state, NO_EFFECTS];
  const phase = registry.leaving === true ? 'leaving' : 'running';
  const found = phase === 'running' ? unseen : [];
  const open = agent.parts.seesRunning ? found : [];
  const missed = agent.parts.seesRunning ? [] : missedStarts(agent, found, now);
  const [next, effects] = run(agent, changed(state, { phase, open, unseen: [] }), registry, now);
  return [next, [...effects, ...missed]];
}

/** Starts an agent that was installed and not started, when a user logs on [Q235177]. */
export function logon(agent: AgentOptions, state: AgentState, now: LocalTime): AgentStep {
  if (state.phase !== 'dormant' || state.registry === undefined) return [state, NO_EFFECTS];
  return run(agent, changed(state, { phase: 'running' }), state.registry, now);
}

function run(
  agent: AgentOptions,
  state: AgentState,
  registry: Registry,
  now: LocalTime,
): AgentStep {
  // A restart of the client service applies the configuration again [Q212894].
  if (registry.configuration.serverless === true && !agent.parts.runsWithoutServer)
    return [changed(state, { phase: 'dormant' }), [askForConfiguration]];
  return [
    state,
    [soonTimer(agent, registry, now), askForConfiguration, ccimTimer, ...localCheck(agent)],
  ];
}

/** Starts a dormant agent if its configuration now names a server. */
export const wake = (
  agent: AgentOptions,
  state: AgentState,
  registry: Registry,
  now: LocalTime,
): AgentStep =>
  registry.configuration.serverless === true
    ? [state, NO_EFFECTS]
    : run(agent, changed(state, { phase: 'running', registry }), registry, now);

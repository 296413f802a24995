/** Installation and reconfiguration of the shipped agent. */
import { NO_EFFECTS } from '../../../../sim/model/node.js';
import { msOf } from '../../../../sim/model/time.js';
import type { LocalTime } from '../../../../sim/model/node.js';
import type { LocalMs } from '../../../../sim/model/time.js';
import { changed, changedRegistry } from './change.js';
import {
  askForConfiguration,
  ccimTimer,
  INSTALL_RETRY_MS,
  writeHeader,
  writeRegistry,
} from './state.js';
import type { AgentEffect, AgentOptions, AgentState, AgentStep, Registry } from './state.js';
import { wake } from './start.js';
import { dueTimer, failed, soonTimer, synchronise } from './synchronise.js';
import { localCheck } from './usage.js';
import { latchOf } from '../mechanisms.js';
import type { Configuration } from '../../protocol.js';
import { afterUpload, atInstallation } from './server-list.js';

export function install(state: AgentState): AgentStep {
  const leaving = state.registry?.installed === true && state.registry.leaving === true;
  if (state.phase !== 'absent' && state.phase !== 'installing' && !leaving)
    return [state, NO_EFFECTS];
  const retry: AgentEffect = {
    kind: 'elapsed-timer',
    timer: 'install-retry',
    afterMs: INSTALL_RETRY_MS,
  };
  return [changed(state, { phase: 'installing' }), [askForConfiguration, retry]];
}

/** True when an agent starts at its installation. */
const startsAtOnce = ({ parts, inSession }: AgentOptions, { serverless }: Configuration): boolean =>
  (parts.runsInSession || !inSession) && (parts.runsWithoutServer || serverless !== true);

/** Finishes the installation with the configuration. Q213261 is about the values latched here. */
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
    // A value left behind by an incomplete removal is not replaced [Q226832, Q311764].
    next: kept?.next ?? agent.parts.mechanism.firstDue(now.wall, configuration, latch),
    nextLatchedBy:
      kept?.next === undefined ? agent.parts.mechanism.dueSetBy.install : kept.nextLatchedBy,
    latch:
      agent.parts.mechanism.name === 'h5'
        ? latchOf(now.wall, configuration, agent.toleranceMs)
        : latch,
    configuration: atInstallation(agent, configuration, state.turn),
  };
  const header = state.header ?? now.wall;
  const stored: AgentEffect[] = [
    { kind: 'cancel-timer', timer: 'install-retry' },
    ...writeRegistry(registry),
    ...writeHeader(header),
  ];
  if (!startsAtOnce(agent, configuration))
    return [changed(state, { phase: 'dormant', registry, header }), stored];
  const due = (state.log.length > 0 ? soonTimer : dueTimer)(agent, registry, now);
  return [
    changed(state, { phase: 'running', registry, header }),
    [...stored, due, ccimTimer, ...localCheck(agent)],
  ];
}

/** Assumption: a missing NextOfflineSyncTime means due now (a gap in the sources). */
export function deleteNext(agent: AgentOptions, state: AgentState, now: LocalTime): AgentStep {
  if (state.registry === undefined) return [state, NO_EFFECTS];
  const registry: Registry = changedRegistry(state.registry, {
    next: undefined,
    nextLatchedBy: 'operator',
  });
  const due = state.phase === 'running' ? [dueTimer(agent, registry, now)] : [];
  return [changed(state, { registry }), [...writeRegistry(registry), ...due]];
}

export function configured(
  agent: AgentOptions,
  state: AgentState,
  configuration: Configuration,
  now: LocalTime,
): AgentStep {
  if (state.phase === 'installing') return finishInstall(agent, state, configuration, now);
  if (state.registry === undefined) return [state, NO_EFFECTS];
  if (state.phase === 'dormant')
    return wake(agent, state, changedRegistry(state.registry, { configuration }), now);
  if (state.phase !== 'running' && state.phase !== 'leaving') return [state, NO_EFFECTS];
  if (state.downloading && !agent.parts.takesList(configuration.excludedListBytes)) {
    const [stopped, effects] = failed(agent, state);
    return [
      changed(stopped, { offline: true }),
      [...effects, { kind: 'cancel-timer', timer: 'upload-timeout' }],
    ];
  }
  const settingsChanged = !sameInstant(
    configuration.lastUpdate,
    state.registry.configuration.lastUpdate,
  );
  const registry: Registry = changedRegistry(state.registry, {
    configuration: state.downloading
      ? afterUpload(agent, state.registry.configuration, configuration)
      : configuration,
    // H4 judges the configuration again only when LastUpdate has changed.
    latch:
      settingsChanged && agent.parts.mechanism.name === 'h4'
        ? latchOf(now.wall, configuration, agent.toleranceMs)
        : state.registry.latch,
  });
  const done: AgentEffect[] = state.downloading
    ? [
        { kind: 'cancel-timer', timer: 'upload-timeout' },
        { kind: 'cancel-timer', timer: 'retry' },
      ]
    : [];
  const next: AgentState = changed(state, {
    registry,
    downloading: false,
    offline: state.offline && !state.downloading,
  });
  const effects = settingsChanged ? [...done, ...writeRegistry(registry)] : done;
  if (state.registry.configuration.serverless !== true || configuration.serverless === true)
    return [next, effects];
  const [served, first] = synchronise(agent, next, now, true);
  return [served, [...effects, ...first]];
}

const sameInstant = (a: LocalMs, b: LocalMs): boolean => msOf(a) === msOf(b);

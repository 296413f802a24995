/** Removal of the shipped agent: by the console, or by the tool that erases the client. */
import { NO_EFFECTS } from '../../../../sim/model/node.js';
import type { LocalTime } from '../../../../sim/model/node.js';
import { changed, changedRegistry } from './change.js';
import { ABSENT, cancelTimers, erasing, writeRegistry } from './state.js';
import type { AgentEffect, AgentOptions, AgentState, AgentStep, Registry } from './state.js';
import { pollTimer, upload } from './synchronise.js';

export function remove(
  agent: AgentOptions,
  state: AgentState,
  clean: boolean,
  now: LocalTime,
): AgentStep {
  // 20clicln erases nearly all traces of the client, hence the held log [Q199078].
  if (clean || state.registry === undefined) return [ABSENT, erasing];
  if (agent.parts.removal === 'leaves-residue') return residue(state, state.registry);
  if (state.phase === 'leaving') return [state, NO_EFFECTS];
  // Assumption: a removal was meant to lose nothing. The agent is removed when its log is uploaded.
  if (state.log.length === 0) return [ABSENT, erasing];
  const registry: Registry = changedRegistry(state.registry, { leaving: true });
  const left: AgentState = changed(state, { phase: 'leaving', registry, open: [], unseen: [] });
  // An agent that was still starting has no poll timer yet.
  const effects = [...writeRegistry(registry), pollTimer(registry)];
  return upload(agent, changed(left, { attempts: 1 }), now, effects);
}

/** Removes the agent and leaves registry values, log and header [Q231217]. */
function residue(state: AgentState, registry: Registry): AgentStep {
  const kept: Registry = changedRegistry(registry, { installed: false });
  const left: AgentState = { ...ABSENT, registry: kept, header: state.header, log: state.log };
  const abandoned: AgentEffect = {
    kind: 'decide',
    decision: {
      name: 'agent-installed',
      left: { name: 'agent', value: 0 },
      comparison: '=',
      right: { name: 'installed', value: 1 },
      held: false,
      outcome: 'the records of the log stay on the disk and are never uploaded',
    },
  };
  return [left, [...cancelTimers, ...writeRegistry(kept), abandoned]];
}

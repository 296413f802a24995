/** The shipped agent's state and registry with some of their fields changed: see `rules/changes.ts`. */
import type { AgentState, Registry } from './state.js';
import { withChanges } from '../../../rules/changes.js';

const stateCopy = (state: AgentState): AgentState => ({
  phase: state.phase,
  registry: state.registry,
  header: state.header,
  log: state.log,
  open: state.open,
  unseen: state.unseen,
  freeKb: state.freeKb,
  suspended: state.suspended,
  offline: state.offline,
  sending: state.sending,
  downloading: state.downloading,
  attempts: state.attempts,
  uploads: state.uploads,
  turn: state.turn,
  blindUntil: state.blindUntil,
});

export const changed = (state: AgentState, changes: Partial<AgentState>): AgentState =>
  withChanges(stateCopy(state), changes);

/** In the order of its fields on the disk, which the trace hash reads. */
function registryCopy(registry: Registry): Registry {
  const { installed, next, nextLatchedBy, latch, configuration, leaving } = registry;
  return leaving === undefined
    ? { installed, next, nextLatchedBy, latch, configuration }
    : { installed, next, nextLatchedBy, latch, configuration, leaving };
}

export const changedRegistry = (registry: Registry, changes: Partial<Registry>): Registry =>
  withChanges(registryCopy(registry), changes);

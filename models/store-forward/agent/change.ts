/** The agent's state with some of its fields changed: see `rules/changes.ts`. */
import { withChanges } from '../../rules/changes.js';
import type { AgentState } from './state.js';

const copyOf = (state: AgentState): AgentState => ({
  phase: state.phase,
  startedAt: state.startedAt,
  incarnation: state.incarnation,
  next: state.next,
  segments: state.segments,
  rotations: state.rotations,
  syncing: state.syncing,
  durable: state.durable,
  credentials: state.credentials,
  sent: state.sent,
  armedAt: state.armedAt,
  failures: state.failures,
  failingSince: state.failingSince,
  confirmedAt: state.confirmedAt,
  memory: state.memory,
});

export const changed = (state: AgentState, changes: Partial<AgentState>): AgentState =>
  withChanges(copyOf(state), changes);

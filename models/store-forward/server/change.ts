/** The server's state with some of its fields changed: see `rules/changes.ts`. */
import { withChanges } from '../../rules/changes.js';
import type { ServerState } from './parts.js';

const copyOf = (state: ServerState): ServerState => ({
  rows: state.rows,
  known: state.known,
  counter: state.counter,
  boot: state.boot,
  minute: state.minute,
  pending: state.pending,
  memory: state.memory,
});

export const changed = (state: ServerState, changes: Partial<ServerState>): ServerState =>
  withChanges(copyOf(state), changes);

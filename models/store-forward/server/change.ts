/** The server's state with some of its fields changed: see `amended.ts`. */
import { amended } from '../../rules/amended.js';
import type { ServerState } from './parts.js';

const copyOf = (state: ServerState): ServerState => ({
  rows: state.rows,
  known: state.known,
  counter: state.counter,
  boot: state.boot,
  minute: state.minute,
  pending: state.pending,
});

export const changed = (state: ServerState, changes: Partial<ServerState>): ServerState =>
  amended(copyOf(state), changes);

/** The fixed metering server's state with some of its fields changed: see `amended.ts`. */
import { amended } from '../../../rules/amended.js';
import type { FixedServerState } from './state.js';

const copyOf = (state: FixedServerState): FixedServerState => ({
  cache: state.cache,
  counter: state.counter,
  chains: state.chains,
  tickets: state.tickets,
  given: state.given,
  start: state.start,
  pending: state.pending,
  retired: state.retired,
});

export const changed = (
  state: FixedServerState,
  changes: Partial<FixedServerState>,
): FixedServerState => amended(copyOf(state), changes);

/** The fixed metering server's state with some of its fields changed: see `rules/changes.ts`. */
import { withChanges } from '../../../rules/changes.js';
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
): FixedServerState => withChanges(copyOf(state), changes);

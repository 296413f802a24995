/** The shipped metering server's state with some of its fields changed: see `rules/changes.ts`. */
import { withChanges } from '../../../rules/changes.js';
import type { MeteringServerState } from './state.js';

const copyOf = (state: MeteringServerState): MeteringServerState => ({
  cache: state.cache,
  counter: state.counter,
  owed: state.owed,
  running: state.running,
  service: state.service,
  requests: state.requests,
  lockOuts: state.lockOuts,
});

export const changed = (
  state: MeteringServerState,
  changes: Partial<MeteringServerState>,
): MeteringServerState => withChanges(copyOf(state), changes);

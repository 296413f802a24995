/** The fixed agent's state with some of its fields changed: see `rules/changes.ts`. */
import { withChanges } from '../../../rules/changes.js';
import type { FixedAgentState } from './state.js';

const copyOf = (state: FixedAgentState): FixedAgentState => ({
  phase: state.phase,
  server: state.server,
  settings: state.settings,
  incarnation: state.incarnation,
  base: state.base,
  last: state.last,
  log: state.log,
  losses: state.losses,
  durable: state.durable,
  syncing: state.syncing,
  open: state.open,
  boot: state.boot,
  anchors: state.anchors,
  exchange: state.exchange,
  hellos: state.hellos,
  answered: state.answered,
  answerMs: state.answerMs,
  failures: state.failures,
  starting: state.starting,
});

export const changed = (
  state: FixedAgentState,
  changes: Partial<FixedAgentState>,
): FixedAgentState => withChanges(copyOf(state), changes);

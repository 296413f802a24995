/** The door `skewproof/arbitraries`: what a study's spaces are made of, for fast-check; all shrink well. */
export {
  FAULT_KINDS,
  PERFECT_LINK,
  clientClock,
  drawnFaults,
  driftPpm,
  faults,
  faultsFrom,
  link,
  moment,
  momentMs,
  offsetMs,
  percent,
  permille,
  rollback,
  serverClock,
  swarm,
} from '../properties/study/arbitraries.js';
export type {
  DrawnFault,
  FaultKind,
  FaultRange,
  Moment,
  Swarm,
} from '../properties/study/arbitraries.js';

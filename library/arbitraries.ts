/**
 * The door `skewproof/arbitraries`: building blocks of a study's spaces for fast-check; all of them
 * shrink well.
 */
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

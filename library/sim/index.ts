/**
 * The door `skewproof/sim`: the kernel alone. A world of nodes with clocks, disks and a network,
 * the contract of their models, the opaque times, civil time. No oracle, no search, and no npm
 * package except the random number generator.
 */
export { Clock, DRIFT_PPM_MAX } from '../../sim/clock/clock.js';
export type { ClockAdjustment, ClockSpec } from '../../sim/clock/clock.js';
export {
  civilOf,
  fileTimeOf,
  formatDuration,
  formatInZone,
  formatUtc,
  utcOf,
  utcOfFileTime,
  zoneOffsetAt,
} from '../../sim/clock/zone.js';
export type { CivilTime, Zone, ZoneTransition } from '../../sim/clock/zone.js';
export type { CrashSeverity } from '../../sim/disk/disk.js';
export { hashOf } from '../../sim/hash/hash.js';
export { SkewproofError } from '../../sim/model/errors.js';
export type { ErrorCode } from '../../sim/model/errors.js';
export { NO_EFFECTS, TORN } from '../../sim/model/node.js';
export type {
  Decision,
  DecisionSide,
  DiskContents,
  Effect,
  LocalTime,
  Model,
  NodeEvent,
  OperatorReport,
  OvertakenPolicy,
  Step,
} from '../../sim/model/node.js';
export { Stream, Streams } from '../../sim/model/random.js';
export type { Chance } from '../../sim/model/random.js';
export { Seq } from '../../sim/model/seq.js';
export {
  DAY_MS,
  HOUR_MS,
  MINUTE_MS,
  SECOND_MS,
  YEAR_MS,
  between,
  elapsedMs,
  later,
  localMs,
  msOf,
  plus,
  reached,
  trueMs,
} from '../../sim/model/time.js';
export type { ElapsedMs, LocalMs, TrueMs } from '../../sim/model/time.js';
export type { Schedule, ScheduledEvent, ScheduledMessage } from '../../sim/queue/schedule.js';
export type { TimelineMaker } from '../../sim/queue/timeline.js';
export { EVENTS_MAX } from '../../sim/world/event-budget.js';
export type { CrashAction, Fault, FaultAction } from '../../sim/world/fault.js';
export { PERFECT_LINK } from '../../sim/world/network.js';
export type { LinkSpec } from '../../sim/world/network.js';
export type {
  InputSource,
  NodeSpec,
  RealTime,
  RunSummary,
  TimedInput,
  WorldIncident,
  WorldObserver,
  WorldOptions,
  WorldSpec,
} from '../../sim/world/spec.js';
export type { ClockView, MessageInFlight, WorldData, WorldView } from '../../sim/world/view.js';
export { World } from '../../sim/world/world.js';

/** The only door of sim/: the simulation kernel. It knows nothing of metering. */
export { Clock, DRIFT_PPM_MAX } from './clock.js';
export type { ClockAdjustment, ClockSpec } from './clock.js';
export type { CrashSeverity } from './disk.js';
export * from './errors.js';
export * from './fault.js';
export { Hasher, hashOf } from './hash.js';
export type { LinkSpec } from './network.js';
export * from './node.js';
export { NEVER, Stream, Streams, STREAMS_VERSION } from './random.js';
export type { Chance } from './random.js';
export { Seq } from './seq.js';
export * from './time.js';
export type { TimelineKind } from './timeline.js';
export * from './world.js';
export * from './world-spec.js';
export * from './zone.js';

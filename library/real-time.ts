/**
 * Doors through which a user's own tests run a study, each with a budget of real time: a model that
 * waits for the host's clock ends as out of budget. Only here, above all layers, may that clock be
 * read.
 */
import * as records from '../properties/campaign/every-record.js';
import * as exploring from '../properties/campaign/explore.js';
import type { RealTime } from '../sim/world/spec.js';

/** A single run seldom takes a second. */
const RUN_MAX_MS = 60_000;

// The one door: it measures a budget, and no run sees it.
// eslint-disable-next-line no-restricted-globals
const realTime: RealTime = { now: () => performance.now(), maxMs: RUN_MAX_MS };

/**
 * Returns a fast-check property that fails when a scenario of the study's space breaks any of the
 * properties: `fc.assert(everyRecord(study, { variant: 'fixed' }))`.
 * @throws SkewproofError SKEW-102 for a variant or a space that the study does not have.
 * @since 0.1.0
 */
export const everyRecord: typeof records.everyRecord = (study, options) =>
  records.everyRecord(study, { realTime, ...options });

/**
 * Draws scenarios from the study's space, runs and judges them, and shrinks each distinct finding.
 * The same seed and number of runs give the same result on any machine.
 * @throws SkewproofError SKEW-102 for a space that the study does not have, SKEW-101 for options
 *   that do not go together.
 * @since 0.1.0
 */
export const explore: typeof exploring.explore = (study, variant, options) =>
  exploring.explore(study, variant, { realTime, ...options });

/**
 * Holds `conservation` alone: every record is counted, in flight, or reported as lost.
 * @since 0.1.0
 */
export const noSilentLoss: typeof records.noSilentLoss = (study, options) =>
  records.noSilentLoss(study, { realTime, ...options });
/**
 * Holds `no-duplicates` alone: no record is counted twice, and no row shows a use that never
 * happened.
 * @since 0.1.0
 */
export const noDuplicates: typeof records.noDuplicates = (study, options) =>
  records.noDuplicates(study, { realTime, ...options });
/**
 * Holds `dates` alone: every shown date is as accurate as the system states.
 * @since 0.1.0
 */
export const datesWithinBound: typeof records.datesWithinBound = (study, options) =>
  records.datesWithinBound(study, { realTime, ...options });
/**
 * Holds `eventual-delivery` alone: once faults have ended, every record that a node still holds is
 * delivered.
 * @since 0.1.0
 */
export const eventuallyDelivered: typeof records.eventuallyDelivered = (study, options) =>
  records.eventuallyDelivered(study, { realTime, ...options });
/**
 * Holds `console-monotone` alone: a row that the console has shown stays on it.
 * @since 0.1.0
 */
export const consoleNeverGoesBack: typeof records.consoleNeverGoesBack = (study, options) =>
  records.consoleNeverGoesBack(study, { realTime, ...options });
/**
 * Holds `reports-true` alone: a record that is reported as lost is never counted.
 * @since 0.1.0
 */
export const reportsAreTrue: typeof records.reportsAreTrue = (study, options) =>
  records.reportsAreTrue(study, { realTime, ...options });

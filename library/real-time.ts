/**
 * The doors by which a user's own tests run a study, each with a budget of real time: a model that
 * waits for the host's clock ends as out of budget. Only here, above all layers, may that clock be read.
 */
import * as records from '../properties/campaign/every-record.js';
import * as exploring from '../properties/campaign/explore.js';
import type { RealTime } from '../sim/world/spec.js';

/** A single run seldom takes a second. */
const RUN_MAX_MS = 60_000;

// eslint-disable-next-line no-restricted-globals -- the one door: a budget, and nothing within a run
const realTime: RealTime = { now: () => performance.now(), maxMs: RUN_MAX_MS };

/** `everyRecord`, where no run takes longer than a minute unless `realTime` says otherwise. */
export const everyRecord: typeof records.everyRecord = (study, options) =>
  records.everyRecord(study, { realTime, ...options });

/** `explore`, where no run takes longer than a minute unless `realTime` says otherwise. */
export const explore: typeof exploring.explore = (study, variant, options) =>
  exploring.explore(study, variant, { realTime, ...options });

/** Every record is counted, on its way, or reported as lost. */
export const noSilentLoss: typeof records.noSilentLoss = (study, options) =>
  records.noSilentLoss(study, { realTime, ...options });
/** No record is counted twice, and none that was never used. */
export const noDuplicates: typeof records.noDuplicates = (study, options) =>
  records.noDuplicates(study, { realTime, ...options });
/** Every shown date is as near to the truth as the system states. */
export const datesWithinBound: typeof records.datesWithinBound = (study, options) =>
  records.datesWithinBound(study, { realTime, ...options });
/** Once faults have ended, whatever somebody still holds is delivered. */
export const eventuallyDelivered: typeof records.eventuallyDelivered = (study, options) =>
  records.eventuallyDelivered(study, { realTime, ...options });
/** What the console has shown, it goes on showing. */
export const consoleNeverGoesBack: typeof records.consoleNeverGoesBack = (study, options) =>
  records.consoleNeverGoesBack(study, { realTime, ...options });
/** A record that an operator is told is lost is never counted. */
export const reportsAreTrue: typeof records.reportsAreTrue = (study, options) =>
  records.reportsAreTrue(study, { realTime, ...options });

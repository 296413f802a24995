/**
 * The main door, `skewproof`: to state a system, to test it in a test runner, to search it in a
 * script, and to reproduce and explain what was found.
 */
export {
  consoleNeverGoesBack,
  datesWithinBound,
  eventuallyDelivered,
  everyRecord,
  noDuplicates,
  noSilentLoss,
  reportsAreTrue,
} from './real-time.js';
export type { EveryRecordOptions } from '../properties/campaign/every-record.js';
export { explore } from './real-time.js';
export { assertEveryRecord, assertScenario } from '../properties/campaign/assert.js';
export type { AssertEveryRecordOptions } from '../properties/campaign/assert.js';
export type { ExploreOptions } from '../properties/campaign/explore.js';
export type { Exploration, Finding } from '../properties/campaign/finding.js';
export { defineConfig } from './config.js';
export type { SkewproofConfig } from './config.js';
export { failureText } from '../properties/campaign/failure-text.js';
export { reproduce } from '../properties/campaign/reproduce.js';
export { check } from '../properties/check/check.js';
export { checkedScenario } from '../properties/corpus/scenario-file.js';
export { decodeToken, encodeToken } from '../properties/corpus/token.js';
export { storyOf } from '../properties/explain/story.js';
export type { Story } from '../properties/explain/story-types.js';
export { frontier } from '../properties/frontier/frontier.js';
export { PROPERTY_NAMES } from '../properties/oracle/invariants.js';
export { runScenario } from '../properties/oracle/judged-run.js';
export type { RunResult } from '../properties/oracle/judged-run.js';
export { VERDICT_KINDS } from '../properties/oracle/verdict.js';
export type { VerdictKind, Violation } from '../properties/oracle/verdict.js';
export { pipeline } from '../properties/pipeline/pipeline.js';
export type { Pipeline } from '../properties/pipeline/pipeline.js';
export type { AgentParts, ServerParts, Use } from '../properties/pipeline/parts.js';
export type { PipelineScenario } from '../properties/pipeline/scenario/scenario.js';
export { defineStudy } from '../properties/study/contract.js';
export type {
  Coverage,
  MeteredRecord,
  Metering,
  PropertyName,
  ScenarioBase,
  ShownRow,
  Study,
  Variant,
} from '../properties/study/contract.js';
export type { ClockSpec } from '../sim/clock/clock.js';
export { SkewproofError } from '../sim/model/errors.js';
export { NO_EFFECTS } from '../sim/model/node.js';
export type { Effect, Model, NodeEvent } from '../sim/model/node.js';
export { Seq } from '../sim/model/seq.js';
export { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, msOf } from '../sim/model/time.js';
export type { Fault } from '../sim/world/fault.js';
export type { LinkSpec } from '../sim/world/network.js';
export type { TimedInput, WorldSpec } from '../sim/world/spec.js';

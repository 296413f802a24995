/**
 * The main door, `skewproof`: to state a system, to test it in a test runner, to search it in a
 * script, and to reproduce and explain what was found.
 */
export { searchCanary } from '../properties/campaign/canary.js';
export type { Canary } from '../properties/campaign/canary.js';
export { assertEveryRecord, assertScenario } from '../properties/campaign/assert.js';
export type { AssertEveryRecordOptions } from '../properties/campaign/assert.js';
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
export type { ExploreOptions } from '../properties/campaign/explore.js';
export type { Exploration, Finding, RecordedFinding } from '../properties/campaign/finding.js';
export { failureText } from '../properties/campaign/failure-text.js';
export { reproduce } from '../properties/campaign/reproduce.js';
export { check } from '../properties/check/check.js';
export type { Checked, CheckOptions } from '../properties/check/check.js';
export { checkedScenario } from '../properties/corpus/scenario-file.js';
export { decodeToken, encodeToken } from '../properties/corpus/token.js';
export { explain } from '../properties/explain/explanation.js';
export type { DecidedAt, Explanation, Moment } from '../properties/explain/explained.js';
export type {
  Story,
  StoryDecision,
  StoryDivergence,
  StoryFault,
  StoryMoment,
  StoryRecord,
  StorySide,
  StoryTwin,
} from '../properties/explain/story-types.js';
export { storyOf } from '../properties/explain/story.js';
export type { Story } from '../properties/explain/story-types.js';
export { frontier } from '../properties/frontier/frontier.js';
export type { FrontierOptions } from '../properties/frontier/frontier.js';
export type { FrontierMap, ParameterWords } from '../properties/frontier/types.js';
export { PROPERTY_NAMES } from '../properties/oracle/invariants.js';
export { judgedRun, runScenario } from '../properties/oracle/judged-run.js';
export type { JudgedRun, RunOptions, RunResult } from '../properties/oracle/judged-run.js';
export { VERDICT_KINDS } from '../properties/oracle/verdict.js';
export type { Fate, VerdictKind, Violation } from '../properties/oracle/verdict.js';
export { explanationWith, minimise } from '../properties/shrink/minimise.js';
export { pipeline } from '../properties/pipeline/pipeline.js';
export type { Pipeline } from '../properties/pipeline/pipeline.js';
export type {
  AgentParts,
  PipelineVariant,
  ServerParts,
  Use,
} from '../properties/pipeline/parts.js';
export type { FaultName } from '../properties/pipeline/faults.js';
export type { PipelineScenario } from '../properties/pipeline/scenario.js';
export type { Minimised, NeighbourCheck } from '../properties/shrink/minimised.js';
export { articleFit } from '../properties/sms2/article/article.js';
export type { Answer, Fit } from '../properties/sms2/article/article.js';
export { discriminate } from '../properties/sms2/article/discriminate.js';
export type { Discrimination } from '../properties/sms2/article/discriminate.js';
export { predictionTable } from '../properties/sms2/article/predictions.js';
export type { PredictionCell } from '../properties/sms2/article/predictions.js';
export { workaroundOutcomes } from '../properties/sms2/article/workaround.js';
export type {
  Ends,
  WorkaroundOutcome,
  WorkaroundSteps,
} from '../properties/sms2/article/workaround.js';
export { defectRows, verifyDefect } from '../properties/sms2/documented/verify.js';
export type {
  DefectFound,
  DefectOutcome,
  DefectReport,
  DefectRow,
} from '../properties/sms2/documented/verify.js';
export { simulateUsage } from '../properties/sms2/simulation.js';
export type {
  ClientTotals,
  SimulatedClient,
  SimulatedUse,
  Simulation,
  SimulationInput,
  UsageTotals,
} from '../properties/sms2/simulation.js';
export { sms2Study } from '../properties/sms2/study.js';
export { storeForwardStudy } from '../properties/store-forward/study.js';
export { defineConfig } from './config.js';
export type { ConfiguredStudy, SkewproofConfig } from './config.js';
export { checkedVariant } from '../properties/study/variant.js';
export type { AnyStudy } from '../properties/study/erase.js';
export * as arbitraries from '../properties/study/arbitraries.js';
export type {
  Coverage,
  MeteredRecord,
  Metering,
  NumericParameter,
  PropertyName,
  ScenarioBase,
  ShownRow,
  Study,
  Variant,
} from '../properties/study/contract.js';
export { SCHEDULE_SCHEMA } from '../properties/study/schedule.js';
export type { ClockAdjustment, ClockSpec } from '../sim/clock/clock.js';
export { SkewproofError } from '../sim/model/errors.js';
export type { ErrorCode } from '../sim/model/errors.js';
export { NO_EFFECTS, TORN } from '../sim/model/node.js';
export type {
  Decision,
  DiskContents,
  Effect,
  LocalTime,
  Model,
  NodeEvent,
  Step,
} from '../sim/model/node.js';
export { Seq } from '../sim/model/seq.js';
export {
  DAY_MS,
  HOUR_MS,
  MINUTE_MS,
  SECOND_MS,
  between,
  localMs,
  msOf,
  plus,
  reached,
} from '../sim/model/time.js';
export type { ElapsedMs, LocalMs, TrueMs } from '../sim/model/time.js';
export type { Fault } from '../sim/world/fault.js';
export { PERFECT_LINK } from '../sim/world/network.js';
export type { LinkSpec } from '../sim/world/network.js';
export { inputName } from '../sim/world/node-state.js';
export type {
  InputSource,
  NodeSpec,
  RunSummary,
  TimedInput,
  WorldIncident,
  WorldObserver,
  WorldOptions,
  WorldSpec,
} from '../sim/world/spec.js';
export { World } from '../sim/world/world.js';
export * as sms2 from '../models/sms2/index.js';
export * as storeForward from '../models/store-forward/index.js';
export { discriminationReport, fitReport } from '../reports/sms2/article.js';
export {
  defectsReport,
  outsideReport,
  versionReport,
  versionVerdict,
} from '../reports/sms2/defects.js';
export { minimalReport } from '../reports/text/finding.js';
export { htmlReport } from '../reports/html/page.js';
export { junitReport } from '../reports/formats/junit.js';
export type { JunitOptions } from '../reports/formats/junit.js';
export { markdownReport } from '../reports/formats/markdown.js';
export {
  explorationSummary,
  findingAnnotations,
  verificationAnnotations,
  verificationSummary,
} from '../reports/formats/github.js';
export type { GithubFinding } from '../reports/formats/github.js';
export { ledgerReport } from '../reports/text/ledger.js';
export { mapReport } from '../reports/map/map.js';
export { mapPage } from '../reports/map/page.js';
export { mapSvg } from '../reports/map/svg.js';
export { edgeOf } from '../reports/map/words.js';
export { predictionReport } from '../reports/sms2/predictions.js';
export { reportData } from '../reports/document/build.js';
export type { MapInput, ReportInput } from '../reports/document/build.js';
export { reproduceCommand } from '../properties/corpus/token.js';
export type * from '../reports/document/data.js';
export { REPORT_SCHEMA } from '../reports/document/schema.js';
export { simulationReport } from '../reports/sms2/simulation.js';
export { recordedFindings } from '../properties/campaign/recorded-findings.js';
export { recordedRun } from '../properties/trace/recorded.js';
export { spaceTimeOf, spaceTimePair } from '../reports/spacetime/spacetime.js';
export type { Parting, SpaceTimeOptions } from '../reports/spacetime/spacetime.js';
export { DEFAULT_VIEW, layoutOf, offsetAt } from '../reports/spacetime/layout.js';
export type { SpaceTimeLayout, SpaceTimeView } from '../reports/spacetime/layout.js';
export { signed, spaceTimeSvg } from '../reports/spacetime/svg.js';
export type * from '../reports/spacetime/types.js';
export { storyReport } from '../reports/text/story.js';
export { statisticsReport } from '../reports/text/statistics.js';
export { count, share } from '../reports/text/numbers.js';
export { tableOf } from '../reports/text/table.js';
export { coloursOf, heading } from '../reports/text/text.js';
export type { TextStyle } from '../reports/text/text.js';
export { timelineReport } from '../reports/text/timeline.js';
export type { TimelineOptions } from '../reports/text/timeline.js';
export { asExpected, cellsOf } from '../reports/text/cells.js';
export { verificationReport } from '../reports/text/verification.js';
export type { VerificationCell, VerifiedVariant } from '../reports/text/cells.js';
export { workaroundAnswer, workaroundReport } from '../reports/sms2/workaround.js';

/**
 * The only door of reports/, and the public door of the package: everything a team needs to put
 * its own system under the harness, and to print what it found.
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
export { CHUNK_RUNS } from '../properties/campaign/sampling.js';
export { addRun, mergeStatistics, noStatistics } from '../properties/campaign/statistics.js';
export type { BandCount, Statistics } from '../properties/campaign/statistics.js';
export { check } from '../properties/check/check.js';
export type { CheckOptions, Checked, Counterexample } from '../properties/check/check.js';
export type { CorpusEntry } from '../properties/corpus/entry.js';
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
export type { StoryOptions } from '../properties/explain/story.js';
export { frontier, planeClassOf, scenarioAt } from '../properties/frontier/frontier.js';
export type { FrontierOptions, FrontierRange } from '../properties/frontier/frontier.js';
export { scaleOf } from '../properties/frontier/scale.js';
export type { Scale } from '../properties/frontier/scale.js';
export type {
  FrontierEdge,
  FrontierMap,
  FrontierRule,
  MonotonicityCheck,
  ParameterField,
  ParameterWords,
  PlaneAxis,
  PlaneClass,
  PlanePoint,
} from '../properties/frontier/types.js';
export { amountOf, conditionOf } from '../properties/frontier/words.js';
export { differencesOf } from '../properties/json/differences.js';
export type { ExcuseName, Fates, RecordFate } from '../properties/oracle/fates.js';
export { PROPERTIES, PROPERTY_NAMES } from '../properties/oracle/invariants.js';
export { judgedRun, runScenario } from '../properties/oracle/judged-run.js';
export type { JudgedRun, RunOptions, RunResult } from '../properties/oracle/judged-run.js';
export { Ledger } from '../properties/oracle/ledger.js';
export { holdsTracer } from '../properties/oracle/tracers.js';
export { VERDICT_KINDS, verdictOf, worstOf } from '../properties/oracle/verdict.js';
export type { Fate, VerdictKind, Violation } from '../properties/oracle/verdict.js';
export { explanationWith, minimise } from '../properties/shrink/minimise.js';
export { pipeline } from '../properties/pipeline/pipeline.js';
export type { Pipeline } from '../properties/pipeline/pipeline.js';
export type {
  AgentMachine,
  AgentModel,
  AgentParts,
  Dated,
  Machine,
  PipelineVariant,
  RowMaker,
  ServerMachine,
  ServerModel,
  ServerParts,
  Side,
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
  RunnableStudy,
  ScenarioBase,
  ShownRow,
  Study,
  Variant,
} from '../properties/study/contract.js';
export { defineStudy } from '../properties/study/contract.js';
export { SCHEDULE_SCHEMA } from '../properties/study/schedule.js';
export type { Happening, Scope, ScopeOptions, Script } from '../properties/study/scope.js';
export { Recorder } from '../properties/trace/recorder.js';
export type { TraceEntry } from '../properties/trace/recorder.js';
export { eventWords, incidentWords, words } from '../properties/trace/words.js';
export { civil, duration } from '../properties/words/civil.js';
export { wrapped } from '../properties/words/wrap.js';
export { Clock, DRIFT_PPM_MAX } from '../sim/clock/clock.js';
export type { ClockAdjustment, ClockSpec } from '../sim/clock/clock.js';
export {
  civilOf,
  fileTimeOf,
  formatDuration,
  formatInZone,
  formatUtc,
  utcOf,
  utcOfFileTime,
  zoneOffsetAt,
} from '../sim/clock/zone.js';
export type { CivilTime, Zone, ZoneTransition } from '../sim/clock/zone.js';
export { Disk } from '../sim/disk/disk.js';
export type { CrashSeverity } from '../sim/disk/disk.js';
export { Hasher, hashOf } from '../sim/hash/hash.js';
export { SkewproofError, inputError, invariant } from '../sim/model/errors.js';
export type { ErrorCode } from '../sim/model/errors.js';
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
} from '../sim/model/node.js';
export { NO_EFFECTS, TORN } from '../sim/model/node.js';
export { NEVER, STREAMS_VERSION, Stream, Streams } from '../sim/model/random.js';
export type { Chance } from '../sim/model/random.js';
export { Seq } from '../sim/model/seq.js';
export type { SeqKnowledge } from '../sim/model/seq.js';
export type { ElapsedMs, LocalMs, TrueMs } from '../sim/model/time.js';
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
} from '../sim/model/time.js';
export type { Schedule, ScheduledEvent, ScheduledMessage } from '../sim/queue/schedule.js';
export { fakeTimers } from '../sim/queue/fake-timers.js';
export type { TimelineMaker } from '../sim/queue/timeline.js';
export { EVENTS_MAX } from '../sim/world/event-budget.js';
export type { CrashAction, Fault, FaultAction } from '../sim/world/fault.js';
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

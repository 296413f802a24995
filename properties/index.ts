/** The only door of properties/: the study contract, the oracle, exploration and shrinking. */
export * as arbitraries from './arbitraries.js';
export { searchCanary } from './canary.js';
export type { Canary } from './canary.js';
export * from './check/index.js';
export { civil, duration } from './civil.js';
export * from './corpus.js';
export { differencesOf } from './differences.js';
export {
  consoleNeverGoesBack,
  datesWithinBound,
  eventuallyDelivered,
  everyRecord,
  noDuplicates,
  noSilentLoss,
  reportsAreTrue,
} from './every-record.js';
export { failureText } from './failure-text.js';
export type { EveryRecordOptions } from './every-record.js';
export * from './explain.js';
export { CHUNK_RUNS } from './drawn.js';
export { explore, reproduce } from './explore.js';
export type { Exploration, ExploreOptions, Finding } from './explore.js';
export type { ExcuseName, Fates, RecordFate } from './fates.js';
export { frontier, planeClassOf, scenarioAt } from './frontier.js';
export type { FrontierOptions, FrontierRange } from './frontier.js';
export { scaleOf } from './frontier-scale.js';
export type { Scale } from './frontier-scale.js';
export * from './frontier-types.js';
export { amountOf, conditionOf } from './frontier-words.js';
export { PROPERTIES, PROPERTY_NAMES } from './invariants.js';
export { Ledger } from './ledger.js';
export { explanationWith, minimise } from './minimise.js';
export type { Minimised, NeighbourCheck } from './minimise.js';
export { Recorder } from './recorder.js';
export type { TraceEntry } from './recorder.js';
export { judgedRun, runScenario } from './run.js';
export type { JudgedRun, RunOptions, RunResult } from './run.js';
export { checkedScenario } from './scenario-file.js';
export { articleFit } from './sms2/article.js';
export type { Answer, Fit } from './sms2/article.js';
export { discriminate } from './sms2/discriminate.js';
export type { Discrimination } from './sms2/discriminate.js';
export { defectRows, verifyDefect } from './sms2/documented-verify.js';
export type {
  DefectFound,
  DefectOutcome,
  DefectReport,
  DefectRow,
} from './sms2/documented-verify.js';
export { predictionTable } from './sms2/predictions.js';
export type { PredictionCell } from './sms2/predictions.js';
export * from './sms2/simulation.js';
export { sms2Study } from './sms2/study.js';
export { workaroundOutcomes } from './sms2/workaround.js';
export type { Ends, WorkaroundOutcome, WorkaroundSteps } from './sms2/workaround.js';
export { SCHEDULE_SCHEMA } from './schedule.js';
export * from './statistics.js';
export { storeForwardStudy } from './store-forward/index.js';
export { checkedVariant, STUDIES, studyNamed } from './studies.js';
export type { AnyStudy } from './studies.js';
export type * from './story-types.js';
export { storyOf } from './story.js';
export type { StoryOptions } from './story.js';
export * from './study.js';
export { decodeToken, encodeToken } from './token.js';
export { eventWords, incidentWords, words } from './trace-words.js';
export { holdsTracer } from './tracers.js';
export * from './verdict.js';
export { wrapped } from './wrap.js';

/** The only door of properties/: the study contract, the oracle, exploration and shrinking. */
export * as arbitraries from './study/arbitraries.js';
export { searchCanary } from './campaign/canary.js';
export type { Canary } from './campaign/canary.js';
export * from './check/index.js';
export { civil, duration } from './words/civil.js';
export * from './corpus/corpus.js';
export { differencesOf } from './json/differences.js';
export {
  consoleNeverGoesBack,
  datesWithinBound,
  eventuallyDelivered,
  everyRecord,
  noDuplicates,
  noSilentLoss,
  reportsAreTrue,
} from './campaign/every-record.js';
export { failureText } from './campaign/failure-text.js';
export type { EveryRecordOptions } from './campaign/every-record.js';
export * from './explain/explanation.js';
export { CHUNK_RUNS } from './campaign/sampling.js';
export { explore, reproduce } from './campaign/explore.js';
export type { Exploration, ExploreOptions, Finding } from './campaign/explore.js';
export type { ExcuseName, Fates, RecordFate } from './oracle/fates.js';
export { frontier, planeClassOf, scenarioAt } from './frontier/frontier.js';
export type { FrontierOptions, FrontierRange } from './frontier/frontier.js';
export { scaleOf } from './frontier/scale.js';
export type { Scale } from './frontier/scale.js';
export * from './frontier/types.js';
export { amountOf, conditionOf } from './frontier/words.js';
export { PROPERTIES, PROPERTY_NAMES } from './oracle/invariants.js';
export { Ledger } from './oracle/ledger.js';
export { explanationWith, minimise } from './shrink/minimise.js';
export type { Minimised, NeighbourCheck } from './shrink/minimise.js';
export { Recorder } from './trace/recorder.js';
export type { TraceEntry } from './trace/recorder.js';
export { judgedRun, runScenario } from './oracle/judged-run.js';
export type { JudgedRun, RunOptions, RunResult } from './oracle/judged-run.js';
export { checkedScenario } from './corpus/scenario-file.js';
export { articleFit } from './sms2/article/article.js';
export type { Answer, Fit } from './sms2/article/article.js';
export { discriminate } from './sms2/article/discriminate.js';
export type { Discrimination } from './sms2/article/discriminate.js';
export { defectRows, verifyDefect } from './sms2/documented/verify.js';
export type {
  DefectFound,
  DefectOutcome,
  DefectReport,
  DefectRow,
} from './sms2/documented/verify.js';
export { predictionTable } from './sms2/article/predictions.js';
export type { PredictionCell } from './sms2/article/predictions.js';
export * from './sms2/simulation.js';
export { sms2Study } from './sms2/study.js';
export { workaroundOutcomes } from './sms2/article/workaround.js';
export type { Ends, WorkaroundOutcome, WorkaroundSteps } from './sms2/article/workaround.js';
export { SCHEDULE_SCHEMA } from './study/schedule.js';
export * from './campaign/statistics.js';
export { storeForwardStudy } from './store-forward/index.js';
export { checkedVariant, STUDIES, studyNamed } from './studies.js';
export type { AnyStudy } from './studies.js';
export type * from './explain/story-types.js';
export { storyOf } from './explain/story.js';
export type { StoryOptions } from './explain/story.js';
export * from './study/contract.js';
export { decodeToken, encodeToken } from './corpus/token.js';
export { eventWords, incidentWords, words } from './trace/words.js';
export { holdsTracer } from './oracle/tracers.js';
export * from './oracle/verdict.js';
export { wrapped } from './words/wrap.js';

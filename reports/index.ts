/**
 * The only door of reports/, and the public door of the package: everything a team needs to put
 * its own system under the harness, and to print what it found.
 */
export * from '../properties/index.js';
export * from '../sim/index.js';
export { sms2, storeForward } from '../models/index.js';
export { discriminationReport, fitReport } from './sms2/article.js';
export { civil, duration } from './text/civil.js';
export { defectsReport, outsideReport, versionReport, versionVerdict } from './sms2/defects.js';
export { minimalReport } from './text/finding.js';
export { htmlReport } from './html/index.js';
export { junitReport } from './formats/junit.js';
export type { JunitOptions } from './formats/junit.js';
export { markdownReport } from './formats/markdown.js';
export {
  explorationSummary,
  findingAnnotations,
  verificationAnnotations,
  verificationSummary,
} from './formats/github.js';
export type { GithubFinding } from './formats/github.js';
export { ledgerReport } from './text/ledger.js';
export { mapReport } from './map/map.js';
export { mapPage } from './map/page.js';
export { mapSvg } from './map/svg.js';
export { edgeOf } from './map/words.js';
export { predictionReport } from './sms2/predictions.js';
export { reportData } from './document/build.js';
export type { MapInput, ReportInput } from './document/build.js';
export { reproduceCommand } from './document/data.js';
export type * from './document/data.js';
export { REPORT_SCHEMA } from './document/schema.js';
export { simulationReport } from './sms2/simulation.js';
export { spaceTimeOf, spaceTimePair } from './spacetime/spacetime.js';
export type { Parting, SpaceTimeOptions } from './spacetime/spacetime.js';
export { DEFAULT_VIEW, layoutOf, offsetAt } from './spacetime/layout.js';
export type { SpaceTimeLayout, SpaceTimeView } from './spacetime/layout.js';
export { signed, spaceTimeSvg } from './spacetime/svg.js';
export type * from './spacetime/types.js';
export { storyReport } from './text/story.js';
export { statisticsReport } from './text/statistics.js';
export { coloursOf, count, heading, share, tableOf } from './text/text.js';
export type { TextStyle } from './text/text.js';
export { timelineReport } from './text/timeline.js';
export type { TimelineOptions } from './text/timeline.js';
export { asExpected, cellsOf, verificationReport } from './text/verification.js';
export type { VerificationCell, VerifiedVariant } from './text/verification.js';
export { workaroundAnswer, workaroundReport } from './sms2/workaround.js';

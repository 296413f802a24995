/**
 * The only door of reports/, and the public door of the package: everything a team needs to put
 * its own system under the harness, and to print what it found.
 */
export * from '../properties/index.js';
export * from '../sim/index.js';
export { sms2, storeForward } from '../models/index.js';
export { discriminationReport, fitReport } from './article.js';
export { civil, duration } from './civil.js';
export { defectsReport, outsideReport, versionReport, versionVerdict } from './defects.js';
export { minimalReport } from './finding.js';
export { htmlReport } from './html/index.js';
export { junitReport } from './junit.js';
export type { JunitOptions } from './junit.js';
export { markdownReport } from './markdown.js';
export {
  explorationSummary,
  findingAnnotations,
  verificationAnnotations,
  verificationSummary,
} from './github.js';
export type { GithubFinding } from './github.js';
export { ledgerReport } from './ledger.js';
export { mapReport } from './map.js';
export { mapPage } from './map-page.js';
export { mapSvg } from './map-svg.js';
export { edgeOf } from './map-words.js';
export { predictionReport } from './predictions.js';
export { reportData } from './report-build.js';
export type { MapInput, ReportInput } from './report-build.js';
export { reproduceCommand } from './report-data.js';
export type * from './report-data.js';
export { REPORT_SCHEMA } from './report-schema.js';
export { simulationReport } from './simulation.js';
export { spaceTimeOf, spaceTimePair } from './spacetime.js';
export type { Parting, SpaceTimeOptions } from './spacetime.js';
export { DEFAULT_VIEW, layoutOf, offsetAt } from './spacetime-layout.js';
export type { SpaceTimeLayout, SpaceTimeView } from './spacetime-layout.js';
export { signed, spaceTimeSvg } from './spacetime-svg.js';
export type * from './spacetime-types.js';
export { storyReport } from './story.js';
export { statisticsReport } from './statistics.js';
export { coloursOf, count, heading, share, tableOf } from './text.js';
export type { TextStyle } from './text.js';
export { timelineReport } from './timeline.js';
export type { TimelineOptions } from './timeline.js';
export { asExpected, cellsOf, verificationReport } from './verification.js';
export type { VerificationCell, VerifiedVariant } from './verification.js';
export { workaroundAnswer, workaroundReport } from './workaround.js';

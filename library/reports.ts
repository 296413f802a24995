/**
 * The door `skewproof/reports`: findings, maps and runs as text for a terminal, as a page, as data,
 * and in the formats that build servers read. Reports return strings; the caller writes them.
 */
export type { RecordedFinding } from '../properties/campaign/finding.js';
export { recordedFindings } from '../properties/campaign/recorded-findings.js';
export type { FrontierOptions } from '../properties/frontier/frontier.js';
export type { FrontierMap, ParameterWords } from '../properties/frontier/types.js';
export { judgedRun } from '../properties/oracle/judged-run.js';
export type { JudgedRun, RunOptions } from '../properties/oracle/judged-run.js';
export type { Fate } from '../properties/oracle/verdict.js';
export type { NumericParameter } from '../properties/study/contract.js';
export { eraseStudy } from '../properties/study/erase.js';
export type { AnyStudy } from '../properties/study/erase.js';
export { recordedRun } from '../properties/trace/recorded.js';
export type { RecordedRun } from '../properties/trace/recorded-run.js';
export { compareReports } from '../reports/compare/compare.js';
export type { ReportComparison } from '../reports/compare/compare.js';
export { comparisonMarkdown, comparisonReport } from '../reports/compare/words.js';
export { reportData } from '../reports/document/build.js';
export type { MapInput, ReportInput } from '../reports/document/build.js';
export type {
  ReportData,
  ReportFinding,
  ReportMap,
  ReportPoint,
  ReportRun,
  ReportVariant,
} from '../reports/document/data.js';
export { REPORT_SCHEMA } from '../reports/document/schema.js';
export {
  explorationSummary,
  findingAnnotations,
  verificationAnnotations,
  verificationSummary,
} from '../reports/formats/github.js';
export type { GithubFinding } from '../reports/formats/github.js';
export { junitReport } from '../reports/formats/junit.js';
export type { JunitOptions } from '../reports/formats/junit.js';
export { markdownReport } from '../reports/formats/markdown.js';
export { htmlReport } from '../reports/html/page.js';
export { mapReport } from '../reports/map/map.js';
export { mapPage } from '../reports/map/page.js';
export { mapSvg } from '../reports/map/svg.js';
export { spaceTimeOf, spaceTimePair } from '../reports/spacetime/spacetime.js';
export type { SpaceTimeOptions } from '../reports/spacetime/spacetime.js';
export { spaceTimeSvg } from '../reports/spacetime/svg.js';
export type { SpaceTime } from '../reports/spacetime/types.js';
export { asExpected, cellsOf } from '../reports/text/cells.js';
export type { VerificationCell, VerifiedVariant } from '../reports/text/cells.js';
export { minimalReport } from '../reports/text/finding.js';
export { ledgerReport } from '../reports/text/ledger.js';
export { statisticsReport } from '../reports/text/statistics.js';
export { storyReport } from '../reports/text/story.js';
export type { TextStyle } from '../reports/text/text.js';
export { timelineReport } from '../reports/text/timeline.js';
export type { TimelineOptions } from '../reports/text/timeline.js';
export { verificationReport } from '../reports/text/verification.js';

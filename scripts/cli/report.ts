/**
 * Writes a verification, an exploration, a map or one run as files for people and CI servers:
 * `--report` of the commands, and `npm start`.
 */
import { existsSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { shownOf } from '../../properties/campaign/finding.js';
import { recordedFindings } from '../../properties/campaign/recorded-findings.js';
import { addRun, noStatistics } from '../../properties/campaign/statistics.js';
import { frontier, scenarioAt } from '../../properties/frontier/frontier.js';
import { recordedRun } from '../../properties/trace/recorded.js';
import { reportData } from '../../reports/document/build.js';
import { junitReport } from '../../reports/formats/junit.js';
import { markdownReport } from '../../reports/formats/markdown.js';
import { htmlReport } from '../../reports/html/page.js';
import { inputError, SkewproofError } from '../../sim/model/errors.js';
import { variantOf } from '../../properties/study/variant.js';
import type { Exploration } from '../../properties/campaign/finding.js';
import type { Story } from '../../properties/explain/story-types.js';
import type { Explanation } from '../../properties/explain/explanation.js';
import type { FrontierMap } from '../../properties/frontier/types.js';
import type { RunResult } from '../../properties/oracle/judged-run.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import type { ScenarioBase, Variant } from '../../properties/study/contract.js';
import type { MapInput } from '../../reports/document/build.js';
import type { ReportCollectors } from '../../reports/document/data.js';
import type { VerifiedVariant } from '../../reports/text/cells.js';
import { DAY_MS } from '../../sim/model/time.js';
import type { StudyRef } from '../config/study-ref.js';
import { writtenExplorer } from '../explorer/explorer.js';
import { MARK } from '../explorer/page.js';
import { makeFolder } from '../files/make-folder.js';
import { readRegular } from '../files/read-file.js';
import { programVersion } from '../files/version.js';
import { probed, writeAllWhole } from '../files/write-whole.js';
import { progressOf } from './context.js';
import type { Output } from './context.js';
import { deferring } from './deferring.js';

/** Folder for the report of `npm start`; git ignores it. */
export const REPORT_FOLDER = '.skewproof/report';

/**
 * Samples along a map's longer side: here a map is a picture, and `skewproof map` is more exact.
 */
const RESOLUTION = 32;
/** A small log shows the same regions as a large one, in a hundredth of the time. */
const LOG_RECORDS = 32;

interface Reported {
  readonly study: AnyStudy;
  readonly seed: number;
  /** Options that `reproduce` needs besides a token: `Studies.optionFor`. */
  readonly reproduceOptions?: string;
  /** Place of the study: an explorer of it is written too, if a page can run it. */
  readonly ref?: StudyRef;
  readonly verified: readonly VerifiedVariant[];
  /** Default: one map of the default plane for each variant. */
  readonly maps?: readonly MapInput[];
  /** Agent × collector; the variants are then their pairs. */
  readonly collectors?: ReportCollectors;
  /** A search or one run, which have no expectation. Default: a verification. */
  readonly purpose?: 'search' | 'run';
  /** Runs to draw whatever their verdict. */
  readonly shown?: readonly ScenarioBase[];
}

/** A map with the scenario of each of its points. */
export const mapInput = (study: AnyStudy, map: FrontierMap): MapInput => ({
  map,
  scenarioAt: (x, y) => scenarioAt(study, map, x, y),
});

/** A report's map of a variant: the study's own plane; undefined if the study states none. */
export function frontierOf(study: AnyStudy, variant: string): FrontierMap | undefined {
  const { parameters = {} } = study;
  const { clockOffset, logSize, logCapacity } = parameters;
  if (clockOffset === undefined || logSize === undefined) return undefined;
  return frontier(study, variant, {
    x: 'clockOffset',
    y: 'logSize',
    xRange: { from: -3 * DAY_MS, to: 3 * DAY_MS },
    yRange: { from: 0, to: 2 * LOG_RECORDS },
    ...(logCapacity === undefined ? {} : { set: { logCapacity: LOG_RECORDS } }),
    resolution: RESOLUTION,
  });
}

/** The page in which the study of a report runs. */
export const EXPLORER = 'explorer.html';
const FILES = ['report.html', 'report.json', 'junit.xml', 'summary.md', EXPLORER] as const;

type FileName = (typeof FILES)[number];

/** Marks by which a report's files are known; a file of a user's may mention the program. */
const MARKS: Readonly<Record<FileName, RegExp>> = {
  'report.html': /<meta name="generator" content="skewproof /,
  'report.json': /^\{"format":1,"program":"skewproof /,
  'junit.xml': /^<\?xml [^>]*\?>\n<!-- skewproof [^>]*-->\n<testsuites/,
  'summary.md': /\n<!-- skewproof [^>]*-->\n$/,
  [EXPLORER]: new RegExp(MARK),
};

/** True for a file of an earlier report. */
const isOurs = (path: string, name: FileName): boolean =>
  statSync(path).isFile() &&
  MARKS[name].test(readRegular(path, 'a file of an earlier report').toString('utf8'));

/** `now` in the format of JUnit's schema. */
const timestamp = (now: Date): string => now.toISOString().slice(0, 19);

/**
 * Makes the folder, and refuses a report that cannot be written before any work is done.
 * @throws SkewproofError SKEW-101 if it is a file, or contains another program's file of one of
 * these names
 */
export function openReport(folder: string): void {
  if (existsSync(folder) && !statSync(folder).isDirectory())
    throw inputError({
      place: '--report',
      expected: 'a folder, or a name that is free',
      got: `the file ${folder}`,
    });
  try {
    makeFolder(folder);
  } catch (error) {
    throw inputError({
      place: '--report',
      expected: 'a folder that can be made',
      got: error instanceof Error ? error.message : String(error),
    });
  }
  for (const name of FILES) {
    const path = join(folder, name);
    if (existsSync(path) && !isOurs(path, name))
      throw inputError({
        place: '--report',
        expected: 'no file of that name but an earlier report',
        got: path,
        advice: 'Name another folder, or move the file away: a report would overwrite it.',
      });
  }
  probed(folder);
}

function defaultMaps({ study, verified }: Reported, output: Output): readonly MapInput[] {
  const progress = progressOf(output, 'report: maps', verified.length);
  const maps = verified.flatMap(({ variant }, number) => {
    const map = frontierOf(study, variant);
    progress.update(number + 1, variant);
    return map === undefined ? [] : [mapInput(study, map)];
  });
  progress.end();
  return maps;
}

/** The variant as `explore` and `reproduce` judge it: every property has to hold. */
const allMustHold = (study: AnyStudy, variant: string): Variant => ({
  title: variantOf(study, variant)?.title ?? variant,
  violated: [],
});

/** A report of one variant's exploration. */
export const reportedExploration = (
  study: AnyStudy,
  seed: number,
  variant: string,
  exploration: Exploration<ScenarioBase>,
): Reported => ({
  study,
  seed,
  purpose: 'search',
  verified: [{ variant, stated: allMustHold(study, variant), exploration }],
});

/** A report of one scenario's run: a campaign of one. */
export function reportedRun(
  study: AnyStudy,
  scenario: ScenarioBase,
  result: RunResult,
  diagnosed: readonly { readonly explanation: Explanation; readonly story: Story }[],
): Reported {
  const statistics = noStatistics();
  addRun(statistics, result, study.labels(scenario));
  const findings = diagnosed.map(({ explanation, story }) => ({
    ...{ story, hash: result.summary.hash },
    fingerprint: explanation.fingerprint,
    foundAtRun: 1,
    found: scenario,
    explanation,
    minimal: undefined,
  }));
  const { verdict, reason } = result;
  const exploration = {
    ...{ verdict, findings, statistics },
    ...(reason === undefined ? {} : { reason }),
  };
  const one = reportedExploration(study, scenario.seed, scenario.variant, exploration);
  return { ...one, purpose: 'run', maps: [], shown: [scenario] };
}

/** A report of one map, with every sample's scenario. */
export const reportedMap = (study: AnyStudy, seed: number, map: FrontierMap): Reported => ({
  ...{ study, seed, verified: [] },
  maps: [mapInput(study, map)],
});

/**
 * Writes report.html, report.json, junit.xml, summary.md and, for a study that a page can run,
 * explorer.html; touches nothing else in the folder.
 * @throws SkewproofError SKEW-101 for a folder that cannot be written to
 */
export function writtenReport(folder: string, reported: Reported, output: Output): string {
  openReport(folder);
  const { study, verified, shown = [] } = reported;
  const explorer = explorerOf(reported, output);
  const data = reportData({
    ...reported,
    ...(explorer === undefined ? {} : { explorer: EXPLORER }),
    program: programVersion(),
    recorded: recordedFindings(
      study,
      verified.flatMap(({ exploration }) => exploration.findings),
    ),
    shown: shown.map((scenario) => recordedRun(study, scenario)),
    maps: reported.maps ?? defaultMaps(reported, output),
  });
  const files: Readonly<Record<Exclude<FileName, typeof EXPLORER>, string>> = {
    'report.html': htmlReport(data),
    'report.json': `${JSON.stringify(data)}\n`,
    'junit.xml': junitReport(data, { timestamp: timestamp(new Date()) }),
    'summary.md': markdownReport(data),
  };
  const texts = [
    ...Object.entries(files),
    ...(explorer === undefined ? [] : [[EXPLORER, explorer]]),
  ];
  writeAllWhole(texts.map(([name = '', text = '']) => [join(folder, name), text]));
  // One of an earlier report may be of another study.
  if (explorer === undefined) rmSync(join(folder, EXPLORER), { force: true });
  const page = resolve(folder, 'report.html');
  output.print(`\nReport: ${page}`);
  return page;
}

/** The page in which the study runs, beginning with the first finding; undefined: none can run it. */
function explorerOf(
  { study, ref, verified, maps = [], reproduceOptions = '' }: Reported,
  output: Output,
): string | undefined {
  const [finding] = verified.flatMap(({ exploration }) => exploration.findings);
  const [variant] = [...verified, ...maps.map(({ map }) => map)].map((one) => one.variant);
  if (ref === undefined || variant === undefined || study.identity !== undefined) return undefined;
  const scenario = finding === undefined ? undefined : shownOf(finding).scenario;
  try {
    return writtenExplorer({
      ...{ study, ref, reproduceOptions, scenario },
      variant: scenario?.variant ?? variant,
    });
  } catch (error) {
    if (!(error instanceof SkewproofError)) throw error;
    output.note(`The report has no explorer: ${error.message}`);
    return undefined;
  }
}

/** The same, but a failure is deferred: the results of the command are printed in any case. */
export const writeReport = (
  folder: string,
  reported: Reported,
  output: Output,
): string | undefined => deferring(output, () => writtenReport(folder, reported, output));

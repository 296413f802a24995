/** Plays the reference study on all cores for one screen: the content of `npm start`. */
import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import * as sms2 from '../../models/sms2/index.js';
import { isBlind, problemsOf } from '../../properties/sms2/synopsis/expected.js';
import { fixShares, mergeFixShares } from '../../properties/sms2/synopsis/fix.js';
import { checkedVariant } from '../../properties/study/variant.js';
import { synopsisReport } from '../../reports/sms2/synopsis.js';
import type { PropertyName } from '../../properties/study/contract.js';
import type { Synopsis } from '../../properties/sms2/synopsis/types.js';
import type { VerifiedVariant } from '../../reports/text/cells.js';
import { thrown } from '../campaign/explore-worker.js';
import { inThreads } from '../campaign/threads.js';
import { columnsOf, EXIT, outputOf, progressOf } from '../cli/context.js';
import type { GlobalOptions, Host, Output } from '../cli/context.js';
import { EXPLORER, mapInput, openReport, writtenReport } from '../cli/report.js';
import { studyNamed } from '../studies.js';
import type { Answer, Job, Kind, Work } from './synopsis-worker.js';

/** H3 and H4 agree with every sentence of the article; H4's comparison is the easier to read. */
const SHIPPED = 'h4';
/** Effects of a wrong clock at installation; it never shows a record twice. */
const BREAKS: readonly PropertyName[] = ['conservation', 'dates', 'eventual-delivery'];
/** Enough runs for each kind of loss that a wrong clock at installation causes. */
const LOSS_RUNS = 100;
export const FIX_RUNS = 2_000;
const WIDTH = 80;
const WIDTH_MIN = 40;

export interface StartOptions extends GlobalOptions {
  readonly fix: string;
  readonly runs: number;
  readonly seed: number;
  readonly report: string;
  readonly workers: number;
}

const STUDY = studyNamed('sms2');

/** The answer of a job of this kind. */
function doneOf<Name extends Kind>(
  _kind: Name,
  answer: Answer | undefined,
): ReturnType<Work[Name]> {
  if (answer === undefined) throw new Error('a job was not begun');
  return 'done' in answer ? (answer.done as ReturnType<Work[Name]>) : thrown(answer.failure);
}

/** Computes every part on this number of threads, with a display of progress. */
async function played({ fix, seed, runs, workers }: StartOptions, output: Output) {
  const shares = fixShares({ variant: fix, shipped: SHIPPED, seed, runs });
  // The long parts first, so that the short shares fill what is left.
  const jobs: readonly Job[] = [
    { kind: 'loss', input: { variant: SHIPPED, seed, runs: LOSS_RUNS } },
    { kind: 'map', input: SHIPPED },
    { kind: 'map', input: fix },
    { kind: 'remedy', input: [SHIPPED, fix] },
    { kind: 'canary', input: seed },
    ...shares.map((share): Job<'share'> => ({ kind: 'share', input: share })),
  ];
  const progress = progressOf(output, 'sms2', jobs.length);
  let done = 0;
  const worker = new URL('./synopsis-worker.js', import.meta.url);
  const onAnswer = (): void => {
    progress.update((done += 1));
  };
  try {
    const [searched, map, fixMap, remedy, canary, ...results] = await inThreads<Job, Answer>(
      worker,
      jobs,
      { threads: workers, inOwnThread: output.host.inOwnThread, onAnswer },
    );
    return {
      searched: doneOf('loss', searched),
      maps: [doneOf('map', map), doneOf('map', fixMap)],
      remedy: doneOf('remedy', remedy),
      canary: doneOf('canary', canary),
      ...mergeFixShares(
        fix,
        results.map((result) => doneOf('share', result)),
      ),
    };
  } finally {
    progress.end();
  }
}

/** A path that can be typed in this folder. */
const typed = (path: string): string => {
  const here = relative('', path);
  return here.startsWith('..') ? path : here;
};

const widthOf = (host: Host): number =>
  Math.max(WIDTH_MIN, Math.min(WIDTH, columnsOf(host.stdout)));

/**
 * Plays the study, writes its report, and prints the page. Returns the exit code: 1 if a result is
 * not as expected, 4 if the planted defect was not caught.
 */
export async function start(options: StartOptions, host: Host): Promise<number> {
  const output = outputOf(options, host);
  const { fix: fixed, seed, report } = options;
  // Before any work is done: an unknown variant, or one with an unknown defect, is refused.
  checkedVariant(STUDY, fixed);
  STUDY.build(STUDY.simplest(fixed));
  openReport(report);
  const parts = await played(options, output);
  const { searched, remedy, canary, fix } = parts;
  if (canary === undefined) throw new Error('the study has no canary');
  const synopsis: Synopsis = {
    ...{ seed, shipped: SHIPPED, title: sms2.MECHANISMS[SHIPPED].title, remedy, fix, canary },
    ...(searched.loss === undefined ? {} : { loss: searched.loss }),
  };
  const verified: readonly VerifiedVariant[] = [
    {
      variant: SHIPPED,
      stated: { ...(STUDY.variants[SHIPPED] ?? { title: SHIPPED }), violated: BREAKS },
      exploration: searched.exploration,
    },
    {
      variant: fixed,
      stated: { title: fixed, violated: [] },
      exploration: parts.exploration,
    },
  ];
  const maps = parts.maps.flatMap((map) => (map === undefined ? [] : [mapInput(STUDY, map)]));
  const silent: Output = { ...output, print: () => undefined };
  const page = typed(
    writtenReport(
      report,
      { study: STUDY, ref: { name: STUDY.name }, seed, verified, maps },
      silent,
    ),
  );
  const lost = join(report, 'skewproof-lost.json');
  if (synopsis.loss !== undefined)
    writeFileSync(lost, `${JSON.stringify(synopsis.loss.scenario, null, 2)}\n`);
  const surroundings = {
    report: page,
    explorer: typed(join(report, EXPLORER)),
    ...(synopsis.loss === undefined ? {} : { lost: typed(lost) }),
  };
  const { colour } = output;
  output.print(synopsisReport(synopsis, surroundings, { colour, width: widthOf(host) }));
  const problems = problemsOf(synopsis);
  output.result({ ...synopsis, ...surroundings, asExpected: problems.length === 0, problems });
  if (isBlind(synopsis)) return EXIT.harness;
  return problems.length === 0 ? EXIT.ok : EXIT.violation;
}

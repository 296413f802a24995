/** The reference study on one screen, played on all cores: what `npm start` shows. */
import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Piscina } from 'piscina';
import * as sms2 from '../../models/sms2/index.js';
import { isBlind, problemsOf } from '../../properties/sms2/synopsis/expected.js';
import { fixShares, mergeFixShares } from '../../properties/sms2/synopsis/fix.js';
import { checkedVariant, studyNamed } from '../../properties/studies.js';
import { synopsisReport } from '../../reports/sms2/synopsis.js';
import type { PropertyName } from '../../properties/study/contract.js';
import type { Synopsis } from '../../properties/sms2/synopsis/types.js';
import type { VerifiedVariant } from '../../reports/text/verification.js';
import { thrown } from '../campaign/explore-worker.js';
import { EXIT, outputOf, progressOf } from '../cli/context.js';
import type { GlobalOptions, Host, Output } from '../cli/context.js';
import { mapInput, openReport, writeReport } from '../cli/report.js';
import type { Answer, Job, Kind, Work } from './synopsis-worker.js';

/** H3 and H4 agree with every sentence of the article; H4's comparison is the easier to read. */
const SHIPPED = 'h4';
/** What a wrong clock at installation brings about: nothing is shown twice by it. */
const BREAKS: readonly PropertyName[] = ['conservation', 'dates', 'eventual-delivery'];
/** Enough for each kind of loss that a clock at installation brings about. */
const LOSS_RUNS = 100;
/** Five chunks of a campaign: short enough that no thread waits long for the last share. */
const SHARE_RUNS = 250;
export const FIX_RUNS = 4_000;
const SHIPPED_ONE_IN = 10;
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

type Ask = <Name extends Kind>(
  kind: Name,
  input: Job<Name>['input'],
) => Promise<ReturnType<Work[Name]>>;

/** What each part came to, from as many threads as there are cores. */
async function playedBy(ask: Ask, options: StartOptions, advance: () => void) {
  const { fix, runs, seed } = options;
  const counted = async <Result>(part: Promise<Result>): Promise<Result> => {
    const result = await part;
    advance();
    return result;
  };
  const campaign = { variant: fix, shipped: SHIPPED, shippedOneIn: SHIPPED_ONE_IN, seed, runs };
  // The long parts first, so that the short shares fill what is left.
  const [searched, map, fixMap, remedy, canary, ...shares] = await Promise.all([
    counted(ask('loss', { variant: SHIPPED, seed, runs: LOSS_RUNS })),
    counted(ask('map', SHIPPED)),
    counted(ask('map', fix)),
    counted(ask('remedy', [SHIPPED, fix])),
    counted(ask('canary', seed)),
    ...fixShares(campaign, SHARE_RUNS).map((share) => counted(ask('share', share))),
  ]);
  return { searched, maps: [map, fixMap], remedy, canary, ...mergeFixShares(fix, shares) };
}

async function played(options: StartOptions, output: Output) {
  const pool = new Piscina<Job, Answer>({
    filename: new URL('./synopsis-worker.js', import.meta.url).href,
    minThreads: 1,
    maxThreads: options.workers,
  });
  const parts = 5 + Math.ceil(options.runs / SHARE_RUNS);
  const progress = progressOf(output, 'sms2', parts);
  let done = 0;
  const ask: Ask = async (kind, input) => {
    const answer = (await pool.run({ kind, input })) as Answer<typeof kind>;
    return 'done' in answer ? answer.done : thrown(answer.failure);
  };
  try {
    return await playedBy(ask, options, () => {
      done += 1;
      progress.update(done);
    });
  } finally {
    progress.end();
    await pool.destroy();
  }
}

/** As a path that can be typed here. */
const typed = (path: string): string => {
  const here = relative('', path);
  return here.startsWith('..') ? path : here;
};

const widthOf = (host: Host): number =>
  Math.max(WIDTH_MIN, Math.min(WIDTH, host.stdout.columns ?? WIDTH));

/**
 * Plays the study, writes its report, and prints the page. Exit code 1: something is not as
 * expected; 4: the planted defect was not caught.
 */
export async function start(options: StartOptions, host: Host): Promise<number> {
  const output = outputOf(options, host);
  const { fix: fixed, seed, report } = options;
  // Before anything is touched: a variant that is not known, by its name or by its defect.
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
  const page = typed(writeReport(report, { study: STUDY, seed, verified, maps }, silent));
  const lost = join(report, 'skewproof-lost.json');
  if (synopsis.loss !== undefined)
    writeFileSync(lost, `${JSON.stringify(synopsis.loss.scenario, null, 2)}\n`);
  const surroundings = {
    report: page,
    ...(synopsis.loss === undefined ? {} : { lost: typed(lost) }),
  };
  const { colour } = output;
  output.print(synopsisReport(synopsis, surroundings, { colour, width: widthOf(host) }));
  const problems = problemsOf(synopsis);
  output.result({ ...synopsis, ...surroundings, asExpected: problems.length === 0, problems });
  if (isBlind(synopsis)) return EXIT.harness;
  return problems.length === 0 ? EXIT.ok : EXIT.violation;
}

/**
 * `skewproof verify <study> --collector …`: each variant at each named collector. A pair is searched
 * along its clocks and its time offline, and each edge is bisected with both sides run.
 */
import { refuseOptions } from '../cli/options.js';
import type { CollectorRow } from '../../models/collectors/index.js';
import { exploredPair, worstEdge } from '../../properties/collectors/explored.js';
import { isSilent } from '../../properties/collectors/outcome.js';
import { checkedServed, searchedPair } from '../../properties/collectors/pair.js';
import type { Pair } from '../../properties/collectors/pair.js';
import { passGate } from '../../properties/campaign/gate.js';
import { encodeToken, reproduceCommand } from '../../properties/corpus/token.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import { checkedVariant } from '../../properties/study/variant.js';
import { cellWords, edgeWords } from '../../reports/collectors/pairs.js';
import type { ReportCollectors } from '../../reports/document/data.js';
import { tableOf } from '../../reports/text/table.js';
import { heading } from '../../reports/text/text.js';
import { DEFAULT_SEED, EXIT, progressOf } from '../cli/context.js';
import type { Output } from '../cli/context.js';
import { collectorsNamed } from '../cli/named-collectors.js';
import { openReport, writeReport } from '../cli/report.js';
import type { Studies } from '../config/studies.js';

/** Edges of more pairs than these are in the JSON and in the report. */
const LISTED_MAX = 12;

interface VerifyCollectors {
  readonly study: string;
  /** Names with commas between, or `all`. */
  readonly collector: string;
  readonly variant?: string;
  /** Folder for the report's files. */
  readonly report?: string;
  /** Options of a campaign, which have no meaning here. */
  readonly version?: string;
  readonly runs?: number;
  readonly seconds?: number;
  readonly seed?: number;
  readonly corpus?: string;
  readonly bail?: boolean;
  readonly workers?: number;
  readonly shrinkRuns?: number;
  readonly runSeconds?: number;
  readonly shard?: string;
  readonly blob?: string;
}

const OF_CAMPAIGNS = {
  version: '--version',
  runs: '--runs',
  seconds: '--seconds',
  seed: '--seed',
  corpus: '--corpus',
  bail: '--bail',
  workers: '--workers',
  shrinkRuns: '--shrink-runs',
  runSeconds: '--run-seconds',
  shard: '--shard',
  blob: '--blob',
} as const;

const WHY = 'no such option beside --collector: each pair is bisected, and nothing is drawn';

function searched(
  study: AnyStudy,
  variants: readonly string[],
  rows: readonly CollectorRow[],
  output: Output,
): readonly Pair[] {
  const progress = progressOf(output, 'collectors', variants.length * rows.length);
  const pairs = rows.flatMap((row, at) =>
    variants.map((variant, number) => {
      const pair = searchedPair(study, variant, row);
      progress.update(at * variants.length + number + 1, row.name);
      return pair;
    }),
  );
  progress.end();
  return pairs;
}

const titleOf = ({ variant, collector }: Pair): string => `${variant} at ${collector}`;

function printPairs(
  study: AnyStudy,
  variants: readonly string[],
  rows: readonly CollectorRow[],
  pairs: readonly Pair[],
  output: Output,
): void {
  const cellOf = (variant: string, collector: string): string => {
    const pair = pairs.find((one) => one.variant === variant && one.collector === collector);
    return pair === undefined ? '' : cellWords(pair);
  };
  output.print(heading(`${study.name}: agent × collector`, output));
  output.print(
    tableOf(
      ['collector', ...variants],
      rows.map(({ name }) => [name, ...variants.map((variant) => cellOf(variant, name))]),
      output,
    ),
  );
  if (study.identity !== undefined && pairs.some(({ calm }) => calm === 'lost'))
    output.print(
      '\nA program that does not speak the protocol of a service loses everything there, with right clocks too.',
    );
  const listed = pairs.filter(({ edges }) => edges.length > 0);
  if (listed.length > LISTED_MAX) {
    output.print('\nEach edge, with both of its sides and a token: --json, or --report <folder>.');
    return;
  }
  for (const pair of listed) {
    output.print(heading(titleOf(pair), output));
    output.print(pair.edges.map(edgeWords).join('\n'));
    const worst = worstEdge(pair);
    if (worst !== undefined)
      output.print(`\n${reproduceCommand(encodeToken(study, worst.scenario))}`);
  }
}

/** One pair as data. */
const dataOf = (study: AnyStudy, { calmScenario, edges, ...pair }: Pair): object => ({
  ...pair,
  calmToken: encodeToken(study, calmScenario),
  edges: edges.map(({ scenario, ...edge }) => ({ ...edge, token: encodeToken(study, scenario) })),
});

/** The matrix of the page: each cell leads to the finding of its pair. */
const matrixOf = (
  variants: readonly string[],
  rows: readonly CollectorRow[],
  pairs: readonly Pair[],
): ReportCollectors => ({
  variants,
  rows: rows.map(({ name, title }) => ({
    ...{ collector: name, title },
    cells: pairs
      .filter(({ collector }) => collector === name)
      .map((pair) => ({
        ...{ variant: pair.variant, worst: pair.worst, text: cellWords(pair) },
        finding: titleOf(pair),
      })),
  })),
});

export function runVerifyCollectors(
  command: VerifyCollectors,
  output: Output,
  studies: Studies,
): number {
  refuseOptions(command, OF_CAMPAIGNS, WHY);
  const rows = collectorsNamed(command.collector);
  const study = studies.named(command.study);
  checkedServed(study);
  const variants =
    command.variant === undefined
      ? Object.keys(study.variants)
      : [checkedVariant(study, command.variant)];
  if (command.report !== undefined) openReport(command.report);
  for (const variant of variants) passGate(study, variant);
  const pairs = searched(study, variants, rows, output);
  printPairs(study, variants, rows, pairs, output);
  const page =
    command.report === undefined
      ? undefined
      : writeReport(
          command.report,
          {
            ...{ study, seed: DEFAULT_SEED, maps: [] },
            verified: pairs.map((pair) => ({
              variant: titleOf(pair),
              stated: { title: study.variants[pair.variant]?.title ?? pair.variant, violated: [] },
              exploration: exploredPair(study, pair),
            })),
            collectors: matrixOf(variants, rows, pairs),
            reproduceOptions: studies.optionFor(study),
          },
          output,
        );
  const isGood = !pairs.some(({ worst }) => isSilent(worst));
  output.result({
    study: study.name,
    ...(page === undefined ? {} : { report: page }),
    lost: !isGood,
    pairs: pairs.map((pair) => dataOf(study, pair)),
  });
  return isGood ? EXIT.ok : EXIT.violation;
}

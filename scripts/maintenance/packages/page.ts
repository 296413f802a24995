/** docs/packages.md, from the saved results alone. */
import { reproduceCommand } from '../../../properties/corpus/token.js';
import { formatDuration } from '../../../sim/clock/zone.js';
import { ADAPTER_LINES_MAX } from './adapter-lines.js';
import type { Confirmation } from './confirmed.js';
import type { FiledRun } from './filed.js';
import type { HostingMeasures } from './hosting-measures.js';
import { measuresTable } from './measures-table.js';
import { isCounted } from './result.js';
import type { Line, Loss, PackageResult, Threshold } from './result.js';

export const PAGE = 'docs/packages.md';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ');
const code = (text: string): string => `\`${cell(text).replaceAll('`', "'")}\``;
const count = (value: number): string => value.toLocaleString('en-US');

const valueWords = (value: number | string, unit: string): string => {
  if (typeof value !== 'number') return value === 'null' ? 'without it' : value;
  return unit === 'ms' ? formatDuration(value) : `${count(value)}${unit === '1' ? '' : ` ${unit}`}`;
};

const sides = ({ losing, passing, unit }: Threshold): string =>
  `loses at ${valueWords(losing, unit)}, passes at ${valueWords(passing, unit)}`;

/** `agents.0.offsetMs`: loses at 2 h 0.021 s, passes at 2 h 0.020 s. */
const thresholdWords = (threshold: Threshold): string =>
  `${code(threshold.field)}: ${sides(threshold)}`;

const lineWords = ({ file, line, source, losing, passing, confirmed }: Line): string =>
  `${code(`${file}:${String(line)}`)} ${code(source)}, losing ${code(losing)}, passing ${code(passing)}${confirmed ? '' : ' (not confirmed)'}`;

const FATES: Readonly<Record<string, string>> = {
  destroyed: 'records destroyed',
  stranded: 'records stranded',
  'lost-reported': 'records lost, and reported',
  duplicated: 'records sent twice',
  phantom: 'records that were never used',
};

const whatIsLost = ({ property, fate }: Loss): string =>
  property === 'no-hot-loop' ? 'a process that runs without a pause' : (FATES[fate] ?? fate);

const saidWords = ({ said }: Loss): string =>
  said.length === 0 ? 'nothing is said' : said.map(code).join(', ');

const scenarioWords = ({ scenario }: Loss): string =>
  scenario.length === 0 ? 'the simplest scenario' : scenario.map(code).join(', ');

/** The loss that the table shows: that of a clock, or else the gravest. */
export const shownLoss = ({ clocks, other }: PackageResult): Loss | undefined =>
  isCounted(clocks) ? clocks : (other ?? clocks);

const decidingWords = ({ line, undecided }: Loss): string =>
  line === undefined ? (undecided ?? 'not determined') : lineWords(line);

function documentedWords({ documented, searched }: PackageResult): string {
  if (documented !== undefined) return `"${cell(documented.quote)}" (${documented.file})`;
  if (searched === undefined) return 'not searched';
  const { files, words } = searched;
  return `not found in ${files.join(', ')}: ${words.map((one) => `"${one}"`).join(', ')}`;
}

/** Why a loss is counted, or is not, as that of a clock. */
const drawsWords = ({ losing, of }: NonNullable<Loss['otherDraws']>): string =>
  `Chance has a part: with ${String(of)} other draws of it the property is broken in ${String(losing)}.`;

function equalWords({ equal }: PackageResult): string {
  if (equal === undefined) return '';
  const { runs, nodes } = equal;
  const differing = nodes.filter(({ differsAt }) => differsAt !== undefined);
  const where = nodes.map(({ version }) => version).join(', ');
  if (differing.length === 0)
    return ` ${count(runs)} scenarios had equal trace hashes in a process each of ${where}.`;
  const ways = differing.map(
    ({ version, differsAt }) => `${version} differs at scenario ${String(differsAt)}`,
  );
  return ` ${count(runs)} scenarios were played in a process each of ${where}; ${ways.join('; ')}.`;
}

function readingWords({ reading }: PackageResult): readonly string[] {
  if (reading === undefined) return [];
  const what =
    'file' in reading ? `${code(reading.text)} in ${code(reading.file)}` : reading.because;
  return [
    `By reading the source: ${what}. The run ${reading.agrees ? 'agrees' : 'named another'}.`,
    '',
  ];
}

/** A package of two set-ups is shown with the name of the set-up. */
function titleOf({ packages, study }: PackageResult, all: readonly PackageResult[]): string {
  const [name = ''] = packages;
  const isAlone = all.filter((one) => one.packages[0] === name).length < 2;
  return isAlone ? name : `${name}, ${study}`;
}

function row(result: PackageResult, all: readonly PackageResult[]): string {
  const { adapterLines, diagnosis, search } = result;
  const name = titleOf(result, all);
  if (diagnosis !== undefined)
    return `| ${name} | ${String(adapterLines)} | – | the gate failed, so nothing was searched | | | | | |`;
  const runs = count(search?.runs ?? 0);
  const loss = shownLoss(result);
  if (loss === undefined)
    return `| ${name} | ${String(adapterLines)} | ${runs} | nothing was found in ${runs} runs | | | | | |`;
  return `| ${[
    name,
    String(adapterLines),
    runs,
    `${whatIsLost(loss)}: ${scenarioWords(loss)}`,
    loss.threshold === undefined ? 'none' : thresholdWords(loss.threshold),
    decidingWords(loss),
    loss.isClocks ? (isCounted(loss) ? 'yes' : 'only in some draws of chance') : 'no',
    saidWords(loss),
    documentedWords(result),
  ].join(' | ')} |`;
}

function lossLines(title: string, loss: Loss, file: string): readonly string[] {
  const { property, foundAtRun, minimal, token, hash, threshold, line, undecided } = loss;
  const { otherDraws } = loss;
  return [
    `**${title}:** ${whatIsLost(loss)} (\`${property}\`), found at run ${count(foundAtRun)}.`,
    '',
    `- ${minimal ? 'Minimal scenario' : 'Smallest scenario found'}: ${scenarioWords(loss)}`,
    ...(threshold === undefined ? [] : [`- Threshold: ${thresholdWords(threshold)}`]),
    ...(line === undefined ? [] : [`- Deciding line: ${lineWords(line)}`]),
    ...(line?.reads ?? []).map((read) => `  - ${cell(read)}`),
    ...(undecided === undefined ? [] : [`- Deciding line: none. ${cell(undecided)}`]),
    ...(otherDraws === undefined ? [] : [`- ${drawsWords(otherDraws)}`]),
    `- The program said: ${saidWords(loss)}`,
    `- Trace hash \`${hash}\`, by \`${reproduceCommand(token, `--study ${file}`)}\``,
    '',
  ];
}

/** Observations on real timers and sockets. */
function confirmedLines(study: string, confirmed: readonly Confirmation[]): readonly string[] {
  const one = confirmed.find((each) => each.study === study);
  if (one === undefined) return [];
  const { sides, agrees, node, browser } = one;
  const where =
    browser === undefined ? `**In real Node** (${node}` : `**In a real browser** (${browser}`;
  const set = (ms: number): string =>
    ms === 0 ? 'not set' : `set ${formatDuration(Math.abs(ms))} ${ms < 0 ? 'back' : 'forward'}`;
  return [
    `${where}, loopback sockets, \`npm run study:confirm\`): with the clock ${set(sides.losing)} the record ${agrees ? 'was missing' : 'arrived'}. With the clock ${set(sides.passing)} it arrived.`,
    '',
  ];
}

/** The page on the finding as one would file it, if there is one. */
function filedLines(study: string, filed: readonly FiledRun[]): readonly string[] {
  const one = filed.find((each) => each.study === study);
  if (one === undefined) return [];
  const printed = one.agrees ? 'printed what the page says' : 'printed something else';
  return [
    `**As one would file it:** [packages/${study}.md](packages/${study}.md); its script ${printed} (${one.node}).`,
    '',
  ];
}

/** Observations outside of any simulation. */
interface Observed {
  readonly confirmed: readonly Confirmation[];
  readonly filed: readonly FiledRun[];
}

function section(
  result: PackageResult,
  all: readonly PackageResult[],
  { confirmed, filed }: Observed,
): readonly string[] {
  const { packages, file, adapterLines, bundle, diagnosis, search } = result;
  const { clocks, other } = result;
  const head = [`### ${titleOf(result, all)}`, ''];
  const also = packages.length > 1 ? ` With ${packages.slice(1).join(', ')}.` : '';
  const setUp = `Set-up: \`${file}\`, ${String(adapterLines)} lines of adapter, bundle \`${bundle}\`.${also}`;
  if (diagnosis !== undefined)
    return [
      ...head,
      setUp,
      '',
      'No verdict: the gate did not pass.',
      '',
      '```text',
      diagnosis,
      '```',
      '',
    ];
  const broken = Object.entries(search?.violating ?? {})
    .map(([property, runs]) => `${property} in ${count(runs)}`)
    .join(', ');
  return [
    ...head,
    `${setUp}${equalWords(result)} Search: seed ${String(search?.seed)}, ${count(search?.runs ?? 0)} runs in ${String(search?.seconds)} s of processor time; ${broken === '' ? 'no property was broken' : `broken: ${broken}`}.`,
    '',
    ...(clocks === undefined ? [] : lossLines('By a clock', clocks, file)),
    ...readingWords(result),
    ...confirmedLines(result.study, confirmed),
    ...filedLines(result.study, filed),
    ...(other === undefined ? [] : lossLines('By other causes', other, file)),
  ];
}

const HEAD = `# Released packages

*Written by \`npm run study:packages\` from \`studies/results/\`; nothing in it is typed.*

Each package runs unmodified on simulated clocks, timers, network and disk. What was run and seen is
said here, and nothing else: a scenario may be rare, and a rule may be meant.

- **Adapter** counts the lines of a study's \`start\`, at most ${String(ADAPTER_LINES_MAX)}.
- **Runs** is the number of scenarios of the search, without a hint: at most 2,000, or as many as the
  processor time given below allowed. Most programs keep records in memory alone, and what memory held when a fault ended
  the process counts as no loss.
- **Lost** names the smallest scenario that still loses: its differences from one machine, one use and
  right clocks.
- **Threshold** gives two neighbouring values of one field. Both were run.
- **Clock** is yes if the same scenario with right clocks delivers the record. That was run as well.
- **Said** quotes what the program said in the losing run and not in its neighbour: an error event, a
  rejection, a callback, the console.
- **Documented** quotes the package's own files as installed, or names those in which no such word is.
`;

const TABLE = `| package | adapter | runs | lost | threshold | deciding line | clock | said | documented |
| --- | ---: | ---: | --- | --- | --- | --- | --- | --- |`;

/**
 * The page of all results; it depends on nothing else.
 * @param unrun names of studies that were never run
 */
export function packagesPage(
  results: readonly PackageResult[],
  confirmed: readonly Confirmation[] = [],
  unrun: readonly string[] = [],
  filed: readonly FiledRun[] = [],
  measures?: HostingMeasures,
): string {
  const inOrder = [...results].sort((a, b) => (a.packages.join() < b.packages.join() ? -1 : 1));
  const byClocks = inOrder.filter(({ clocks }) => isCounted(clocks));
  const withThreshold = byClocks.filter(({ clocks }) => clocks?.threshold !== undefined).length;
  const readings = inOrder.flatMap(({ reading }) => (reading === undefined ? [] : [reading]));
  const agreeing = readings.filter(({ agrees }) => agrees).length;
  const searched = inOrder.filter(({ diagnosis }) => diagnosis === undefined).length;
  return [
    HEAD,
    `${String(inOrder.length)} set-ups; ${String(searched)} passed the gate and were searched.`,
    `A loss by clocks was found in ${String(byClocks.length)}, with both sides of a threshold in ${String(withThreshold)}.`,
    `The decider is the one of a reading of the source in ${String(agreeing)} of ${String(readings.length)}.`,
    `${String(confirmed.filter(({ agrees }) => agrees).length)} findings agree in real Node or in real Chromium.`,
    ...(unrun.length === 0 ? [] : ['', `Set-ups without a result yet: ${unrun.join(', ')}.`]),
    '',
    ...measuresTable(inOrder, measures),
    '',
    TABLE,
    ...inOrder.map((one) => row(one, inOrder)),
    '',
    '## By package',
    '',
    ...inOrder.flatMap((one) => section(one, inOrder, { confirmed, filed })),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

/**
 * Rows of the README, and how grave a loss is: silent before reported, destroyed before stranded; then
 * those that no document states, then those that were replayed.
 */
const ROWS = 5;
const RANK: Readonly<Record<string, number>> = { destroyed: 0, stranded: 1, 'lost-reported': 2 };

/** The most telling losses by clocks, as the README shows them. */
export function foundTable(
  results: readonly PackageResult[],
  confirmed: readonly Confirmation[],
): string {
  const agrees = (study: string): boolean =>
    confirmed.some((one) => one.study === study && one.agrees);
  const found = results
    .flatMap(({ study, packages, clocks, documented }) =>
      clocks?.threshold === undefined || !clocks.minimal || !isCounted(clocks)
        ? []
        : [{ study, name: packages[0] ?? '', clocks, documented }],
    )
    .map((one) => ({
      ...one,
      rank:
        (RANK[one.clocks.fate] ?? 3) * 4 +
        (one.documented === undefined ? 0 : 2) +
        (agrees(one.study) ? 0 : 1),
    }))
    .sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1));
  const rows = found
    .slice(0, ROWS)
    .map(
      ({ name, clocks }) =>
        `| ${name} | ${whatIsLost(clocks)}: ${scenarioWords(clocks)} | ${clocks.threshold === undefined ? '' : sides(clocks.threshold)} | ${clocks.said.length === 0 ? 'nothing' : 'a message'} |`,
    );
  const head = '| package | lost | threshold, both sides run | said |\n| --- | --- | --- | --- |';
  return [head, ...rows].join('\n');
}

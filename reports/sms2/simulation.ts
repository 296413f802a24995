/** For each client, what the console would show, and what was really used. */
import { formatDuration } from '../../sim/clock/zone.js';
import type {
  ClientTotals,
  SimulatedClient,
  Simulation,
  UsageTotals,
} from '../../properties/study/usage.js';
import { civil } from '../../properties/words/civil.js';
import { count, share } from '../text/numbers.js';
import { tableOf } from '../text/table.js';
import { coloursOf, heading } from '../text/text.js';
import type { TextStyle } from '../text/text.js';

interface SimulationReportOptions {
  /** Name of the study. Default: sms2. */
  readonly study?: string;
  /** True: every client. False: the first `ROWS_MAX`, the worst first. */
  readonly all: boolean;
  /** Notes on the input: skipped rows, assumed clocks, steps. */
  readonly notes: readonly string[];
}

const ROWS_MAX = 40;

const HEAD = [
  'client',
  'its clock',
  'used',
  'shown',
  'lost silently',
  'lost, reported',
  'misdated',
  'most off',
];

/** Removes control characters: names come from files, and none may steer a terminal. */
const printable = (name: string): string =>
  name.replace(
    /[\p{Cc}\p{Cf}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );

const offsetText = (offsetMs: number): string =>
  offsetMs === 0
    ? 'right'
    : `${formatDuration(Math.abs(offsetMs))} ${offsetMs < 0 ? 'behind' : 'ahead'}`;

/** The offset, or the first and the last of a history, and the bound that a tool states on its error. */
function clockText({ offsetMs, boundMs = 0, history }: SimulatedClient): string {
  const first = history?.[0];
  const last = history?.at(-1);
  const offset =
    first === undefined || last === undefined
      ? offsetText(offsetMs)
      : `${offsetText(first.offsetMs)} … ${offsetText(last.offsetMs)}`;
  return boundMs > 0 ? `${offset} ± ${formatDuration(boundMs)}` : offset;
}

const worstFirst = (a: ClientTotals, b: ClientTotals): number =>
  b.lostSilently - a.lostSilently ||
  b.lostReported - a.lostReported ||
  b.misdated - a.misdated ||
  (a.name < b.name ? -1 : 1);

function cells(totals: UsageTotals, style: TextStyle): readonly string[] {
  const colours = coloursOf(style);
  const lost = count(totals.lostSilently);
  return [
    count(totals.used),
    count(totals.shown),
    totals.lostSilently > 0 ? colours.red(lost) : lost,
    count(totals.lostReported),
    count(totals.misdated),
    totals.worstOffMs === 0 ? '' : formatDuration(totals.worstOffMs),
  ];
}

function conclusion(simulation: Simulation): string {
  const { totals } = simulation;
  const of = `of ${count(totals.used)} uses`;
  const gone = totals.lostSilently + totals.notMetered;
  const lines = [
    gone === 0
      ? totals.lostReported === 0
        ? `All ${count(totals.used)} uses would be shown.`
        : 'No use would be lost silently.'
      : `${count(gone)} ${of} (${share(gone, totals.used)}) would be lost silently.`,
  ];
  if (totals.stranded > 0)
    lines.push(`${count(totals.stranded)} would still be on a machine, unsent, at the last look.`);
  if (totals.destroyed > 0)
    lines.push(`${count(totals.destroyed)} would have no copy left anywhere.`);
  if (totals.notMetered > 0)
    lines.push(`${count(totals.notMetered)} began before the agent ran (--installed-before).`);
  if (totals.lostReported > 0)
    lines.push(`${count(totals.lostReported)} would be lost and reported as lost.`);
  if (totals.duplicated > 0)
    lines.push(`${count(totals.duplicated)} would be shown more than once.`);
  return lines.join('\n');
}

export function simulationReport(
  simulation: Simulation,
  options: SimulationReportOptions,
  style: TextStyle,
): string {
  const { clients, totals, variant } = simulation;
  const sorted = [...clients].sort(worstFirst);
  const listed = options.all ? sorted : sorted.slice(0, ROWS_MAX);
  const rows = listed.map((client) => [
    printable(client.name),
    clockText(client),
    ...cells(client, style),
  ]);
  rows.push([`all ${count(clients.length)}`, '', ...cells(totals, style)]);
  const unlisted = clients.length - listed.length;
  const lines = [
    conclusion(simulation),
    heading(`Usage played through ${options.study ?? 'sms2'}/${variant}`, style),
    `Agents installed ${civil(simulation.installedAtMs)} UTC; first use ${civil(simulation.firstUseMs)}, last ${civil(simulation.lastUseMs)}; last look at the console ${civil(simulation.lastLookMs)}.`,
    'Only the clocks of the clients differ: no fault, default settings, last changed when the agents were installed.',
    '',
    tableOf(HEAD, rows, style),
  ];
  if (unlisted > 0) lines.push(`${count(unlisted)} more clients, none worse (--all lists them).`);
  if (options.notes.length > 0)
    lines.push(
      heading('About the input', style),
      ...options.notes.map((note) => `- ${printable(note)}`),
    );
  return lines.join('\n');
}

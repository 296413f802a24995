/** A timeline of played usage: a lane for each client, a bar for each use in the look of its fate. */
import type { PlaneClass } from '../../properties/frontier/types.js';
import type { ClientTotals, PlayedUse, Simulation } from '../../properties/study/usage.js';
import { civil } from '../../properties/words/civil.js';
import { clockText, dayText } from '../../properties/words/instant.js';
import { DAY_MS, HOUR_MS } from '../../sim/model/time.js';
import { escaped } from '../markup/markdown.js';
import { xmlAttribute, xmlText } from '../markup/xml.js';
import { rounded } from '../spacetime/rounded.js';
import { count, several } from '../text/numbers.js';
import { offsetText } from '../words/fields.js';
import { CLASS_NAMES, hatchPatterns, lookOf, lookVariables } from '../words/look.js';

const WIDTH = 960;
const NAMES = 200;
const COUNTS = 150;
const TOP = 44;
const LANE = 34;
const BAR = 16;
const LANES_MAX = 60;
const TICKS_MAX = 7;
const TICK_UNITS: readonly number[] = [
  ...[1, 3, 6, 12].map((hours) => hours * HOUR_MS),
  ...[1, 2, 7, 30, 90, 365, 3_650].map((days) => days * DAY_MS),
];
/** Uses in the page's list. */
const LISTED_MAX = 2_000;

const CLASS_OF: Readonly<Record<PlayedUse['fate'], PlaneClass>> = {
  counted: 'safe',
  misdated: 'misdated',
  duplicated: 'duplicated',
  phantom: 'duplicated',
  stranded: 'stranded',
  pending: 'stranded',
  excused: 'stranded',
  destroyed: 'destroyed',
  'lost-reported': 'unknown',
  'not-metered': 'destroyed',
};

const WORDS: Readonly<Partial<Record<PlayedUse['fate'], string>>> = {
  counted: 'shown',
  misdated: 'shown with a wrong date',
  duplicated: 'shown more than once',
  'lost-reported': 'lost, and reported',
  stranded: 'lost: still on its machine',
  destroyed: 'lost: no copy is left',
  'not-metered': 'lost: the agent did not run yet',
};

const wordsOf = (fate: PlayedUse['fate']): string => WORDS[fate] ?? 'lost';

const lost = ({ lostSilently, notMetered }: ClientTotals): number => lostSilently + notMetered;

/** Round times between two, the first one a day where there is one. */
function ticksIn(fromMs: number, toMs: number): readonly number[] {
  const unit = TICK_UNITS.find((one) => (toMs - fromMs) / one <= TICKS_MAX) ?? 3_650 * DAY_MS;
  const ticks: number[] = [];
  for (let at = Math.ceil(fromMs / unit) * unit; at <= toMs; at += unit) ticks.push(at);
  return ticks;
}

interface Lane {
  readonly client: ClientTotals;
  readonly uses: readonly PlayedUse[];
}

/** Clients with their uses, those that lose most first. */
function lanesOf({ clients }: Simulation, uses: readonly PlayedUse[]): readonly Lane[] {
  const byClient = new Map<number, PlayedUse[]>();
  for (const use of uses) {
    const own = byClient.get(use.client) ?? [];
    own.push(use);
    byClient.set(use.client, own);
  }
  return clients
    .map((client, index) => ({ client, uses: byClient.get(index) ?? [] }))
    .sort((a, b) => lost(b.client) - lost(a.client) || (a.client.name < b.client.name ? -1 : 1));
}

const STYLE = `${lookOf('.played', lookVariables)}
.played{font:12px system-ui,sans-serif}.played text{fill:var(--ink)}.played .quiet{fill:var(--muted)}
.played .off{fill:var(--accent)}.played .lane{stroke:var(--line)}.played .paper{fill:var(--paper)}
.played .bad{fill:var(--bad);font-weight:700}`;

/**
 * Draws played usage; equal input gives equal bytes.
 * @param uses every use with its fate
 */
export function simulationSvg(simulation: Simulation, uses: readonly PlayedUse[]): string {
  const { installedAtMs, lastLookMs } = simulation;
  const lanes = lanesOf(simulation, uses);
  const shown = lanes.slice(0, LANES_MAX);
  const span = Math.max(1, lastLookMs - installedAtMs);
  const room = WIDTH - NAMES - COUNTS;
  const x = (ms: number): number => rounded(NAMES + ((ms - installedAtMs) / span) * room);
  const height = TOP + shown.length * LANE + 26;
  const ticks = ticksIn(installedAtMs, lastLookMs);
  const parts = [
    ...ticks.map(
      (ms, at) =>
        `<path class="lane" d="M${x(ms)} 24V${height - 22}"/><text class="quiet" x="${x(ms)}" y="16" text-anchor="middle">${at === 0 || ms % DAY_MS === 0 ? dayText(ms, true) : clockText(ms)}</text>`,
    ),
    ...shown.flatMap((lane, at) => laneParts(lane, TOP + at * LANE, x)),
  ];
  const more = lanes.length - shown.length;
  const foot =
    more === 0
      ? ''
      : `<text class="quiet" x="6" y="${height - 6}">${several(more, 'more client')}, none worse</text>`;
  const label = `Usage played through ${simulation.variant}: ${count(simulation.totals.used)} uses on ${several(lanes.length, 'client')}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="played" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${xmlAttribute(label)}">`,
    `<style>${STYLE}</style><defs>${hatchPatterns('played')}</defs><rect class="paper" width="${WIDTH}" height="${height}"/>`,
    ...parts,
    `${foot}</svg>`,
    '',
  ].join('\n');
}

function laneParts({ client, uses }: Lane, y: number, x: (ms: number) => number): string[] {
  const offset = client.history?.[0]?.offsetMs ?? client.offsetMs;
  const end = WIDTH - COUNTS;
  return [
    `<text x="6" y="${y}">${xmlText(client.name.length > 26 ? `${client.name.slice(0, 25)}…` : client.name)}</text>`,
    `<text class="${offset === 0 ? 'quiet' : 'off'}" x="6" y="${y + 13}">${xmlText(offset === 0 ? 'clock right' : offsetText(offset))}</text>`,
    `<path class="lane" d="M${NAMES} ${y}H${end}"/>`,
    ...uses.map(({ startMs, endMs, fate }) => {
      const [from, to] = [x(startMs), x(endMs)];
      return `<rect x="${from}" y="${y - BAR / 2}" width="${rounded(Math.max(3, to - from))}" height="${BAR}" fill="url(#played-${CLASS_OF[fate]})"><title>${civil(startMs)}: ${wordsOf(fate)}</title></rect>`;
    }),
    `<text class="${lost(client) > 0 ? 'bad' : 'quiet'}" x="${WIDTH - 6}" y="${y + 4}" text-anchor="end">${lost(client) > 0 ? `${count(lost(client))} of ${count(client.used)} lost` : `${count(client.used)} shown`}</text>`,
  ];
}

const PAGE_STYLE = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:62rem;margin:0 auto;padding:1rem}svg{width:100%;height:auto}td,th{text-align:left;padding:.1rem .9rem .1rem 0;white-space:nowrap}div{overflow-x:auto}`;

/** The picture with every use as a row, the lost ones first. */
export function simulationPage(simulation: Simulation, uses: readonly PlayedUse[]): string {
  const { totals, clients } = simulation;
  const gone = totals.lostSilently + totals.notMetered;
  const title =
    gone === 0
      ? `All ${count(totals.used)} uses would be shown or reported`
      : `${count(gone)} of ${count(totals.used)} uses would be lost silently`;
  const order: readonly PlaneClass[] = CLASS_NAMES;
  const rows = [...uses]
    .sort(
      (a, b) =>
        order.indexOf(CLASS_OF[a.fate]) - order.indexOf(CLASS_OF[b.fate]) || a.startMs - b.startMs,
    )
    .slice(0, LISTED_MAX)
    .map(
      ({ client, user, program, startMs, endMs, fate }) =>
        `<tr><td>${escaped(wordsOf(fate))}</td><td>${escaped(clients[client]?.name ?? '')}</td><td>${escaped(user)}</td><td>${escaped(program)}</td><td>${civil(startMs)}</td><td>${civil(endMs)}</td></tr>`,
    );
  const legend = CLASS_NAMES.filter((name) => uses.some(({ fate }) => CLASS_OF[fate] === name))
    .map((name) => {
      const fates = new Set(uses.map(({ fate }) => fate).filter((fate) => CLASS_OF[fate] === name));
      const swatch = `<svg style="width:22px;height:16px" width="22" height="16" aria-hidden="true"><rect width="22" height="16" fill="url(#played-${name})"/></svg>`;
      return `<li>${swatch} ${name}: ${[...fates].map(wordsOf).join('; ')}</li>`;
    })
    .join('');
  const unlisted = uses.length - rows.length;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${simulationSvg(simulation, uses)}<ul>${legend}</ul>
<h2>Every use, the lost ones first</h2>
<div tabindex="0" role="group" aria-label="Uses"><table><thead><tr><th scope="col">outcome</th><th scope="col">client</th><th scope="col">user</th><th scope="col">program</th><th scope="col">from (UTC)</th><th scope="col">to</th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table></div>
${unlisted === 0 ? '' : `<p>${several(unlisted, 'more use')}.</p>`}
</main>
</body>
</html>
`;
}

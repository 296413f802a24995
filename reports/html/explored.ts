/**
 * Histograms of the explored scenarios: the runs of each band, and the share of them with a
 * violation.
 */
import type { BandCount } from '../../properties/campaign/statistics.js';
import type { ReportData, ReportVariant } from '../document/data.js';
import { count, several, share } from '../text/numbers.js';
import { html } from './markup.js';
import type { Markup } from './markup.js';

/** Widths in percent of the longest bar, one decimal, by integer arithmetic. */
const width = (part: number, longest: number): string => {
  const permille = longest === 0 ? 0 : Math.round((part * 1_000) / longest);
  return `${String(Math.floor(permille / 10))}.${String(permille % 10)}%`;
};

const bar = (band: string, counts: BandCount, longest: number, runs: number): Markup =>
  html`<tr>
    <th scope="row">${band}</th>
    <td class="bars" aria-hidden="true">
      <span
        class="bar without"
        style="width:${width(counts.runs - counts.violating, longest)}"
      ></span
      ><span class="bar with" style="width:${width(counts.violating, longest)}"></span>
    </td>
    <td class="number">${count(counts.runs)}<small>${share(counts.runs, runs)}</small></td>
    <td class="number">
      ${count(counts.violating)}<small>${share(counts.violating, counts.runs)}</small>
    </td>
  </tr>`;

function histogram(
  dimension: string,
  bands: Readonly<Record<string, BandCount>>,
  runs: number,
): Markup {
  const rows = Object.entries(bands).sort(([, a], [, b]) => b.runs - a.runs);
  const longest = Math.max(0, ...rows.map(([, counts]) => counts.runs));
  return html`<table class="histogram">
    <caption>
      ${dimension}
    </caption>
    <thead>
      <tr>
        <th scope="col">band</th>
        <td></td>
        <th scope="col" class="number">runs</th>
        <th scope="col" class="number">with loss</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(([band, counts]) => bar(band, counts, longest, runs))}
    </tbody>
  </table>`;
}

/** Bands of each dimension in any variant of the report, in order of name. */
function bandsOfAll(variants: readonly ReportVariant[]): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, Set<string>>();
  for (const { statistics } of variants)
    for (const [dimension, bands] of Object.entries(statistics.bands)) {
      const known = all.get(dimension) ?? new Set<string>();
      for (const band of Object.keys(bands)) known.add(band);
      all.set(dimension, known);
    }
  return new Map([...all].map(([dimension, bands]) => [dimension, [...bands].sort()]));
}

/** Bands that no run of a variant visited, though runs of another did: `faults: 3 and more`. */
export function unvisited(
  { statistics }: Pick<ReportVariant, 'statistics'>,
  variants: readonly ReportVariant[],
): readonly string[] {
  return [...bandsOfAll(variants)].flatMap(([dimension, bands]) => {
    const visited = statistics.bands[dimension] ?? {};
    const missing = bands.filter((band) => (visited[band]?.runs ?? 0) === 0);
    return missing.length === 0 ? [] : [`${dimension}: ${missing.join(', ')}`];
  });
}

const LOSING_MAX = 3;
/** Bands with fewer runs say little. */
const LOSING_RUNS = 10;

/** The bands whose runs lose most often. */
function losing({ statistics }: ReportVariant): readonly string[] {
  return Object.entries(statistics.bands)
    .flatMap(([dimension, bands]) =>
      Object.entries(bands).map(([band, counts]) => ({ name: `${dimension} ${band}`, ...counts })),
    )
    .filter(({ runs, violating }) => runs >= LOSING_RUNS && violating > 0)
    .sort((a, b) => b.violating * a.runs - a.violating * b.runs || b.runs - a.runs)
    .slice(0, LOSING_MAX)
    .map(({ name, runs, violating }) => `${name} (${share(violating, runs)})`);
}

const variantBlock = (variant: ReportVariant, all: readonly ReportVariant[]): Markup => {
  const { statistics } = variant;
  const missing = unvisited(variant, all);
  const most = losing(variant);
  return html`<details class="group">
    <summary>
      <h3>${variant.variant}</h3>
      <span class="quiet"
        >${several(statistics.runs, 'run')}, ${count(statistics.events)} events,
        ${count(statistics.records)} records; ${several(statistics.repeated, 'run')} repeated,
        hashes
        equal${most.length === 0 ? '' : `; most often with loss: ${most.join('; ')}`}${missing.length === 0 ? '' : `; 0 runs in: ${missing.join('; ')}`}</span
      >
    </summary>
    <div class="histograms">
      ${Object.entries(statistics.bands).map(([dimension, bands]) => histogram(dimension, bands, statistics.runs))}
    </div>
  </details>`;
};

export const exploredSection = (data: ReportData): Markup =>
  html`<section id="explored" aria-labelledby="explored-title">
    <h2 id="explored-title">What was explored</h2>
    <p class="quiet key">
      <span class="bar without sample" aria-hidden="true"></span> runs without a violation
      <span class="bar with sample" aria-hidden="true"></span> runs with one
    </p>
    ${data.variants.map((variant) => variantBlock(variant, data.variants))}
  </section>`;

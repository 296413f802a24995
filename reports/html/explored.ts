/**
 * Histograms of the explored scenarios: the runs of each band, and the share of them with a
 * violation.
 */
import type { BandCount } from '../../properties/campaign/statistics.js';
import type { ReportData, ReportVariant } from '../document/data.js';
import { count, share } from '../text/numbers.js';
import { html, NOTHING } from './markup.js';
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

const variantBlock = (variant: ReportVariant, open: boolean): Markup => {
  const { statistics } = variant;
  return html`<details class="group" ${open ? html`open` : NOTHING}>
    <summary>
      <h3>${variant.variant}</h3>
      <span class="quiet"
        >${count(statistics.runs)} runs, ${count(statistics.events)} events,
        ${count(statistics.records)} records; ${count(statistics.repeated)} runs repeated, hashes
        equal</span
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
    ${data.variants.map((variant, place) => variantBlock(variant, place === 0))}
  </section>`;

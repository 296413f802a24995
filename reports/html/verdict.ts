/** The verdict table of the page: variant × property, expected and found, and how much was explored. */
import type { ReportData, ReportVariant } from '../document/data.js';
import { count } from '../text/numbers.js';
import { columnsOf, conclusive } from '../text/cells.js';
import type { VerificationCell } from '../text/cells.js';
import { html } from './markup.js';
import type { Markup } from './markup.js';

const cell = (one: VerificationCell): Markup =>
  one.asExpected
    ? html`<td class="cell ${one.found}">
        <span class="mark" aria-hidden="true">${one.found === 'holds' ? '✓' : '✗'}</span>
        ${one.found}<small>as expected</small>
      </td>`
    : html`<td class="cell unexpected">
        <strong><span class="mark" aria-hidden="true">!</span> ${one.found}</strong
        ><small>expected: ${one.expected}</small>
      </td>`;

const cells = (variant: ReportVariant): Markup =>
  conclusive(variant.verdict)
    ? html`${variant.cells.map(cell)}`
    : html`<td class="cell unexpected" colspan="${variant.cells.length}">
        <strong>${variant.verdict}</strong><small>${variant.reason ?? 'no conclusion'}</small>
      </td>`;

const row = (variant: ReportVariant): Markup =>
  html`<tr>
    <th scope="row">${variant.variant}<small>${variant.title}</small></th>
    ${cells(variant)}
    <td class="number">${count(variant.statistics.runs)}</td>
    <td class="number">${count(variant.statistics.violating)}</td>
  </tr>`;

const warnings = ({ variants }: ReportData): readonly Markup[] =>
  variants.flatMap(({ variant, warnings = [] }) =>
    warnings.map(
      (warning) =>
        html`<p class="banner bad">
          <span class="mark" aria-hidden="true">!</span> Warning, ${variant}: ${warning}.
        </p>`,
    ),
  );

export const verdictSection = (data: ReportData): Markup =>
  html`<section id="verdict" aria-labelledby="verdict-title">
    <h2 id="verdict-title">Verdict</h2>
    <p class="banner ${data.asExpected ? 'good' : 'bad'}" role="status">
      <span class="mark" aria-hidden="true">${data.asExpected ? '✓' : '!'}</span>
      ${data.asExpected ? 'All as expected.' : 'Not as expected.'}
      <span class="quiet"
        >The table compares the expectations of the study with the findings of the search.</span
      >
    </p>
    ${warnings(data)}
    <div class="scroll" tabindex="0" role="group" aria-label="Verdict table">
      <table class="verdict">
        <thead>
          <tr>
            <th scope="col">variant</th>
            ${columnsOf(data.variants).map((name) => html`<th scope="col">${name}</th>`)}
            <th scope="col" class="number">runs</th>
            <th scope="col" class="number">with a violation</th>
          </tr>
        </thead>
        <tbody>
          ${data.variants.map(row)}
        </tbody>
      </table>
    </div>
  </section>`;

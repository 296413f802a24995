/** The verdict table of the page: variant × property, expected and found, and how much was explored. */
import type { PropertyName } from '../../properties/study/contract.js';
import type { ReportData, ReportVariant } from '../document/data.js';
import { count } from '../text/numbers.js';
import { columnsOf, conclusive, inColumns, NOT_JUDGED } from '../text/cells.js';
import type { VerificationCell } from '../text/cells.js';
import { html } from './markup.js';
import type { Markup } from './markup.js';

function cell(one: VerificationCell | undefined): Markup {
  if (one === undefined) return html`<td class="cell">${NOT_JUDGED}<small>not judged</small></td>`;
  return one.asExpected
    ? html`<td class="cell ${one.found}">
        <span class="mark" aria-hidden="true">${one.found === 'holds' ? '✓' : '✗'}</span>
        ${one.found}<small>as expected</small>
      </td>`
    : html`<td class="cell unexpected">
        <strong><span class="mark" aria-hidden="true">!</span> ${one.found}</strong
        ><small>expected: ${one.expected}</small>
      </td>`;
}

const cells = (variant: ReportVariant, columns: readonly PropertyName[]): Markup =>
  conclusive(variant.verdict)
    ? html`${inColumns(columns, variant.cells).map(cell)}`
    : html`<td class="cell unexpected" colspan="${columns.length}">
        <strong>${variant.verdict}</strong><small>${variant.reason ?? 'no conclusion'}</small>
      </td>`;

const row = (variant: ReportVariant, columns: readonly PropertyName[]): Markup =>
  html`<tr>
    <th scope="row">${variant.variant}<small>${variant.title}</small></th>
    ${cells(variant, columns)}
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

export function verdictSection(data: ReportData): Markup {
  const columns = columnsOf(data.variants);
  return html`<section id="verdict" aria-labelledby="verdict-title">
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
            ${columns.map((name) => html`<th scope="col">${name}</th>`)}
            <th scope="col" class="number">runs</th>
            <th scope="col" class="number">with a violation</th>
          </tr>
        </thead>
        <tbody>
          ${data.variants.map((variant) => row(variant, columns))}
        </tbody>
      </table>
    </div>
  </section>`;
}

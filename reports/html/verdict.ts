/** The verdict table of the page: variant × property, expected and found, and how much was explored. */
import { FURTHER_PROPERTIES, PROPERTIES } from '../../properties/oracle/invariants.js';
import type { PropertyName } from '../../properties/study/contract.js';
import type { ReportData, ReportVariant } from '../document/data.js';
import { count } from '../text/numbers.js';
import { columnsOf, conclusive, inColumns, NOT_JUDGED } from '../text/cells.js';
import type { VerificationCell } from '../text/cells.js';
import { html } from './markup.js';
import type { Markup } from './markup.js';

/** The statement of each property: it explains a name that is pointed at. */
const wordsOf: Readonly<Record<PropertyName, string>> = { ...PROPERTIES, ...FURTHER_PROPERTIES };

function cell(one: VerificationCell | undefined, isSearch: boolean): Markup {
  if (one === undefined) return html`<td class="cell">${NOT_JUDGED}<small>not judged</small></td>`;
  // A search expects nothing: what it found is no surprise.
  if (isSearch)
    return html`<td class="cell ${one.found}">
      <span class="mark" aria-hidden="true">${one.found === 'holds' ? '○' : '■'}</span> ${one.found}
    </td>`;
  return one.asExpected
    ? html`<td class="cell ${one.found}">
        <span class="mark" aria-hidden="true">●</span> ${one.found}<small>as expected</small>
      </td>`
    : html`<td class="cell unexpected">
        <strong><span class="mark" aria-hidden="true">■</span> ${one.found}</strong
        ><small>expected: ${one.expected}</small>
      </td>`;
}

const cells = (
  variant: ReportVariant,
  columns: readonly PropertyName[],
  isSearch: boolean,
): Markup =>
  conclusive(variant.verdict)
    ? html`${inColumns(columns, variant.cells).map((one) => cell(one, isSearch))}`
    : html`<td class="cell unexpected" colspan="${columns.length}">
        <strong>${variant.verdict}</strong><small>${variant.reason ?? 'no conclusion'}</small>
      </td>`;

const row = (variant: ReportVariant, columns: readonly PropertyName[], isSearch: boolean): Markup =>
  html`<tr>
    <th scope="row">${variant.variant}<small>${variant.title}</small></th>
    ${cells(variant, columns, isSearch)}
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
  const isSearch = data.purpose !== undefined;
  return html`<section id="verdict" aria-labelledby="verdict-title">
    <h2 id="verdict-title">${isSearch ? 'Properties' : 'Expected and found'}</h2>
    <p class="quiet">
      ${isSearch ? 'The properties that every record was judged by.' : '● as the study expects, ■ a surprise. A variant that is known to lose records is expected to.'}
    </p>
    ${warnings(data)}
    <div class="scroll" tabindex="0" role="group" aria-label="Verdict table">
      <table class="verdict">
        <thead>
          <tr>
            <th scope="col">variant</th>
            ${columns.map((name) => html`<th scope="col"><abbr title="${wordsOf[name]}">${name}</abbr></th>`)}
            <th scope="col" class="number">runs</th>
            <th scope="col" class="number">with a violation</th>
          </tr>
        </thead>
        <tbody>
          ${data.variants.map((variant) => row(variant, columns, isSearch))}
        </tbody>
      </table>
    </div>
  </section>`;
}

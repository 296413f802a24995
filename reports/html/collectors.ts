/** The matrix of the page: agent × collector, each cell a link to its finding. */
import type { ReportCollectors, ReportData } from '../document/data.js';
import { html, NOTHING } from './markup.js';
import type { Markup } from './markup.js';

type Cell = ReportCollectors['rows'][number]['cells'][number];

/** Classes of the page's verdict table, by outcome. */
const CLASSES: Readonly<Record<Cell['worst'], string>> = {
  kept: 'holds',
  misdated: 'violated',
  reported: 'violated',
  duplicated: 'unexpected',
  misreported: 'unexpected',
  lost: 'unexpected',
};

function cell({ findings }: ReportData, { worst, text, finding }: Cell): Markup {
  const found = findings.find(({ variant }) => variant === finding);
  return html`<td class="cell ${CLASSES[worst]}">
    ${found === undefined ? text : html`<a href="#${found.id}">${text}</a>`}
  </td>`;
}

export function collectorsSection(data: ReportData): Markup {
  const { collectors } = data;
  if (collectors === undefined) return NOTHING;
  return html`<section id="collectors" aria-labelledby="collectors-title">
    <h2 id="collectors-title">Agent × collector</h2>
    <p class="quiet">
      The worst end of a record, and the first value from which it ends so. The value one unit
      before was run too.
    </p>
    <div class="scroll" tabindex="0" role="group" aria-label="Agent and collector">
      <table class="verdict">
        <thead>
          <tr>
            <th scope="col">collector</th>
            ${collectors.variants.map((name) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${collectors.rows.map(
            ({ collector, title, cells }) =>
              html`<tr>
                <th scope="row">${collector}<small>${title}</small></th>
                ${cells.map((one) => cell(data, one))}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

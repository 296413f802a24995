/** The first screen of the page: the result in a few sentences, and the worst finding. */
import type { ReportData } from '../document/data.js';
import { resultSentences, worstFirst, worstRule } from '../words/result.js';
import { findingCard } from './findings.js';
import { html, Markup, NOTHING } from './markup.js';
import { mapSvg } from '../map/svg.js';

/** A verification states whether all is as the study expects. */
const expectation = ({ purpose, asExpected, variants }: ReportData): Markup =>
  purpose !== undefined || variants.length === 0
    ? NOTHING
    : html`<p class="banner ${asExpected ? 'good' : 'bad'}" role="status">
        <span class="mark" aria-hidden="true">${asExpected ? '●' : '■'}</span>
        ${asExpected ? 'All as expected.' : 'Not as expected.'}
      </p>`;

export function headlineSection(data: ReportData): Markup {
  const [first, ...more] = resultSentences(data);
  const [worst] = worstFirst(data.findings);
  const picture = worstRule(data)?.map ?? data.maps[0]?.map;
  return html`<section id="headline" aria-labelledby="headline-title">
    <h2 id="headline-title" class="hidden">Result</h2>
    ${first === undefined ? NOTHING : html`<p class="headline"><strong>${first}</strong> ${more.join(' ')}</p>`}
    ${expectation(data)}
    <div class="first">
      ${
        worst === undefined
          ? NOTHING
          : html`<div class="finding worst">
              ${findingCard(worst, data.epochMs)}
              <p class="quiet">
                ${worst.variant}. <a href="#${worst.id}">All of this finding</a>
                ${worst.run === undefined ? NOTHING : html` <a class="show-run" href="#run=${worst.run}" data-run="${worst.run}">See the run</a>`}
                ${data.explorer === undefined ? NOTHING : html` <a href="${data.explorer}#${worst.token}">Open it in the explorer</a>: drag its clocks, and see what follows.`}
              </p>
            </div>`
      }
      ${picture === undefined ? NOTHING : html`<p class="picture"><a href="#frontier">${new Markup(mapSvg(picture, 'first'))}</a></p>`}
    </div>
  </section>`;
}

/**
 * The findings of the page: the loss, its cause, the smallest scenario, and the command that runs
 * it again.
 */
import { setWords, sideNames, valueWords } from '../../properties/explain/side-words.js';
import {
  lastReadWords,
  losingWords,
  passingWords,
  readsBehind,
  readWords,
} from '../../properties/explain/code-words.js';
import type {
  StoryDecision,
  StorySide,
  StorySource,
  StoryUndecided,
} from '../../properties/explain/story-types.js';
import { civil } from '../../properties/words/civil.js';
import type { ReportData, ReportFinding } from '../document/data.js';
import { reproduceCommand } from '../../properties/corpus/token.js';
import { count } from '../text/numbers.js';
import { html, NOTHING } from './markup.js';
import type { Markup } from './markup.js';

/** A command with its button; the client copies the text of the element that the button names. */
const commandBlock = ({ token, hash, id }: ReportFinding, options: string | undefined): Markup =>
  html`<div class="command">
    <pre
      tabindex="0"
      aria-label="Command"
    ><code id="${id}-command">${reproduceCommand(token, options)}</code></pre>
    <button type="button" class="copy" data-copy="${id}-command">
      Copy<span class="hidden"> the command</span>
    </button>
    ${hash === undefined ? NOTHING : html`<p class="hash">trace hash <code data-hash>${hash}</code></p>`}
  </div>`;

function sideRow(decision: StoryDecision, side: StorySide, name: string, epochMs: number): Markup {
  return html`<tr>
    <th scope="row">${name}</th>
    <td>${valueWords(side)}</td>
    <td>${setWords(side, decision)}</td>
    <td>${side.clock ?? ''}</td>
    <td>${side.localMs === undefined ? '' : civil(side.localMs)}</td>
    <td>${side.trueMs === undefined ? '' : civil(side.trueMs + epochMs)}</td>
  </tr>`;
}

/** The line of the code: its text, the operands of both runs, the clocks behind them. */
function codeLine(decision: StoryDecision, source: StorySource, epochMs: number): Markup {
  const runs = [
    ['losing', losingWords(decision)],
    ['passing', passingWords(decision)],
  ] as const;
  const reads = readsBehind(decision);
  const last = lastReadWords(source.lastRead, epochMs);
  return html`<div class="code-line">
    <p><code>${source.place}</code> ${source.program}</p>
    <pre tabindex="0" aria-label="The deciding line"><code>${source.text}</code></pre>
    <ul>
      ${runs.map(([run, words]) =>
        words === undefined
          ? NOTHING
          : html`<li>
              ${run}
              <code>${words.operands}</code
              >${words.durations === undefined ? NOTHING : html` ms (${words.durations})`}
            </li>`,
      )}
      ${reads.map((read) => html`<li><code>${read.name}</code> ${readWords(read, epochMs)}</li>`)}
      ${last === undefined ? NOTHING : html`<li class="quiet">last clock read before: ${last}</li>`}
      ${source.confirmed ? NOTHING : html`<li class="quiet">not confirmed: with this comparison alone the other way the run still ends so</li>`}
    </ul>
  </div>`;
}

/** No comparison of the code decides: why, and what each run does next. */
function undecidedLine(undecided: StoryUndecided, epochMs: number): Markup {
  const { program, words, losing, passing, selected, lastRead } = undecided;
  const last = lastReadWords(lastRead, epochMs);
  return html`<div class="code-line">
    <p>${program}: ${words}</p>
    <ul>
      <li>losing, next: <code>${losing}</code></li>
      <li>passing, next: <code>${passing}</code></li>
      ${selected === undefined ? NOTHING : html`<li>chosen before at <code>${selected}</code></li>`}
      ${last === undefined ? NOTHING : html`<li class="quiet">last clock read before: ${last}</li>`}
    </ul>
  </div>`;
}

function decisionTable(decision: StoryDecision, epochMs: number): Markup {
  const { moment, left, comparison, right, held, outcome, source } = decision;
  if (source !== undefined) return codeLine(decision, source, epochMs);
  const [a, b] = sideNames(decision);
  return html`<div class="scroll" tabindex="0" role="group" aria-label="The decision">
    <table class="decision">
      <caption>
        ${moment.node}, step ${String(moment.step)}, decided “${a} ${comparison} ${b}”:
        ${held ? 'it held' : `it did not hold, so ${outcome}`}
      </caption>
      <thead>
        <tr>
          <th scope="col">compared</th>
          <th scope="col">value</th>
          <th scope="col">set by</th>
          <th scope="col">on the clock of</th>
          <th scope="col">clock of ${moment.node} then</th>
          <th scope="col">true time</th>
        </tr>
      </thead>
      <tbody>
        ${sideRow(decision, left, a, epochMs)}${sideRow(decision, right, b, epochMs)}
      </tbody>
    </table>
  </div>`;
}

const faults = (finding: ReportFinding, epochMs: number): Markup =>
  finding.story.faults.length === 0
    ? NOTHING
    : html`<h5>Faults without which this loss does not happen</h5>
        <ul class="faults">
          ${finding.story.faults.map(({ what, atMs }) => html`<li>${what}, at ${civil(atMs + epochMs)} true time</li>`)}
        </ul>`;

const scenario = (finding: ReportFinding): Markup =>
  html`<h5>
      ${finding.minimal ? 'Minimal scenario' : 'Smallest scenario found, not known to be minimal'}:
      the simplest one, except for
    </h5>
    <ul class="differences">
      ${finding.differences.length === 0 ? html`<li>nothing</li>` : finding.differences.map((line) => html`<li><code>${line}</code></li>`)}
      ${finding.neighbours.map(
        (one) =>
          html`<li class="quiet">
            <code>${one.field} = ${one.neighbour}</code>, one unit nearer,
            ${one.passes ? 'passes' : 'still fails'} (run)
          </li>`,
      )}
    </ul>`;

const article = (
  finding: ReportFinding,
  { epochMs, reproduceOptions }: Pick<ReportData, 'epochMs' | 'reproduceOptions'>,
): Markup =>
  html`<article class="finding" id="${finding.id}">
    <h4><span class="fate ${finding.fate}">${finding.fate}</span> ${finding.property}</h4>
    ${finding.alsoBreaks.length === 0 ? NOTHING : html`<p class="quiet">Also breaks ${finding.alsoBreaks.join(', ')}.</p>`}
    <p class="fingerprint">${finding.fingerprint}</p>
    <p>${finding.story.paragraph}</p>
    ${finding.story.decision === undefined ? NOTHING : decisionTable(finding.story.decision, epochMs)}
    ${finding.story.undecided === undefined ? NOTHING : undecidedLine(finding.story.undecided, epochMs)}
    ${faults(finding, epochMs)} ${scenario(finding)} ${commandBlock(finding, reproduceOptions)}
    <p class="quiet">
      Found at run ${count(finding.foundAtRun)}.
      ${finding.run === undefined ? NOTHING : html`<a class="show-run" href="#runs" data-run="${finding.run}">Show this run as a diagram</a>`}
    </p>
  </article>`;

export const findingsSection = (data: ReportData): Markup =>
  html`<section id="findings" aria-labelledby="findings-title">
    <h2 id="findings-title">Findings</h2>
    ${data.findings.length === 0 ? html`<p>No run broke a property.</p>` : NOTHING}
    ${data.variants.map((variant, place) => {
      const findings = data.findings.filter((one) => one.variant === variant.variant);
      if (findings.length === 0) return NOTHING;
      return html`<details class="group" ${place === 0 ? html`open` : NOTHING}>
        <summary>
          <h3>${variant.variant}</h3>
          <span class="quiet">${variant.title}: ${findings.length} kind(s) of failure</span>
        </summary>
        ${findings.map((finding) => article(finding, data))}
      </details>`;
    })}
  </section>`;

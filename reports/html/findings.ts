/**
 * The findings of the page: the loss, its cause, the smallest scenario, and the command that runs
 * it again.
 */
import {
  lastReadWords,
  losingWords,
  passingWords,
  readsBehind,
  readWords,
} from '../../properties/explain/words/code-words.js';
import type {
  StoryDecision,
  StorySource,
  StoryUndecided,
} from '../../properties/explain/story-types.js';
import { civil } from '../../properties/words/civil.js';
import type { ReportData, ReportFinding } from '../document/data.js';
import { reproduceCommand } from '../../properties/corpus/token.js';
import { count } from '../text/numbers.js';
import {
  breaksWords,
  decisionWords,
  headlineWords,
  recordWords,
  sealedWords,
  smallestWords,
} from '../words/finding-words.js';
import type { SaidFinding } from '../words/finding-words.js';
import { worstFirst } from '../words/result.js';
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

const said = (finding: ReportFinding): SaidFinding => ({
  ...finding,
  ...(finding.titles === undefined ? {} : { titles: finding.titles }),
});

/** The comparison of a model: both sides with their clocks, and by how much it failed. */
function compared(finding: ReportFinding, epochMs: number): Markup {
  const { decision } = finding.story;
  if (decision === undefined || decision.source !== undefined) return NOTHING;
  const { at, left, needed, right, margin, outcome } = decisionWords(decision, epochMs);
  const row = (side: typeof left, words: string): Markup =>
    html`<p>${words} ${side.name}</p>
      <p class="value">${side.value}</p>
      <p class="quiet">${side.origin}</p>`;
  return html`<p class="decided">${at}</p>
    <div class="compared">${row(left, '')}${row(right, needed)}</div>
    <p>${margin === '' ? NOTHING : html`<b class="margin">${margin}</b>: `}${outcome}</p>`;
}

/** The finding in a few lines: the loss, the record, the comparison, what would have saved it. */
export function findingCard(finding: ReportFinding, epochMs: number): Markup {
  const [kind, words] = headlineWords(finding.story);
  const { smallest, passing } = smallestWords(said(finding));
  const sealed = sealedWords(finding.story, epochMs);
  const least = smallest.length === 0 ? 'the simplest scenario' : smallest.join('; ');
  return html`<h4><span class="fate ${finding.fate}">${finding.fate}</span> ${kind}: ${words}</h4>
    <p>${recordWords(said(finding), epochMs)}</p>
    ${compared(finding, epochMs)}
    ${sealed === undefined ? NOTHING : html`<p class="quiet">${sealed}.</p>`}
    <p><b>${finding.minimal ? 'Smallest' : 'Shrunk'}:</b> ${least}. ${passing ?? ''}</p>`;
}

const article = (
  finding: ReportFinding,
  {
    epochMs,
    reproduceOptions,
    explorer,
  }: Pick<ReportData, 'epochMs' | 'reproduceOptions' | 'explorer'>,
): Markup =>
  html`<article class="finding" id="${finding.id}">
    ${findingCard(finding, epochMs)}
    <p class="quiet">${breaksWords(finding.story)}. ${finding.fingerprint}</p>
    ${finding.story.undecided === undefined ? NOTHING : undecidedLine(finding.story.undecided, epochMs)}
    ${finding.story.decision?.source === undefined ? NOTHING : codeLine(finding.story.decision, finding.story.decision.source, epochMs)}
    ${commandBlock(finding, reproduceOptions)}
    <details>
      <summary>The whole explanation</summary>
      <p>${finding.story.paragraph}</p>
      ${faults(finding, epochMs)} ${scenario(finding)}
    </details>
    <p class="quiet">
      Found at run ${count(finding.foundAtRun)}.
      ${finding.run === undefined ? NOTHING : html`<a class="show-run" href="#run=${finding.run}" data-run="${finding.run}">Show this run as a diagram</a>`}
      ${explorer === undefined ? NOTHING : html`<a href="${explorer}#${finding.token}">Open it in the explorer</a>`}
    </p>
  </article>`;

/** Findings of one fate and one comparison, of any variant. */
interface Kind {
  readonly findings: ReportFinding[];
}

/** The fingerprint without the property: one loss may break several. */
const kindOf = ({ fingerprint, fate }: ReportFinding): string =>
  `${fate} | ${fingerprint.split(' | ').slice(2).join(' | ')}`;

function kindsOf(findings: readonly ReportFinding[]): readonly Kind[] {
  const kinds = new Map<string, Kind>();
  for (const finding of worstFirst(findings)) {
    const kind = kinds.get(kindOf(finding));
    if (kind === undefined) kinds.set(kindOf(finding), { findings: [finding] });
    else kind.findings.push(finding);
  }
  return [...kinds.values()];
}

/** True if the variant was expected to keep the property. */
const isSurprise = (finding: ReportFinding, { variants }: Pick<ReportData, 'variants'>): boolean =>
  variants.some(
    ({ variant, cells }) =>
      variant === finding.variant &&
      cells.some(({ property, asExpected }) => property === finding.property && !asExpected),
  );

function kindBlock({ findings }: Kind, data: ReportData, open: boolean): Markup {
  const [first, ...more] = findings;
  if (first === undefined) return NOTHING;
  const chip = (finding: ReportFinding): Markup =>
    html`<li>
      <a
        class="chip${data.purpose === undefined && isSurprise(finding, data) ? ' surprise' : ''}"
        href="#${finding.id}"
        data-open="${finding.id}"
        >${finding.variant}${finding.property === first.property ? '' : `, ${finding.property}`}</a
      >
    </li>`;
  const title = first.fingerprint.split(' | ').at(-1) ?? '';
  return html`<details class="kind" data-fate="${first.fate}" ${open ? html`open` : NOTHING}>
    <summary>
      <span class="fate ${first.fate}">${first.fate}</span>
      <h3>${title}</h3>
      <span class="quiet"
        >${findings.length === 1 ? first.variant : `${count(findings.length)} findings`}</span
      >
    </summary>
    <ul class="chips" aria-label="Variants">
      ${findings.map(chip)}
    </ul>
    ${article(first, data)}
    ${more.map(
      (finding) =>
        html`<details class="another">
          <summary>${finding.variant}: ${finding.fate}, ${finding.property}</summary>
          ${article(finding, data)}
        </details>`,
    )}
  </details>`;
}

const filters = (findings: readonly ReportFinding[]): Markup =>
  html`<div class="filters" data-filters hidden>
    <label
      >Search <input type="search" data-search placeholder="variant, machine, comparison"
    /></label>
    ${[...new Set(worstFirst(findings).map(({ fate }) => fate))].map(
      (fate) =>
        html`<label><input type="checkbox" checked data-fate-filter="${fate}" /> ${fate}</label>`,
    )}
    <span class="quiet" data-found role="status"></span>
  </div>`;

export function findingsSection(data: ReportData): Markup {
  const kinds = kindsOf(data.findings);
  return html`<section id="findings" aria-labelledby="findings-title">
    <h2 id="findings-title">Findings</h2>
    ${data.findings.length === 0 ? html`<p>No run broke a property.</p>` : filters(data.findings)}
    ${kinds.map((kind, place) => kindBlock(kind, data, place === 0))}
  </section>`;
}

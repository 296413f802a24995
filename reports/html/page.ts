/** The whole report as one HTML file: no network, no other file, opens from disk. */
import type { ReportData } from '../document/data.js';
import { spaceTimeColours, SPACETIME_RULES } from '../spacetime/style.js';
import { several } from '../text/numbers.js';
import { lookOf, lookVariables } from '../words/look.js';
import { pageAssets } from './assets.js';
import { BUILT_CLIENT } from './built-client.js';
import { collectorsSection } from './collectors.js';
import type { PageAssets } from './built-client.js';
import { exploredSection } from './explored.js';
import { findingsSection } from './findings.js';
import { headlineSection } from './headline.js';
import { mapsSection } from './map-section.js';
import { html, Markup, NOTHING } from './markup.js';
import { packed } from './packed.js';
import { verdictSection } from './verdict.js';

/** Data from which the client draws. */
export type ClientData = Pick<ReportData, 'maps' | 'runs' | 'findings'>;

/** Forbids the page everything except its own contents: of scripts, all but the client. */
const policy = (scriptHash: string): string =>
  `default-src 'none'; style-src 'unsafe-inline'; script-src '${scriptHash}'; img-src data:; base-uri 'none'; form-action 'none'`;

/** The page's own icon: none, rather than a request for one. */
const ICON = 'data:,';

const COLOURS = lookOf(':root', lookVariables);

const runsSection = (data: ReportData): Markup =>
  data.runs.length === 0
    ? NOTHING
    : html`<section id="runs" aria-labelledby="runs-title">
        <h2 id="runs-title">One run, event by event</h2>
        <p class="quiet">
          A lane per machine with a ruler of its own clock, true time running to the right. The
          record is the thick line from its use to its end: red where it is lost, green where it is
          not. ◇ the deciding comparison, ▶ use or operator, ■ timer due, ● message or disk, ◆ clock
          changed, ▼ machine down, ▲ up; dashed below a lane: a timer on the wall clock, dotted: on
          the elapsed clock.
        </p>
        <div id="run-view"></div>
      </section>`;

const link = (id: string, title: string, shown: boolean): Markup =>
  shown ? html`<li><a href="#${id}">${title}</a></li>` : NOTHING;

/**
 * Returns the report as one HTML page that needs no other file.
 * @throws SkewproofError SKEW-401 when the client of the page was not built.
 * @since 0.1.0
 */
export function htmlReport(
  data: ReportData,
  assets: PageAssets = pageAssets(BUILT_CLIENT),
): string {
  const { maps, runs, findings } = data;
  const client: ClientData = { maps, runs, findings };
  // A map alone explored no variant: a verdict over no variants would read as a pass.
  const judged = data.variants.length > 0;
  const totalRuns = data.variants.reduce((sum, variant) => sum + variant.statistics.runs, 0);
  const { reproduceOptions } = data;
  // The client reads them to make commands and links of its own.
  const located = html`${reproduceOptions === undefined ? NOTHING : html` data-reproduce-options="${reproduceOptions}"`}${data.explorer === undefined ? NOTHING : html` data-explorer="${data.explorer}"`}`;
  // The built client and the packed data contain no end tag: the build ensures the first, base64
  // the second.
  const raw = (text: string): Markup => new Markup(text);
  return html`<!doctype html>
    <html lang="en" ${located}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="${policy(assets.scriptHash)}" />
        <meta name="color-scheme" content="light dark" />
        <meta name="generator" content="${data.program}" />
        <link rel="icon" href="${ICON}" />
        <title>skewproof: ${data.study}</title>
        <style>
          ${raw(COLOURS)}${raw(spaceTimeColours(':root'))}${raw(SPACETIME_RULES)}${raw(assets.style)}
        </style>
      </head>
      <body>
        <a class="skip" href="#${data.collectors === undefined ? 'headline' : 'collectors'}"
          >Skip to the result</a
        >
        <header>
          <p class="brand">skewproof</p>
          <h1>${data.title}</h1>
          <p class="quiet">
            ${judged ? `${several(data.variants.length, 'variant')}, ${several(totalRuns, 'run')}, ` : ''}seed
            ${data.seed}, ${data.program}
          </p>
          <nav aria-label="Sections">
            <ul>
              ${link('headline', 'Result', data.collectors === undefined)}${link('collectors', 'Collectors', data.collectors !== undefined)}${link('frontier', 'Map', maps.length > 0)}${link('findings', 'Findings', judged)}${link('runs', 'Runs', runs.length > 0)}${link('verdict', 'Expectations', judged)}${link('explored', 'Explored', judged)}
            </ul>
          </nav>
        </header>
        <main>
          <noscript
            ><p class="banner bad">
              Without scripts the maps are still pictures; the diagrams of runs are not drawn.
            </p></noscript
          >
          ${new Markup([data.collectors === undefined ? headlineSection(data) : collectorsSection(data), mapsSection(maps), judged ? findingsSection(data) : NOTHING, runsSection(data), judged ? verdictSection(data) : NOTHING, judged ? exploredSection(data) : NOTHING].map((one) => one.text).join('\n'))}
        </main>
        <div id="said" class="hidden" role="status" aria-live="polite"></div>
        <script type="application/octet-stream" id="report-data">
          ${raw(packed(client))}
        </script>
        ${
          // The hash is that of every character between the tags.
          raw(`<script>${assets.script}</script>`)
        }
      </body>
    </html> `.text;
}

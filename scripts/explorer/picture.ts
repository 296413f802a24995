/** The explorer's first screen as a picture for documents: sentence, verdict, track and diagram. */
import { xmlText } from '../../reports/markup/xml.js';
import { hatchPatterns } from '../../reports/words/look.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import { amountWords } from './view/amounts.js';
import { lanesOf } from './view/lanes.js';
import { PICTURE_STYLE } from './view/lanes-style.js';
import { placeIn } from './view/plane.js';
import { neighbourWords, outcomeWords, sentenceOf } from './view/sentence.js';
import { Session } from './view/session.js';
import { segmentsOf, trackTicks } from './view/track.js';
import { startScenario } from './start.js';

const WIDTH = 960;
const EDGE = 20;
const TRACK_TOP = 104;
const LANES_TOP = 168;

const STYLE = `${PICTURE_STYLE}
.ex-paper{fill:var(--paper)}.ex-head{font:650 24px ui-sans-serif,system-ui,sans-serif;fill:var(--ink)}
.ex-number{fill:var(--accent);text-decoration:underline}
.ex-word{font:15px ui-sans-serif,system-ui,sans-serif;fill:var(--ink)}
.ex-badge{font:700 15px ui-sans-serif,system-ui,sans-serif}
.ex-tick{font:11px ui-sans-serif,system-ui,sans-serif;fill:var(--muted)}
.ex-thumb{fill:var(--ink);stroke:var(--paper);stroke-width:3}`;

const at = (value: number): string => String(Math.round(value * 10) / 10);

const text = (x: number, y: number, kind: string, words: string, more = ''): string =>
  `<text class="${kind}" x="${at(x)}" y="${at(y)}"${more}>${xmlText(words)}</text>`;

/** The strip of outcomes along the session's main number, with its ticks and the present value. */
function trackParts(session: Session): readonly string[] {
  const knob = session.knob(session.main);
  const outcomes = session.track(session.main);
  if (knob === undefined || outcomes === undefined) return [];
  const width = WIDTH - 2 * EDGE;
  const x = (place: number): number => EDGE + place * width;
  const value = knob.valueIn(session.scenario) ?? knob.from;
  return [
    ...segmentsOf(outcomes.points, knob).map(
      ({ from, to, class: outcome }) =>
        `<rect x="${at(x(from))}" y="${String(TRACK_TOP)}" width="${at((to - from) * width)}" height="24" fill="url(#ex-${outcome})"><title>${outcome}</title></rect>`,
    ),
    ...trackTicks(knob, 0.08).map(({ place, label }) => {
      const anchor = place < 0.02 ? 'start' : place > 0.98 ? 'end' : 'middle';
      return text(x(place), TRACK_TOP + 40, 'ex-tick', label, ` text-anchor="${anchor}"`);
    }),
    `<rect class="ex-thumb" x="${at(x(placeIn(knob, value)) - 6)}" y="${String(TRACK_TOP - 5)}" width="12" height="34" rx="6"/>`,
  ];
}

/** `At 1 h behind it arrives with a wrong date`, as the page says it beside the verdict. */
function hintWords(session: Session): string {
  const { neighbour } = session;
  if (neighbour === undefined) return '';
  const { knob, value, outcome } = neighbour;
  return `At ${amountWords(knob, value)} ${neighbourWords(outcome)}.`;
}

/** Draws the page's first screen for a variant; every point of the track was run. */
export function explorerPicture(study: AnyStudy, variant: string): string {
  const session = new Session(study, startScenario(study, variant));
  while (session.neighbour === undefined && session.work());
  const { frame, neighbour } = session;
  if (frame === undefined) throw new Error(session.error ?? 'nothing was run');
  const lanes = lanesOf(frame.run, {
    width: WIDTH - 2 * EDGE,
    messages: frame.messages,
    decision: frame.decision,
    ...(neighbour === undefined ? {} : { twin: neighbour.run }),
  });
  const words = sentenceOf(session.shown, session.scenario);
  const sentence = words
    .map((part) =>
      typeof part === 'string'
        ? xmlText(part)
        : `<tspan class="ex-number">${xmlText(part.words)}</tspan>`,
    )
    .join('');
  const height = LANES_TOP + lanes.height + EDGE;
  const label = `${outcomeWords(frame)} ${hintWords(session)}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(WIDTH)} ${at(height)}" width="${String(WIDTH)}" height="${at(height)}" role="img" aria-label="${xmlText(label)}">`,
    `<style>${STYLE}</style>`,
    `<defs>${hatchPatterns('ex')}</defs>`,
    `<rect class="ex-paper" width="${String(WIDTH)}" height="${at(height)}" rx="8"/>`,
    `<text class="ex-head" x="${String(EDGE)}" y="42">${sentence}</text>`,
    `<rect x="${String(EDGE)}" y="58" width="100" height="28" rx="6" fill="var(--${frame.outcome})"/>`,
    text(
      EDGE + 50,
      77,
      'ex-badge',
      frame.outcome,
      ` text-anchor="middle" style="fill:var(--${frame.outcome}-ink)"`,
    ),
    text(EDGE + 114, 77, 'ex-word', label),
    ...trackParts(session),
    lanes.svg.replace('<svg ', `<svg x="${String(EDGE)}" y="${String(LANES_TOP)}" `),
    '</svg>\n',
  ].join('\n');
}

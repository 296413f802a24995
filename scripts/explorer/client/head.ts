/** The head: variants, the sentence with its numbers, the verdict, and the way to the next change. */
import { element } from '../../../reports/html/client/dom.js';
import { variantOf } from '../../../properties/study/variant.js';
import { amountWords } from '../view/amounts.js';
import type { Knob } from '../view/knobs.js';
import { placeIn, valueAt } from '../view/plane.js';
import { neighbourWords, outcomeWords, sentenceOf } from '../view/sentence.js';
import type { App, Part } from './app.js';
import { draggable } from './drag.js';
import { valueByKey } from './number-keys.js';

/** Pointer travel over the whole range of a number, px. */
const RANGE_PX = 900;

function variantChips({ session, play }: App): HTMLElement {
  const list = element('div', { class: 'chips', role: 'group', 'aria-label': 'Variant' });
  for (const [name, { title }] of Object.entries(session.study.variants)) {
    const chip = element('button', { type: 'button', title, 'data-variant': name }, name);
    chip.addEventListener('click', () => {
      play({ ...session.scenario, variant: name });
    });
    list.append(chip);
  }
  return list;
}

/** A number in the sentence: it is dragged, moved by keys, and named to a screen reader. */
function numberOf(app: App, knob: Knob, words: string): HTMLElement {
  const { session } = app;
  const made = element(
    'span',
    {
      class: 'number',
      role: 'spinbutton',
      tabindex: '0',
      'data-knob': knob.id,
      'aria-label': knob.title,
      'aria-valuemin': String(knob.from),
      'aria-valuemax': String(knob.to),
      'aria-valuenow': String(knob.valueIn(session.scenario) ?? ''),
      'aria-valuetext': words,
      title: 'Drag it; arrow keys move it by one unit, with Shift to the next change',
    },
    words,
  );
  draggable(made, () => {
    const start = knob.valueIn(session.scenario) ?? knob.from;
    session.lead(knob.id);
    return {
      moved: ({ shiftKey }, byX) => {
        const value = shiftKey
          ? start + Math.round(byX)
          : valueAt(knob, placeIn(knob, start) + byX / RANGE_PX);
        session.move(knob.id, value);
        app.changed();
      },
    };
  });
  return made;
}

export function headPart(app: App): Part {
  const { session } = app;
  const chips = variantChips(app);
  const about = element('p', { class: 'quiet about' });
  const sentence = element('p', { class: 'sentence' });
  const badge = element('span', { class: 'badge' });
  const verdict = element('span', { class: 'verdict' });
  const hint = element('span', { class: 'hint' });
  const problem = element('p', { class: 'problem', role: 'alert' });
  const root = element(
    'header',
    {},
    element('h1', {}, session.study.title),
    chips,
    about,
    sentence,
    element('p', { class: 'outcome' }, badge, ' ', verdict, ' ', hint),
    problem,
  );
  // One listener for all numbers: they are made again in each frame, and the focused one is kept.
  sentence.addEventListener('keydown', (event) => {
    const id = (event.target as HTMLElement).dataset['knob'];
    const knob = id === undefined ? undefined : session.knob(id);
    const value = knob && valueByKey(session, knob, event);
    if (knob === undefined || value === undefined) return;
    event.preventDefault();
    session.lead(knob.id);
    session.move(knob.id, value);
    app.changed();
  });
  const refine = (): void => {
    drawHint(app, hint);
  };
  return {
    root,
    refine,
    draw: () => {
      for (const chip of chips.children)
        chip.setAttribute(
          'aria-pressed',
          String((chip as HTMLElement).dataset['variant'] === session.scenario.variant),
        );
      const { variant } = session.scenario;
      about.textContent = `${variant}: ${variantOf(session.study, variant)?.title ?? ''}`;
      drawSentence(app, sentence);
      const { frame, error } = session;
      const outcome = frame?.outcome ?? 'unknown';
      badge.className = `badge is-${outcome}`;
      badge.textContent = outcome === 'safe' ? 'all arrive' : outcome;
      verdict.textContent = frame === undefined ? '' : outcomeWords(frame);
      problem.textContent = error ?? '';
      problem.hidden = error === undefined;
      refine();
    },
  };
}

/** Keeps the elements where the same numbers are named: a dragged or focused one stays. */
function drawSentence(app: App, place: HTMLElement): void {
  const { session } = app;
  const parts = sentenceOf(session.shown, session.scenario);
  const wanted = parts.map((part) => (typeof part === 'string' ? part : `#${part.knob}`)).join('|');
  const isSame = place.dataset['parts'] === wanted;
  place.dataset['parts'] = wanted;
  if (isSame) {
    for (const number of place.querySelectorAll<HTMLElement>('.number')) {
      const knob = session.knob(number.dataset['knob'] ?? '');
      const value = knob?.valueIn(session.scenario);
      if (knob === undefined || value === undefined) continue;
      const words = amountWords(knob, value);
      number.textContent = words;
      number.setAttribute('aria-valuenow', String(value));
      number.setAttribute('aria-valuetext', words);
    }
    return;
  }
  const nodes = parts.map((part) => {
    if (typeof part === 'string') return part;
    const knob = session.knob(part.knob);
    return knob === undefined ? part.words : numberOf(app, knob, part.words);
  });
  place.replaceChildren(...nodes);
}

/** `At 1 h 0.000 s behind it is safe` with a button that goes there. */
function drawHint(app: App, place: HTMLElement): void {
  const { neighbour } = app.session;
  const key = neighbour === undefined ? '' : `${neighbour.knob.id} ${String(neighbour.value)}`;
  if (place.dataset['key'] === key) return;
  place.dataset['key'] = key;
  if (neighbour === undefined) {
    place.replaceChildren();
    return;
  }
  const { knob, value, outcome } = neighbour;
  const words = amountWords(knob, value);
  const go = element('button', { type: 'button', class: 'go' }, words);
  go.addEventListener('click', () => {
    app.session.move(knob.id, value);
    app.changed();
  });
  place.replaceChildren('At ', go, ` ${neighbourWords(outcome)}.`);
}

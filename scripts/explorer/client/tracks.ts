/** Tracks: under each named number a slider on a strip that shows the outcome at every value. */
import { element } from '../../../reports/html/client/dom.js';
import { amountWords, parsedAmount } from '../view/amounts.js';
import type { Knob } from '../view/knobs.js';
import { placeIn, valueAt } from '../view/plane.js';
import { segmentsOf, trackTicks } from '../view/track.js';
import type { App, Part } from './app.js';
import { draggable } from './drag.js';
import { valueByKey } from './number-keys.js';

const percent = (share: number): string => `${String(Math.round(share * 1e6) / 1e4)}%`;

interface Row {
  readonly knob: Knob;
  readonly root: HTMLElement;
  readonly strip: HTMLElement;
  readonly thumb: HTMLElement;
  readonly input: HTMLInputElement;
  drawn: string;
}

function rowOf(app: App, knob: Knob): Row {
  const { session } = app;
  const strip = element('div', { class: 'strip' });
  const thumb = element('div', {
    class: 'thumb',
    role: 'slider',
    tabindex: '0',
    'aria-label': knob.title,
    'aria-valuemin': String(knob.from),
    'aria-valuemax': String(knob.to),
  });
  const ticks = element('div', { class: 'ticks', 'aria-hidden': 'true' });
  for (const { place, label } of trackTicks(knob, 0.09))
    ticks.append(element('span', { style: `left:${percent(place)}` }, label));
  const input = element('input', { type: 'text', 'aria-label': `${knob.title}: type a value` });
  const bar = element('div', { class: 'bar' }, strip, thumb, ticks);
  const root = element('div', { class: 'track' }, element('label', {}, knob.title), bar, input);
  const set = (value: number): void => {
    session.lead(knob.id);
    session.move(knob.id, value);
    app.changed();
  };
  const placeOf = ({ clientX }: PointerEvent): number => {
    const { left, width } = strip.getBoundingClientRect();
    return (clientX - left) / Math.max(1, width);
  };
  draggable(bar, (event) => {
    thumb.focus();
    const start = valueAt(knob, placeOf(event));
    if (event.target !== thumb) set(start);
    event.preventDefault();
    return {
      moved: (next) => {
        set(valueAt(knob, placeOf(next)));
      },
    };
  });
  thumb.addEventListener('keydown', (event) => {
    const value = valueByKey(session, knob, event);
    if (value === undefined) return;
    event.preventDefault();
    set(value);
  });
  input.addEventListener('change', () => {
    const value = parsedAmount(knob.unit, input.value);
    input.setAttribute('aria-invalid', String(value === undefined));
    if (value !== undefined) set(value);
  });
  return { knob, root, strip, thumb, input, drawn: '' };
}

function drawStrip({ session }: App, row: Row): void {
  const outcomes = session.track(row.knob.id);
  const key = `${String(outcomes?.points.length ?? 0)} ${outcomes?.points.map((point) => point.class).join('') ?? ''}`;
  if (row.drawn === key) return;
  row.drawn = key;
  row.strip.replaceChildren(
    ...segmentsOf(outcomes?.points ?? [], row.knob).map(({ from, to, class: outcome }) =>
      element('i', {
        class: `is-${outcome}`,
        style: `left:${percent(from)};width:${percent(to - from)}`,
        title: outcome,
      }),
    ),
  );
}

export function tracksPart(app: App): Part {
  const { session } = app;
  const root = element('section', { class: 'tracks', 'aria-label': 'Numbers and their outcomes' });
  let rows: readonly Row[] = [];
  const refine = (): void => {
    for (const row of rows) drawStrip(app, row);
  };
  return {
    root,
    refine,
    draw: () => {
      const { shown } = session;
      if (shown.map(({ id }) => id).join() !== rows.map(({ knob }) => knob.id).join()) {
        rows = shown.map((knob) => rows.find((row) => row.knob === knob) ?? rowOf(app, knob));
        root.replaceChildren(...rows.map((row) => row.root));
      }
      for (const { knob, thumb, input } of rows) {
        const value = knob.valueIn(session.scenario) ?? knob.from;
        const words = amountWords(knob, value);
        thumb.style.left = percent(placeIn(knob, value));
        thumb.setAttribute('aria-valuenow', String(value));
        thumb.setAttribute('aria-valuetext', words);
        if (document.activeElement !== input) input.value = words;
      }
      refine();
    },
  };
}

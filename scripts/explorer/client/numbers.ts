/** All other numbers of the scenario, each to be typed; a press on a name gives it the leading track. */
import { element, scrolled } from '../../../reports/html/client/dom.js';
import { amountWords, parsedAmount } from '../view/amounts.js';
import type { Knob } from '../view/knobs.js';
import type { App, Part } from './app.js';

function rowOf(app: App, knob: Knob): HTMLElement {
  const input = element('input', { type: 'text', 'data-knob': knob.id, 'aria-label': knob.title });
  input.addEventListener('change', () => {
    const value = parsedAmount(knob.unit, input.value);
    input.setAttribute('aria-invalid', String(value === undefined));
    if (value === undefined) return;
    app.session.move(knob.id, value);
    app.changed();
  });
  const lead = element(
    'button',
    { type: 'button', class: 'name', title: 'Show its track' },
    knob.title,
  );
  lead.addEventListener('click', () => {
    app.session.lead(knob.id);
    app.changed();
  });
  return element('div', { class: 'row' }, lead, input);
}

export function numbersPart(app: App): Part {
  const { session } = app;
  const rows = element('div', { class: 'rows', ...scrolled('Numbers') });
  const details = element(
    'details',
    {},
    element('summary', {}, 'All numbers of the scenario'),
    rows,
  );
  const root = element('section', { class: 'card numbers' }, details);
  let knobs: readonly Knob[] = [];
  const draw = (): void => {
    if (!details.open) return;
    if (session.knobs !== knobs) {
      ({ knobs } = session);
      rows.replaceChildren(...knobs.map((knob) => rowOf(app, knob)));
    }
    for (const input of rows.querySelectorAll('input')) {
      const knob = session.knob(input.dataset['knob'] ?? '');
      const value = knob?.valueIn(session.scenario);
      if (document.activeElement === input) continue;
      input.value = knob === undefined || value === undefined ? '' : amountWords(knob, value);
    }
  };
  details.addEventListener('toggle', draw);
  return { root, draw };
}

/** The ledger: a square for each record, coloured by its fate; a press follows that record. */
import { element } from '../../../reports/html/client/dom.js';
import { civil } from '../../../properties/words/civil.js';
import { classOfFate } from '../view/frame.js';
import type { Part, RunApp } from './app.js';

const SQUARES_MAX = 256;

export function ledgerPart(app: RunApp): Part {
  const { session } = app;
  const squares = element('div', { class: 'squares', role: 'group', 'aria-label': 'Records' });
  const about = element('p', { class: 'quiet' });
  const root = element(
    'section',
    { class: 'card ledger' },
    element('h2', {}, 'Ledger: one square a record'),
    squares,
    about,
  );
  squares.addEventListener('click', (event) => {
    const record = (event.target as HTMLElement).dataset['record'];
    if (record === undefined) return;
    session.follow(Number(record));
    app.changed();
  });
  let shown = '';
  return {
    root,
    draw: () => {
      const { frame } = session;
      if (frame === undefined) return;
      const { records, followed, run } = frame;
      const key = records.map(({ metered, fate }) => `${String(metered.record)}${fate}`).join();
      if (key !== shown) {
        shown = key;
        squares.replaceChildren(
          ...records.slice(0, SQUARES_MAX).map(({ metered, fate }) =>
            element('button', {
              type: 'button',
              class: `square is-${classOfFate(fate)}`,
              'data-record': String(metered.record),
              'aria-label': `Record ${String(metered.record)}: ${fate}`,
              title: `${metered.key}: ${fate}`,
            }),
          ),
        );
      }
      for (const square of squares.children)
        square.setAttribute(
          'aria-pressed',
          String((square as HTMLElement).dataset['record'] === String(followed?.metered.record)),
        );
      const more =
        records.length > SQUARES_MAX ? ` The first ${String(SQUARES_MAX)} are shown.` : '';
      about.textContent =
        followed === undefined
          ? 'No record was used.'
          : `Followed: ${followed.metered.key}, used ${civil(followed.metered.startMs + run.epochMs)} true time on ${followed.metered.node}; ${followed.fate}${followed.holders.length > 0 ? `, held by ${followed.holders.join(', ')}` : ''}.${more}`;
    },
  };
}

/** Faults, actions and other parts of the scenario: taken out, and added from what the schema accepts. */
import { button, element } from '../../../reports/html/client/dom.js';
import { addableParts, removableParts } from '../view/changes.js';
import type { App, Part } from './app.js';

export function partsPart(app: App): Part {
  const { session, play } = app;
  const present = element('div', { class: 'chips' });
  const choice = element('select', { 'aria-label': 'What to add' });
  const root = element(
    'section',
    { class: 'card parts' },
    element('h2', {}, 'Faults and acts'),
    present,
    element('p', { class: 'acts' }, choice, ' ', button('add', add, 'add the chosen part')),
  );
  function surroundings(): { readonly momentMs: number; readonly nodes: readonly string[] } {
    const run = session.frame?.run;
    const endMs = run?.steps.at(-1)?.atMs ?? 0;
    return { momentMs: Math.round(endMs / 3), nodes: run?.lanes.map(({ node }) => node) ?? [] };
  }
  function add(): void {
    const wanted = addableParts(session.study, session.scenario, surroundings()).find(
      ({ title }) => title === choice.value,
    );
    if (wanted !== undefined) play(wanted.apply(session.scenario));
  }
  let shown = '';
  return {
    root,
    draw: () => {
      const removable = removableParts(session.study, session.scenario);
      const addable = addableParts(session.study, session.scenario, surroundings());
      const key = [removable, addable]
        .map((list) => list.map(({ title }) => title).join())
        .join('|');
      if (key === shown) return;
      shown = key;
      present.replaceChildren(
        ...removable.map(({ title }, place) =>
          // The scenario may have changed since: the part is looked up again.
          button(
            `${title} ✕`,
            () => {
              const now = removableParts(session.study, session.scenario)[place];
              if (now?.title === title) play(now.apply(session.scenario));
            },
            `${title} ✕: take it out`,
          ),
        ),
      );
      if (removable.length === 0)
        present.replaceChildren(element('span', { class: 'quiet' }, 'nothing beside the machines'));
      choice.replaceChildren(
        ...addable.map(({ title }) => element('option', { value: title }, title)),
      );
    },
  };
}

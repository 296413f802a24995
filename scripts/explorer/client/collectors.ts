/** The collectors that can serve the agent: one is chosen, and each shows its outcome of this scenario. */
import { element } from '../../../reports/html/client/dom.js';
import { collectorIn, withCollector } from '../view/collectors.js';
import type { App, Part } from './app.js';

const OWN = 'own server';

export function collectorsPart(app: App): Part {
  const { session, setting, play } = app;
  const { collectors } = setting;
  const list = element('div', { class: 'chips', role: 'group', 'aria-label': 'Collector' });
  const about = element('p', { class: 'quiet about' });
  const root = element(
    'section',
    { class: 'card collectors' },
    element('h2', {}, 'Collector: where the agent uploads to'),
    list,
    about,
  );
  root.hidden = collectors.length === 0;
  const chips = [undefined, ...collectors.map(({ name }) => name)].map((name) => {
    const outcome = element('span', { class: 'outcome-at' });
    const chip = element(
      'button',
      { type: 'button', 'data-collector': name ?? '' },
      name ?? OWN,
      outcome,
    );
    chip.addEventListener('click', () => {
      play(withCollector(session.study, session.scenario, name));
    });
    list.append(chip);
    return { name, chip, outcome };
  });
  const refine = (): void => {
    for (const { name, outcome } of chips) {
      const found = name === undefined ? undefined : session.outcomeAt(name);
      outcome.className = `outcome-at is-${found ?? 'unknown'}`;
      outcome.textContent = found ?? '';
    }
  };
  return {
    root,
    refine,
    draw: () => {
      if (collectors.length === 0) return;
      const now = collectorIn(session.scenario);
      for (const { name, chip } of chips) chip.setAttribute('aria-pressed', String(name === now));
      about.textContent =
        collectors.find(({ name }) => name === now)?.words ?? "the study's own server";
      refine();
    },
  };
}

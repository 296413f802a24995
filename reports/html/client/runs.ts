/** The chooser of runs, and the chosen run; a link or the address chooses too. */
import type { ReportRun } from '../../document/data.js';
import { address, addressed } from './address.js';
import { element } from './dom.js';
import { RunView } from './run-view.js';

export function showRuns(runs: readonly ReportRun[]): void {
  const place = document.getElementById('run-view');
  const [first] = runs;
  if (place === null || first === undefined) return;
  const chooser = element('select', { id: 'run-chooser' });
  for (const run of runs) chooser.append(element('option', { value: run.id }, run.title));
  const view = element('div');
  place.replaceChildren(
    element('p', { class: 'chooser' }, element('label', { for: 'run-chooser' }, 'Run '), chooser),
    view,
  );
  const show = (id: string, step?: number): void => {
    const chosen = runs.find((run) => run.id === id) ?? first;
    chooser.value = chosen.id;
    new RunView(view, chosen, step);
  };
  const toRuns = (): void => {
    document.getElementById('runs')?.scrollIntoView();
  };
  chooser.addEventListener('change', () => {
    show(chooser.value);
    address({ run: chooser.value });
  });
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLElement>('[data-run]');
    if (link === null) return;
    event.preventDefault();
    const id = link.dataset['run'] ?? '';
    show(id);
    address({ run: id });
    toRuns();
    place.querySelector<HTMLElement>('.diagrams')?.focus({ preventScroll: true });
  });
  const fromAddress = (): boolean => {
    const id = addressed().get('run');
    if (id === null || !runs.some((run) => run.id === id)) return false;
    const step = addressed().get('step');
    show(id, step === null ? undefined : Number(step));
    toRuns();
    return true;
  };
  window.addEventListener('hashchange', fromAddress);
  if (fromAddress()) return;
  show(first.id);
}

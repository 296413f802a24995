/** The steps of the run as text, one at a time or all: what the diagram shows, for the keyboard too. */
import { button, element } from '../../../reports/html/client/dom.js';
import { civil } from '../../../properties/words/civil.js';
import type { SpaceTimeStep } from '../../../reports/spacetime/types.js';
import type { App, Part } from './app.js';

const LISTED_MAX = 300;

export function stepsPart(app: App): Part {
  const { session } = app;
  const text = element('p', { class: 'step-text', 'aria-live': 'polite' });
  const effects = element('ul', { class: 'effects' });
  const list = element('ol', { class: 'all-steps', tabindex: '0' });
  const all = element('details', {}, element('summary', {}, 'All steps as a list'), list);
  const words = ({ atMs, text: what, lane }: SpaceTimeStep): string => {
    const run = session.frame?.run;
    const node = lane === undefined ? undefined : run?.lanes[lane]?.node;
    return `${civil(atMs + (run?.epochMs ?? 0))} true time${node === undefined ? '' : `, ${node}`}: ${what}`;
  };
  const go = (by: number): void => {
    const last = (session.frame?.run.steps.length ?? 1) - 1;
    app.selectedStep = Math.min(last, Math.max(0, (app.selectedStep ?? -1) + by));
    app.changed();
  };
  const fill = (): void => {
    if (!all.open) return;
    const steps = session.frame?.run.steps ?? [];
    list.replaceChildren(
      ...steps.slice(0, LISTED_MAX).map((step) => element('li', {}, words(step))),
    );
  };
  all.addEventListener('toggle', fill);
  const root = element(
    'section',
    { class: 'card steps' },
    element('h2', {}, 'Step by step'),
    element(
      'p',
      {},
      button(
        '◂',
        () => {
          go(-1);
        },
        'Step before',
      ),
      ' ',
      button(
        '▸',
        () => {
          go(1);
        },
        'Next step',
      ),
    ),
    text,
    effects,
    all,
  );
  return {
    root,
    draw: () => {
      const steps = session.frame?.run.steps ?? [];
      const step = app.selectedStep === undefined ? undefined : steps[app.selectedStep];
      text.textContent =
        step === undefined
          ? `${String(steps.length)} steps. Press one in the diagram, or go through them here.`
          : `Step ${String((app.selectedStep ?? 0) + 1)} of ${String(steps.length)}: ${words(step)}`;
      effects.replaceChildren(...(step?.effects ?? []).map((one) => element('li', {}, one)));
      fill();
    },
  };
}

/** The steps of the run as text, one at a time or all: what the diagram shows, for the keyboard too. */
import { button, element } from '../../../reports/html/client/dom.js';
import { civil } from '../../../properties/words/civil.js';
import type { SpaceTimeStep } from '../../../reports/spacetime/types.js';
import type { Part, RunApp } from './app.js';

const LISTED_MAX = 300;

/** The ways through the steps: one at a time, or by a slider. */
function ways(go: (by: number) => void, slider: HTMLElement): HTMLElement {
  const by = (steps: number) => (): void => {
    go(steps);
  };
  return element(
    'p',
    {},
    button('◂', by(-1), 'Step before'),
    ' ',
    button('▸', by(1), 'Next step'),
    ' ',
    slider,
  );
}

export function stepsPart(app: RunApp): Part {
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
  const goTo = (position: number): void => {
    const last = (session.frame?.run.steps.length ?? 1) - 1;
    app.selectedStep = Math.min(last, Math.max(0, position));
    app.changed();
  };
  const go = (by: number): void => {
    goTo((app.selectedStep ?? -1) + by);
  };
  const slider = element('input', { type: 'range', min: '0', 'aria-label': 'Step of the run' });
  slider.addEventListener('input', () => {
    goTo(Number(slider.value));
  });
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
    ways(go, slider),
    text,
    effects,
    all,
  );
  return {
    root,
    draw: () => {
      const steps = session.frame?.run.steps ?? [];
      const step = app.selectedStep === undefined ? undefined : steps[app.selectedStep];
      slider.max = String(Math.max(0, steps.length - 1));
      slider.value = String(app.selectedStep ?? 0);
      slider.setAttribute('aria-valuetext', step === undefined ? 'no step chosen' : words(step));
      text.textContent =
        step === undefined
          ? `${String(steps.length)} steps. Press one in the diagram, or go through them here.`
          : `Step ${String((app.selectedStep ?? 0) + 1)} of ${String(steps.length)}: ${words(step)}`;
      effects.replaceChildren(...(step?.effects ?? []).map((one) => element('li', {}, one)));
      fill();
    },
  };
}

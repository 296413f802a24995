/** The diagram, whose moments and messages can be dragged, and the plot of clock errors below it. */
import { exactText } from '../../../properties/words/instant.js';
import { element, scrolled } from '../../../reports/html/client/dom.js';
import { lanesOf, skewOf } from '../view/lanes.js';
import type { Handle, Lanes, LanesView } from '../view/lanes.js';
import { withDelays } from '../view/messages.js';
import type { App, Part, RunApp } from './app.js';
import { draggable } from './drag.js';
import type { Drag } from './drag.js';

const HANDLES_MAX = 12;
const WIDTH_MIN = 330;

/** Moments of the scenario that lie within its run. */
function handlesOf({ session }: App): readonly Handle[] {
  const endMs = session.frame?.run.steps.at(-1)?.atMs ?? 0;
  return session.knobs
    .flatMap((knob) => {
      const atMs = knob.isMoment ? knob.valueIn(session.scenario) : undefined;
      return atMs === undefined || atMs > endMs ? [] : [{ knob: knob.id, title: knob.title, atMs }];
    })
    .slice(0, HANDLES_MAX);
}

/** Movable things of the diagram, and the knowledge of the loss. */
interface LanesOf {
  readonly handles: () => readonly Handle[];
  /** Begins a drag from the place that was pressed; undefined: nothing there can be moved. */
  readonly drag: (event: PointerEvent, place: HTMLElement, drawn: Lanes) => Drag | undefined;
  readonly sealed: () => string;
  /** True time from which on right clocks come too late, ms. */
  readonly sealedMs: () => number | undefined;
}

/** The diagram of a run whose numbers and messages can be moved. */
export const liveLanesPart = (app: App): Part =>
  lanesPart(app, {
    handles: () => handlesOf(app),
    drag: (event, place, drawn) => dragOf(app, event, place, drawn),
    sealed: () => sealedWords(app),
    sealedMs: () => (typeof app.session.sealed === 'number' ? app.session.sealed : undefined),
  });

/** Selects the step that was pressed; true if one was. */
function stepPressed(app: RunApp, target: Element): boolean {
  const step = target.closest('[data-step]')?.getAttribute('data-step');
  if (step === null || step === undefined) return false;
  app.selectedStep = Number(step);
  app.changed();
  return true;
}

export function lanesPart(app: RunApp, { handles, drag, sealed: words, sealedMs }: LanesOf): Part {
  const { session } = app;
  const place = element('div', { class: 'diagram scroll', ...scrolled('Diagram of the run') });
  const plot = element('div', { class: 'scroll', ...scrolled('Plot of clock errors') });
  const plotTitle = element('h2', {}, 'Clock errors over time');
  const sealed = element('p', { class: 'sealed' });
  const root = element(
    'section',
    { class: 'lanes-part', 'aria-label': 'The run' },
    place,
    plotTitle,
    plot,
    sealed,
  );
  let drawn: Lanes | undefined;
  draggable(place, (event) =>
    drawn === undefined || stepPressed(app, event.target as Element)
      ? undefined
      : drag(event, place, drawn),
  );
  const refine = (): void => {
    sealed.textContent = words();
  };
  const draw = (): void => {
    const { frame, neighbour } = session;
    if (frame === undefined) return;
    const width = Math.max(WIDTH_MIN, root.clientWidth - 2);
    const view: LanesView = {
      width,
      messages: frame.messages,
      decision: frame.decision,
      handles: handles(),
      selected: app.selectedMessage,
      step: app.selectedStep,
      sealedMs: sealedMs(),
      ...(neighbour === undefined ? {} : { twin: neighbour.run }),
    };
    drawn = lanesOf(frame.run, view);
    place.innerHTML = drawn.svg;
    const errors = skewOf(frame.run, view);
    plot.innerHTML = errors;
    plotTitle.hidden = errors === '';
    plot.hidden = errors === '';
    refine();
  };
  let [withNeighbour, withSeal]: readonly unknown[] = [];
  return {
    root,
    draw,
    refine: () => {
      // The neighbour's record and the seal are drawn once they are known.
      if (session.neighbour !== withNeighbour || sealedMs() !== withSeal) {
        [withNeighbour, withSeal] = [session.neighbour, sealedMs()];
        draw();
      } else refine();
    },
  };
}

function sealedWords({ session }: App): string {
  const { sealed, frame } = session;
  if (sealed === undefined || frame === undefined) return '';
  if (sealed === 'always') return 'Setting the clocks right does not help, not even at the start.';
  if (sealed === 'never') return 'Setting the clocks right helps until the end.';
  return `The loss is sealed from ${exactText(sealed + frame.run.epochMs)} on: set right before, the clocks save the record.`;
}

function dragOf(app: App, event: PointerEvent, place: HTMLElement, drawn: Lanes): Drag | undefined {
  const target = event.target as Element;
  const svg = place.querySelector('svg');
  if (svg === null) return undefined;
  // The scale stays that of the beginning: it changes with what is dragged.
  const { left } = svg.getBoundingClientRect();
  const atMs = ({ clientX }: PointerEvent): number => drawn.msAt(clientX - left);
  const knob = target.closest('[data-knob]')?.getAttribute('data-knob');
  if (knob !== null && knob !== undefined)
    return {
      moved: (next) => {
        app.session.move(knob, atMs(next));
        app.changed();
      },
    };
  const index = target.closest('[data-message]')?.getAttribute('data-message');
  const message = app.session.frame?.messages[Number(index ?? Number.NaN)];
  if (message === undefined) return undefined;
  event.preventDefault();
  app.selectedMessage = Number(index);
  app.changed();
  return {
    moved: (next) => {
      const delayMs = Math.max(0, atMs(next) - message.sentMs);
      app.session.change(withDelays(app.session.scenario, message, [delayMs]));
      app.changed();
    },
  };
}

/** The diagram, whose moments and messages can be dragged, and the plot of clock errors below it. */
import { formatDuration } from '../../../sim/clock/zone.js';
import { element, scrolled } from '../../../reports/html/client/dom.js';
import { lanesOf } from '../view/lanes.js';
import type { Handle, Lanes } from '../view/lanes.js';
import { withDelays } from '../view/messages.js';
import { skewSvg } from '../view/skew.js';
import type { App, Part } from './app.js';
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

export function lanesPart(app: App): Part {
  const { session } = app;
  const place = element('div', { class: 'diagram scroll', ...scrolled('Diagram of the run') });
  const plot = element('div', { class: 'scroll', ...scrolled('Plot of clock errors') });
  const sealed = element('p', { class: 'sealed' });
  const root = element(
    'section',
    { class: 'lanes-part', 'aria-label': 'The run' },
    place,
    element('h2', {}, 'Clock errors over time'),
    plot,
    sealed,
  );
  let drawn: Lanes | undefined;
  draggable(place, (event) => dragOf(app, event, place, drawn));
  const refine = (): void => {
    sealed.textContent = sealedWords(app);
  };
  const draw = (): void => {
    const { frame, neighbour } = session;
    if (frame === undefined) return;
    const width = Math.max(WIDTH_MIN, root.clientWidth - 2);
    drawn = lanesOf(frame.run, {
      width,
      messages: frame.messages,
      decision: frame.decision,
      handles: handlesOf(app),
      selected: app.selectedMessage,
      step: app.selectedStep,
      ...(neighbour === undefined ? {} : { twin: neighbour.run }),
    });
    place.innerHTML = drawn.svg;
    plot.innerHTML = skewSvg(frame.run, drawn.scale, width);
    refine();
  };
  let withNeighbour: unknown;
  return {
    root,
    draw,
    refine: () => {
      // The neighbour's record is drawn beneath the lanes once it is known.
      if (session.neighbour !== withNeighbour) {
        withNeighbour = session.neighbour;
        draw();
      } else refine();
    },
  };
}

function sealedWords({ session }: App): string {
  const { sealed, frame } = session;
  if (sealed === undefined || frame === undefined) return '';
  if (sealed.savedUntilMs === undefined)
    return 'Setting the clocks right does not help, not even at the start.';
  const endMs = frame.run.steps.at(-1)?.atMs ?? 0;
  if (sealed.savedUntilMs >= endMs) return 'Setting the clocks right helps until the end.';
  return `The loss is sealed: setting the clocks right helps at ${formatDuration(sealed.savedUntilMs)} of the run, and one millisecond later no more.`;
}

function dragOf(
  app: App,
  event: PointerEvent,
  place: HTMLElement,
  drawn: Lanes | undefined,
): Drag | undefined {
  const target = event.target as Element;
  const svg = place.querySelector('svg');
  if (drawn === undefined || svg === null) return undefined;
  // The scale stays that of the beginning: it changes with what is dragged.
  const { scale } = drawn;
  const { left } = svg.getBoundingClientRect();
  const atMs = ({ clientX }: PointerEvent): number => scale.atMs(clientX - left);
  const step = target.closest('[data-step]')?.getAttribute('data-step');
  if (step !== null && step !== undefined) {
    app.selectedStep = Number(step);
    app.changed();
    return undefined;
  }
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

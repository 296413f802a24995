/** The map of two numbers on a canvas: a press or a drag goes there, and it zooms around the point. */
import { button, element } from '../../../reports/html/client/dom.js';
import { LOOK } from '../../../reports/words/look.js';
import type { PlaneClass } from '../../../properties/frontier/types.js';
import { amountWords } from '../view/amounts.js';
import type { Knob } from '../view/knobs.js';
import { placeIn, valueAt, zoomed } from '../view/plane.js';
import type { Window } from '../view/plane.js';
import type { App, Part } from './app.js';
import { draggable } from './drag.js';
import { valueByKey } from './number-keys.js';

const WIDTH = 288;
const HEIGHT = 192;
const FACTOR = 0.4;

/** The map's numbers, its window, and the present point. */
interface Place {
  readonly x: Knob;
  readonly y: Knob;
  readonly window: { readonly x: Window; readonly y: Window };
  readonly atX: number;
  readonly atY: number;
}

/** Undefined: the study has no two numbers. */
function placeOf({ session }: App): Place | undefined {
  const { axes, scenario } = session;
  if (axes === undefined) return undefined;
  const { x, y } = axes;
  const [atX, atY] = [x.valueIn(scenario) ?? x.from, y.valueIn(scenario) ?? y.from];
  return { x, y, atX, atY, window: session.window ?? { x, y } };
}

/** @param factor of the window's width; undefined: the whole map */
function zoom(app: App, factor: number | undefined): void {
  const place = placeOf(app);
  if (place === undefined) return;
  const { x, y, atX, atY, window } = place;
  app.session.window =
    factor === undefined
      ? undefined
      : { x: zoomed(window.x, x, atX, factor), y: zoomed(window.y, y, atY, factor) };
  app.changed();
}

function go(app: App, canvas: HTMLElement, event: PointerEvent): void {
  const place = placeOf(app);
  if (place === undefined) return;
  const { left, top, width, height } = canvas.getBoundingClientRect();
  const atX = valueAt(place.window.x, (event.clientX - left) / width);
  const atY = valueAt(place.window.y, 1 - (event.clientY - top) / height);
  app.session.change(place.y.set(place.x.set(app.session.scenario, atX), atY));
  app.changed();
}

function moveByKey(app: App, event: KeyboardEvent): void {
  const place = placeOf(app);
  const isVertical = event.key === 'ArrowUp' || event.key === 'ArrowDown';
  const knob = isVertical ? place?.y : place?.x;
  const value = knob && valueByKey(app.session, knob, event);
  if (knob === undefined || value === undefined) return;
  event.preventDefault();
  app.session.move(knob.id, value);
  app.changed();
}

const zoomButtons = (app: App): HTMLElement =>
  element(
    'p',
    { class: 'zoom' },
    ...(
      [
        ['+', FACTOR, 'Zoom in around the point'],
        ['−', 1 / FACTOR, 'Zoom out'],
        ['whole', undefined, 'whole map'],
      ] as const
    ).map(([label, factor, hint]) =>
      button(
        label,
        () => {
          zoom(app, factor);
        },
        hint,
      ),
    ),
  );

export function mapPart(app: App): Part {
  const canvas = element('canvas', {
    width: String(WIDTH),
    height: String(HEIGHT),
    'aria-hidden': 'true',
  });
  const point = element('div', { class: 'point', tabindex: '0', role: 'button' });
  const field = element('div', { class: 'field' }, canvas, point);
  const axes = element('p', { class: 'quiet' });
  const title = element('h2', {}, 'Map: press to go there');
  const root = element('section', { class: 'card map' }, title, field, zoomButtons(app), axes);
  draggable(field, (event) => {
    go(app, canvas, event);
    return {
      moved: (next) => {
        go(app, canvas, next);
      },
    };
  });
  point.addEventListener('keydown', (event) => {
    moveByKey(app, event);
  });
  const refine = (): void => {
    drawCells(app, canvas);
  };
  return {
    root,
    refine,
    draw: () => {
      const place = placeOf(app);
      root.hidden = place === undefined;
      if (place === undefined) return;
      drawPoint(place, point);
      axes.textContent = axesWords(place);
      refine();
    },
  };
}

const percent = (share: number): string => `${String(Math.min(100, Math.max(0, share * 100)))}%`;

function drawPoint({ x, y, atX, atY, window }: Place, point: HTMLElement): void {
  point.style.left = percent(placeIn(window.x, atX));
  point.style.top = percent(1 - placeIn(window.y, atY));
  const words = `${x.title} ${amountWords(x, atX)}, ${y.title} ${amountWords(y, atY)}`;
  point.setAttribute('aria-label', `Point of the map: ${words}. Arrow keys move it.`);
}

function axesWords({ x, y, window }: Place): string {
  const range = (knob: Knob, { from, to }: Window): string =>
    `${knob.title}, ${amountWords(knob, from)} to ${amountWords(knob, to)}`;
  return `Across: ${range(x, window.x)}. Up: ${range(y, window.y)}.`;
}

/** The colour and hatch of a class, as in every map. */
function patternOf(
  canvas: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
  name: PlaneClass,
): CanvasPattern | string {
  const colours = getComputedStyle(canvas);
  const fill = colours.getPropertyValue(`--${name}`);
  const tile = element('canvas', { width: '8', height: '8' });
  const pen = tile.getContext('2d');
  if (pen === null) return fill;
  pen.fillStyle = fill;
  pen.fillRect(0, 0, 8, 8);
  pen.globalAlpha = 0.5;
  pen.strokeStyle = colours.getPropertyValue(`--${name}-ink`);
  pen.stroke(new Path2D(LOOK[name].hatch));
  return context.createPattern(tile, 'repeat') ?? fill;
}

function drawCells({ session }: App, canvas: HTMLCanvasElement): void {
  const { plane } = session;
  const context = canvas.getContext('2d');
  if (plane === undefined || context === null) return;
  const patterns = new Map<PlaneClass, CanvasPattern | string>();
  const [width, height] = [WIDTH / plane.columns, HEIGHT / plane.rows];
  for (let row = 0; row < plane.rows; row += 1)
    for (let column = 0; column < plane.columns; column += 1) {
      const found = plane.shownAt(column, row);
      if (found === undefined) continue;
      const pattern = patterns.get(found) ?? patternOf(canvas, context, found);
      patterns.set(found, pattern);
      context.fillStyle = pattern;
      const [left, top] = [Math.floor(column * width), Math.floor(HEIGHT - (row + 1) * height)];
      context.fillRect(left, top, Math.ceil(width) + 1, Math.ceil(height) + 1);
    }
}

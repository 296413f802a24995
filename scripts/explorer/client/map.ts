/** The map of two numbers on a canvas: a press or a drag goes there, and it zooms around the point. */
import { button, element } from '../../../reports/html/client/dom.js';
import { amountWords } from '../view/amounts.js';
import { placeIn, valueAt, zoomed } from '../view/plane.js';
import type { App, Part } from './app.js';
import { draggable } from './drag.js';
import { valueByKey } from './number-keys.js';

const WIDTH = 288;
const HEIGHT = 192;
const FACTOR = 0.4;

export function mapPart(app: App): Part {
  const { session } = app;
  const canvas = element('canvas', {
    width: String(WIDTH),
    height: String(HEIGHT),
    'aria-hidden': 'true',
  });
  const point = element('div', { class: 'point', tabindex: '0', role: 'button' });
  const field = element('div', { class: 'field' }, canvas, point);
  const axes = element('p', { class: 'quiet' });
  const zoom = (factor: number | undefined): void => {
    const { axes: own } = session;
    if (own === undefined) return;
    const window = session.window ?? own;
    const near = { x: valueIn(own.x), y: valueIn(own.y) };
    session.window =
      factor === undefined
        ? undefined
        : {
            x: zoomed(window.x, own.x, near.x, factor),
            y: zoomed(window.y, own.y, near.y, factor),
          };
    app.changed();
  };
  const valueIn = (knob: {
    valueIn: (s: typeof session.scenario) => number | undefined;
    from: number;
  }): number => knob.valueIn(session.scenario) ?? knob.from;
  const root = element(
    'section',
    { class: 'card map' },
    element('h2', {}, 'Map: press to go there'),
    field,
    element(
      'p',
      { class: 'zoom' },
      button(
        '+',
        () => {
          zoom(FACTOR);
        },
        'Zoom in around the point',
      ),
      button(
        '−',
        () => {
          zoom(1 / FACTOR);
        },
        'Zoom out',
      ),
      button(
        'whole',
        () => {
          zoom(undefined);
        },
        'whole map',
      ),
    ),
    axes,
  );
  const go = (event: PointerEvent): void => {
    const { axes: own } = session;
    if (own === undefined) return;
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const window = session.window ?? own;
    const x = valueAt(window.x, (event.clientX - left) / width);
    const y = valueAt(window.y, 1 - (event.clientY - top) / height);
    session.change(own.y.set(own.x.set(session.scenario, x), y));
    app.changed();
  };
  draggable(field, (event) => {
    go(event);
    return { moved: go };
  });
  point.addEventListener('keydown', (event) => {
    const { axes: own } = session;
    const isVertical = event.key === 'ArrowUp' || event.key === 'ArrowDown';
    const knob = isVertical ? own?.y : own?.x;
    const value = knob && valueByKey(session, knob, event);
    if (knob === undefined || value === undefined) return;
    event.preventDefault();
    session.move(knob.id, value);
    app.changed();
  });
  const refine = (): void => {
    drawCells(app, canvas);
  };
  return {
    root,
    refine,
    draw: () => {
      const { axes: own } = session;
      root.hidden = own === undefined;
      if (own === undefined) return;
      const window = session.window ?? own;
      const [x, y] = [valueIn(own.x), valueIn(own.y)];
      const place = (share: number): string =>
        `${String(Math.min(100, Math.max(0, share * 100)))}%`;
      point.style.left = place(placeIn(window.x, x));
      point.style.top = place(1 - placeIn(window.y, y));
      const words = `${own.x.title} ${amountWords(own.x, x)}, ${own.y.title} ${amountWords(own.y, y)}`;
      point.setAttribute('aria-label', `Point of the map: ${words}. Arrow keys move it.`);
      axes.textContent = `Across: ${own.x.title}, ${amountWords(own.x, window.x.from)} to ${amountWords(own.x, window.x.to)}. Up: ${own.y.title}, ${amountWords(own.y, window.y.from)} to ${amountWords(own.y, window.y.to)}.`;
      refine();
    },
  };
}

function drawCells({ session }: App, canvas: HTMLCanvasElement): void {
  const { plane } = session;
  const context = canvas.getContext('2d');
  if (plane === undefined || context === null) return;
  const colours = getComputedStyle(canvas);
  const colourOf = new Map<string, string>();
  const [width, height] = [WIDTH / plane.columns, HEIGHT / plane.rows];
  for (let row = 0; row < plane.rows; row += 1)
    for (let column = 0; column < plane.columns; column += 1) {
      const found = plane.shownAt(column, row);
      if (found === undefined) continue;
      let colour = colourOf.get(found);
      if (colour === undefined) {
        colour = colours.getPropertyValue(`--${found}`);
        colourOf.set(found, colour);
      }
      context.fillStyle = colour;
      const top = HEIGHT - (row + 1) * height;
      context.fillRect(
        Math.floor(column * width),
        Math.floor(top),
        Math.ceil(width) + 1,
        Math.ceil(height) + 1,
      );
    }
}

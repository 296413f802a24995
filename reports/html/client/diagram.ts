/** One run drawn in the page, with a cursor at one true time. */
import { exactClockText, exactText, dayText } from '../../../properties/words/instant.js';
import { positionAt } from '../../spacetime/axis.js';
import { layoutOf, offsetAt } from '../../spacetime/layout.js';
import type { SpaceTimeLayout, SpaceTimeView } from '../../spacetime/layout.js';
import { textWidth } from '../../spacetime/rounded.js';
import { spaceTimeSvg } from '../../spacetime/svg.js';
import type { SpaceTime } from '../../spacetime/types.js';
import { xmlText } from '../../markup/xml.js';

const HALF = 6;

/** A drawing of this size above another one, in which nothing can be pressed. */
function layer(name: string, width: number, height: number, ...children: Node[]): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', name);
  svg.setAttribute('width', String(width));
  svg.setAttribute('height', String(height));
  svg.setAttribute('aria-hidden', 'true');
  svg.append(...children);
  return svg;
}

export class Diagram {
  readonly run: SpaceTime;
  readonly place: HTMLElement;
  #layout: SpaceTimeLayout | undefined;
  /** The cursor's layer: it is moved as a whole, and painted again only where a clock's text changes. */
  #cursor: SVGElement | undefined;
  #locals = '';

  constructor(run: SpaceTime, place: HTMLElement, choose: (position: number) => void) {
    this.run = run;
    this.place = place;
    place.addEventListener('click', (event) => {
      const svg = place.querySelector('svg');
      const xs = this.#layout?.xs ?? [];
      if (svg === null || xs.length === 0) return;
      const x = event.clientX - svg.getBoundingClientRect().left;
      let nearest = 0;
      for (const [position, at] of xs.entries())
        if (Math.abs(at - x) < Math.abs((xs[nearest] ?? 0) - x)) nearest = position;
      choose(nearest);
    });
  }

  draw(view: SpaceTimeView): void {
    this.#layout = layoutOf(this.run, view);
    this.place.innerHTML = spaceTimeSvg(this.run, view);
    const drawn = this.place.querySelector('svg');
    const names = drawn?.querySelector('.st-names');
    if (drawn === null || names === null || names === undefined) return;
    // Names and cursor are layers of their own: neither a scroll nor a step paints the drawing again.
    const { gutter, width, height } = this.#layout;
    const shown = gutter === 0 ? Math.min(width, view.room ?? width) : gutter;
    this.place.append(
      layer('names-layer', shown, height, names),
      (this.#cursor = layer('cursor-layer', 2 * HALF, height)),
    );
    this.#locals = '';
  }

  /** The last step that is not drawn to the right of a place; 0 before the first. */
  positionFrom(x: number): number {
    const xs = this.#layout?.xs ?? [];
    let [low, high] = [0, xs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((xs[middle] ?? 0) <= x) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  xOf(position: number): number {
    const xs = this.#layout?.xs ?? [];
    return xs[Math.min(position, xs.length - 1)] ?? 0;
  }

  /** A band at a true time, with every lane's local time then: the date where it differs. */
  cursor(atMs: number, slot: number): void {
    const svg = this.#cursor;
    const layout = this.#layout;
    if (svg === undefined || layout === undefined) return;
    const { run } = this;
    const at = positionAt(run, atMs, slot);
    const x = this.xOf(at);
    const trueMs = (run.steps[at]?.atMs ?? 0) + run.epochMs;
    const locals = run.lanes.map((_, lane) => {
      const local = trueMs + offsetAt(run, lane, at);
      const isOff = local !== trueMs;
      const text =
        dayText(local, true) === dayText(trueMs, true) ? exactClockText(local) : exactText(local);
      // To the left of the cursor, where no flag of a decision stands, unless there is no room.
      const isLeft = x - HALF - textWidth(text, 9.5) > layout.gutter;
      return `<text class="st-cursor-local${isOff ? ' st-off' : ''}" x="${isLeft ? -2 : 2 * HALF + 2}" y="${(layout.ys[lane] ?? 0) + 12}"${isLeft ? ' text-anchor="end"' : ''}>${xmlText(text)}</text>`;
    });
    svg.style.transform = `translateX(${x - HALF}px)`;
    const text = locals.join('');
    if (text === this.#locals) return;
    this.#locals = text;
    svg.innerHTML = `<g class="st-cursor"><rect y="18" width="${2 * HALF}" height="${layout.height - 18}"/>${text}</g>`;
  }
}

/** One run drawn in the page, with a cursor on one of its steps. */
import { civil } from '../../../properties/words/civil.js';
import { layoutOf, offsetAt } from '../../spacetime/layout.js';
import type { SpaceTimeView } from '../../spacetime/layout.js';
import { spaceTimeSvg } from '../../spacetime/svg.js';
import type { SpaceTime } from '../../spacetime/types.js';
import { xmlText } from '../../markup/xml.js';

const HALF = 11;

export class Diagram {
  readonly run: SpaceTime;
  readonly place: HTMLElement;
  #view: SpaceTimeView | undefined;
  #ys: readonly number[] = [];

  constructor(run: SpaceTime, place: HTMLElement, choose: (position: number) => void) {
    this.run = run;
    this.place = place;
    place.addEventListener('click', (event) => {
      const svg = place.querySelector('svg');
      if (svg === null || this.#ys.length === 0) return;
      const y = event.clientY - svg.getBoundingClientRect().top;
      let nearest = 0;
      for (const [position, at] of this.#ys.entries())
        if (Math.abs(at - y) < Math.abs((this.#ys[nearest] ?? 0) - y)) nearest = position;
      choose(nearest);
    });
  }

  draw(view: SpaceTimeView): void {
    this.#view = view;
    this.#ys = layoutOf(this.run, view).ys;
    this.place.innerHTML = spaceTimeSvg(this.run, view);
  }

  yOf(position: number): number {
    return this.#ys[Math.min(position, this.#ys.length - 1)] ?? 0;
  }

  /** A band at the step, with every lane's local time at that instant. */
  cursor(position: number): void {
    const svg = this.place.querySelector('svg');
    if (svg === null || this.#view === undefined) return;
    svg.querySelector('.st-cursor')?.remove();
    const { run } = this;
    const last = run.steps.length - 1;
    const at = Math.min(position, last);
    const { width, xs } = layoutOf(run, this.#view);
    const y = this.yOf(at);
    const trueMs = (run.steps[at]?.atMs ?? 0) + run.epochMs;
    const group = document.createElementNS('http://www.w3.org/2000/svg', 'g');
    group.setAttribute('class', 'st-cursor');
    const locals = run.lanes.map((_, lane) => {
      const offset = offsetAt(run, lane, at);
      const text = civil(trueMs + offset).slice(11, 19);
      return `<text class="st-cursor-local${offset === 0 ? '' : ' st-off'}" x="${xs[lane] ?? 0}" y="${y - HALF - 2}" text-anchor="middle">${xmlText(text)}</text>`;
    });
    group.innerHTML = `<rect x="0" y="${y - HALF}" width="${width}" height="${2 * HALF}"/>${locals.join('')}`;
    // Under the marks, so that they stay sharp; the header covers it.
    svg.insertBefore(group, svg.querySelector('.st-lane'));
  }

  /** Keeps the names of the lanes in sight while the box scrolls. */
  header(scrolled: number): void {
    this.place
      .querySelector('.st-header')
      ?.setAttribute('transform', `translate(0,${Math.max(0, scrolled)})`);
  }
}

/**
 * The frontier map: a cell for each sample on the scale of all maps, which is symmetric around a 0, so
 * that milliseconds and years are both in sight.
 */
import { select } from 'd3-selection';
import { zoom, zoomIdentity } from 'd3-zoom';
import type { ZoomTransform } from 'd3-zoom';
import type { PlaneClass } from '../../../properties/frontier/types.js';
import type { ReportMap } from '../../document/data.js';
import { xmlText } from '../../markup/xml.js';
import { fitting, ticksOf } from '../../map/axis.js';
import { axisText } from '../axis.js';
import { button, element, say } from './dom.js';
import { planeLine } from './plane-line.js';
import type { PlaneLine } from './plane-line.js';
import { legend, patterns } from './plane-look.js';

export interface Cell {
  readonly column: number;
  readonly row: number;
}

const MARGIN = { left: 62, right: 10, top: 8, bottom: 46 };
/** Width of a letter of a tick, px. */
const LETTER_PX = 7.5;

interface Size {
  readonly width: number;
  readonly height: number;
}

export class PlaneView {
  readonly #report: ReportMap;
  readonly #choose: (cell: Cell) => void;
  readonly #svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  readonly #readout = element('p', { class: 'readout' }, 'Point at the map to read it.');
  readonly #number: number;
  #transform: ZoomTransform = zoomIdentity;
  #cell: Cell = { column: 0, row: 0 };
  #chosen: Cell | undefined;
  /** True once the reader has pointed at the map or moved on it: no cursor before. */
  #isPointed = false;
  #size: Size = { width: 0, height: 0 };
  #x: PlaneLine | undefined;
  #y: PlaneLine | undefined;

  constructor(place: HTMLElement, report: ReportMap, number: number, choose: (cell: Cell) => void) {
    this.#report = report;
    this.#number = number;
    this.#choose = choose;
    const { map } = report;
    const middle = Math.floor(map.xs.length / 2);
    this.#cell = { column: middle, row: Math.floor(map.ys.length / 2) };
    const box = element('div', {
      class: 'plane-box',
      tabindex: '0',
      role: 'application',
      'aria-label': `Map of ${map.x.title} and ${map.y.title}. Arrow keys move, Enter shows the point's scenario, plus and minus zoom.`,
    });
    box.append(this.#svg);
    place.replaceChildren(this.#bar(), box, this.#readout, legend(map, number));
    this.#listen(box);
    new ResizeObserver(() => {
      this.#resize(box);
    }).observe(box);
  }

  #bar(): HTMLElement {
    const by = (factor: number) => () => {
      select(this.#svg).call((svg) => {
        this.#zoom.scaleBy(svg, factor, this.#focus());
      });
    };
    return element(
      'div',
      { class: 'bar' },
      button('+', by(1.6), 'Zoom the map in'),
      button('−', by(1 / 1.6), 'Zoom the map out'),
      button('Whole map', () => {
        select(this.#svg).call((svg) => {
          this.#zoom.transform(svg, zoomIdentity);
        });
      }),
      element('span', { class: 'quiet' }, 'drag to pan, Ctrl and wheel to zoom'),
    );
  }

  readonly #zoom = zoom<SVGSVGElement, unknown>()
    .scaleExtent([1, 24])
    .filter((event: Event) => !(event instanceof WheelEvent) || event.ctrlKey || event.metaKey)
    .on('zoom', (event: { transform: ZoomTransform }) => {
      this.#transform = event.transform;
      // A finger scrolls the page until there is something to pan.
      this.#svg.style.touchAction = event.transform.k > 1 ? 'none' : 'pan-y';
      this.#draw();
    });

  #listen(box: HTMLElement): void {
    const svg = select(this.#svg).call(this.#zoom).on('dblclick.zoom', null);
    svg.on('pointermove', (event: PointerEvent) => {
      const cell = this.#cellAt(event);
      if (cell !== undefined) this.#point(cell, this.#valueAt(event));
    });
    svg.on('click', (event: PointerEvent) => {
      const cell = this.#cellAt(event);
      if (cell !== undefined) this.#pick(cell);
    });
    box.addEventListener('keydown', (event) => {
      const moves: Readonly<Record<string, readonly [number, number]>> = {
        ArrowLeft: [-1, 0],
        ArrowRight: [1, 0],
        ArrowUp: [0, 1],
        ArrowDown: [0, -1],
      };
      const move = moves[event.key];
      const factor = event.key === '+' ? 1.6 : event.key === '-' ? 1 / 1.6 : undefined;
      if (move !== undefined) this.#move(...move);
      else if (event.key === 'Enter' || event.key === ' ') this.#pick(this.#cell);
      else if (factor !== undefined) this.#zoom.scaleBy(select(this.#svg), factor, this.#focus());
      else return;
      event.preventDefault();
    });
  }

  /** The place that a zoom keeps: the chosen cell, or else the one that was pointed at; undefined: the middle. */
  #focus(): [number, number] | undefined {
    const cell = this.#chosen ?? (this.#isPointed ? this.#cell : undefined);
    if (cell === undefined) return undefined;
    const { x, y, width, height } = this.#box(cell);
    return [x + width / 2, y + height / 2];
  }

  #move(columns: number, rows: number): void {
    const { xs, ys } = this.#report.map;
    const within = (value: number, length: number) => Math.max(0, Math.min(length - 1, value));
    this.#point({
      column: within(this.#cell.column + columns, xs.length),
      row: within(this.#cell.row + rows, ys.length),
    });
    say(this.#readout.textContent);
  }

  #resize(box: HTMLElement): void {
    const width = box.clientWidth;
    if (width === 0 || width === this.#size.width) return;
    const height = Math.round(Math.max(250, Math.min(460, width * 0.52)));
    this.#size = { width, height };
    const inner = this.#plot();
    const { map } = this.#report;
    this.#x = planeLine(map.x, map.xs, inner.width);
    this.#y = planeLine(map.y, map.ys, inner.height);
    this.#zoom
      .extent([
        [0, 0],
        [inner.width, inner.height],
      ])
      .translateExtent([
        [0, 0],
        [inner.width, inner.height],
      ]);
    this.#draw();
  }

  #inner(event: PointerEvent): readonly [number, number] {
    const box = this.#svg.getBoundingClientRect();
    return this.#transform.invert([
      event.clientX - box.left - MARGIN.left,
      event.clientY - box.top - MARGIN.top,
    ]);
  }

  #cellAt(event: PointerEvent): Cell | undefined {
    const [x, y] = this.#inner(event);
    const { width, height } = this.#plot();
    if (x < 0 || x > width || y < 0 || y > height) return undefined;
    return { column: this.#x?.index(x) ?? 0, row: this.#y?.index(height - y) ?? 0 };
  }

  #valueAt(event: PointerEvent): readonly [number, number] {
    const { map } = this.#report;
    const [px, py] = this.#inner(event);
    const within = (value: number, { from, to }: { from: number; to: number }) =>
      Math.round(Math.max(from, Math.min(to, value)));
    const up = this.#plot().height - py;
    return [within(this.#x?.value(px) ?? 0, map.x), within(this.#y?.value(up) ?? 0, map.y)];
  }

  /** Size of the plane within its axes. */
  #plot(): Size {
    return {
      width: this.#size.width - MARGIN.left - MARGIN.right,
      height: this.#size.height - MARGIN.top - MARGIN.bottom,
    };
  }

  #classOf({ row, column }: Cell): PlaneClass {
    return this.#report.map.classes[row]?.[column] ?? 'unknown';
  }

  #point(cell: Cell, under?: readonly [number, number]): void {
    this.#cell = cell;
    this.#isPointed = true;
    const { map } = this.#report;
    const x = map.xs[cell.column] ?? 0;
    const y = map.ys[cell.row] ?? 0;
    const here =
      under === undefined
        ? ''
        : `Here ${axisText(map.x, under[0])}, ${axisText(map.y, under[1])}. `;
    this.#readout.textContent = `${here}Run at ${axisText(map.x, x)}, ${axisText(map.y, y)}: ${this.#classOf(cell)}.`;
    this.#mark();
  }

  /** Chooses the sample nearest to a point, as a link to it does. */
  pickNear(x: number, y: number): void {
    const nearest = (values: readonly number[], wanted: number): number =>
      values.reduce(
        (best, value, at) =>
          Math.abs(value - wanted) < Math.abs((values[best] ?? 0) - wanted) ? at : best,
        0,
      );
    const { xs, ys } = this.#report.map;
    this.#pick({ column: nearest(xs, x), row: nearest(ys, y) });
  }

  #pick(cell: Cell): void {
    this.#point(cell);
    this.#chosen = cell;
    this.#mark();
    this.#choose(cell);
    say(`${this.#readout.textContent} Its scenario is shown beside the map.`);
  }

  /** Edges of a cell in the plot, after zooming. */
  #box({ column, row }: Cell): { x: number; y: number; width: number; height: number } {
    const { k, x, y } = this.#transform;
    const [left, right] = this.#x?.cell(column) ?? [0, 0];
    const [low, high] = this.#y?.cell(row) ?? [0, 0];
    const { height } = this.#plot();
    return {
      x: x + k * left,
      y: y + k * (height - high),
      width: k * (right - left),
      height: k * (high - low),
    };
  }

  #mark(): void {
    const marks: (readonly [string, Cell])[] = this.#isPointed ? [['cell-here', this.#cell]] : [];
    if (this.#chosen !== undefined) marks.push(['cell-chosen', this.#chosen]);
    const place = this.#svg.querySelector('.marks');
    if (place === null) return;
    place.innerHTML = marks
      .map(([name, cell]) => {
        const { x, y, width, height } = this.#box(cell);
        return `<rect class="${name}" x="${x}" y="${y}" width="${width}" height="${height}"/>`;
      })
      .join('');
  }

  #draw(): void {
    const { map } = this.#report;
    const { width, height } = this.#size;
    const inner = this.#plot();
    const cells = map.ys.flatMap((_, row) =>
      map.xs.map((__, column) => ({ row, column, ...this.#box({ row, column }) })),
    );
    const rects = cells.map(
      (one) =>
        `<rect class="cell-${this.#classOf(one)}" fill="url(#${this.#classOf(one)}-${this.#number})" x="${one.x}" y="${one.y}" width="${one.width + 0.4}" height="${one.height + 0.4}"/>`,
    );
    this.#svg.setAttribute('width', String(width));
    this.#svg.setAttribute('height', String(height));
    this.#svg.setAttribute('aria-hidden', 'true');
    this.#svg.innerHTML = `${patterns(this.#number)}<clipPath id="plot-${this.#number}"><rect width="${inner.width}" height="${inner.height}"/></clipPath>
      <g transform="translate(${MARGIN.left},${MARGIN.top})"><g clip-path="url(#plot-${this.#number})">${rects.join('')}${this.#boundary()}<g class="marks"></g></g>${this.#axes(inner)}</g>`;
    this.#mark();
  }

  /** Lines between cells of different classes: solid where the samples are one unit apart. */
  #boundary(): string {
    const { xs, ys } = this.#report.map;
    const lines: string[] = [];
    for (const [row, y] of ys.entries())
      for (const [column, x] of xs.entries()) {
        const here = this.#classOf({ row, column });
        const box = this.#box({ row, column });
        const next = { row, column: column + 1 };
        const above = { row: row + 1, column };
        const line = (exact: boolean, x1: number, y1: number, x2: number, y2: number) =>
          `<line class="boundary${exact ? '' : ' between'}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/>`;
        const right = box.x + box.width;
        if (next.column < xs.length && this.#classOf(next) !== here)
          lines.push(
            line((xs[column + 1] ?? 0) - x === 1, right, box.y, right, box.y + box.height),
          );
        if (above.row < ys.length && this.#classOf(above) !== here)
          lines.push(line((ys[row + 1] ?? 0) - y === 1, box.x, box.y, right, box.y));
      }
    return lines.join('');
  }

  #axes(inner: Size): string {
    const { map } = this.#report;
    const { k, x: dx, y: dy } = this.#transform;
    const along = (value: number): number => dx + k * (this.#x?.px(value) ?? 0);
    const up = (value: number): number =>
      inner.height - dy - k * (inner.height - (this.#y?.px(value) ?? 0));
    const shown = (at: number, size: number): boolean => at >= 0 && at <= size;
    const ticks = [
      ...fitting(
        ticksOf(map.x).filter(({ value }) => shown(along(value), inner.width)),
        along,
        (label) => label.length * LETTER_PX,
        inner.width,
      ).map(({ at, start, label }) => {
        const anchor =
          start <= 0 ? 'start' : start + label.length * LETTER_PX >= inner.width ? 'end' : 'middle';
        return `<g transform="translate(${at},${inner.height})"><line class="tick" y2="5"/><text y="17" text-anchor="${anchor}">${xmlText(label.replace('-', '−'))}</text></g>`;
      }),
      ...fitting(
        ticksOf(map.y).filter(({ value }) => shown(up(value), inner.height)),
        up,
        () => 14,
        inner.height,
      ).map(
        ({ at, label }) =>
          `<g transform="translate(0,${inner.height - at})"><line class="tick" x2="-5"/><text x="-8" y="4" text-anchor="end">${xmlText(label.replace('-', '−'))}</text></g>`,
      ),
    ];
    return `<g class="axes"><rect class="frame" width="${inner.width}" height="${inner.height}"/>${ticks.join('')}<text class="axis-title" x="${inner.width / 2}" y="${inner.height + 38}" text-anchor="middle">${xmlText(map.x.title)}</text><text class="axis-title" transform="translate(${12 - MARGIN.left},${inner.height / 2}) rotate(-90)" text-anchor="middle">${xmlText(map.y.title)}</text></g>`;
  }
}

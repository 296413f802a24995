/** A strip over the whole run: how much happens when, the record's life, and the part in sight. */
import { formatDuration } from '../../../sim/clock/zone.js';
import { overviewOf } from '../../spacetime/overview.js';
import type { SpaceTime } from '../../spacetime/types.js';
import { element } from './dom.js';

const WIDTH = 960;
const HEIGHT = 30;
const BARS = 22;

export class Overview {
  readonly root = element('div', { class: 'overview' });
  readonly #svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  readonly #endMs: number;

  /** @param choose called with the true time that is pressed, ms */
  constructor(run: SpaceTime, choose: (atMs: number) => void) {
    const { endMs, steps } = overviewOf(run);
    this.#endMs = Math.max(1, endMs);
    this.#svg.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
    this.#svg.setAttribute('preserveAspectRatio', 'none');
    this.#svg.setAttribute('aria-hidden', 'true');
    this.#svg.innerHTML = `${barsOf(steps)}${this.#lifeOf(run)}<rect class="ov-sight" y="0" height="${HEIGHT}"/>`;
    this.#svg.addEventListener('click', ({ clientX }) => {
      const { left, width } = this.#svg.getBoundingClientRect();
      choose(((clientX - left) / Math.max(1, width)) * this.#endMs);
    });
    const total = steps.reduce((sum, count) => sum + count, 0);
    const words = `The whole run: ${String(total)} steps in ${formatDuration(endMs)}${run.record === undefined ? '' : `; thick: the record, ${run.record.fate}`}. Press to go there.`;
    this.root.append(this.#svg, element('p', { class: 'quiet' }, words));
  }

  #x(atMs: number): number {
    return (atMs / this.#endMs) * WIDTH;
  }

  #lifeOf({ record, steps }: SpaceTime): string {
    if (record === undefined) return '';
    const from = this.#x(steps[record.usedFrom]?.atMs ?? 0);
    const to = this.#x(steps[record.end.position]?.atMs ?? this.#endMs);
    const kept = record.fate === 'counted' ? ' st-kept' : '';
    return `<rect class="ov-life${kept}" x="${from}" width="${Math.max(3, to - from)}" y="${BARS + 2}" height="6"/>`;
  }

  /** Marks the part of the run that the drawing shows, true ms. */
  inSight(fromMs: number, toMs: number): void {
    const mark = this.#svg.querySelector('.ov-sight');
    mark?.setAttribute('x', String(this.#x(fromMs)));
    mark?.setAttribute('width', String(Math.max(3, this.#x(toMs) - this.#x(fromMs))));
  }
}

/** Heights by the logarithm of the counts, in whole steps of doubling. */
function barsOf(steps: readonly number[]): string {
  const doublings = (count: number): number => (count === 0 ? 0 : count.toString(2).length);
  const most = Math.max(1, ...steps.map(doublings));
  const width = WIDTH / Math.max(1, steps.length);
  return steps
    .map((count, part) => {
      const height = (doublings(count) / most) * BARS;
      return `<rect class="ov-bar" x="${part * width}" width="${width}" y="${BARS - height}" height="${height}"/>`;
    })
    .join('');
}

/** `performance` of a page: the monotonic clock since the page began, marks and measures, one navigation. */
import { Entries, inOrder, named } from '../../node/clock/entries.js';
import type { MeasureOptions } from '../../node/clock/entries.js';
import { tagged } from '../idl.js';
import { EventTarget } from '../events/event-target.js';
import { pageOf } from '../page.js';
import type { Page } from '../page.js';

class PerformanceEntry {
  readonly name: string;
  readonly entryType: string;
  readonly startTime: number;
  readonly duration: number;
  readonly detail: unknown;

  constructor(entryType: string, name: string, startTime: number, duration = 0, detail?: unknown) {
    this.name = name;
    this.entryType = entryType;
    this.startTime = startTime;
    this.duration = duration;
    this.detail = detail ?? null;
  }

  toJSON(): object {
    const { name, entryType, startTime, duration, detail } = this;
    return { name, entryType, startTime, duration, detail };
  }
}

/** Milestones of a load that took no time. */
const TIMING = [
  'fetchStart',
  'domainLookupStart',
  'domainLookupEnd',
  'connectStart',
  'connectEnd',
  'requestStart',
  'responseStart',
  'responseEnd',
  'domLoading',
  'domInteractive',
  'domContentLoadedEventStart',
  'domContentLoadedEventEnd',
  'domComplete',
  'loadEventStart',
  'loadEventEnd',
] as const;

export class Performance extends EventTarget {
  readonly timeOrigin: number;
  readonly navigation = { type: 0, redirectCount: 0 };
  readonly #page: Page;
  readonly #entries = new Entries<PerformanceEntry>(
    (mark) =>
      new DOMException(
        `Failed to execute 'measure' on 'Performance': The mark '${mark}' does not exist.`,
        'SyntaxError',
      ),
  );

  constructor() {
    super();
    this.#page = pageOf(new.target);
    const { host } = this.#page;
    this.timeOrigin = host.wallMs - host.sinceStartMs;
  }

  /** Wall clock of each milestone, ms. */
  get timing(): Readonly<Record<string, number>> {
    const all = ['navigationStart', ...TIMING].map((name) => [name, this.timeOrigin]);
    return Object.fromEntries(all) as Record<string, number>;
  }

  now(): number {
    return this.#page.host.sinceStartMs;
  }

  mark(name: string, options: { startTime?: number; detail?: unknown } = {}): PerformanceEntry {
    const { startTime = this.now(), detail } = options;
    return this.#entries.add(new PerformanceEntry('mark', name, startTime, 0, detail));
  }

  measure(name: string, from?: string | MeasureOptions, to?: string): PerformanceEntry {
    const { startTime, duration, detail } = this.#entries.span(from, to, this.now());
    return this.#entries.add(new PerformanceEntry('measure', name, startTime, duration, detail));
  }

  get #all(): readonly PerformanceEntry[] {
    const load = new PerformanceEntry('navigation', this.#page.url, 0);
    const milestones = Object.fromEntries(TIMING.map((name) => [name, 0]));
    return [Object.assign(load, milestones, { type: 'navigate' }), ...this.#entries.all];
  }

  getEntries(): PerformanceEntry[] {
    return inOrder(this.#all);
  }

  getEntriesByName(name: string, type?: string): PerformanceEntry[] {
    return named(this.getEntries(), name, type);
  }

  getEntriesByType(type: string): PerformanceEntry[] {
    return this.getEntries().filter(({ entryType }) => entryType === type);
  }

  clearMarks(name?: string): void {
    this.#entries.clear('mark', name);
  }

  clearMeasures(name?: string): void {
    this.#entries.clear('measure', name);
  }

  clearResourceTimings(): void {
    // No resource is timed.
  }

  setResourceTimingBufferSize(): void {
    // No resource is timed.
  }

  toJSON(): object {
    const { timeOrigin, timing, navigation } = this;
    return { timeOrigin, timing, navigation };
  }
}
tagged(Performance, 'Performance');

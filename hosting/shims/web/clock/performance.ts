/** `performance` of a page: the monotonic clock since the page began, marks and measures, one navigation. */
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

interface MeasureOptions {
  readonly start?: string | number;
  readonly end?: string | number;
  readonly duration?: number;
  readonly detail?: unknown;
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
  #entries: readonly PerformanceEntry[] = [];

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
    return this.#add(new PerformanceEntry('mark', name, startTime, 0, detail));
  }

  measure(name: string, from?: string | MeasureOptions, to?: string): PerformanceEntry {
    const options: MeasureOptions =
      typeof from === 'object'
        ? from
        : {
            ...(from === undefined ? {} : { start: from }),
            ...(to === undefined ? {} : { end: to }),
          };
    const { start, end, duration, detail } = options;
    const endTime =
      end === undefined && start !== undefined && duration !== undefined
        ? this.#timeOf(start) + duration
        : this.#timeOf(end ?? this.now());
    const startTime =
      start === undefined && duration !== undefined ? endTime - duration : this.#timeOf(start ?? 0);
    return this.#add(new PerformanceEntry('measure', name, startTime, endTime - startTime, detail));
  }

  #timeOf(of: string | number): number {
    if (typeof of === 'number') return of;
    const entry = this.#entries.findLast((one) => one.name === of && one.entryType === 'mark');
    if (entry !== undefined) return entry.startTime;
    throw new DOMException(
      `Failed to execute 'measure' on 'Performance': The mark '${of}' does not exist.`,
      'SyntaxError',
    );
  }

  #add(entry: PerformanceEntry): PerformanceEntry {
    this.#entries = [...this.#entries, entry];
    return entry;
  }

  get #all(): readonly PerformanceEntry[] {
    const load = new PerformanceEntry('navigation', this.#page.url, 0);
    const milestones = Object.fromEntries(TIMING.map((name) => [name, 0]));
    return [Object.assign(load, milestones, { type: 'navigate' }), ...this.#entries];
  }

  getEntries(): PerformanceEntry[] {
    return [...this.#all].sort((a, b) => a.startTime - b.startTime);
  }

  getEntriesByName(name: string, type?: string): PerformanceEntry[] {
    return this.getEntries().filter(
      (one) => one.name === name && (type === undefined || one.entryType === type),
    );
  }

  getEntriesByType(type: string): PerformanceEntry[] {
    return this.getEntries().filter(({ entryType }) => entryType === type);
  }

  clearMarks(name?: string): void {
    this.#clear('mark', name);
  }

  clearMeasures(name?: string): void {
    this.#clear('measure', name);
  }

  clearResourceTimings(): void {
    // No resource is timed.
  }

  setResourceTimingBufferSize(): void {
    // No resource is timed.
  }

  #clear(type: string, name: string | undefined): void {
    this.#entries = this.#entries.filter(
      (one) => one.entryType !== type || (name !== undefined && one.name !== name),
    );
  }

  toJSON(): object {
    const { timeOrigin, timing, navigation } = this;
    return { timeOrigin, timing, navigation };
  }
}
tagged(Performance, 'Performance');

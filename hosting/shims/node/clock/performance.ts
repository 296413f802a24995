/** `performance` and `process.hrtime` on the machine's monotonic clock, in whole milliseconds. */
import type { HostedProcess } from '../../../realm/hosted-process.js';

const NS_PER_MS = 1_000_000n;

/** `process.hrtime`: nanoseconds since the machine booted, as Node has it. */
export function hrtimeShim(host: HostedProcess): NodeJS.HRTime {
  const hrtime = (before?: [number, number]): [number, number] => {
    const ms = host.elapsedMs;
    const now: [number, number] = [Math.floor(ms / 1_000), (ms % 1_000) * 1_000_000];
    if (before === undefined) return now;
    const seconds = now[0] - before[0];
    const ns = now[1] - before[1];
    return ns < 0 ? [seconds - 1, ns + 1_000_000_000] : [seconds, ns];
  };
  return Object.assign(hrtime, { bigint: () => BigInt(host.elapsedMs) * NS_PER_MS });
}

interface Entry {
  readonly name: string;
  readonly entryType: 'mark' | 'measure';
  readonly startTime: number;
  readonly duration: number;
  readonly detail: unknown;
}

interface MeasureOptions {
  readonly start?: string | number;
  readonly end?: string | number;
  readonly duration?: number;
  readonly detail?: unknown;
}

/** `performance`: now, timeOrigin, marks and measures; no observer hears of the latter. */
export class Performance {
  readonly #host: HostedProcess;
  readonly timeOrigin: number;
  #entries: Entry[] = [];

  constructor(host: HostedProcess) {
    this.#host = host;
    this.timeOrigin = host.wallMs - host.sinceStartMs;
  }

  now(): number {
    return this.#host.sinceStartMs;
  }

  mark(name: string, { startTime, detail }: { startTime?: number; detail?: unknown } = {}): Entry {
    return this.#add({
      name,
      entryType: 'mark',
      startTime: startTime ?? this.now(),
      duration: 0,
      detail: detail ?? null,
    });
  }

  measure(name: string, from?: string | MeasureOptions, to?: string): Entry {
    const options = typeof from === 'object' ? from : { start: from, end: to };
    const { start, end, duration } = options as MeasureOptions;
    const endTime =
      end === undefined && start !== undefined && duration !== undefined
        ? this.#timeOf(start) + duration
        : this.#timeOf(end ?? this.now());
    const startTime =
      start === undefined && duration !== undefined ? endTime - duration : this.#timeOf(start ?? 0);
    const detail = (options as MeasureOptions).detail ?? null;
    return this.#add({
      name,
      entryType: 'measure',
      startTime,
      duration: endTime - startTime,
      detail,
    });
  }

  #timeOf(of: string | number): number {
    if (typeof of === 'number') return of;
    const entry = this.#entries.findLast(
      ({ name, entryType }) => name === of && entryType === 'mark',
    );
    if (entry !== undefined) return entry.startTime;
    throw new DOMException(`The "${of}" performance mark has not been set`, 'SyntaxError');
  }

  #add(entry: Entry): Entry {
    this.#entries.push(entry);
    return entry;
  }

  getEntries(): Entry[] {
    return [...this.#entries].sort((a, b) => a.startTime - b.startTime);
  }

  getEntriesByName(name: string, type?: string): Entry[] {
    return this.getEntries().filter(
      (entry) => entry.name === name && (type === undefined || entry.entryType === type),
    );
  }

  getEntriesByType(type: string): Entry[] {
    return this.getEntries().filter(({ entryType }) => entryType === type);
  }

  clearMarks(name?: string): void {
    this.#clear('mark', name);
  }

  clearMeasures(name?: string): void {
    this.#clear('measure', name);
  }

  #clear(type: string, name: string | undefined): void {
    this.#entries = this.#entries.filter(
      (entry) => entry.entryType !== type || (name !== undefined && entry.name !== name),
    );
  }

  timerify<F>(f: F): F {
    return f;
  }

  eventLoopUtilization(): { idle: number; active: number; utilization: number } {
    return { idle: this.now(), active: 0, utilization: 0 };
  }

  toJSON(): { timeOrigin: number } {
    return { timeOrigin: this.timeOrigin };
  }
}

/** `performance` and `process.hrtime` on the machine's monotonic clock, in whole milliseconds. */
import type { HostedProcess } from '../../../realm/hosted-process.js';
import { Entries, inOrder, named } from './entries.js';
import type { MeasureOptions } from './entries.js';

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

/** `performance`: now, timeOrigin, marks and measures; no observer hears of the latter. */
export class Performance {
  readonly #host: HostedProcess;
  readonly timeOrigin: number;
  readonly #entries = new Entries<Entry>(
    (mark) => new DOMException(`The "${mark}" performance mark has not been set`, 'SyntaxError'),
  );

  constructor(host: HostedProcess) {
    this.#host = host;
    this.timeOrigin = host.wallMs - host.sinceStartMs;
  }

  now(): number {
    return this.#host.sinceStartMs;
  }

  mark(name: string, { startTime, detail }: { startTime?: number; detail?: unknown } = {}): Entry {
    return this.#entries.add({
      name,
      entryType: 'mark',
      startTime: startTime ?? this.now(),
      duration: 0,
      detail: detail ?? null,
    });
  }

  measure(name: string, from?: string | MeasureOptions, to?: string): Entry {
    const { startTime, duration, detail = null } = this.#entries.span(from, to, this.now());
    return this.#entries.add({ name, entryType: 'measure', startTime, duration, detail });
  }

  getEntries(): Entry[] {
    return inOrder(this.#entries.all);
  }

  getEntriesByName(name: string, type?: string): Entry[] {
    return named(this.getEntries(), name, type);
  }

  getEntriesByType(type: string): Entry[] {
    return this.getEntries().filter(({ entryType }) => entryType === type);
  }

  clearMarks(name?: string): void {
    this.#entries.clear('mark', name);
  }

  clearMeasures(name?: string): void {
    this.#entries.clear('measure', name);
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

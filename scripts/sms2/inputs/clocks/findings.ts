/** The measurements that a reader takes out of one tool's output, line by line. */
import { badRow } from '../bad-row.js';
import type { BadRow, Reason } from '../bad-row.js';

/** Tools whose output states how far a clock is off; the one that says most of it first. */
export const CLOCK_TOOLS = [
  'chrony tracking.log',
  'loopstats',
  'chronyc tracking',
  'w32tm /stripchart',
  'ntpq rv',
  'ntpq',
  'chronyd -Q',
  'ntpdate',
  'sntp',
  'timedatectl timesync-status',
  'timedatectl show-timesync',
  'phc2sys',
  'ptp4l',
  'chrony measurements.log',
  'peerstats',
] as const;

export type ClockTool = (typeof CLOCK_TOOLS)[number];

export interface ClockSample {
  /** 1-based line of the file. */
  readonly line: number;
  /** Client's clock minus true time, ms. */
  readonly offsetMs: number;
  /** Bound that the tool states on the error of the offset, ms. */
  readonly boundMs?: number;
  /** True time of the sample, ms since 1970; absent where the tool prints none. */
  readonly atMs?: number;
  /** True if the sample is of the source that the client follows. */
  readonly chosen: boolean;
  /** Machine that the client, or a server, compared itself with. */
  readonly of?: string;
}

/** A line without a measurement, and the reason. */
export interface Unusable {
  readonly line: number;
  readonly why: string;
}

/** Remarks of one kind are listed together, a few by name. */
export type RemarkKind =
  'no source followed' | 'own clock' | 'sign turned' | 'tool' | 'name' | 'history' | 'not read';

export interface Remark {
  readonly kind: RemarkKind;
  readonly text: string;
}

/** All that one tool said in one file. */
export class Findings {
  readonly tool: ClockTool;
  readonly samples: ClockSample[] = [];
  readonly unusable: Unusable[] = [];
  readonly bad: BadRow[] = [];
  readonly remarks = new Map<string, Remark>();

  constructor(tool: ClockTool) {
    this.tool = tool;
  }

  /** Adds a sample, or the reason why the line has none. */
  sample(line: number, offset: number | Reason, more: Partial<ClockSample> = {}): void {
    if (typeof offset === 'number')
      this.samples.push({ chosen: true, ...more, line, offsetMs: offset });
    else this.bad.push({ line, reason: offset });
  }

  without(line: number, why: string): void {
    this.unusable.push({ line, why });
  }

  misread(line: number, expected: string, got: string): void {
    this.bad.push(badRow(line, expected, got));
  }

  remark(kind: RemarkKind, text: string): void {
    this.remarks.set(`${kind} ${text}`, { kind, text });
  }
}

/** Reads the lines of one tool. */
export interface Reader {
  readonly found: Findings;
  /** Returns true if the line is one of this tool's; `at` is its 1-based number. */
  take(line: string, at: number): boolean;
  /** Ends a block of several lines that nothing else ends. */
  finish?(): void;
  /** A line of this tool, in words, for the error of a line that is none. */
  readonly expected: string;
}

/** A sum of bounds, rounded up to 1 ms; undefined if one of them is no number. */
export function boundOf(...parts: readonly (number | Reason)[]): { boundMs?: number } {
  let sum = 0;
  for (const part of parts) {
    if (typeof part !== 'number') return {};
    sum += Math.abs(part);
  }
  return { boundMs: Math.ceil(sum) };
}

/** `name: value` with the name in lower case, of the blocks that people read. */
export function fieldOf(line: string): readonly [name: string, value: string] | undefined {
  const found = /^\s*([A-Za-z][A-Za-z ()]*?)\s*:\s*(.*?)\s*$/.exec(line);
  return found === null ? undefined : [(found[1] ?? '').toLowerCase(), found[2] ?? ''];
}

/**
 * Finds the measurements in a file of a tool's output: several runs, several tools, prompts before
 * and between them, and a last line that is cut.
 */
import { shown } from '../bad-row.js';
import type { BadRow } from '../bad-row.js';
import { chronycTracking, chronydQuery } from './chronyc.js';
import { measurementsLog, trackingLog } from './chrony-logs.js';
import type { Findings, Reader, Unusable } from './findings.js';
import { phc2sys, ptp4l } from './linuxptp.js';
import { hostOf, isErrorLine, isPrompt, notServing } from './not-serving.js';
import { loopstats, peerstats } from './ntp-stats.js';
import { ntpdate, sntp } from './ntpdate.js';
import { ntpqPeers, ntpqVariables } from './ntpq.js';
import { showTimesync, timesyncStatus } from './timedatectl.js';
import { stripchart } from './w32tm-stripchart.js';

const READERS: readonly (() => Reader)[] = [
  ...[chronycTracking, chronydQuery, trackingLog, measurementsLog, ntpqPeers, ntpqVariables],
  ...[loopstats, peerstats, timesyncStatus, showTimesync, ntpdate, sntp, phc2sys, ptp4l],
  stripchart,
];

/** Output without an offset, and the command that has one. */
interface NotRead {
  readonly what: string;
  readonly command: string;
}

export interface Evidence {
  /** One entry for each tool that said something. */
  readonly findings: readonly Findings[];
  /** Lines of no tool: its errors, and a line that is cut. */
  readonly unusable: readonly Unusable[];
  readonly bad: readonly BadRow[];
  readonly notRead: readonly NotRead[];
  /** True if no line was of any format that is known. */
  readonly unknown: boolean;
}

const saidSomething = ({ samples, unusable, bad, remarks }: Findings): boolean =>
  samples.length + unusable.length + bad.length + remarks.size > 0;

/** A remark added to the file by hand; no tool begins a line with # and a space. */
export const isComment = (line: string): boolean => /^#(?:\s|$)/.test(line);

const CUT = 'its last line is cut';
/** No tool prints longer lines, and patterns are matched in time that may grow with its square. */
const LINE_MAX = 4_096;

/** Samples of several machines are no samples of one clock. */
const severalHosts = (hosts: readonly string[]): Evidence => ({
  ...{ findings: [], bad: [], notRead: [], unknown: false },
  unusable: [
    {
      line: 1,
      why: `the output of ${hosts.length} machines in one file: ${hosts.slice(0, 3).join(', ')}${hosts.length > 3 ? ', …' : ''}; split it by machine`,
    },
  ],
});

class EvidenceOf {
  readonly #readers = READERS.map((make) => make());
  readonly #unusable: Unusable[] = [];
  readonly #bad: BadRow[] = [];
  readonly #notRead = new Map<string, NotRead>();
  readonly #hosts = new Set<string>();
  #current: Reader | undefined;
  /** True after a line that names output which cannot serve: what follows belongs to it. */
  #refused = false;

  line(line: string, at: number): void {
    if (line.length > LINE_MAX) {
      this.#long(line, at);
      return;
    }
    const host = hostOf(line);
    if (host !== undefined) this.#hosts.add(host);
    const taker = this.#takerOf(line, at);
    if (taker !== undefined) {
      this.#current = taker;
      this.#refused = false;
      return;
    }
    const refused = notServing(line);
    if (refused !== undefined) {
      this.#notRead.set(refused.what, refused);
      this.#refused = true;
    } else if (isPrompt(line) || host !== undefined) this.#refused = false;
    else if (isErrorLine(line))
      this.#unusable.push({ line: at, why: `an error: ${shown(line.trim())}` });
    else if (!this.#refused && this.#current !== undefined && saidSomething(this.#current.found))
      this.#bad.push({ line: at, reason: { expected: this.#current.expected, got: shown(line) } });
  }

  #long(line: string, at: number): void {
    this.#bad.push({
      line: at,
      reason: {
        expected: `lines of at most ${LINE_MAX} characters`,
        got: `${line.length}: ${shown(line)}`,
      },
    });
  }

  #takerOf(line: string, at: number): Reader | undefined {
    if (this.#current?.take(line, at) === true) return this.#current;
    return this.#readers.find((reader) => reader !== this.#current && reader.take(line, at));
  }

  end(cutAt: number | undefined): Evidence {
    if (this.#hosts.size > 1) return severalHosts([...this.#hosts]);
    for (const reader of this.#readers) reader.finish?.();
    const findings = this.#readers.map(({ found }) => found).filter(saidSomething);
    // A file that is copied while it is written ends within a line.
    const whole = ({ line }: BadRow): boolean => line !== cutAt;
    const bad = [...findings.flatMap((found) => found.bad), ...this.#bad].filter((row) => {
      if (whole(row)) return true;
      this.#unusable.push({ line: row.line, why: CUT });
      return false;
    });
    return {
      findings,
      unusable: this.#unusable,
      bad: bad.sort((a, b) => a.line - b.line),
      notRead: [...this.#notRead.values()],
      unknown: findings.length + this.#unusable.length + this.#notRead.size === 0,
    };
  }
}

/** Reads the lines of a file, whose last one is empty if the file ends with a line break. */
export function evidenceIn(lines: readonly string[]): Evidence {
  const of = new EvidenceOf();
  lines.forEach((raw, at) => {
    const line = raw.trimEnd();
    if (line.trim() !== '' && !isComment(line)) of.line(line, at + 1);
  });
  return of.end(lines.at(-1) === '' ? undefined : lines.length);
}

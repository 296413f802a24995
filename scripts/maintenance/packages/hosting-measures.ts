/** Figures of hosting itself, as `npm run bench:hosting -- --keep` saved them. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RESULTS } from './roster.js';

/** Runs a second of one bundle, each incarnation evaluated fresh. */
export interface Speed {
  readonly kB: number;
  /** By user time; the median of the rounds. */
  readonly runsPerSecond: number;
}

/** The time from the start of a process to the end of the first run of a study. */
export interface Start {
  readonly study: string;
  /** Processor time of its process, the least of the rounds. The bundler has a process of its own. */
  readonly ms: number;
}

/** Runs of one right set-up, and what was found in them. */
export interface Alarms {
  readonly study: string;
  readonly runs: number;
  /** Runs that broke each property. */
  readonly violating: Readonly<Record<string, number>>;
}

export interface HostingMeasures {
  readonly node: string;
  readonly speeds: readonly Speed[];
  readonly starts: readonly Start[];
  readonly alarms: readonly Alarms[];
}

const FILE = join(RESULTS, 'measured/hosting.json');

/** Undefined: nothing was saved. */
export const savedMeasures = (): HostingMeasures | undefined =>
  existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as HostingMeasures) : undefined;

export function keepMeasures(measures: HostingMeasures): void {
  mkdirSync(dirname(FILE), { recursive: true });
  writeFileSync(FILE, `${JSON.stringify(measures, null, 2)}\n`);
}

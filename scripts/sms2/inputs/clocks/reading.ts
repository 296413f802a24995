/** One client's clock, from all that is known of it. */
import { shown } from '../bad-row.js';
import { negated } from '../decimal.js';
import type { Evidence } from './evidence.js';
import { CLOCK_TOOLS } from './findings.js';
import type { ClockSample, ClockTool, Findings, Remark } from './findings.js';

/** A change between two samples of more than this is reported as a step of the clock, ms. */
export const STEP_MS = 1_000;

interface ClockStep {
  /** Line of the sample after the largest change. */
  readonly line: number;
  readonly byMs: number;
}

/** An offset of a clock at a true time, ms since 1970. */
export interface ClockPoint {
  readonly atMs: number;
  readonly offsetMs: number;
}

export interface ClockReading {
  readonly client: string;
  /** The file, or the first of several. */
  readonly place: string;
  readonly from: ClockTool | 'csv' | undefined;
  /** Median of the samples: client's clock minus true time, ms. Undefined if none was usable. */
  readonly offsetMs: number | undefined;
  /** Largest bound that the tool states on the error of a sample, ms. */
  readonly boundMs?: number;
  readonly samples: number;
  /** Least and most of the samples, ms. */
  readonly rangeMs?: readonly [least: number, most: number];
  readonly unusable: number;
  /** Reason, if no sample was usable. */
  readonly why?: string;
  /** True if no source is marked as followed, so that the median is over all reached ones. */
  readonly noSourceFollowed: boolean;
  readonly step?: ClockStep;
  /** Offsets over true time, in order, where the tool prints the time of each. */
  readonly history?: readonly ClockPoint[];
  readonly remarks: readonly Remark[];
}

/** The middle value; of two middle values the mean, rounded to 1 ms. */
export function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined) return undefined;
  const middle = Math.round((lower + upper) / 2);
  return middle === 0 ? 0 : middle;
}

function largestStep(
  samples: readonly Pick<ClockSample, 'line' | 'offsetMs'>[],
): ClockStep | undefined {
  let largest: ClockStep | undefined;
  samples.forEach((one, at) => {
    const before = samples[at - 1];
    if (before === undefined) return;
    const byMs = one.offsetMs - before.offsetMs;
    if (Math.abs(byMs) > Math.max(STEP_MS, Math.abs(largest?.byMs ?? 0)))
      largest = { line: one.line, byMs };
  });
  return largest;
}

function extent(values: readonly number[]): readonly [number, number] {
  let least = Infinity;
  let most = -Infinity;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}

const firstLabel = (name: string): string => name.split('.')[0] ?? name;

/** True if both name one machine; a name without its domain is enough, an address is not cut. */
export function isSameMachine(a: string, b: string): boolean {
  const [one, other] = [a.toLowerCase(), b.toLowerCase()];
  if (one === other) return true;
  const isAddress = (name: string): boolean => /^[\d.]+$|:/.test(name);
  if (isAddress(one) || isAddress(other)) return false;
  return one.includes('.') !== other.includes('.') && firstLabel(one) === firstLabel(other);
}

/** Turns samples that another machine took of the client. */
function seenFromClient(
  client: string,
  samples: readonly ClockSample[],
  remarks: Remark[],
): readonly ClockSample[] {
  if (!samples.some(({ of }) => of !== undefined && isSameMachine(of, client))) return samples;
  remarks.push({
    kind: 'sign turned',
    text: 'another machine measured it, so that the sign is turned; had it run on the client itself, it would have measured nothing',
  });
  return samples.map((sample) =>
    sample.of !== undefined && isSameMachine(sample.of, client)
      ? { ...sample, offsetMs: negated(sample.offsetMs) }
      : sample,
  );
}

/** Keeps the source with most samples, the first of several, where no mark says which was followed. */
function ofOneSource(samples: readonly ClockSample[], remarks: Remark[]): readonly ClockSample[] {
  const counts = new Map<string, number>();
  for (const { of = '' } of samples) counts.set(of, (counts.get(of) ?? 0) + 1);
  if (counts.size < 2) return samples;
  const [most] = [...counts].reduce((best, one) => (one[1] > best[1] ? one : best));
  remarks.push({
    kind: 'history',
    text: `of ${counts.size} sources, ${most} has most samples and is used alone`,
  });
  return samples.filter(({ of = '' }) => of === most);
}

const WITH_HISTORY: readonly ClockTool[] = [
  ...(['chrony tracking.log', 'loopstats', 'chrony measurements.log', 'peerstats'] as const),
];

/** The samples that count, in order of time. */
function usedSamples(
  client: string,
  findings: readonly Findings[],
  remarks: Remark[],
): { samples: readonly ClockSample[]; inTime: boolean } {
  const all = seenFromClient(
    client,
    findings.flatMap(({ samples }) => samples),
    remarks,
  );
  const chosen = all.filter((one) => one.chosen);
  const tool = findings[0]?.tool;
  const some = chosen.length > 0 ? chosen : all;
  const isHistory = tool !== undefined && WITH_HISTORY.includes(tool);
  const mixed = isHistory && (chosen.length === 0 || tool === 'chrony measurements.log');
  const samples = mixed ? ofOneSource(some, remarks) : some;
  const inTime = chosen.length > 0 || mixed;
  if (!samples.every(({ atMs }) => atMs !== undefined)) return { samples, inTime };
  const sorted = [...samples].sort((a, b) => (a.atMs ?? 0) - (b.atMs ?? 0));
  return { samples: sorted, inTime };
}

function historyOf(samples: readonly ClockSample[]): readonly ClockPoint[] | undefined {
  const points = new Map<number, ClockPoint>();
  for (const { atMs, offsetMs } of samples) {
    if (atMs === undefined) return undefined;
    points.set(atMs, { atMs, offsetMs });
  }
  return points.size > 1 ? [...points.values()] : undefined;
}

/** A reading of samples that count, whatever they came from. */
export function readingOf(
  base: Pick<ClockReading, 'client' | 'place' | 'from' | 'unusable' | 'remarks'>,
  samples: readonly ClockSample[],
  inTime: boolean,
): ClockReading {
  const step = inTime ? largestStep(samples) : undefined;
  const offsets = samples.map((one) => one.offsetMs);
  const bounds = samples.flatMap(({ boundMs }) => boundMs ?? []);
  const history = inTime ? historyOf(samples) : undefined;
  return {
    ...base,
    offsetMs: median(offsets),
    ...(bounds.length === 0 ? {} : { boundMs: extent(bounds)[1] }),
    samples: samples.length,
    ...(samples.length === 0 ? {} : { rangeMs: extent(offsets) }),
    noSourceFollowed: !inTime && samples.length > 0,
    ...(step === undefined ? {} : { step }),
    ...(history === undefined ? {} : { history }),
  };
}

interface FileOfClient {
  readonly place: string;
  readonly evidence: Evidence;
}

/** Reason for which no file of a client has a sample, and what to do. */
export function whyNone({ findings, unusable, notRead, unknown }: Evidence): string {
  const [refused] = notRead;
  if (refused !== undefined) return `${refused.what}; run ${refused.command}`;
  const first = findings.flatMap((found) => found.unusable)[0] ?? unusable[0];
  if (first !== undefined) return `${first.why} (line ${first.line})`;
  return unknown ? 'none of the formats that are read' : 'no line has a measurement';
}

/** The reading of a client from its files: the tool that says most, of all that said something. */
export function readingFrom(client: string, files: readonly FileOfClient[]): ClockReading {
  const all = files.flatMap(({ place, evidence }) =>
    evidence.findings.map((found) => ({ place, found })),
  );
  const from = CLOCK_TOOLS.find((tool) =>
    all.some(({ found }) => found.tool === tool && found.samples.length > 0),
  );
  const used = all.filter(({ found }) => found.tool === from).map(({ found }) => found);
  const remarks: Remark[] = [...new Map(used.flatMap(({ remarks: own }) => [...own])).values()];
  const others = new Set(
    all.filter(({ found }) => found.tool !== from).map(({ found }) => found.tool),
  );
  const notRead = files.flatMap(({ evidence }) => evidence.notRead.map(({ what }) => what));
  if (from !== undefined)
    for (const text of [
      ...[...others].map((tool) => `${tool} is there too, and ${from} is used`),
      ...new Set(notRead),
    ])
      remarks.push({ kind: 'not read', text });
  const { samples, inTime } = usedSamples(client, used, remarks);
  const counted = from === undefined ? all.map(({ found }) => found) : used;
  const unusable =
    counted.reduce((sum, found) => sum + found.unusable.length, 0) +
    files.reduce((sum, { evidence }) => sum + evidence.unusable.length, 0);
  const place = files.find(({ evidence }) =>
    evidence.findings.some((found) => used.includes(found)),
  )?.place;
  const first = files[0];
  const base = { client, place: place ?? first?.place ?? shown(client), from, unusable, remarks };
  const reading = readingOf(base, samples, inTime);
  return samples.length > 0 || first === undefined
    ? reading
    : { ...reading, why: whyNone(first.evidence) };
}

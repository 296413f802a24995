/** The table of goals, each with the figure that was measured. */
import { ADAPTER_LINES_MAX } from './adapter-lines.js';
import type { HostingMeasures } from './hosting-measures.js';
import { isCounted } from './result.js';
import type { PackageResult } from './result.js';

const count = (value: number): string => value.toLocaleString('en-US');
const NOT_MEASURED = 'not measured';

/** Numbers of packages and of runs that were to be reached. */
const LOSSES = 20;
const ALARM_RUNS = 100_000;
const RELEASES = 3;

interface Row {
  readonly measure: string;
  readonly goal: string;
  readonly measured: string;
  readonly reached: boolean;
}

function adapters(results: readonly PackageResult[]): Row {
  const most = Math.max(0, ...results.map(({ adapterLines }) => adapterLines));
  return {
    measure: 'adapter',
    goal: `${String(ADAPTER_LINES_MAX)} lines or fewer`,
    measured: `${String(most)} at most`,
    reached: most <= ADAPTER_LINES_MAX,
  };
}

/** True if all processes, on each release, played the same. */
export const isEqualEverywhere = ({ equal }: PackageResult): boolean =>
  equal !== undefined &&
  new Set(equal.nodes.map(({ version }) => version)).size >= RELEASES &&
  equal.nodes.every(({ differsAt }) => differsAt === undefined);

function determinism(results: readonly PackageResult[]): Row {
  const equal = results.filter(isEqualEverywhere).length;
  return {
    measure: 'one hash over 200 runs, in two processes and on three releases of Node',
    goal: 'all set-ups',
    measured: `${String(equal)} of ${String(results.length)}`,
    reached: results.length > 0 && equal === results.length,
  };
}

function losses(results: readonly PackageResult[]): Row {
  const found = results.filter(
    ({ clocks }) => isCounted(clocks) && clocks.threshold !== undefined,
  ).length;
  return {
    measure: 'a loss by a clock, with its threshold to the unit',
    goal: `${String(LOSSES)} set-ups`,
    measured: String(found),
    reached: found >= LOSSES,
  };
}

function readings(results: readonly PackageResult[]): Row {
  const read = results.flatMap(({ reading }) => (reading === undefined ? [] : [reading]));
  const right = read.filter(({ agrees }) => agrees).length;
  return {
    measure: 'the decider is the one of a reading of the source',
    goal: '9 of 10',
    measured: `${String(right)} of ${String(read.length)}`,
    reached: read.length > 0 && right >= 0.9 * read.length,
  };
}

function speed(measures: HostingMeasures | undefined, largest: boolean, goal: number): Row {
  const inOrder = [...(measures?.speeds ?? [])].sort((a, b) => a.kB - b.kB);
  const one = largest ? inOrder.at(-1) : inOrder[0];
  return {
    measure: `fresh runs a second, a bundle of ${largest ? '1 MB' : '50 kB'}`,
    goal: `at least ${String(goal)}`,
    measured:
      one === undefined ? NOT_MEASURED : `${count(one.runsPerSecond)} (${count(one.kB)} kB)`,
    reached: one !== undefined && one.runsPerSecond >= goal,
  };
}

const START_MS = 3_000;

function starts(measures: HostingMeasures | undefined): Row {
  const all = measures?.starts ?? [];
  const ms = Math.max(0, ...all.map((one) => one.ms));
  const named = all.map((one) => `${one.study} ${(one.ms / 1_000).toFixed(1)} s`);
  return {
    measure: 'bundled and running, by processor time',
    goal: 'within 3 s',
    measured: named.length === 0 ? NOT_MEASURED : named.join(', '),
    reached: named.length > 0 && ms <= START_MS,
  };
}

function falseAlarms(measures: HostingMeasures | undefined): Row {
  const alarms = measures?.alarms ?? [];
  const runs = alarms.reduce((sum, one) => sum + one.runs, 0);
  const found = alarms
    .flatMap(({ violating }) => Object.values(violating))
    .reduce((sum, one) => sum + one, 0);
  const parts = alarms.map((one) => `${one.study} ${count(one.runs)}`).join(', ');
  return {
    measure: 'false alarms of right set-ups of our own',
    goal: `0 in ${count(ALARM_RUNS)} runs`,
    measured: runs === 0 ? NOT_MEASURED : `${count(found)} in ${count(runs)} runs (${parts})`,
    reached: found === 0 && runs >= ALARM_RUNS,
  };
}

/** Lines of a Markdown table. */
export function measuresTable(
  results: readonly PackageResult[],
  measures: HostingMeasures | undefined,
): readonly string[] {
  const rows: readonly Row[] = [
    adapters(results),
    determinism(results),
    speed(measures, false, 300),
    speed(measures, true, 60),
    starts(measures),
    losses(results),
    readings(results),
    falseAlarms(measures),
  ];
  return [
    '| measure | to reach | measured | reached |',
    '| --- | --- | --- | --- |',
    ...rows.map(
      (row) => `| ${row.measure} | ${row.goal} | ${row.measured} | ${row.reached ? 'yes' : 'no'} |`,
    ),
  ];
}

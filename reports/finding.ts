/** One finding in words: the minimal scenario, what was lost, the decision that lost it. */
import type { AnyStudy, Explanation, Minimised, ScenarioBase } from '../properties/index.js';
import { msOf, trueMs } from '../sim/index.js';
import type { Clock, DecisionSide, LocalMs } from '../sim/index.js';
import { civil, duration } from './civil.js';
import { coloursOf, tableOf } from './text.js';
import type { TextStyle } from './text.js';

type Json = Readonly<Record<string, unknown>>;

/** The fields in which `scenario` is not as `simplest`, as `path = value` lines. */
export function differencesOf(scenario: unknown, simplest: unknown, path = ''): readonly string[] {
  if (JSON.stringify(scenario) === JSON.stringify(simplest)) return [];
  if (
    typeof scenario !== 'object' ||
    scenario === null ||
    typeof simplest !== 'object' ||
    simplest === null
  )
    return [`${path} = ${valueWords(path, scenario)}`];
  const keys = [...new Set([...Object.keys(scenario), ...Object.keys(simplest)])];
  return keys.flatMap((key) =>
    differencesOf(
      (scenario as Json)[key],
      (simplest as Json)[key],
      path === '' ? key : `${path}.${key}`,
    ),
  );
}

function valueWords(path: string, value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) return 'none';
  return typeof value === 'number' && path.endsWith('Ms') ? `${text} (${duration(value)})` : text;
}

/** A side's value on its own clock, and the true time at which that clock reads it. */
function sideRow(
  side: DecisionSide,
  epochMs: number,
  clockOf: (node: string) => Clock | undefined,
): readonly string[] {
  if (side.clock === undefined)
    return [side.name, String(side.value), '', '', side.latchedBy ?? ''];
  const arrival = clockOf(side.clock)?.wallArrival(side.value as unknown as LocalMs, trueMs(0));
  const trueTime = arrival === undefined ? 'never' : civil(msOf(arrival) + epochMs);
  return [side.name, civil(side.value), side.clock, trueTime, side.latchedBy ?? ''];
}

export function explanationReport(
  study: AnyStudy,
  explanation: Explanation,
  clockOf: (node: string) => Clock | undefined,
  style: TextStyle,
): string {
  const { violation, record, holder, endedBy, decided } = explanation;
  const colours = coloursOf(style);
  const lines = [
    `${colours.bold(colours.red(violation.kind === 'not-live' ? 'NOT LIVE' : 'VIOLATION'))} of ${violation.property}: ${String(violation.count)} record(s) ${violation.fate}, ${violation.detail}.`,
  ];
  if (record !== undefined)
    lines.push(
      `Record ${String(record.record)} (${record.key}), used ${civil(record.startMs + study.epochMs)} to ${civil(record.endMs + study.epochMs)} true time${holder === undefined ? '' : `, was last held by ${holder}`}.`,
    );
  if (endedBy !== undefined)
    lines.push(
      `It ended at ${civil(endedBy.atMs + study.epochMs)} true time on ${endedBy.node}: ${endedBy.event}.`,
    );
  if (decided !== undefined) {
    const { decision } = decided;
    lines.push(
      `Decided by ${decided.node} at ${civil(decided.atMs + study.epochMs)} true time: "${decision.left.name} ${decision.comparison} ${decision.right.name}" did not hold, so ${decision.outcome}.`,
      '',
      tableOf(
        ['compared', 'value', 'on the clock of', 'true time of that reading', 'set by'],
        [decision.left, decision.right].map((side) => sideRow(side, study.epochMs, clockOf)),
        style,
      ),
    );
  }
  return lines.join('\n');
}

export function minimalReport(
  study: AnyStudy,
  minimal: Minimised<ScenarioBase>,
  style: TextStyle,
): string {
  const colours = coloursOf(style);
  const differing = differencesOf(minimal.scenario, study.simplest(minimal.scenario.variant));
  const lines = [
    colours.bold('Minimal scenario: the simplest one, but for'),
    ...(differing.length === 0 ? ['  nothing at all'] : differing.map((line) => `  ${line}`)),
    ...minimal.neighbours.map(
      ({ field, neighbour, passes }) =>
        `  ${field} = ${String(neighbour)}, one unit nearer: ${passes ? 'passes (run)' : 'still fails (run)'}`,
    ),
    `  (${String(minimal.runs)} runs to shrink)`,
  ];
  return lines.join('\n');
}

/** A minimal scenario in words: what of it is not as in the simplest, and what a unit nearer does. */
import type { AnyStudy, Minimised, ScenarioBase } from '../properties/index.js';
import { duration } from './civil.js';
import { coloursOf } from './text.js';
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

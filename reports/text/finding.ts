/** A minimal scenario in words: what of it is not as in the simplest, and what a unit nearer does. */
import { differencesOf } from '../../properties/json/differences.js';
import type { Minimised } from '../../properties/shrink/minimise.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import { coloursOf } from './text.js';
import type { TextStyle } from './text.js';

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

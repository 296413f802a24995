/** Words a minimal scenario: its differences from the simplest, and the effect of one unit less. */
import { differencesOf } from '../../properties/json/differences.js';
import type { Minimised } from '../../properties/shrink/minimised.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import { count } from './numbers.js';
import { coloursOf } from './text.js';
import type { TextStyle } from './text.js';

/**
 * Returns a minimal scenario as text: its differences from the study's simplest, and what one unit
 * nearer does.
 * @since 0.1.0
 */
export function minimalReport(
  study: AnyStudy,
  minimal: Minimised<ScenarioBase>,
  style: TextStyle,
): string {
  const colours = coloursOf(style);
  const differing = differencesOf(minimal.scenario, study.simplest(minimal.scenario.variant));
  const lines = [
    colours.bold(
      minimal.minimal
        ? 'Minimal scenario: the simplest one, except for'
        : 'Smallest scenario found, not known to be minimal: the simplest one, except for',
    ),
    ...(differing.length === 0 ? ['  nothing'] : differing.map((line) => `  ${line}`)),
    ...minimal.neighbours.map(
      ({ field, neighbour, passes }) =>
        `  ${field} = ${String(neighbour)}, one unit nearer: ${passes ? 'passes (run)' : 'still fails (run)'}`,
    ),
    minimal.minimal
      ? `  (${count(minimal.runs)} runs to shrink)`
      : `  (${count(minimal.runs)} runs to shrink; the budget of ${count(minimal.runsMax)} ended first: --shrink-runs)`,
  ];
  return lines.join('\n');
}

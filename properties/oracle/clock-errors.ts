/**
 * Errors of a scenario's clocks, computed by playing only the clock faults: no model has an
 * influence.
 */
import { Clock } from '../../sim/clock/clock.js';
import { trueMs } from '../../sim/model/time.js';
import type { Fault } from '../../sim/world/fault.js';
import type { WorldSpec } from '../../sim/world/spec.js';

type Clocks = Pick<WorldSpec<unknown, unknown>, 'faults' | 'healAt'> & {
  readonly nodes: readonly Pick<WorldSpec<unknown, unknown>['nodes'][number], 'name' | 'clock'>[];
};

export const changesClock = ({ kind }: Fault): boolean =>
  kind === 'clock' || kind === 'synchronise';

/**
 * Every clock after all clock faults. Those after `healAt` are not played.
 * @param onChange called after each change, since a clock may be changed again in the same
 *   millisecond
 */
function clocksOf(
  { nodes, faults, healAt }: Clocks,
  onChange: (node: string, aheadMs: number) => void,
): ReadonlyMap<string, Clock> {
  const clocks = new Map(nodes.map(({ name, clock }) => [name, new Clock(clock)]));
  let now = 0;
  for (const fault of [...faults].sort((a, b) => a.at - b.at)) {
    if (fault.at > healAt) break;
    now = Math.max(now, fault.at);
    const at = trueMs(now);
    if (fault.kind === 'clock') clocks.get(fault.node)?.adjust(at, fault.adjustment);
    if (fault.kind === 'synchronise') {
      const toMs = now + (clocks.get(fault.to)?.offsetAt(at) ?? 0);
      clocks.get(fault.node)?.adjust(at, { kind: 'set', toMs });
    }
    const changed = changesClock(fault) ? clocks.get(fault.node) : undefined;
    if (changed !== undefined) onChange(fault.node, changed.offsetAt(at));
  }
  return clocks;
}

/**
 * Largest wall-clock error of the named nodes between the start of the run and true time `untilMs`,
 * ms.
 * @param epochMs civil time of true time 0, ms since 1970
 */
export function clockErrorMs(
  world: Clocks,
  names: readonly string[],
  untilMs: number,
  epochMs: number,
): number {
  let errorMs = 0;
  const note = (aheadMs: number): void => {
    errorMs = Math.max(errorMs, Math.abs(aheadMs - epochMs));
  };
  const clocks = clocksOf(world, (node, aheadMs) => {
    if (names.includes(node)) note(aheadMs);
  });
  for (const name of names) clocks.get(name)?.offsetRange(trueMs(untilMs)).forEach(note);
  return errorMs;
}

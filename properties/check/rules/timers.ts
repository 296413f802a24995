/** The timers of a node as values: which are set, on which clock, and when they are due. */
import { elapsedMs, msOf, plus } from '../../../sim/model/time.js';
import type { Effect } from '../../../sim/model/node.js';

export interface Timer {
  readonly name: string;
  readonly on: 'wall' | 'elapsed';
  /** Reading of its clock at which it is due, ms. */
  readonly due: number;
}

export const TIMER_EFFECTS: ReadonlySet<string> = new Set([
  'wall-timer',
  'elapsed-timer',
  'cancel-timer',
]);

export const unset = (timers: readonly Timer[], name: string): readonly Timer[] =>
  timers.filter((timer) => timer.name !== name);

/** The timers after the effects of a step, when the elapsed clock reads `elapsed` ms. */
export function armed(
  before: readonly Timer[],
  effects: readonly Effect<unknown>[],
  elapsed: number,
): readonly Timer[] {
  let timers = before;
  const set = (timer: Timer): void => {
    timers = [...unset(timers, timer.name), timer];
  };
  for (const effect of effects)
    switch (effect.kind) {
      case 'wall-timer':
        set({ name: effect.timer, on: 'wall', due: msOf(effect.at) });
        break;
      case 'elapsed-timer':
        set({
          name: effect.timer,
          on: 'elapsed',
          due: msOf(plus(elapsedMs(elapsed), effect.afterMs)),
        });
        break;
      case 'cancel-timer':
        timers = unset(timers, effect.timer);
        break;
      default: // no timer
    }
  return timers;
}

/**
 * An agent that is ended when its timers fire without a pause, and marked, as a host of programs
 * does with a process. Otherwise a loop would only use up the budget of the run, and have no verdict.
 */
import { NO_EFFECTS } from '../../../sim/model/node.js';
import { msOf, SECOND_MS } from '../../../sim/model/time.js';
import type { Model } from '../../../sim/model/node.js';
import { HOT_LOOP, HOT_LOOP_WINDOW_MS, TASKS_PER_SECOND_MAX } from '../../rules/hot-loop.js';
import type { Input, Message } from '../protocol.js';

/** Timers that may fire within the window. */
const TIMERS_MAX = (TASKS_PER_SECOND_MAX * HOT_LOOP_WINDOW_MS) / SECOND_MS;

interface Watched<State> {
  readonly inner: State;
  /** Timers fired since this reading of the elapsed clock, ms. */
  readonly sinceMs: number;
  readonly timers: number;
}

export const watched = <State>(
  model: Model<State, Message, Input>,
): Model<Watched<State>, Message, Input> => ({
  name: model.name,
  initial: { inner: model.initial, sinceMs: 0, timers: 0 },
  step(before, event, now) {
    const isStart = event.kind === 'start';
    if (before.timers > TIMERS_MAX && !isStart) return [before, NO_EFFECTS];
    const elapsed = msOf(now.elapsed);
    const over = isStart || elapsed - before.sinceMs >= HOT_LOOP_WINDOW_MS;
    const timers = (over ? 0 : before.timers) + (event.kind === 'timer' ? 1 : 0);
    const sinceMs = over ? elapsed : before.sinceMs;
    if (timers > TIMERS_MAX)
      return [{ inner: before.inner, sinceMs, timers }, [{ kind: 'mark', mark: HOT_LOOP }]];
    const [inner, effects] = model.step(before.inner, event, now);
    return [{ inner, sinceMs, timers }, effects];
  },
});

/** One task of a hosted program, and all that it puts into queues of the same turn. */
import type { HostedProcess } from '../hosted-process.js';
import { drainTicks } from './drain.js';
import { onStage } from './stage.js';
import type { Player } from './stage.js';
import type { Task } from '../tasks.js';

/**
 * Runs the task, its microtasks and its immediates with the player's globals in place.
 * @throws the error that ends the run, such as access to what is not simulated
 */
export function playTurn(player: Player, process: HostedProcess, task: Task): void {
  const attempt = (one: Task): void => {
    try {
      one();
    } catch (error) {
      player.onUncaught(error);
    }
  };
  onStage(player, () => {
    process.tasks.begin();
    attempt(task);
    for (;;) {
      drain(player);
      const immediate = process.alive ? process.tasks.nextImmediate() : undefined;
      if (immediate === undefined) break;
      attempt(immediate);
    }
  });
  const { failure } = process;
  process.failure = undefined;
  if (failure !== undefined) throw failure as Error;
}

/** An error of a microtask ends the draining, so it goes on after each. */
function drain(player: Player): void {
  for (;;) {
    try {
      drainTicks();
      return;
    } catch (error) {
      player.onUncaught(error);
    }
  }
}

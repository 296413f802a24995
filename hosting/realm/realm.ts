/**
 * A realm: where one incarnation of a program is evaluated and runs. Each task is a macrotask; all
 * microtasks that it leads to have run when it returns. No realm is a security boundary.
 */
import type { HostedProcess } from './hosted-process.js';
import type { Task } from './tasks.js';

export interface Realm {
  readonly process: HostedProcess;
  /** Evaluates the program. @returns its exports */
  evaluate(): Readonly<Record<string, unknown>>;
  /**
   * Runs a macrotask, and drains all that it leads to.
   * @throws SkewproofError SKEW-404 when the program touched what is not simulated and did not catch it
   */
  run(task: Task): void;
}

/**
 * Faults of machines, as data. Each fault has a defined effect in every state (crashing a node that
 * is down does nothing), so every list of faults is legal.
 */
import type { ClockAdjustment } from '../clock/clock.js';
import type { CrashSeverity } from '../disk/disk.js';

/**
 * The machine goes down and comes back after `downMs`.
 * @since 0.1.0
 */
export interface CrashAction {
  readonly kind: 'crash';
  readonly node: string;
  readonly severity: CrashSeverity;
  readonly downMs: number;
  /**
   * Delays the crash until this long after the machine next begins to sync a file, ms. A race with
   * a disk has a window that no time drawn in advance is likely to hit.
   */
  readonly intoSyncMs?: number;
}

/**
 * A fault without its time.
 * @since 0.1.0
 */
export type FaultAction =
  | CrashAction
  /** An orderly restart: everything written is durable, and the elapsed clock starts again. */
  | { readonly kind: 'restart'; readonly node: string }
  /** Messages from `node` to `to` (and back, when `both`) are lost for `forMs`. */
  | {
      readonly kind: 'partition';
      readonly node: string;
      readonly to: string;
      readonly both: boolean;
      readonly forMs: number;
    }
  | { readonly kind: 'disk-full'; readonly node: string; readonly forMs: number }
  /** Sleep: no events reach the node, its elapsed clock is frozen, and messages to it are lost. */
  | { readonly kind: 'suspend'; readonly node: string; readonly forMs: number }
  /** Re-imaged: the disk is empty, the machine restarts. */
  | { readonly kind: 'wipe'; readonly node: string }
  /**
   * Keeps a copy of the disk; `restore` puts the latest copy back and restarts, and does nothing
   * without a copy.
   */
  | { readonly kind: 'snapshot'; readonly node: string }
  | { readonly kind: 'restore'; readonly node: string }
  | { readonly kind: 'clock'; readonly node: string; readonly adjustment: ClockAdjustment }
  /** Sets the clock of `node` to what the clock of `to` reads. */
  | { readonly kind: 'synchronise'; readonly node: string; readonly to: string };

/**
 * A fault and its true time, ms from the start of the run.
 * @since 0.1.0
 */
export type Fault = FaultAction & { readonly at: number };

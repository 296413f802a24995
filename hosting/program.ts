/** A program as hosting runs it: one bundled script, with what is known of its source. */

/**
 * A comparison or test of a program's source that the instrumented code reports by `id`.
 * @since 0.1.0
 */
export interface DecisionSite {
  readonly id: number;
  /** File of the original source, through the source map. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1. */
  readonly column: number;
  /** Source text of the whole comparison or test. */
  readonly source: string;
  /** `<`, `>=`, …; of a test without a comparison: `test`. */
  readonly operator: string;
}

/**
 * A bundled program. Instrumented code calls two globals of its realm: `__skewproof_b(id, value)`,
 * which returns the value, and `__skewproof_c(id, op, left, right)`, which returns the comparison.
 * @since 0.1.0
 */
export interface Program {
  /** `acme-telemetry` or `pkg@1.2.3`. */
  readonly name: string;
  readonly platform: 'node' | 'browser';
  /** For Node the body of `(function (exports, require, module, …globals) { … })`; for a browser an iife. */
  readonly code: string;
  /** 16 hexadecimal digits of the code before instrumentation: part of a scenario's identity. */
  readonly hash: string;
  /** Source map, JSON. */
  readonly map?: string;
  /** Present when the code is instrumented. */
  readonly sites?: readonly DecisionSite[];
}

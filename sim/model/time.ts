/**
 * Three kinds of time, as types that do not mix.
 *
 * At run time each is a plain integer number of milliseconds. To the compiler each is opaque, so
 * `trueTime - localTime` does not compile, and neither does `localTime + 5`. Every conversion from
 * one kind to another is a named function of this file or of `clock.ts`. (A branded `number` would
 * not do: TypeScript allows the subtraction of any two number subtypes.)
 */

interface Opaque<Name extends string> {
  readonly __kind: Name;
}

/**
 * The simulation's own time, ms. No node can read it.
 * @since 0.1.0
 */
export type TrueMs = Opaque<'TrueMs'>;
/**
 * The reading of a node's wall clock, ms since 1970-01-01T00:00:00Z by that clock.
 * @since 0.1.0
 */
export type LocalMs = Opaque<'LocalMs'>;
/**
 * The reading of a node's elapsed (monotonic) clock, ms since its last boot.
 * @since 0.1.0
 */
export type ElapsedMs = Opaque<'ElapsedMs'>;

type Instant = TrueMs | LocalMs | ElapsedMs;

/**
 * Tags an integer of milliseconds as true time.
 * @since 0.1.0
 */
export const trueMs = (ms: number): TrueMs => ms as unknown as TrueMs;
/**
 * Tags an integer of milliseconds as a wall-clock reading.
 * @since 0.1.0
 */
export const localMs = (ms: number): LocalMs => ms as unknown as LocalMs;
/**
 * Tags an integer of milliseconds as an elapsed-clock reading.
 * @since 0.1.0
 */
export const elapsedMs = (ms: number): ElapsedMs => ms as unknown as ElapsedMs;

/**
 * The bare number of an instant, for printing, hashing and storage.
 * @since 0.1.0
 */
export const msOf = (instant: Instant): number => instant as unknown as number;

/**
 * `instant` moved by a duration in ms (negative: earlier). Stays on its own clock.
 * @since 0.1.0
 */
export const plus = <T extends Instant>(instant: T, durationMs: number): T =>
  ((instant as unknown as number) + durationMs) as unknown as T;

/**
 * Duration in ms from `earlier` to `later`, both of one clock (negative when they are out of
 * order).
 * @since 0.1.0
 */
export const between = <T extends Instant>(earlier: T, later: T): number =>
  (later as unknown as number) - (earlier as unknown as number);

/**
 * True when `a` is at or after `b` on their common clock.
 * @since 0.1.0
 */
export const reached = <T extends Instant>(a: T, b: T): boolean =>
  (a as unknown as number) >= (b as unknown as number);

/**
 * The later of two readings of one clock.
 * @since 0.1.0
 */
export const later = <T extends Instant>(a: T, b: T): T => (reached(a, b) ? a : b);

/**
 * One second, ms.
 * @since 0.1.0
 */
export const SECOND_MS = 1_000;
/**
 * One minute, ms.
 * @since 0.1.0
 */
export const MINUTE_MS = 60_000;
/**
 * One hour, ms.
 * @since 0.1.0
 */
export const HOUR_MS = 3_600_000;
/**
 * One day of 24 hours, ms.
 * @since 0.1.0
 */
export const DAY_MS = 86_400_000;
/**
 * 365 days; for ranges and printing, never for calendar arithmetic.
 * @since 0.1.0
 */
export const YEAR_MS = 365 * DAY_MS;

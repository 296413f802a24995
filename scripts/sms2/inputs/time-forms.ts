/** Forms that an instant may be written in. */

/** Values of `--times`: the form of times whose shape leaves it open. */
export const TIME_FORMS = [
  ...(['mdy', 'dmy', 'epoch-s', 'epoch-ms', 'epoch-us', 'epoch-ns'] as const),
  ...(['excel', 'excel-1904', 'filetime', 'ticks', 'compact'] as const),
] as const;
export type TimeForm = (typeof TIME_FORMS)[number];

export interface Instant {
  /** Ms since 1970-01-01T00:00:00Z, with a fraction below 1 ms cut off. */
  readonly ms: number;
  /** Its form in words: `ISO 8601`, `epoch seconds`. */
  readonly form: string;
  /** The civil time happened twice, or never. */
  readonly odd?: 'fold' | 'gap';
}

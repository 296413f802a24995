/**
 * Fates of HTTP requests in windows of true time. A window ends when the world is healed. Where
 * windows overlap, the one that began last counts.
 */

/** When a server says that a client may try again: in seconds, or as a date by the server's clock. */
export type RetryAfter =
  | { readonly kind: 'seconds'; readonly seconds: number }
  | { readonly kind: 'date'; readonly seconds: number };

interface Window {
  /** Its beginning, true ms. */
  readonly at: number;
  /** Its length, ms. */
  readonly forMs: number;
}

/**
 * A window in which requests meet one fate.
 * @since 0.1.0
 */
export type Weather = Window &
  (
    | {
        /**
         * `refused`: nothing listens. `black-hole`: no answer ever comes. `reset-before`: the
         * connection is reset, and nothing was accepted. `reset-after`: the same, after the request was
         * accepted. `answer-lost`: accepted, and the answer never comes.
         */
        readonly kind: 'refused' | 'black-hole' | 'reset-before' | 'reset-after' | 'answer-lost';
      }
    | {
        /** The server answers with this status, and accepts nothing. */
        readonly kind: 'status';
        readonly status: number;
        readonly retryAfter?: RetryAfter;
      }
  );

export const SIMPLE_FATES = [
  'refused',
  'black-hole',
  'reset-before',
  'reset-after',
  'answer-lost',
] as const;

/** A moment at which the weather changes; without weather: requests are served. */
interface Change {
  readonly at: number;
  readonly weather?: Weather;
}

const isOpen = ({ at, forMs }: Weather, now: number): boolean => at <= now && now < at + forMs;

/** The moments at which the weather changes, in order of time, until everything is healed. */
export function changesOf(weather: readonly Weather[], healAtMs: number): readonly Change[] {
  const ends = weather.flatMap(({ at, forMs }) => [at, Math.min(healAtMs, at + forMs)]);
  const moments = [...new Set(ends)].filter((at) => at <= healAtMs).sort((a, b) => a - b);
  return moments.map((at) => {
    const open = at >= healAtMs ? [] : weather.filter((one) => isOpen(one, at));
    const latest = open.reduce<Weather | undefined>(
      (last, one) => (last === undefined || one.at >= last.at ? one : last),
      undefined,
    );
    return latest === undefined ? { at } : { at, weather: latest };
  });
}

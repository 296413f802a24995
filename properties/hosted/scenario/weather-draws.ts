/** Weather of an explored run, drawn as small integers and mapped, so that any shrink is a scenario too. */
import * as fc from 'fast-check';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../sim/model/time.js';
import { permille, upTo } from '../../pipeline/scenario/numbers.js';
import { kindsOf, signed, swarm } from '../../study/arbitraries.js';
import type { Swarm } from '../../study/arbitraries.js';
import { LIMITS } from './scenario.js';
import { SIMPLE_FATES } from './weather.js';
import type { RetryAfter, Weather } from './weather.js';

const KINDS = [...SIMPLE_FATES, 'status', 'throttled'] as const;

interface Drawn {
  readonly kind: number;
  readonly permille: number;
  readonly jitterMs: number;
  readonly nearUse: boolean;
  readonly forMs: number;
  readonly status: number;
  readonly retryAfter: RetryAfter;
}

/** Pauses that services ask for, seconds, and any. */
const retrySeconds = fc.oneof(
  { arbitrary: fc.constantFrom(0, 1, 30, 60, 300, 3_600, 86_400), weight: 3 },
  { arbitrary: fc.integer({ min: 0, max: 600 }), weight: 2 },
  { arbitrary: upTo(LIMITS.retryAfterSeconds), weight: 1 },
);

/** Outages of seconds to an hour are common; of a day, rare. */
const forMs = fc.oneof(
  { arbitrary: fc.integer({ min: 0, max: 30 * SECOND_MS }), weight: 2 },
  { arbitrary: fc.integer({ min: 0, max: 10 * MINUTE_MS }), weight: 3 },
  { arbitrary: fc.integer({ min: 0, max: 2 * HOUR_MS }), weight: 2 },
  { arbitrary: upTo(LIMITS.forMs), weight: 1 },
);

const drawn: fc.Arbitrary<Drawn> = fc.record({
  kind: fc.nat({ max: 10_000 }),
  permille,
  jitterMs: fc.oneof(fc.constant(0), signed(1), signed(5_000)),
  nearUse: fc.boolean(),
  forMs,
  status: fc.nat({ max: 10_000 }),
  retryAfter: fc.record({ kind: fc.constantFrom('seconds', 'date'), seconds: retrySeconds }),
});

export type DrawnWeather = Swarm<Drawn>;

export const drawnWeather: fc.Arbitrary<DrawnWeather> = swarm(KINDS.length, drawn, LIMITS.weather);

/** The run in which there is weather. */
interface Span {
  readonly healAtMs: number;
  readonly everyMs: number;
}

function momentMs({ permille: share, nearUse, jitterMs }: Drawn, span: Span): number {
  const at = Math.floor((span.healAtMs * share) / 1_000);
  const near = nearUse ? Math.round(at / span.everyMs) * span.everyMs : at;
  return Math.min(Math.max(0, span.healAtMs - 1), Math.max(0, near + jitterMs));
}

export const weatherFrom = (
  happens: DrawnWeather,
  statuses: readonly number[],
  span: Span,
): readonly Weather[] =>
  kindsOf(happens, KINDS)
    .map(([kind, one]): Weather => {
      const window = { at: momentMs(one, span), forMs: one.forMs };
      if (kind !== 'status' && kind !== 'throttled') return { kind, ...window };
      const status = statuses[one.status % statuses.length] ?? 503;
      if (kind === 'status') return { kind, ...window, status };
      return { kind: 'status', ...window, status, retryAfter: one.retryAfter };
    })
    .sort((a, b) => a.at - b.at);

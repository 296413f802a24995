/** A scenario for `_everything.ts`: some records, a crash, a clock that steps, a lossy link. */
import { played } from '../_worlds.test.js';

/** @returns the trace hash */
export const everythingPlayed = (code: string, seed = 1): string =>
  played({
    code,
    seed,
    inputs: [1, 2, 3, 4, 5].map((n) => [n * 3_000, { kind: 'track', record: n }] as const),
    link: { latencyMsMin: 5, latencyMsMax: 90, loss: { of: 1, in: 10 } },
    faults: [
      { kind: 'clock', node: 'app', at: 8_000, adjustment: { kind: 'step', byMs: 86_400_000 } },
      { kind: 'crash', node: 'app', severity: 'power', downMs: 500, at: 11_000 },
    ],
    endAt: 40_000,
  }).hash;

/** A scenario for `_web-everything.ts`: two tabs, uses, a reload, a crash, a clock that steps, a lossy link. */
import { played } from '../_worlds.test.js';
import { script } from '../_pages.test.js';
import { WEB_EVERYTHING } from './_web-everything.js';

/** @returns the trace hash */
export const webEverythingPlayed = (seed = 1): string =>
  played({
    of: script(WEB_EVERYTHING),
    seed,
    pages: { tabs: 2 },
    inputs: [
      ...[1, 3].map((n) => [n * 3_000, { kind: 'track', record: n }] as const),
      [15_500, { kind: 'flush' }],
      [15_600, { kind: 'call', name: 'reload' }],
      [15_700, { kind: 'machine', online: false }],
      [15_900, { kind: 'machine', online: true }],
      [16_000, { kind: 'call', name: 'show', value: 1 }],
    ],
    link: { latencyMsMin: 5, latencyMsMax: 90, loss: { of: 1, in: 10 } },
    faults: [
      { kind: 'clock', node: 'app', at: 5_000, adjustment: { kind: 'step', byMs: 86_400_000 } },
      { kind: 'crash', node: 'app', severity: 'power', downMs: 500, at: 10_000 },
    ],
    endAt: 18_000,
  }).hash;

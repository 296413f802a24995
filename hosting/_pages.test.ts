/** Worlds for tests of pages: a browser program and a server that is a pure model. */
import { hashOf } from '../sim/hash/hash.js';
import { played as playedOf } from './_worlds.test.js';
import type { Played } from './_worlds.test.js';
import type { Program } from './program.js';
import { outsideMicrotasks } from './realm/node/drain.js';

type Play = Parameters<typeof playedOf>[0];

/** A script as a bundler leaves it; `code` sets fields of `exports`. */
export const script = (code: string): Program => ({
  name: 'page',
  platform: 'browser',
  code: `var __skewproof_exports = (() => { var exports = {}; ${code}\n; return exports; })();`,
  hash: hashOf(code),
});

/** Plays one page, or several, against one server. */
export const pagePlayed = (code: string, play: Omit<Play, 'code' | 'of'> = {}): Promise<Played> =>
  outsideMicrotasks(() => playedOf({ ...play, of: script(code) }));

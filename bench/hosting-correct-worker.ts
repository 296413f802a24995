/**
 * `hosting-correct-worker <file> <study> <runs> <seed…>`: plays one share for each seed, and notes it in
 * the file.
 */
import { appendFileSync } from 'node:fs';
import { outsideMicrotasks } from '../hosting/realm/node/drain.js';
import { explore } from '../properties/campaign/explore.js';
import { isRight, RIGHT } from './hosting-correct.js';
import type { Share } from './hosting-correct.js';

const [file = '', name = '', runs = '', ...seeds] = process.argv.slice(2);
if (!isRight(name)) throw new Error(`no right set-up ${name}`);
const { variant, load } = RIGHT[name];
const study = await load();

const share = (seed: number): Share => {
  const violating: Record<string, number> = {};
  const { statistics } = explore(study, variant, {
    ...{ seed, runs: Number(runs), shrink: false },
    explains: () => false,
    onRun: (_scenario, violations) => {
      for (const property of new Set(violations.map((one) => one.property)))
        violating[property] = (violating[property] ?? 0) + 1;
    },
  });
  return { study: name, seed, runs: statistics.runs, violating };
};

await outsideMicrotasks(() => {
  study.gate?.(variant);
  for (const seed of seeds) appendFileSync(file, `${JSON.stringify(share(Number(seed)))}\n`);
});

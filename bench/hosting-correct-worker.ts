/** `hosting-correct-worker <file> <runs> <seed…>`: plays one share for each seed, and notes it in the file. */
import { appendFileSync } from 'node:fs';
import { outsideMicrotasks } from '../hosting/realm/node/drain.js';
import { explore } from '../properties/campaign/explore.js';
import promised from '../examples/telemetry/study.js';
import type { Share } from './hosting-correct.js';

const VARIANT = 'corrected';

const [file = '', runs = '', ...seeds] = process.argv.slice(2);
const study = await promised;

function share(seed: number): Share {
  const violating: Record<string, number> = {};
  const { statistics } = explore(study, VARIANT, {
    ...{ seed, runs: Number(runs), shrink: false },
    explains: () => false,
    onRun: (_scenario, violations) => {
      for (const property of new Set(violations.map((one) => one.property)))
        violating[property] = (violating[property] ?? 0) + 1;
    },
  });
  return { seed, runs: statistics.runs, violating };
}

await outsideMicrotasks(() => {
  study.gate?.(VARIANT);
  for (const seed of seeds) appendFileSync(file, `${JSON.stringify(share(Number(seed)))}\n`);
});

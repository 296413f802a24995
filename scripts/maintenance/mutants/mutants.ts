/**
 * `npm run mutants`: plays a sample of mutants of the fix, the collectors and the oracle, and keeps
 * what became of each. It goes on where it was stopped. `--help` lists the options.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { AREAS, sourcesOf, testsOf } from './areas.js';
import { buildWithMutants } from './build.js';
import { measured } from './measured.js';
import { Player } from './play.js';
import type { MutantResult } from './play.js';
import { mutantsIn, sampleOf, versionOf } from './sample.js';
import type { Mutant } from './sample.js';
import { changedSources, fileOf, judgements, RESULTS, savedResults, saveResults } from './saved.js';

const HELP = `npm run mutants -- [options]

  --seed <n>       seed of the sample (default: that of the saved results, or 53)
  --sample <n>     mutants of each area (default: 140)
  --area <name>    only this area (${AREAS.map(({ name }) => name).join(', ')})
  --only <text>    only mutants whose name has this text; shows each, and saves nothing
  --budget <s>     measured time of the tests of one mutant, s (default: 20)
  --longest <s>    measured time of the longest test that is played, s (default: 4)
  --again          play those too that were played before
  --check          say which mutated sources have changed since, and play nothing

Survivors without a judgement are always played again. npm run docs writes the page.
`;

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const FOLDER = join(ROOT, '.skewproof/mutants');
const DEFAULT_SEED = 53;
const SAMPLE = 140;

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    sample: { type: 'string' },
    area: { type: 'string' },
    only: { type: 'string' },
    budget: { type: 'string' },
    longest: { type: 'string' },
    again: { type: 'boolean' },
    check: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
const say = (text: string): void => void process.stdout.write(`${text}\n`);

function numberOf(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  process.stderr.write(`--${name}: expected a whole number from 1 on, got "${text}"\n`);
  process.exit(2);
}

const text = (name: string): string => readFileSync(join(ROOT, name), 'utf8');

const saved = savedResults(ROOT);

if (values.help === true) say(HELP);
else if (values.check === true) check();
else await main();

function check(): void {
  if (saved === undefined) {
    say('no mutants were played yet: npm run mutants');
    process.exitCode = 1;
    return;
  }
  const changed = changedSources(ROOT, saved);
  for (const name of changed) say(`${name} has changed since its mutants were played`);
  say(
    changed.length === 0 ? 'every result is of the present sources' : 'npm run mutants plays them',
  );
  if (changed.length > 0) process.exitCode = 1;
}

interface Drawn {
  readonly area: string;
  readonly mutant: Mutant;
}

async function main(): Promise<void> {
  const seed = numberOf('seed', values.seed, saved?.seed ?? DEFAULT_SEED);
  const perArea = numberOf('sample', values.sample, SAMPLE);
  mkdirSync(FOLDER, { recursive: true });
  const names = AREAS.flatMap((area) => sourcesOf(ROOT, area));
  const testFiles = new Map(AREAS.map((area) => [area.name, testsOf(ROOT, area)]));
  const files = [...new Set([...testFiles.values()].flat())];
  const { counting, playing, mutants } = await buildWithMutants(ROOT, FOLDER, names);
  const areas = AREAS.map((area) => {
    const all = mutantsIn(mutants, sourcesOf(ROOT, area));
    return { name: area.name, all, drawn: sampleOf(all, seed, perArea) };
  });
  const drawn: readonly Drawn[] = areas.flatMap(({ name, drawn: some }) =>
    some.map((mutant) => ({ area: name, mutant })),
  );
  say(
    `${String(mutants.length)} mutants, ${String(drawn.length)} in the sample of seed ${String(seed)}`,
  );
  const measurement = await measured({ root: ROOT, folder: FOLDER, build: counting, files, names });
  for (const { name, failure } of measurement.tests)
    if (failure !== undefined)
      say(`left out, since it fails without a mutant: ${name}: ${failure}`);

  const sources = Object.fromEntries(names.map((name) => [name, versionOf(text(name))]));
  const kept = new Map<string, MutantResult>();
  if (values.again !== true)
    for (const one of saved?.results ?? [])
      if (saved?.sources[fileOf(one)] === sources[fileOf(one)]) kept.set(one.key, one);
  const judged = judgements(ROOT);
  const isDone = ({ mutant: { key } }: Drawn): boolean => {
    const before = kept.get(key);
    return before?.status === 'killed' || (before !== undefined && judged[key] !== undefined);
  };
  const wanted = drawn.filter(
    (one) =>
      (values.area === undefined || one.area === values.area) &&
      (values.only === undefined ? !isDone(one) : one.mutant.key.includes(values.only)),
  );
  const player = new Player(
    {
      ...{ build: playing, files, campaigns: true },
      budget: {
        sum: numberOf('budget', values.budget, 20),
        one: numberOf('longest', values.longest, 4),
      },
    },
    measurement,
  );
  const save = (): void => {
    const results = drawn.flatMap(({ mutant: { key } }) => kept.get(key) ?? []);
    const numbers = (of: (area: (typeof areas)[number]) => number): Record<string, number> =>
      Object.fromEntries(areas.map((area) => [area.name, of(area)]));
    const sample = numbers((area) => area.drawn.length);
    const population = numbers((area) => area.all.length);
    saveResults(ROOT, { seed, sample, population, sources, results });
  };
  for (const [at, { area, mutant }] of wanted.entries()) {
    const result = await player.play(mutant, testFiles.get(area) ?? []);
    const { status, by, failure, seconds, traces } = result;
    const where = `${String(at + 1)}/${String(wanted.length)} ${mutant.key} (line ${String(mutant.line)})`;
    say(
      `${where}\n    ${status}${by === undefined ? '' : ` by ${by}: ${failure ?? ''}`}, ${seconds.toFixed(2)} s${traces === undefined ? '' : `, traces changed ${traces.join(' of ')}`}`,
    );
    if (values.only !== undefined) continue;
    kept.set(mutant.key, result);
    save();
  }
  if (values.only === undefined) save();
  player.end();
  say(`${RESULTS} written; npm run docs writes the page`);
}

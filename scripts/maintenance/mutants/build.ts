/**
 * Builds that hold all mutants at once, apart from dist/: copies of the compiled layers with the
 * mutated sources compiled again. A number in a global object switches one mutant on.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { transform } from 'esbuild';
import { EXCLUDED_MUTATIONS } from './areas.js';
import { mutantsOf } from './sample.js';
import type { Mutant, RawMutant } from './sample.js';

/** Folders of dist/ that tests of models and properties import from. */
const COPIED = ['sim', 'hosting', 'models', 'properties', 'scripts/maintenance/mutants'];

interface SourceFile {
  readonly name: string;
  readonly content: string;
  readonly mutate: boolean;
}

interface InstrumenterModule {
  readonly Instrumenter: new (logger: object) => {
    instrument(
      files: readonly SourceFile[],
      options: object,
    ): Promise<{ readonly files: readonly SourceFile[]; readonly mutants: readonly RawMutant[] }>;
  };
}

const WORKSPACE = 'scripts/maintenance/mutants/tool';
const INSTRUMENTER = 'node_modules/@stryker-mutator/instrumenter/dist/src/index.js';

/** The instrumenter of a workspace of its own, which is installed if it is not there. */
async function instrumenter(root: string, folder: string): Promise<InstrumenterModule> {
  const tool = join(folder, 'tool');
  const entry = join(tool, INSTRUMENTER);
  if (!existsSync(entry)) {
    mkdirSync(tool, { recursive: true });
    for (const file of ['package.json', 'package-lock.json'])
      cpSync(join(root, WORKSPACE, file), join(tool, file));
    const args = ['ci', '--prefix', tool, '--ignore-scripts', '--no-audit', '--no-fund'];
    const shell = process.platform === 'win32';
    const { status } = spawnSync('npm', args, { stdio: 'inherit', shell });
    if (status !== 0) throw new Error(`npm ${args.join(' ')} failed`);
  }
  return (await import(pathToFileURL(entry).href)) as InstrumenterModule;
}

const silent = (): void => undefined;
const off = (): boolean => false;
const LOGGER = {
  ...{ trace: silent, debug: silent, info: silent, warn: silent, error: silent, fatal: silent },
  ...{ isTraceEnabled: off, isDebugEnabled: off, isInfoEnabled: off },
};

/** Calls that count how often mutants are reached. */
const COUNTING = /stryCov_9fa48\(((?:"\d+"(?:, )?)+)\)(, )?/g;

/** The same with plain counters (see worker.ts), which cost a tenth of the instrumenter's own. */
const withCounters = (code: string): string =>
  code.replaceAll(COUNTING, (_, ids: string, comma = '') => {
    const counted = ids.match(/\d+/g)?.map((id) => `__reached__[${id}]++`) ?? [];
    return `(${counted.join(', ')})${String(comma)}`;
  });

const withoutCounters = (code: string): string => code.replaceAll(COUNTING, '');

/** The stand-in for AVA that a mutated test imports: it hands the test to our harness. */
export function writeHarness(build: string, harness: string): void {
  const folder = join(build, 'node_modules/ava');
  mkdirSync(folder, { recursive: true });
  const manifest = { name: 'ava', version: '0.0.0', type: 'module', exports: './index.js' };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(
    join(folder, 'index.js'),
    `export { register as default } from ${JSON.stringify(pathToFileURL(harness).href)};\n`,
  );
}

export interface Builds {
  /** Counts which test reaches which mutant. */
  readonly counting: string;
  /** Plays one mutant after the other. */
  readonly playing: string;
  readonly mutants: readonly Mutant[];
}

/**
 * Writes both builds below `folder`.
 * @param names sources to mutate, from the root
 */
export async function buildWithMutants(
  root: string,
  folder: string,
  names: readonly string[],
): Promise<Builds> {
  const { Instrumenter } = await instrumenter(root, folder);
  const texts = new Map(names.map((name) => [name, readFileSync(join(root, name), 'utf8')]));
  const { files, mutants } = await new Instrumenter(LOGGER).instrument(
    [...texts].map(([name, content]) => ({ name, content, mutate: true })),
    { plugins: null, excludedMutations: EXCLUDED_MUTATIONS, ignorers: [] },
  );
  const builds = { counting: join(folder, 'counting'), playing: join(folder, 'playing') };
  for (const build of Object.values(builds)) {
    rmSync(build, { recursive: true, force: true });
    for (const layer of COPIED)
      cpSync(join(root, 'dist', layer), join(build, 'dist', layer), {
        recursive: true,
        filter: (path) => !/\.(map|d\.ts)$/.test(path),
      });
    // Tests that import the package by its name get the mutated one.
    cpSync(join(root, 'package.json'), join(build, 'package.json'));
    writeHarness(build, join(root, 'dist/scripts/maintenance/mutants/harness.js'));
  }
  for (const { name, content } of files) {
    const { code } = await transform(content, {
      ...{ loader: 'ts', format: 'esm', target: 'es2022' },
      tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
    });
    const path = join('dist', name.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(join(builds.counting, path)), { recursive: true });
    writeFileSync(join(builds.counting, path), withCounters(code));
    writeFileSync(join(builds.playing, path), withoutCounters(code));
  }
  return { ...builds, mutants: mutantsOf(mutants, texts) };
}

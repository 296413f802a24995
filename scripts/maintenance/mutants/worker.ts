/**
 * One process with one build: it loads the tests, measures each without a mutant, and plays mutants
 * on request. It is replaced when a mutant ends it or keeps it from answering.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { register, registering, runTest, testNames } from './harness.js';

export type Request =
  | {
      readonly kind: 'load';
      /** Folder of the build. */
      readonly build: string;
      /** Test files, from the root. */
      readonly files: readonly string[];
      readonly campaigns: boolean;
    }
  /** Runs every test without a mutant. */
  | { readonly kind: 'measure' }
  | {
      readonly kind: 'play';
      readonly mutant: string;
      readonly tests: readonly { readonly name: string; readonly hitsMax: number }[];
    };

/** A test without a mutant. */
export interface Measured {
  readonly name: string;
  readonly seconds: number;
  readonly failure?: string;
  /** Mutants that it reaches, with the number of times. */
  readonly reaches: Readonly<Record<string, number>>;
  readonly returned?: unknown;
}

/** All tests without a mutant. */
export interface Measurement {
  readonly tests: readonly Measured[];
  /** Mutants that are reached while modules load. */
  readonly static: readonly string[];
}

/** Tests with a mutant, up to the first that fails. */
export interface Played {
  readonly killedBy?: string;
  readonly failure?: string;
  /** The killing test fails without the mutant too: this process is of no more use. */
  readonly spoilt: boolean;
  readonly seconds: number;
  /** Results of the tests that passed. */
  readonly returned: Readonly<Record<string, unknown>>;
}

export type Answer =
  | { readonly kind: 'loaded'; readonly tests: readonly string[] }
  | ({ readonly kind: 'measured' } & Measurement)
  | { readonly kind: 'played'; readonly played: Played };

/** The instrumented code's own global object. */
interface Switch {
  activeMutant?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
}

/** More than the number of any mutant. */
const MUTANTS_MAX = 65_536;

const holder = globalThis as { __stryker__?: Switch; __reached__?: Uint32Array };
const switches: Switch = (holder.__stryker__ ??= {});
// A mutant that is reached while modules load is on before they do.
switches.activeMutant = process.env['__STRYKER_ACTIVE_MUTANT__'];
/** Counters of a counting build: how often each mutant was reached. */
const reached = (holder.__reached__ ??= new Uint32Array(MUTANTS_MAX));

/** Mutants that were reached since the last call. */
function takeReached(): Record<string, number> {
  const hits: Record<string, number> = {};
  for (const [id, count] of reached.entries()) if (count > 0) hits[String(id)] = count;
  reached.fill(0);
  return hits;
}

interface CampaignModule {
  registerCampaigns(register: (title: string, run: () => unknown) => void): void;
}

async function load({ build, files, campaigns }: Request & { kind: 'load' }): Promise<Answer> {
  const at = (path: string): string =>
    pathToFileURL(join(build, 'dist', path.replace(/\.ts$/, '.js'))).href;
  for (const file of files) {
    registering(file);
    try {
      await import(at(file));
    } catch (error) {
      register('loads', () => {
        throw error;
      });
    }
  }
  if (campaigns) {
    registering('campaigns of the fix');
    const module = (await import(at('scripts/maintenance/mutants/campaigns.ts'))) as CampaignModule;
    module.registerCampaigns(register);
  }
  return { kind: 'loaded', tests: testNames() };
}

async function measure(): Promise<Answer> {
  const whileLoading = Object.keys(takeReached());
  const tests: Measured[] = [];
  for (const name of testNames()) {
    const { seconds, failure, returned } = await runTest(name);
    const reaches = takeReached();
    tests.push({ name, seconds, reaches, ...(failure === undefined ? { returned } : { failure }) });
  }
  return { kind: 'measured', tests, static: whileLoading };
}

async function play({ mutant, tests }: Request & { kind: 'play' }): Promise<Answer> {
  let sum = 0;
  const returned: Record<string, unknown> = {};
  for (const { name, hitsMax } of tests) {
    switches.activeMutant = mutant;
    switches.hitCount = 0;
    switches.hitLimit = hitsMax;
    const outcome = await runTest(name);
    switches.activeMutant = undefined;
    sum += outcome.seconds;
    if (outcome.failure === undefined) {
      if (outcome.returned !== undefined) returned[name] = outcome.returned;
      continue;
    }
    const again = await runTest(name);
    const spoilt = again.failure !== undefined;
    const { failure } = outcome;
    const seconds = sum + again.seconds;
    return { kind: 'played', played: { killedBy: name, failure, spoilt, seconds, returned } };
  }
  return { kind: 'played', played: { spoilt: false, seconds: sum, returned } };
}

const answerTo = (request: Request): Promise<Answer> => {
  switch (request.kind) {
    case 'load':
      return load(request);
    case 'measure':
      return measure();
    case 'play':
      return play(request);
  }
};

process.on('message', (request: Request) => {
  void answerTo(request).then((answer) => process.send?.(answer));
});

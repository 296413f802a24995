/** Plays mutants: for each the tests that reach it, the most promising first, up to one that fails. */
import type { Measured, Measurement, Played } from './worker.js';
import type { Mutant } from './sample.js';
import { Process } from './processes.js';
import type { NoAnswer } from './processes.js';

export interface Setting {
  /** Folder of the build in which mutants are switched on. */
  readonly build: string;
  readonly files: readonly string[];
  readonly campaigns: boolean;
  /** Largest sum of measured time of the tests of one mutant, and of one of them, s. */
  readonly budget: { readonly sum: number; readonly one: number };
}

export interface MutantResult {
  readonly key: string;
  readonly line: number;
  readonly status: 'killed' | 'survived' | 'unreached';
  /** The test that failed, or what ended the process. */
  readonly by?: string;
  readonly failure?: string;
  /** Processor time of the tests, s. */
  readonly seconds: number;
  /** Tests that were played, for a survivor. */
  readonly played?: number;
  /** Runs of the campaigns whose trace it changes, of those that reach it. */
  readonly traces?: readonly [changed: number, played: number];
}

/** Hits after which a loop counts as endless: far above those without the mutant. */
const hitsMaxOf = (hits: number): number => 100 * hits + 100_000;

const ENDS: Readonly<Record<NoAnswer, string>> = {
  ended: 'the process ended',
  endless: 'no answer in time',
};

function tracesOf(
  returned: Played['returned'],
  tests: readonly Measured[],
): readonly [number, number] | undefined {
  let changed = 0;
  let all = 0;
  for (const { name, returned: before } of tests) {
    const after = returned[name];
    if (!Array.isArray(after) || !Array.isArray(before)) continue;
    all += before.length;
    changed += before.filter((hash, at) => hash !== after[at]).length;
  }
  return all === 0 ? undefined : [changed, all];
}

export class Player {
  readonly #setting: Setting;
  readonly #measurement: Measurement;
  readonly #static: ReadonlySet<string>;
  /** Kills by file of the mutant and name of the test: the next mutant of the file may fall to it. */
  readonly #kills = new Map<string, number>();
  #process: Process | undefined;

  constructor(setting: Setting, measurement: Measurement) {
    this.#setting = setting;
    this.#measurement = measurement;
    this.#static = new Set(measurement.static);
  }

  end(): void {
    this.#process?.end();
    this.#process = undefined;
  }

  /** @param files test files of the mutant's area, for one that is reached while modules load */
  async play(mutant: Mutant, files: readonly string[]): Promise<MutantResult> {
    const { id, key, line } = mutant;
    const isStatic = this.#static.has(id);
    const tests = this.#testsFor(mutant, (test) =>
      isStatic
        ? files.some((file) => test.name.startsWith(`${file} | `))
        : test.reaches[id] !== undefined,
    );
    if (tests.length === 0) return { key, line, status: 'unreached', seconds: 0 };
    let outcome = isStatic ? await this.#playApart(id, tests) : await this.#playHere(id, tests);
    // What a mutant left behind must not speak for or against the next one.
    if (typeof outcome !== 'string' && outcome.spoilt) {
      this.end();
      outcome = await this.#playHere(id, tests);
      this.end();
    }
    if (typeof outcome === 'string') {
      this.end();
      return { key, line, status: 'killed', by: ENDS[outcome], seconds: 0 };
    }
    const { killedBy: by, failure, returned } = outcome;
    const seconds = Math.round(outcome.seconds * 1000) / 1000;
    if (by === undefined) {
      const traces = tracesOf(returned, tests);
      return {
        ...{ key, line, status: 'survived', seconds, played: tests.length },
        ...(traces === undefined ? {} : { traces }),
      };
    }
    const kill = `${mutant.file} ${by}`;
    this.#kills.set(kill, (this.#kills.get(kill) ?? 0) + 1);
    return {
      key,
      line,
      status: 'killed',
      by,
      seconds,
      ...(failure === undefined ? {} : { failure }),
    };
  }

  /** Wanted tests within the budget of time, the most promising first. */
  #testsFor({ file }: Mutant, isWanted: (test: Measured) => boolean): readonly Measured[] {
    const { sum, one } = this.#setting.budget;
    const cost = ({ name, seconds }: Measured): number =>
      seconds / (1 + 3 * (this.#kills.get(`${file} ${name}`) ?? 0));
    let left = sum;
    return this.#measurement.tests
      .filter(({ failure, seconds }) => failure === undefined && seconds <= one)
      .filter(isWanted)
      .sort((a, b) => cost(a) - cost(b))
      .filter(({ seconds }) => (left -= seconds) > 0);
  }

  async #playHere(id: string, tests: readonly Measured[]): Promise<Played | NoAnswer> {
    this.#process ??= new Process();
    return this.#ask(this.#process, id, tests);
  }

  async #playApart(id: string, tests: readonly Measured[]): Promise<Played | NoAnswer> {
    const apart = new Process(id);
    const outcome = await this.#ask(apart, id, tests);
    apart.end();
    // Nothing of it stays in the process that the others share.
    return typeof outcome === 'string' ? outcome : { ...outcome, spoilt: false };
  }

  async #ask(inside: Process, id: string, tests: readonly Measured[]): Promise<Played | NoAnswer> {
    const { build, files, campaigns } = this.#setting;
    if (!loadedIn.has(inside)) {
      const loaded = await inside.ask({ kind: 'load', build, files, campaigns });
      if (typeof loaded === 'string') return loaded;
      loadedIn.add(inside);
    }
    const answer = await inside.ask({
      kind: 'play',
      mutant: id,
      tests: tests.map(({ name, reaches }) => ({ name, hitsMax: hitsMaxOf(reaches[id] ?? 0) })),
    });
    if (typeof answer === 'string') return answer;
    if (answer.kind !== 'played') throw new Error(`expected played tests, got ${answer.kind}`);
    return answer.played;
  }
}

const loadedIn = new WeakSet<Process>();

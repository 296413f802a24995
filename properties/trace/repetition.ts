/**
 * Compares two runs of one scenario, which must be identical.
 *
 * Each campaign repeats some of its scenarios, at once or later, and all with findings. If the
 * trace hashes differ, a model keeps data outside its state, or reads data that the scenario does
 * not determine.
 */
import { Checkpoints } from '../../sim/hash/checkpoints.js';
import { SkewproofError } from '../../sim/model/errors.js';
import { judgedRun } from '../oracle/judged-run.js';
import type { JudgedRun, RunOptions, RunResult } from '../oracle/judged-run.js';
import type { RunnableStudy, ScenarioBase } from '../study/contract.js';
import { Recorder } from './recorder.js';
import type { TraceEntry } from './recorder.js';
import { effectWords, eventWords } from './words.js';

/** A run that may be compared with a later one of the same scenario. */
export interface ComparedRun<Scenario> {
  readonly scenario: Scenario;
  readonly hash: string;
  readonly checkpoints: Checkpoints;
}

/** The first difference between two runs of one scenario. */
interface RunDifference {
  readonly hashes: readonly [string, string];
  /** In words: step, true time, node, and the entry of each run there. */
  readonly place: string;
}

const TEXT_MAX = 160;

/** The text of runs with more events and effects than this is not kept. */
const RECORDED_MAX = 100_000;

const clipped = (text: string): string =>
  text.length <= TEXT_MAX ? text : `${text.slice(0, TEXT_MAX - 1)}…`;

/** Events and effects of models, in the order of checkpoints. */
const comparableEntries = (entries: readonly TraceEntry[]): readonly TraceEntry[] =>
  entries.filter(({ what }) => what.kind !== 'incident');

function wordsOf(entry: TraceEntry | undefined): string {
  if (entry === undefined) return 'nothing more';
  const { what } = entry;
  if (what.kind === 'event') return clipped(`receives ${eventWords(what.event)}`);
  if (what.kind !== 'effect') return what.incident.kind;
  const { effect } = what;
  const words = effect.kind === 'append' ? JSON.stringify(effect.entry) : '';
  return clipped([effectWords(effect), words].join(' ').trim());
}

function placeOf(entry: TraceEntry | undefined): string {
  if (entry === undefined) return 'after the last step';
  const { step, atMs, node, what } = entry;
  const part = what.kind === 'effect' ? `, an effect (${what.effect.kind})` : '';
  return `step ${String(step)}, true time ${String(atMs)} ms, node ${node ?? ''}${part}`;
}

/** Events and effects of models, in order. */
type ComparedEntries = readonly TraceEntry[];

interface Recorded {
  readonly hash: string;
  readonly noted: ComparedEntries;
}

function recorded<S extends ScenarioBase, M, I>(
  study: RunnableStudy<S, M, I>,
  scenario: S,
): Recorded {
  const recorder = new Recorder();
  const { result } = judgedRun<S, M, I>(study, scenario, { observers: [recorder] });
  return { hash: result.summary.hash, noted: comparableEntries(recorder.entries) };
}

/** Words for the first difference; the text of one run may be missing. */
function differencePlace(
  first: ComparedEntries | undefined,
  later: ComparedEntries | undefined,
  at: number,
): string {
  const [one, other] = [first?.[at], later?.[at]];
  const words = (noted: ComparedEntries | undefined): string =>
    noted === undefined ? 'had another entry' : wordsOf(noted[at]);
  // An entry of one run only belongs to the earlier of the two steps.
  const entry = (one?.step ?? Infinity) < (other?.step ?? Infinity) ? one : (other ?? one);
  return `${placeOf(entry)}: the first run ${words(first)}, a later one ${words(later)}`;
}

/** Runs the scenario once more with its text, and locates the first difference. */
function differenceOf<S extends ScenarioBase, M, I>(
  study: RunnableStudy<S, M, I>,
  first: ComparedRun<S>,
  again: Omit<ComparedRun<S>, 'scenario'> & { readonly noted: ComparedEntries | undefined },
): RunDifference {
  const hashes = [first.hash, again.hash] as const;
  const at = first.checkpoints.firstDifference(again.checkpoints);
  if (at === undefined) return { hashes, place: 'a step without a checkpoint' };
  const another = recorded(study, first.scenario);
  const textOf = (hash: string): ComparedEntries | undefined =>
    another.hash === hash ? another.noted : undefined;
  const place = differencePlace(textOf(first.hash), again.noted ?? textOf(again.hash), at);
  return { hashes, place };
}

/** The difference as the reason of a verdict, or as the `got` of an error. */
export const differenceWords = ({ hashes, place }: RunDifference): string =>
  `hashes ${hashes[0]} and ${hashes[1]}, diverged at ${place}`;

export const NONDETERMINISM_ADVICE =
  'A model keeps data outside its state (a module’s variable, an object that it changes), or reads data that no scenario determines (a clock, a random number).';

/** @throws SkewproofError SKEW-301 always */
export function refuseDifference(scenario: ScenarioBase, difference: RunDifference): never {
  throw new SkewproofError('SKEW-301', {
    place: `${scenario.study}/${scenario.variant}, seed ${String(scenario.seed)}`,
    expected: 'two runs with one trace hash',
    got: differenceWords(difference),
    advice: NONDETERMINISM_ADVICE,
  });
}

/** Runs scenarios and compares repetitions by their checkpoints. */
export class Repetition<S extends ScenarioBase, M, I> {
  readonly #study: RunnableStudy<S, M, I>;
  readonly #checkpoints = new Checkpoints();
  readonly #others = new Checkpoints();

  constructor(study: RunnableStudy<S, M, I>) {
    this.#study = study;
  }

  /** Runs a scenario; its checkpoints are kept until the next run. */
  run(scenario: S, options: RunOptions<M, I> = {}, study = this.#study): JudgedRun<S, M, I> {
    this.#checkpoints.clear();
    return judgedRun(study, scenario, { ...options, checkpoints: this.#checkpoints });
  }

  /** The last run, kept to be compared later. */
  kept(scenario: S, { summary }: RunResult): ComparedRun<S> {
    return { scenario, hash: summary.hash, checkpoints: this.#checkpoints.copy() };
  }

  /**
   * Runs the scenario again, on frozen data: a model that changes its state or an event would share
   * memory with other machines. All data is searched for values that are not plain.
   * @param checkpoints default: those of the last run
   * @returns the first difference; `undefined` if there is none
   * @throws SkewproofError SKEW-402 for a model that changes frozen data
   */
  again(
    {
      scenario,
      hash,
      checkpoints = this.#checkpoints,
    }: Omit<ComparedRun<S>, 'checkpoints'> & {
      readonly checkpoints?: Checkpoints;
    },
    options: RunOptions<M, I> = {},
  ): RunDifference | undefined {
    this.#others.clear();
    const recorder = checkpoints.count <= RECORDED_MAX ? new Recorder() : undefined;
    const { result } = judgedRun<S, M, I>(this.#study, scenario, {
      ...options,
      ...(recorder === undefined ? {} : { observers: [recorder] }),
      strict: true,
      checkpoints: this.#others,
    });
    const { hash: again, outcome } = result.summary;
    // Such a run ends at a point that depends on the host's time.
    if (again === hash || outcome === 'out-of-time') return undefined;
    return differenceOf(
      this.#study,
      { scenario, hash, checkpoints },
      {
        hash: again,
        checkpoints: this.#others,
        noted: recorder && comparableEntries(recorder.entries),
      },
    );
  }
}

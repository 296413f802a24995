/**
 * Two runs of one scenario must be one run. Each campaign runs some of its scenarios again, at once
 * or after others, and all in which it found something; where the trace hashes differ, a model keeps
 * something outside its state, or reads something that no scenario says.
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

/** Where two runs of one scenario parted. */
interface Parting {
  readonly hashes: readonly [string, string];
  /** In words: step, true time, node, and what each run did there. */
  readonly place: string;
}

const TEXT_MAX = 160;

/** Of a run with more events and effects the text is not kept to be compared. */
const RECORDED_MAX = 100_000;

const clipped = (text: string): string =>
  text.length <= TEXT_MAX ? text : `${text.slice(0, TEXT_MAX - 1)}…`;

/** What models heard and asked for, in the order in which checkpoints are noted. */
const notedOf = (entries: readonly TraceEntry[]): readonly TraceEntry[] =>
  entries.filter(({ what }) => what.kind !== 'incident');

function wordsOf(entry: TraceEntry | undefined): string {
  if (entry === undefined) return 'nothing more';
  const { what } = entry;
  if (what.kind === 'event') return clipped(`hears ${eventWords(what.event)}`);
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

/** What models heard and asked for, in order. */
type Noted = readonly TraceEntry[];

interface Recorded {
  readonly hash: string;
  readonly noted: Noted;
}

function recorded<S extends ScenarioBase, M, I>(
  study: RunnableStudy<S, M, I>,
  scenario: S,
): Recorded {
  const recorder = new Recorder();
  const { result } = judgedRun<S, M, I>(study, scenario, { observers: [recorder] });
  return { hash: result.summary.hash, noted: notedOf(recorder.entries) };
}

/** Where two runs parted, from what is known of each; the text of one may be missing. */
function placed(first: Noted | undefined, later: Noted | undefined, at: number): string {
  const [one, other] = [first?.[at], later?.[at]];
  const words = (noted: Noted | undefined): string =>
    noted === undefined ? 'did something else' : wordsOf(noted[at]);
  // What only one of the two did belongs to the earlier of the steps at which they stand.
  const entry = (one?.step ?? Infinity) < (other?.step ?? Infinity) ? one : (other ?? one);
  return `${placeOf(entry)}: the first run ${words(first)}, a later one ${words(later)}`;
}

/** Runs the scenario once more, with all its text, and says where two runs of it parted. */
function partingOf<S extends ScenarioBase, M, I>(
  study: RunnableStudy<S, M, I>,
  first: ComparedRun<S>,
  again: Omit<ComparedRun<S>, 'scenario'> & { readonly noted: Noted | undefined },
): Parting {
  const hashes = [first.hash, again.hash] as const;
  const at = first.checkpoints.firstDifference(again.checkpoints);
  if (at === undefined) return { hashes, place: 'a step that was not noted' };
  const another = recorded(study, first.scenario);
  const textOf = (hash: string): Noted | undefined =>
    another.hash === hash ? another.noted : undefined;
  const place = placed(textOf(first.hash), again.noted ?? textOf(again.hash), at);
  return { hashes, place };
}

/** The reason of a verdict, or what an error got. */
export const partingWords = ({ hashes, place }: Parting): string =>
  `hashes ${hashes[0]} and ${hashes[1]}, parted at ${place}`;

export const NONDETERMINISM_ADVICE =
  'A model keeps something outside its state (a module’s variable, an object that it changes), or reads what no scenario says (a clock, chance).';

/** @throws SkewproofError SKEW-301 always */
export function refuseParting(scenario: ScenarioBase, parting: Parting): never {
  throw new SkewproofError('SKEW-301', {
    place: `${scenario.study}/${scenario.variant}, seed ${String(scenario.seed)}`,
    expected: 'two runs with one trace hash',
    got: partingWords(parting),
    advice: NONDETERMINISM_ADVICE,
  });
}

/** Runs scenarios so that they can be compared, and compares. */
export class Repetition<S extends ScenarioBase, M, I> {
  readonly #study: RunnableStudy<S, M, I>;
  readonly #checkpoints = new Checkpoints();
  readonly #others = new Checkpoints();

  constructor(study: RunnableStudy<S, M, I>) {
    this.#study = study;
  }

  /** A run whose checkpoints are kept until the next. */
  run(scenario: S, options: RunOptions<M, I> = {}, study = this.#study): JudgedRun<S, M, I> {
    this.#checkpoints.clear();
    return judgedRun(study, scenario, { ...options, checkpoints: this.#checkpoints });
  }

  /** The run that was made last, to be compared later. */
  kept(scenario: S, { summary }: RunResult): ComparedRun<S> {
    return { scenario, hash: summary.hash, checkpoints: this.#checkpoints.copy() };
  }

  /**
   * Runs the scenario again, and looks at all of its data. Undefined: it ran as before.
   * @param checkpoints default: those of the run that was made last
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
  ): Parting | undefined {
    this.#others.clear();
    const recorder = checkpoints.count <= RECORDED_MAX ? new Recorder() : undefined;
    const { result } = judgedRun(this.#study, scenario, {
      ...options,
      ...(recorder === undefined ? {} : { observers: [recorder] }),
      plain: true,
      checkpoints: this.#others,
    });
    const { hash: again, outcome } = result.summary;
    // The host's time decides where such a run ends.
    if (again === hash || outcome === 'out-of-time') return undefined;
    return partingOf(
      this.#study,
      { scenario, hash, checkpoints },
      {
        hash: again,
        checkpoints: this.#others,
        noted: recorder && notedOf(recorder.entries),
      },
    );
  }
}

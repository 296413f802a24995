/**
 * The line of a program that decides a loss. It is the first decision at which the losing run and its
 * passing neighbour differ. The record is kept once that decision comes out the other way.
 */
import { SkewproofError } from '../../sim/model/errors.js';
import { fileNameOf } from '../realm/node/stack.js';
import { deciding } from './compare-runs.js';
import type { Reading } from './compare-runs.js';
import type { Deciding } from './deciding-line.js';
import { Recorder } from './recorder.js';
import type { RecorderOptions } from './recorder.js';
import type { InstrumentedProgram } from './sites.js';

/**
 * The two runs of one instrumented program. Each plays its scenario from the start, as often as it is called.
 * @since 0.1.0
 */
interface DecidingRuns {
  /** Returns true if the record is lost, and undefined where that is not known. */
  readonly losing: (recorder: Recorder) => boolean | undefined;
  readonly passing: (recorder: Recorder) => unknown;
}

/**
 * The program, and settings of the search.
 * @since 0.1.0
 */
interface DecidingOptions extends Reading {
  readonly program: InstrumentedProgram;
  /** File name under which the script was compiled. Default: that of the realms. */
  readonly script?: string;
  /** Differences that are tried before the first of them is given unconfirmed. Default 6. */
  readonly attempts?: number;
  /** See the recorder. */
  readonly decisionsMax?: number;
}

/** The first finds the difference, the second keeps it in view, the third its operands. */
const RECORDINGS_MAX = 3;

type Settings = Pick<RecorderOptions, 'from' | 'upTo' | 'inverted' | 'countMax'>;

const recorderFor = (
  { program, script = fileNameOf(program.name), decisionsMax }: DecidingOptions,
  settings: Settings,
): Recorder =>
  new Recorder({
    ...{ sites: program.sites, script, ...settings },
    ...(decisionsMax === undefined ? {} : { decisionsMax }),
  });

/** Records both runs, again when the difference is not among what was kept. */
function differing(
  options: DecidingOptions,
  runs: DecidingRuns,
  inverted: ReadonlySet<number>,
): Deciding {
  const record = (play: (recorder: Recorder) => unknown, settings: Settings): Recorder => {
    const recorder = recorderFor(options, settings);
    play(recorder);
    return recorder;
  };
  let settings: Settings = {};
  for (let time = 0; time < RECORDINGS_MAX; time += 1) {
    const passing = record(runs.passing, settings);
    const losing = record(runs.losing, { ...settings, inverted });
    const found = deciding(passing, losing, options);
    if (found.kind !== 'again') return found;
    settings = { from: found.from, upTo: found.upTo };
  }
  throw new SkewproofError('SKEW-301', {
    place: `program ${options.program.name}`,
    expected: 'two equal recordings of one scenario',
    got: 'another sequence of decisions each time',
  });
}

/** Decisions of a run with inverted ones, some seconds of work. */
const COUNT_MAX = 20_000_000;

/** Plays the losing run with these comparisons inverted; true if it still loses. */
function loses(
  options: DecidingOptions,
  { losing }: DecidingRuns,
  inverted: ReadonlySet<number>,
): boolean | undefined {
  try {
    return losing(recorderFor(options, { inverted, upTo: -1, countMax: COUNT_MAX }));
  } catch {
    // Where both ways of a comparison do not fit together, the record is not kept.
    return true;
  }
}

const ATTEMPTS = 6;

/**
 * Names the line that decides. Runs each scenario at least once, and the losing one again with the
 * comparison inverted: only if the record is then kept does the comparison decide. Otherwise the
 * next difference is tried.
 * @since 0.1.0
 */
export function decidingLine(options: DecidingOptions, runs: DecidingRuns): Deciding {
  const inverted = new Set<number>();
  let first: Deciding | undefined;
  for (let attempt = 0; attempt < (options.attempts ?? ATTEMPTS); attempt += 1) {
    const found = differing(options, runs, inverted);
    first ??= found;
    if (found.kind !== 'decision') break;
    inverted.add(found.index);
    const lost = loses(options, runs, inverted);
    if (lost === undefined) return found;
    if (!lost) return { ...found, confirmed: true };
    if (first === found) first = { ...found, confirmed: false };
  }
  return first ?? differing(options, runs, inverted);
}

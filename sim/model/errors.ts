/**
 * Errors that this package raises on purpose: a code, a place, the expected value, the actual
 * value, and advice. The codes are listed in docs/errors.md.
 */

/**
 * The code of an error that this package raises on purpose; docs/errors.md lists the codes.
 * @since 0.1.0
 */
export type ErrorCode =
  | 'SKEW-101' // bad input: a file, token, option or scenario
  | 'SKEW-102' // unknown study, variant or property
  | 'SKEW-103' // a set-up that does not work even while nothing goes wrong
  | 'SKEW-301' // nondeterminism
  | 'SKEW-401' // harness error: an invariant of the simulator itself broke
  | 'SKEW-402' // a model or study broke its contract
  | 'SKEW-403' // data of a model that is not plain
  | 'SKEW-404' // a hosted program touched what is not simulated
  | 'SKEW-405'; // a hosted program cannot run here

/** Characters of one line of a message that quotes input; beyond them, its length is stated. */
const QUOTED_MAX = 1_000;

/** Input may be of any length, and a message must stay readable. */
const quoted = (text: string): string =>
  text
    .split('\n')
    .map((line) =>
      line.length <= QUOTED_MAX
        ? line
        : `${line.slice(0, 200)}… (${String(line.length)} characters)`,
    )
    .join('\n');

/**
 * An error with its parts kept apart, so that a report can lay them out.
 * @since 0.1.0
 */
export class SkewproofError extends Error {
  readonly code: ErrorCode;
  /** The place of the error: a file and field, or a node and time. */
  readonly place: string;
  readonly expected: string;
  readonly got: string;
  /** The next action for the reader; empty: none. */
  readonly advice: string;

  constructor(
    code: ErrorCode,
    parts: { place: string; expected: string; got: string; advice?: string; cause?: unknown },
  ) {
    const advice = parts.advice ?? '';
    // A list in several lines ends with its last line, and what follows begins a new one.
    const listed = parts.got.includes('\n');
    const got = `${parts.got.startsWith('\n') ? '' : ' '}${quoted(parts.got)}${listed ? '' : '.'}`;
    const next = advice === '' ? '' : `${listed ? '\n' : ' '}${advice}`;
    super(
      `${code} at ${quoted(parts.place)}: expected ${parts.expected}, got${got}${next}`,
      parts.cause === undefined ? {} : { cause: parts.cause },
    );
    this.name = 'SkewproofError';
    this.code = code;
    this.place = parts.place;
    this.expected = parts.expected;
    this.got = parts.got;
    this.advice = advice;
  }

  /** Returns the same error with a more precise place. */
  at(place: string): SkewproofError {
    const { code, expected, got, advice, cause } = this;
    return new SkewproofError(code, { place, expected, got, advice, cause });
  }
}

/** Bad input from outside (exit code 2 at the command line). */
export const inputError = (parts: {
  place: string;
  expected: string;
  got: string;
  advice?: string;
}): SkewproofError => new SkewproofError('SKEW-101', parts);

/** Throws a harness error (SKEW-401) unless `condition` holds. */
export function invariant(
  condition: boolean,
  place: string,
  expected: string,
  got: string,
): asserts condition {
  if (!condition) throw new SkewproofError('SKEW-401', { place, expected, got });
}

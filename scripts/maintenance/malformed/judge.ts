/** Tells right answers to malformed input from wrong ones. */

export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** CPU time, s. */
  readonly seconds: number;
  /** The files of its folder are as they were. */
  readonly untouched: boolean;
}

/** CPU time that an answer may take, s. A mutant that is valid is played to its end. */
export const SECONDS_MAX = 20;

const STACK = /\n\s+at .*:\d+:\d+/;
const TEXT_MAX = 20_000;

/**
 * The fault of an answer in words; undefined: it is as it should be.
 *
 * Malformed input ends with 2 and a message. A mutant may still be valid: then its result stands.
 */
export function faultOf(answer: Answer): string | undefined {
  const { code, stderr, stdout, seconds, untouched } = answer;
  if (!untouched) return 'a file of the input was changed';
  if (seconds > SECONDS_MAX) return `it took ${seconds.toFixed(1)} s`;
  if (STACK.test(stderr) || STACK.test(stdout)) return 'it printed a stack';
  if (code === 0 || code === 1 || code === 5) return undefined;
  if (code !== 2) return `exit code ${String(code)}`;
  if (!/^(skewproof|error): \S/m.test(stderr)) return 'exit code 2 without a message';
  return stderr.length > TEXT_MAX ? 'a message longer than 20,000 characters' : undefined;
}

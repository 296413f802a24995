/**
 * Parses and checks command-line values: each error names the option and the values that it takes.
 */
import { InvalidArgumentError } from 'commander';

export function integerOption(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = /^[+-]?\d+$/.test(text) ? Number(text) : NaN;
    if (Number.isSafeInteger(value) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(
      `expected an integer from ${String(min)} to ${String(max)}, got "${text}".`,
    );
  };
}

/** Collects the values of an option that may be given several times. */
export const collected = (text: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  text,
];

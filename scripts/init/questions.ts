/** The two questions of `init`: the study's name, and the test runner. */
import type { Readable, Writable } from 'node:stream';
import type { SkewproofError } from '../../sim/model/errors.js';
import { inputError } from '../../sim/model/errors.js';
import { RUNNERS } from './runner.js';
import type { Runner } from './runner.js';

export interface Asked {
  readonly name: string;
  readonly runner: Runner;
}

interface Given extends Partial<Asked> {
  readonly yes?: boolean;
}

export const RUNNER_TITLES: Readonly<Record<Runner, string>> = {
  vitest: 'Vitest',
  ava: 'AVA',
  node: "Node's own (node:test)",
  jest: 'Jest',
};

/** The streams of the questions. */
export interface Terminal {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { columns?: number; rows?: number };
}

/**
 * Gives the size of a usual terminal to one that states none (in a container, say). The questions
 * would stand there with one letter on a line.
 */
function giveSize({ output }: Terminal): void {
  if (output.columns === 0) output.columns = 80;
  if (output.rows === 0) output.rows = 24;
}

/** Ctrl-C at a question. */
const cancelled = (): SkewproofError =>
  inputError({ place: 'init', expected: 'an answer', got: 'none', advice: 'Nothing was written.' });

/**
 * Answers from the options, from the user, and with `yes` from the defaults.
 * @throws SkewproofError SKEW-101 if there is no terminal to ask at, or the user ends the questions
 */
export async function askedFor(
  given: Given,
  defaults: Asked,
  nameFault: (name: string) => string | undefined,
  terminal: Terminal = { input: process.stdin, output: process.stdout },
): Promise<Asked> {
  const { name, runner, yes } = given;
  if (yes === true || (name !== undefined && runner !== undefined))
    return { name: name ?? defaults.name, runner: runner ?? defaults.runner };
  if (terminal.input.isTTY !== true)
    throw inputError({
      place: 'init',
      expected: 'answers, at a terminal',
      got: 'no terminal',
      advice: `Give --yes for the defaults (--name ${defaults.name} --runner ${defaults.runner}), or both options.`,
    });
  giveSize(terminal);
  const prompts = await import('@clack/prompts');
  const named =
    name ??
    (await prompts.text({
      ...terminal,
      message: 'Name of the study?',
      initialValue: defaults.name,
      validate: (text) => {
        const fault = nameFault(text ?? '');
        return fault === undefined ? undefined : `Expected ${fault}.`;
      },
    }));
  if (prompts.isCancel(named)) throw cancelled();
  const chosen =
    runner ??
    (await prompts.select<Runner>({
      ...terminal,
      message: 'Test runner?',
      initialValue: defaults.runner,
      options: RUNNERS.map((value) => ({ value, label: RUNNER_TITLES[value] })),
    }));
  if (prompts.isCancel(chosen)) throw cancelled();
  return { name: named, runner: chosen };
}

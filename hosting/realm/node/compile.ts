/** The code of a program as a function of its globals, compiled once for all its incarnations. */
import { compileFunction } from 'node:vm';
import type { Program } from '../../program.js';
import { fileNameOf } from './stack.js';

/** Evaluates the program: `this` is its exports. */
type Evaluate = (
  exports: object,
  require: unknown,
  module: object,
  filename: string,
  dirname: string,
) => void;

type Compiled = (...globals: readonly unknown[]) => Evaluate;

/**
 * A function within the function: a bundle may declare a `process` or a `fetch` of its own, which
 * would clash with a parameter of the same scope.
 */
const HEAD = 'return function (exports, require, module, __filename, __dirname) {';

const known = new WeakMap<Program, { readonly names: string; readonly compiled: Compiled }>();

/** @throws SyntaxError when the code is none */
export function compiledProgram(program: Program, globals: readonly string[]): Compiled {
  const names = globals.join();
  const before = known.get(program);
  if (before?.names === names) return before.compiled;
  const compiled = compileFunction(`${HEAD}${program.code}\n}`, [...globals], {
    filename: fileNameOf(program.name),
    columnOffset: -HEAD.length,
  }) as Compiled;
  known.set(program, { names, compiled });
  return compiled;
}

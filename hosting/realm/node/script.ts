/**
 * The script of a browser program as a function of its window, compiled once for all its pages. Names
 * that it does not declare are looked up in the window, so that what a program puts there is found.
 */
import { compileFunction } from 'node:vm';
import type { Program } from '../../program.js';
import { fileNameOf } from './stack.js';

/** Evaluates the script. @returns its exports */
type Evaluate = (...fixed: readonly unknown[]) => Readonly<Record<string, unknown>> | undefined;

type Compiled = (window: object) => Evaluate;

const known = new WeakMap<Program, Compiled>();

/**
 * @param fixed names that stand for the same value in every page, as parameters: they are fast
 * @throws SyntaxError when the code is none
 */
export function compiledScript(program: Program, fixed: readonly string[]): Compiled {
  const before = known.get(program);
  if (before !== undefined) return before;
  const head = `with (__skewproof_window) { return function (${fixed.join()}) {`;
  const exported = `\n; return typeof ${EXPORTS} === 'undefined' ? undefined : ${EXPORTS}; } }`;
  const compiled = compileFunction(`${head}${program.code}${exported}`, ['__skewproof_window'], {
    filename: fileNameOf(program.name),
    columnOffset: -head.length,
  }) as Compiled;
  known.set(program, compiled);
  return compiled;
}

/** Name under which a browser's script leaves its exports; `bundler/` writes it. */
const EXPORTS = '__skewproof_exports';

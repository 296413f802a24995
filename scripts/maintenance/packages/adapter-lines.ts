/** Counts the lines of an adapter: what a study adds to a package so that uses reach it. */
import ts from 'typescript';

/** An adapter has at most this many lines. */
export const ADAPTER_LINES_MAX = 15;

/** The property `start` of the object given to `program`, wherever it is in the file. */
function startOf(node: ts.Node): ts.Node | undefined {
  const isFunction =
    ts.isMethodDeclaration(node) ||
    (ts.isPropertyAssignment(node) &&
      (ts.isArrowFunction(node.initializer) || ts.isFunctionExpression(node.initializer)));
  if (isFunction && ts.isIdentifier(node.name) && node.name.text === 'start') return node;
  return ts.forEachChild(node, startOf);
}

/**
 * Returns the number of lines of a study's function `start`, from its name to its closing brace.
 * Blank lines and lines that are comments alone do not count.
 * @throws Error if the file has no such function
 */
export function adapterLines(text: string): number {
  const file = ts.createSourceFile('study.ts', text, ts.ScriptTarget.ES2022, true);
  const start = startOf(file);
  if (start === undefined) throw new Error('a study has a function `start`');
  return start
    .getText(file)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(\/\/|\/\*|\*)/.test(line)).length;
}

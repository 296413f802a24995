/** The source text that is bundled: the agent, and the function that starts it. */

/** A function, or an arrow; a method has to be put into an object to be an expression. */
const EXPRESSION = /^(?:async\s*)?(?:function\b|\(|[\w$]+\s*=>)/;

/** The loader of configurations puts a function of its own in the place of `import()`. */
const LOADERS_IMPORT = /\bjitiImport\(/g;

/** The text of a function as an expression. */
function expressionOf(call: (...given: never[]) => unknown): string {
  const text = String(call).replaceAll(LOADERS_IMPORT, 'import(');
  if (EXPRESSION.test(text)) return text;
  const name = /^(?:async\s+)?\*?\s*([\w$]+)/.exec(text)?.[1] ?? 'start';
  return `({ ${text} }).${name}`;
}

/**
 * The module to bundle. A function crosses into the process as its text, so that it runs on the
 * clocks and timers of that process.
 * @param agent a path or the name of a package
 */
export function entrySource(
  agent: string,
  start: ((...given: never[]) => unknown) | undefined,
): string {
  const from = JSON.stringify(agent);
  if (start === undefined) return `export * from ${from};\n`;
  return `import * as agent from ${from};
const run = ${expressionOf(start)};
export const start = (host) => run(agent, host);
`;
}

/** The folder of a file's URL, or the folder itself. Default: the current directory. */
export function folderOf(from: string | undefined): string {
  if (from === undefined) return '.';
  if (!from.startsWith('file:')) return from;
  const path = decodeURIComponent(new URL('.', from).pathname);
  // On Windows a path has a drive and no slash before it.
  return /^\/[A-Za-z]:/.test(path) ? path.slice(1) : path;
}

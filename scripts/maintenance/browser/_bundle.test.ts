/** Bundles for a page, and what in them no page could run. */
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

interface Bundle {
  readonly text: string;
  /** Bytes after gzip. */
  readonly gzipped: number;
  /** Sources that are part of it, as paths from the root. */
  readonly inputs: readonly string[];
}

/**
 * A module, given as text whose imports start at the root, bundled as a script for a page; what it
 * exports is then `bundle`.
 * @throws Error for an import that is nowhere in a browser, such as a built-in of Node.
 */
export async function bundled(contents: string): Promise<Bundle> {
  const result = await build({
    stdin: { contents, resolveDir: ROOT, loader: 'ts' },
    absWorkingDir: ROOT,
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'iife',
    globalName: 'bundle',
    platform: 'browser',
    target: 'es2022',
    logLevel: 'silent',
  });
  const [output] = result.outputFiles;
  const text = output?.text ?? '';
  return {
    text,
    gzipped: gzipSync(text, { level: 9 }).length,
    inputs: Object.values(result.metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs)),
  };
}

/** Packages that only some users load: those that draw, and those that run on fake timers. */
const NOT_FOR_RUNNING = /node_modules\/(fast-check|pure-rand|@sinonjs|ajv|cli-table3)\//;

/** Finds code that a page with a strict content security policy cannot run, and packages that it need not load. */
export function problemsOf({ text, inputs }: Bundle): readonly string[] {
  const problems: string[] = [];
  if (/\bnew Function\b|(?<![\w$.])Function\(|\beval\(/.test(text))
    problems.push('makes code from text');
  if (/(?<![\w$.])require\(|["'`]node:[a-z]/.test(text))
    problems.push('asks for a module at run time');
  for (const input of inputs) if (NOT_FOR_RUNNING.test(input)) problems.push(`holds ${input}`);
  return problems;
}

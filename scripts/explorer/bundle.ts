/**
 * Bundles the explorer's page code with one study into a script for a browser. esbuild is loaded
 * only here and by hosted programs.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type * as Esbuild from 'esbuild';
import { inputError } from '../../sim/model/errors.js';
import type { StudyRef } from '../config/study-ref.js';
import { RUNNABLE_PARTS } from '../studies.js';
import type { ExplorerSetting } from './client/setting.js';
import type { RecordedData } from './view/recorded-data.js';

/** The built package: every module of the engine is found from here, so that a page holds one copy. */
const ENGINE = new URL('../../', import.meta.url);
const MANIFEST = new URL('../package.json', ENGINE);

const inEngine = (path: string): string => fileURLToPath(new URL(path, ENGINE));

/** Modules that fake-timers asks for where it finds Node; no page runs on its timeline. */
const ABSENT = ['util', 'timers', 'timers/promises'];

/** Imports of `skewproof` in a user's study get this copy, whether or not another is installed. */
function aliases(): Readonly<Record<string, string>> {
  const { name, exports } = JSON.parse(readFileSync(MANIFEST, 'utf8')) as {
    readonly name: string;
    readonly exports: Readonly<Record<string, { readonly default: string } | string>>;
  };
  const doors = Object.entries(exports).flatMap(([door, target]) =>
    typeof target === 'string'
      ? []
      : [[door.replace(/^\./, name), fileURLToPath(new URL(target.default, MANIFEST))] as const],
  );
  const absent = ABSENT.map((one) => [one, inEngine('scripts/explorer/absent.js')] as const);
  return Object.fromEntries([...doors, ...absent]);
}

/** The statement that makes `study` in the page. */
function studyCode({ name, file, path = ['default'] }: StudyRef): string {
  if (file === undefined) {
    const part = RUNNABLE_PARTS[name];
    if (part === undefined) throw new Error(`no part of ${name} is known that a page can hold`);
    return `import { ${part.exported} as study } from ${JSON.stringify(inEngine(part.module))};`;
  }
  const place = path.map((key) => `[${JSON.stringify(key)}]`).join('');
  return `import * as exported from ${JSON.stringify(file)};\nconst study = exported${place};`;
}

const entryCode = (ref: StudyRef, setting: ExplorerSetting): string => `
${studyCode(ref)}
import { startExplorer } from ${JSON.stringify(inEngine('scripts/explorer/built-client.mjs'))};
globalThis.explorer = startExplorer(study, ${JSON.stringify(setting)}, document.getElementById('app'));
`;

/** A report is written at once, as a whole: what it waits for is no promise. */
const esbuild = (): typeof Esbuild => createRequire(import.meta.url)('esbuild') as typeof Esbuild;

/** @throws SkewproofError SKEW-101 with file and line of an import that no page can hold, such as a built-in */
function bundled(contents: string, ref: StudyRef): string {
  try {
    const { outputFiles } = esbuild().buildSync({
      stdin: { contents, resolveDir: inEngine('.'), loader: 'js' },
      bundle: true,
      minify: true,
      write: false,
      format: 'iife',
      platform: 'browser',
      target: ['chrome110', 'firefox113', 'safari16.4'],
      alias: aliases(),
      legalComments: 'none',
      charset: 'utf8',
      logLevel: 'silent',
    });
    const [output] = outputFiles;
    // Inside a page the script must not end early.
    return (output?.text ?? '').replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
  } catch (error) {
    throw notBundled(ref, error);
  }
}

/**
 * Returns the script of a page for one study.
 * @throws SkewproofError SKEW-101 with file and line of an import that no page can hold, such as a built-in
 */
export const bundledExplorer = (ref: StudyRef, setting: ExplorerSetting): string =>
  bundled(entryCode(ref, setting), ref);

/** Returns the script of a page that replays recorded runs: it holds no study. */
export const bundledRecording = (ref: StudyRef, data: RecordedData): string =>
  bundled(
    `
import { startRecorded } from ${JSON.stringify(inEngine('scripts/explorer/built-recorded.mjs'))};
globalThis.explorer = startRecorded(${JSON.stringify(data)}, document.getElementById('app'));
`,
    ref,
  );

function notBundled({ name, file }: StudyRef, error: unknown): unknown {
  const { errors = [] } = error as Partial<Esbuild.BuildFailure>;
  const [first] = errors;
  if (first === undefined) return error;
  const { location, text } = first;
  return inputError({
    place: location === null ? (file ?? name) : `${location.file}:${String(location.line)}`,
    expected: 'a study that a page can hold: models and plain code, and nothing of Node',
    got: text,
    advice: 'Move what needs Node out of the modules that the study imports.',
  });
}

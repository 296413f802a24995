/** Runs one test file of a project with each runner. (AVA takes no tests from `_` files.) */
import { spawnSync } from 'node:child_process';
import ts from 'typescript';
import { bufferSources, Project } from '../config/_project.test.js';
import type { Runner } from './runner.js';

/** Substitute for Jest, which is not installed here: its `test`, run by Node's runner. */
const JEST_GLOBALS = {
  'node_modules/@jest/globals/package.json':
    '{ "name": "@jest/globals", "type": "module", "exports": "./index.js" }',
  'node_modules/@jest/globals/index.js': "export { test } from 'node:test';",
};

/** An empty project of ES modules with the package and all runners. */
export function projectOfRunners(manifest: object = {}): Project {
  const project = new Project();
  project.install('skewproof', 'vitest', 'ava');
  project.write({
    'package.json': JSON.stringify({ type: 'module', ...manifest }),
    ...JEST_GLOBALS,
  });
  return project;
}

/** The study `buffer` in JavaScript, at `study.js`. */
export function compiledBuffer(): Readonly<Record<string, string>> {
  const { ESNext } = ts.ModuleKind;
  return Object.fromEntries(
    Object.entries(bufferSources()).map(([name, text]) => [
      name.replace('.ts', '.js'),
      ts.transpileModule(text, {
        compilerOptions: { module: ESNext, target: ts.ScriptTarget.ES2022 },
      }).outputText,
    ]),
  );
}

export interface Tested {
  readonly passed: boolean;
  readonly output: string;
}

export function tested(project: Project, runner: Runner, file: string): Tested {
  const args: Readonly<Record<Runner, readonly string[]>> = {
    vitest: [project.path('node_modules/vitest/vitest.mjs'), 'run', file],
    ava: [project.path('node_modules/ava/entrypoints/cli.mjs'), file],
    node: ['--test', file],
    jest: ['--test', file],
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, args[runner], {
    cwd: project.folder,
    encoding: 'utf8',
    // This process belongs to a runner, too; its environment must not reach the project's.
    env: { PATH: process.env['PATH'], NO_COLOR: '1' },
  });
  return { passed: status === 0, output: `${stdout}${stderr}` };
}

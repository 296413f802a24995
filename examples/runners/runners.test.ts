/**
 * Runs each runner on its example, once with the right variant and once with the one that loses:
 * the first passes, the second prints what README.md shows.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import test from 'ava';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const readme = readFileSync(
  new URL('../../../examples/runners/README.md', import.meta.url),
  'utf8',
);

const RUNNERS: Readonly<Record<string, readonly string[]>> = {
  AVA: ['node_modules/ava/entrypoints/cli.mjs', 'dist/examples/runners/ava/buffer.test.js'],
  Vitest: ['node_modules/vitest/vitest.mjs', 'run', '--root', 'dist/examples/runners/vitest'],
  'node:test': ['--test', 'dist/examples/runners/node-test/buffer.spec.js'],
};

function run(args: readonly string[], variant: string): { status: number | null; text: string } {
  const { FORCE_COLOR: _, ...environment } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...environment,
      BUFFER_VARIANT: variant,
      NO_COLOR: '1',
      NODE_V8_COVERAGE: '',
      GITHUB_ACTIONS: '',
    },
  });
  return { status, text: stdout + stderr };
}

/** The failure as the runner printed it, without the runner's own indentation and line marks. */
function failureIn(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => line.replace(/^[\s-]*/, '').replace(/␊?`?\s*$/, ''));
  const first = lines.findIndex((line) => line.startsWith('Property failed after'));
  const from =
    first >= 0 ? first : lines.findIndex((line) => line.includes('Property failed after'));
  const to = lines.findIndex((line, i) => i > from && line.startsWith('reproduce: '));
  return lines.slice(from + 1, to + 1);
}

const shownIn = failureIn(readme);

for (const [name, args] of Object.entries(RUNNERS)) {
  test.serial(
    `runners ${name} - the example passes, and fails in the words that the README shows`,
    (t) => {
      const passing = run(args, 'sequenced');
      t.is(passing.status, 0, passing.text);
      const failing = run(args, 'naive');
      t.is(failing.status, 1, failing.text);
      const failure = failureIn(failing.text);
      t.log(`${String(failure.length)} lines`);
      t.true(failure.length > 8 && failure.length <= 25);
      t.deepEqual(failure, shownIn);
    },
  );
}

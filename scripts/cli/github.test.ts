import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { outputOf } from './context.js';
import { annotateGithub } from './github.js';

function annotated(env: Readonly<Record<string, string>>, json = false) {
  const text = { out: '', err: '', asked: 0 };
  const output = outputOf(
    { json },
    {
      env,
      stdout: { write: (more) => (text.out += more) },
      stderr: { write: (more) => (text.err += more) },
      onInterrupt: () => () => undefined,
    },
  );
  annotateGithub(output, () => {
    text.asked += 1;
    return { annotations: ['::error title=a::b'], summary: '## found\n' };
  });
  return text;
}

test('github - nothing is printed elsewhere', (t) => {
  t.deepEqual(annotated({}), { out: '', err: '', asked: 0 });
});

test('github - annotations go to the output, the summary is added to the file', (t) => {
  const GITHUB_STEP_SUMMARY = join(mkdtempSync(join(tmpdir(), 'github-')), 'summary.md');
  const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY };
  t.is(annotated(env).out, '::error title=a::b\n');
  t.is(annotated(env, true).out, '');
  t.is(readFileSync(GITHUB_STEP_SUMMARY, 'utf8'), '## found\n## found\n');
  t.is(annotated({ GITHUB_ACTIONS: 'true' }, true).err, '::error title=a::b\n');
});

test('github - a summary that cannot be written does not fail the command', (t) => {
  const env = {
    GITHUB_ACTIONS: 'true',
    GITHUB_STEP_SUMMARY: join(tmpdir(), 'no-such-folder', 'x'),
  };
  const { out, err } = annotated(env);
  t.is(out, '::error title=a::b\n');
  t.regex(err, /^no job summary: /);
});

/**
 * `reproduce --write-test`: the test fails while the defect exists, and passes once it is mended.
 */
import test from 'ava';
import { cli } from '../cli/_cli.test.js';
import { bufferSources } from '../config/_project.test.js';
import { compiledBuffer, projectOfRunners, tested } from './_runners.test.js';
import { RUNNERS } from './runner.js';

const NAIVE = /buffer\/naive breaks conservation: 1 record\(s\) destroyed/;

async function tokenIn(cwd: string, study: string): Promise<string> {
  const { stdout } = await cli(
    ['explore', study, '--variant', 'naive', '--runs', '100', '--no-save', '--json'],
    { cwd },
  );
  const { findings } = JSON.parse(stdout) as { findings: readonly { token: string }[] };
  return findings[0]?.token ?? '';
}

for (const runner of RUNNERS)
  test(`write-test - ${runner}: fails for the defect, passes for the fix`, async (t) => {
    const project = projectOfRunners();
    t.teardown(() => {
      project.remove();
    });
    project.write(compiledBuffer());
    const cwd = project.folder;
    const token = await tokenIn(cwd, './study.js');
    const write = async (variant: string) =>
      await cli(
        [
          'reproduce',
          token,
          '--study',
          './study.js',
          '--write-test',
          runner,
          '--variant',
          variant,
        ].concat('--test-file', `${variant}.test.js`),
        { cwd },
      );
    const naive = await write('naive');
    t.is(naive.code, 1, naive.stderr);
    t.regex(naive.stdout, /Test: \.\/naive\.test\.js/);
    t.true(
      project
        .read('naive.test.js')
        .includes(`npx skewproof reproduce ${token} --study ./study.js\n`),
    );
    const broken = tested(project, runner, 'naive.test.js');
    t.false(broken.passed, broken.output);
    t.regex(broken.output, NAIVE);
    t.is((await write('sequenced')).code, 0);
    const fixed = tested(project, runner, 'sequenced.test.js');
    t.true(fixed.passed, fixed.output);
  });

test('write-test - a study in TypeScript has its test in TypeScript, beside it', async (t) => {
  const project = projectOfRunners();
  t.teardown(() => {
    project.remove();
  });
  project.write(bufferSources('model'));
  const cwd = project.folder;
  const study = './model/study.ts';
  const token = await tokenIn(cwd, study);
  const args = ['reproduce', token, '--study', study, '--write-test', 'vitest'];
  const { stdout } = await cli(args, { cwd });
  const [, file = ''] = /Test: (\.\/model\/buffer-naive-[0-9a-f]{8}\.test\.ts)/.exec(stdout) ?? [];
  t.regex(project.read(file), /from '\.\/study\.js';/);
  t.regex(project.read(file), /test\('buffer\/naive, conservation: 1 record\(s\) destroyed'/);
  t.regex(tested(project, 'vitest', file).output, NAIVE);
  // The defect is mended in the variant itself: the unchanged test passes.
  const mended = Object.entries(bufferSources('model')).map(([name, text]) => [
    name,
    text.replaceAll("=== 'naive'", "=== 'never'"),
  ]);
  project.write(Object.fromEntries(mended) as Record<string, string>);
  const passing = tested(project, 'vitest', file);
  t.true(passing.passed, passing.output);
  // An existing test is never overwritten.
  const again = await cli(args, { cwd });
  t.is(again.code, 2);
  t.regex(again.stderr, /expected no file of that name.*--test-file/);
});

test('write-test - a study of skewproof is imported from it; another runner is refused', async (t) => {
  const project = projectOfRunners();
  t.teardown(() => {
    project.remove();
  });
  const cwd = project.folder;
  const { stdout } = await cli(
    [
      'explore',
      'sms2',
      '--variant',
      'h1',
      '--space',
      'install',
      '--runs',
      '60',
      '--no-save',
      '--json',
    ],
    { cwd },
  );
  const { findings } = JSON.parse(stdout) as { findings: readonly { token: string }[] };
  const token = findings[0]?.token ?? '';
  await cli(['reproduce', token, '--write-test', 'node', '--test-file', 'ours.test.mjs'], { cwd });
  const ours = tested(project, 'node', 'ours.test.mjs');
  t.false(ours.passed);
  t.regex(ours.output, /sms2\/h1 breaks/);
  const { code, stderr } = await cli(['reproduce', token, '--write-test', 'mocha'], { cwd });
  t.is(code, 2);
  t.regex(stderr, /Allowed choices are vitest, ava, node, jest/);
});

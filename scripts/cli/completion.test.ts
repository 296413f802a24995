/**
 * Shell completion: the script that a shell reads once, and the values that it asks for at every
 * key.
 */
import { spawnSync } from 'node:child_process';
import test from 'ava';
import { bufferProject } from '../config/_project.test.js';
import { BIN } from './_cli.test.js';

const project = bufferProject();
project.write({
  'skewproof.config.ts': "export default { studies: './acme.study.ts' };",
});
test.after.always(() => {
  project.remove();
});

const run = (...args: readonly string[]) =>
  spawnSync(process.execPath, [BIN, ...args], { encoding: 'utf8', cwd: project.folder });

/** The values that complete the last of the words. */
const completed = (...words: readonly string[]): readonly string[] =>
  run('complete', '--', ...words)
    .stdout.split('\n')
    .filter((line) => line !== '' && !/^:\d+$/.test(line))
    .map((line) => line.split('\t')[0] ?? '');

test('completion - commands and options', (t) => {
  t.deepEqual(completed('expl'), ['explore']);
  t.deepEqual(completed('reproduce', 'x', '--write-t'), ['--write-test']);
  t.deepEqual(completed('reproduce', 'x', '--write-test', ''), ['vitest', 'ava', 'node', 'jest']);
});

test('completion - studies, variants, spaces and properties, built-in and of the user', (t) => {
  t.deepEqual(completed('explore', ''), ['sms2', 'store-forward', 'buffer']);
  t.deepEqual(completed('explore', 'buffer', '--variant', ''), ['naive', 'sequenced']);
  t.deepEqual(completed('check', './acme.study.ts', '--variant', 'n'), ['naive']);
  t.true(completed('explore', 'sms2', '--space', '').includes('everything'));
  t.deepEqual(completed('check', 'buffer', '--property', 'cons'), [
    'conservation',
    'console-monotone',
  ]);
});

test('completion - files of studies and configs', (t) => {
  t.deepEqual(completed('list', '--config', './sk'), ['./skewproof.config.ts']);
  t.deepEqual(completed('explore', './'), ['./acme.study.ts', './model/', './skewproof.config.ts']);
});

test('completion - a user’s file that does not load leaves the built-in studies', (t) => {
  const broken = bufferProject();
  t.teardown(() => {
    broken.remove();
  });
  broken.write({ 'skewproof.config.ts': 'export default { studies: "./gone.ts" };' });
  const { status, stdout } = spawnSync(process.execPath, [BIN, 'complete', '--', 'list', ''], {
    encoding: 'utf8',
    cwd: broken.folder,
  });
  t.is(status, 0);
  t.regex(stdout, /^sms2\t/m);
});

test('completion - a script for each shell, and bash completes by it', (t) => {
  for (const shell of ['bash', 'zsh', 'fish', 'powershell']) {
    const { status, stdout } = run('completion', shell);
    t.is(status, 0);
    t.regex(stdout, /skewproof complete --|skewproof.*complete/, shell);
  }
  t.is(run('completion', 'tcsh').status, 2);
  // The words at the cursor come from a helper of bash-completion, which may not be installed.
  const script = `
    skewproof() { "${process.execPath}" "${BIN}" "$@"; }
    _get_comp_words_by_ref() { words=(skewproof explore buffer --variant n); cword=4; cur=n; prev=--variant; }
    compopt() { :; }
    eval "$(skewproof completion bash)"
    __skewproof_complete
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const bash = spawnSync('bash', ['-c', script], { encoding: 'utf8', cwd: project.folder });
  if (bash.error !== undefined) {
    t.log('no bash here');
    return;
  }
  t.regex(bash.stdout, /^naive/);
});

for (const shell of ['bash', 'zsh', 'fish'] as const)
  test(`completion - ${shell} reads its script without an error`, (t) => {
    const checked = (script: string) =>
      spawnSync(shell, ['-n', '/dev/stdin'], { encoding: 'utf8', input: script });
    if (checked('').error !== undefined) {
      t.log(`no ${shell} here`);
      t.pass();
      return;
    }
    const { status, stderr } = checked(run('completion', shell).stdout);
    t.is(status, 0, stderr);
    t.is(stderr, '');
    t.not(checked('if true; then (').status, 0);
  });

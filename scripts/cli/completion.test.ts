/**
 * Shell completion: the script that a shell reads once, and the values that it asks for at every
 * key.
 */
import { spawnSync } from 'node:child_process';
import test from 'ava';
import { bufferProject } from '../config/_project.test.js';
import { BIN, cli } from './_cli.test.js';

const project = bufferProject();
project.write({
  'skewproof.config.ts': "export default { studies: './acme.study.ts' };",
});
test.after.always(() => {
  project.remove();
});

/** The library of completion reads the process's own arguments, and prints to its console. */
async function run(
  args: readonly string[],
  cwd = project.folder,
): Promise<{ readonly code: number; readonly printed: string }> {
  const { argv } = process;
  const { log } = console;
  const lines: string[] = [];
  process.argv = [process.execPath, BIN, ...args];
  console.log = (line: string) => lines.push(line);
  try {
    const { code, stdout } = await cli(args, { cwd });
    return { code, printed: `${lines.join('\n')}\n${stdout}` };
  } finally {
    process.argv = argv;
    console.log = log;
  }
}

/** The values that complete the last of the words. */
const completed = async (...words: readonly string[]): Promise<readonly string[]> =>
  (await run(['complete', '--', ...words])).printed
    .split('\n')
    .filter((line) => line !== '' && !/^:\d+$/.test(line))
    .map((line) => line.split('\t')[0] ?? '');

test.serial('completion - commands and options', async (t) => {
  t.deepEqual(await completed('expl'), ['explore', 'explorer']);
  t.deepEqual(await completed('reproduce', 'x', '--write-t'), ['--write-test']);
  t.deepEqual(await completed('reproduce', 'x', '--write-test', ''), [
    'vitest',
    'ava',
    'node',
    'jest',
  ]);
});

test.serial(
  'completion - studies, variants, spaces and properties, built-in and of the user',
  async (t) => {
    t.deepEqual(await completed('explore', ''), [
      'sms2',
      'store-forward',
      'metering-agent',
      'buffer',
    ]);
    t.deepEqual(await completed('explore', 'buffer', '--variant', ''), ['naive', 'sequenced']);
    t.deepEqual(await completed('check', './acme.study.ts', '--variant', 'n'), ['naive']);
    t.true((await completed('explore', 'sms2', '--space', '')).includes('everything'));
    t.deepEqual(await completed('check', 'buffer', '--property', 'cons'), [
      'conservation',
      'console-monotone',
    ]);
  },
);

test.serial('completion - files of studies and configs', async (t) => {
  t.deepEqual(await completed('list', '--config', './sk'), ['./skewproof.config.ts']);
  t.deepEqual(await completed('explore', './'), [
    './acme.study.ts',
    './model/',
    './skewproof.config.ts',
  ]);
});

test.serial(
  'completion - a user’s file that does not load leaves the built-in studies',
  async (t) => {
    const broken = bufferProject();
    t.teardown(() => {
      broken.remove();
    });
    broken.write({ 'skewproof.config.ts': 'export default { studies: "./gone.ts" };' });
    const { code, printed } = await run(['complete', '--', 'list', ''], broken.folder);
    t.is(code, 0);
    t.regex(printed, /^sms2\t/m);
  },
);

test.serial('completion - a script for each shell, and bash completes by it', async (t) => {
  for (const shell of ['bash', 'zsh', 'fish', 'powershell']) {
    const { code, printed } = await run(['completion', shell]);
    t.is(code, 0);
    t.regex(printed, /skewproof complete --|skewproof.*complete/, shell);
  }
  t.is((await run(['completion', 'tcsh'])).code, 2);
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
  test.serial(`completion - ${shell} reads its script without an error`, async (t) => {
    const checked = (script: string) => {
      project.write({ [`script.${shell}`]: script });
      return spawnSync(shell, ['-n', project.path(`script.${shell}`)], { encoding: 'utf8' });
    };
    if (checked('').error !== undefined) {
      t.log(`no ${shell} here`);
      t.pass();
      return;
    }
    const { status, stderr } = checked((await run(['completion', shell])).printed);
    t.is(status, 0, stderr);
    t.is(stderr, '');
    t.not(checked('if true; then (').status, 0);
  });

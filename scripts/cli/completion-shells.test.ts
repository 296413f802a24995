/** Shells complete by the scripts that they are given; a test is skipped where its shell is missing. */
import { spawnSync } from 'node:child_process';
import test from 'ava';
import { bufferProject } from '../config/_project.test.js';
import { BIN } from './_cli.test.js';

const project = bufferProject();
project.write({
  'skewproof.config.ts': "export default { studies: './acme.study.ts' };",
  // An interactive shell in a pseudo-terminal, whose key Tab is pressed.
  'tab.zsh': `zmodload zsh/zpty
zpty -b shell zsh -f -i
zpty -w shell 'PS1=READY; stty columns 200; autoload -Uz compinit; compinit -D -u -i'
zpty -w shell 'skewproof() { "${process.execPath}" "${BIN}" "$@" }'
zpty -w shell 'eval "$(skewproof completion zsh)"; print -r "SET""UP"'
zpty -r -m shell line '*SETUP*'
zpty -w -n shell $'skewproof explore buffer --variant \\t'
all=''
for i in {1..600}; do
  zpty -r -t shell line && all+=$line
  [[ $all == *sequenced* ]] && break
  sleep 0.1
done
print -r -- $all
zpty -d shell
`,
  'tab.fish': `function skewproof; "${process.execPath}" "${BIN}" $argv; end
skewproof completion fish | source
complete -C 'skewproof explore buffer --variant '
complete -C 'skewproof repr'
`,
});
test.after.always(() => {
  project.remove();
});

const isThere = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).error === undefined;

const printed = (shell: string, ...args: readonly string[]): string =>
  spawnSync(shell, args, { encoding: 'utf8', cwd: project.folder, timeout: 240_000 }).stdout;

const whereThere = (shell: string) => (isThere(shell) ? test.serial : test.serial.skip);

whereThere('zsh')('completion - zsh offers the variants of a study at the key Tab', (t) => {
  t.timeout(300_000);
  const screen = printed('zsh', '-f', project.path('tab.zsh'));
  t.regex(screen, /naive +-- /);
  t.regex(screen, /sequenced +-- /);
});

whereThere('fish')('completion - fish offers the variants of a study, and commands', (t) => {
  t.timeout(300_000);
  const lines = printed('fish', '--no-config', project.path('tab.fish')).trim().split('\n');
  t.deepEqual(
    lines.map((line) => line.split('\t')[0]),
    ['naive', 'sequenced', 'reproduce'],
  );
});

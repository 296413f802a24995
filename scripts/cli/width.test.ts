/** The output of every command fits the terminal, except commands that are to be copied. */
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { SCENARIOS, cli } from './_cli.test.js';

const SIMULATE = fileURLToPath(new URL('../../../examples/simulate/', import.meta.url));

const COMMANDS = [
  'list',
  'list store-forward',
  `reproduce ${SCENARIOS}q213261-behind-at-install.json`,
  'explore store-forward --variant correct+deleted-when-sent --runs 10 --no-save',
  'verify store-forward --runs 10 --corpus none',
  'check sms2 --variant h1 --no-save',
  'map store-forward --variant correct --resolution 8',
  `simulate sms2 --variant h1 --usage ${SIMULATE}usage.csv --clocks ${SIMULATE}clocks.csv`,
];

const HELP = ['', 'list', 'explore', 'verify', 'check', 'map', 'reproduce', 'simulate', 'init'].map(
  (command) => `${command} --help`.trim(),
);

/** Tokens, paths and addresses have no place to break. */
const unbreakable = (line: string): boolean =>
  /\b(npx|npm) /.test(line) ||
  !line
    .trim()
    .replace(/^\S+: +/, '')
    .includes(' ');

/** Wider terminals differ in tables and lanes alone. */
const commandsAt = (columns: number): readonly string[] => {
  if (columns === 80) return [...COMMANDS, ...HELP];
  return columns > 80 ? COMMANDS.slice(1, 3) : COMMANDS;
};

for (const columns of [80, 60, 100, 200])
  // Commander wraps help to the columns of this process, whatever the command's terminal has.
  for (const command of commandsAt(columns))
    test(`width - ${String(columns)} columns: ${command.replaceAll(/\S+\//g, '')}`, async (t) => {
      const { stdout } = await cli(command.split(' '), { columns });
      t.true(stdout.length > 100, stdout);
      t.deepEqual(
        stdout.split('\n').filter((line) => line.length > columns && !unbreakable(line)),
        [],
      );
    });

test('width - a terminal that states no columns has 80', async (t) => {
  const [without, eighty] = await Promise.all(
    [0, 80].map((columns) => cli(['list', 'store-forward'], { columns })),
  );
  t.is(without?.stdout, eighty?.stdout);
});

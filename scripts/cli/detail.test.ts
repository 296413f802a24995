/** `--brief` prints one line for each finding, `--verbose` all; nothing is in two forms at once. */
import test from 'ava';
import { cli, SCENARIOS } from './_cli.test.js';

const EXAMPLE = `${SCENARIOS}q213261-behind-at-install.json`;

test('detail - brief, usual and verbose have the same first lines, and each more than the one before', async (t) => {
  const [brief, usual, verbose] = await Promise.all(
    [['--brief'], [], ['--verbose']].map((detail) =>
      cli(['reproduce', EXAMPLE, ...detail], { columns: 80 }),
    ),
  );
  const texts = [brief, usual, verbose].map((ran) => ran?.stdout ?? '');
  const [short = '', middle = '', long = ''] = texts;
  for (const text of texts) t.regex(text, /^sms2\/h4, seed 0\n\nverdict: violation\n/);
  for (const text of texts) t.regex(text, /^LOST: stranded on client-1, not reported +sms2\/h4$/m);
  t.true(short.split('\n').length < 10);
  t.notRegex(short, /Ledger|Timeline/);
  t.regex(middle, /\nLedger\n[^]*\nTimeline\n/);
  t.notRegex(middle, /VIOLATION of/);
  t.regex(long, /VIOLATION of conservation: stranded/);
  t.true(long.length > middle.length);
});

test('detail - both at once are refused', async (t) => {
  const { code, stdout, stderr } = await cli(['reproduce', EXAMPLE, '--brief', '--verbose']);
  t.is(code, 2);
  t.is(stdout, '');
  t.regex(stderr, /'--brief' cannot be used with option '--verbose'/);
});

test('detail - a pipe and NO_COLOR have the characters of a terminal, without colours', async (t) => {
  const run = (terminal: boolean, env: Readonly<Record<string, string>>) =>
    cli(['reproduce', EXAMPLE, '--brief'], { columns: 100, terminal, env });
  const [coloured, plain, piped] = [
    await run(true, {}),
    await run(true, { NO_COLOR: '1' }),
    await run(false, {}),
  ];
  t.regex(coloured.stdout, /\u001B\[/);
  t.is(coloured.stdout.replace(/\u001B\[\d+m/g, ''), plain.stdout);
  t.is(piped.stdout, plain.stdout);
});

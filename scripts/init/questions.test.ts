/** The questions of `init`, answered by keys as a terminal sends them. */
import { PassThrough } from 'node:stream';
import test from 'ava';
import { nameFault } from '../commands/init.js';
import { askedFor } from './questions.js';
import type { Terminal } from './questions.js';

const DOWN = '\u001b[B';
const ENTER = '\r';
const CTRL_C = '\u0003';
const CTRL_U = '\u0015';
const DEFAULTS = { name: 'acme', runner: 'node' } as const;

interface Typist extends Terminal {
  /** Text of the questions so far. */
  readonly shown: () => string;
}

/** Types each answer when its question has been shown. */
function typing(
  answers: readonly (readonly [question: string, keys: string])[],
  size = { columns: 80, rows: 24 },
): Typist {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
  const output = Object.assign(new PassThrough(), { isTTY: true, ...size });
  const left = [...answers];
  let shown = '';
  output.on('data', (part) => {
    shown += String(part);
    const [next] = left;
    if (next === undefined || !shown.includes(next[0])) return;
    left.shift();
    setImmediate(() => input.write(next[1]));
  });
  return { input, output, shown: () => shown };
}

test('questions - both are asked, with what is proposed', async (t) => {
  const terminal = typing([
    ['Name of the study?', ENTER],
    ['Test runner?', ENTER],
  ]);
  t.deepEqual(await askedFor({}, DEFAULTS, nameFault, terminal), DEFAULTS);
  t.regex(terminal.shown(), /acme/);
});

test('questions - a terminal without a size shows them on lines of usual length', async (t) => {
  const terminal = typing(
    [
      ['Name of the study?', ENTER],
      ['Test runner?', ENTER],
    ],
    { columns: 0, rows: 0 },
  );
  t.deepEqual(await askedFor({}, DEFAULTS, nameFault, terminal), DEFAULTS);
  t.regex(terminal.shown(), /Node's own/);
});

test('questions - another name and another runner', async (t) => {
  const terminal = typing([
    ['Name of the study?', `${CTRL_U}meter${ENTER}`],
    ['Test runner?', DOWN + ENTER],
  ]);
  t.deepEqual(await askedFor({}, DEFAULTS, nameFault, terminal), { name: 'meter', runner: 'jest' });
});

test('questions - a name that is none is asked for again', async (t) => {
  const terminal = typing([
    ['Name of the study?', `${CTRL_U}1 2${ENTER}`],
    ['Expected letters, digits', `${CTRL_U}fine${ENTER}`],
  ]);
  t.deepEqual(await askedFor({ runner: 'ava' }, DEFAULTS, nameFault, terminal), {
    name: 'fine',
    runner: 'ava',
  });
});

test('questions - only what is not given is asked', async (t) => {
  const terminal = typing([['Test runner?', ENTER]]);
  t.is((await askedFor({ name: 'given' }, DEFAULTS, nameFault, terminal)).name, 'given');
  t.notRegex(terminal.shown(), /Name of the study/);
});

test('questions - Ctrl-C at either ends it, and nothing is written', async (t) => {
  for (const answers of [
    [['Name of the study?', CTRL_C]],
    [
      ['Name of the study?', ENTER],
      ['Test runner?', CTRL_C],
    ],
  ] as const)
    await t.throwsAsync(askedFor({}, DEFAULTS, nameFault, typing(answers)), {
      code: 'SKEW-101',
      message: /expected an answer, got none. Nothing was written/,
    });
});

test('questions - without a terminal it says which options answer', async (t) => {
  const input = new PassThrough();
  await t.throwsAsync(askedFor({}, DEFAULTS, nameFault, { input, output: new PassThrough() }), {
    message: /Give --yes for the defaults \(--name acme --runner node\)/,
  });
});

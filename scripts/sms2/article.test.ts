/** Output of `verify sms2` beyond its variants. */
import test from 'ava';
import { outputOf } from '../cli/context.js';
import { articleChapter } from './article.js';

function chapter(json: boolean) {
  let stdout = '';
  const sink = { columns: 400, write: (text: string) => (stdout += text) };
  const host = { stdout: sink, stderr: sink, env: {}, onInterrupt: () => () => undefined };
  const { asExpected, result } = articleChapter(outputOf({ json }, host));
  return { asExpected, result, stdout };
}

const text = chapter(false);

test('article - predictions, the fit, the distinguishing observations, the workaround', (t) => {
  const { asExpected, result, stdout } = text;
  t.true(asExpected);
  for (const part of [
    'All 78 predictions hold (✓).',
    'Agree with every sentence, read strictly: H3, H4; read weakly: H1, H2, H3, H4, H5.',
    'shortest sequence that distinguishes',
    'remove cleanly, synchronise, reinstall',
  ])
    t.true(stdout.includes(part), part);
  t.deepEqual(Object.keys(result), ['article']);
});

test('article - as JSON nothing is printed, and the data are the same', (t) => {
  const { result, stdout } = chapter(true);
  t.is(stdout, '');
  t.deepEqual(result, text.result);
});

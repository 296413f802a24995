/** What `verify sms2` says beyond its variants. */
import test from 'ava';
import { outputOf } from '../cli/context.js';
import { articleChapter } from './article.js';

function chapter(json: boolean) {
  let stdout = '';
  const sink = { write: (text: string) => (stdout += text) };
  const host = { stdout: sink, stderr: sink, env: {}, onInterrupt: () => () => undefined };
  const { asExpected, result } = articleChapter(outputOf({ json }, host));
  return { asExpected, result, stdout };
}

const text = chapter(false);

test('article - predictions, the fit, what tells mechanisms apart, the workaround', (t) => {
  const { asExpected, result, stdout } = text;
  t.true(asExpected);
  for (const part of [
    'All 78 predictions come out as foretold (✓).',
    'Agree with every sentence, strictly read: H3, H4; weakly read: H1, H2, H3, H4, H5.',
    'shortest telling sequence',
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

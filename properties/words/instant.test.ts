import test from 'ava';
import { clockText, dayText, exactText, instantText } from './instant.js';

/** 22 Oct 2000 10:29, ms since 1970. */
const AT = 972_210_540_000;

test('instant - only the parts that are needed', (t) => {
  t.is(clockText(AT), '10:29');
  t.is(clockText(AT + 56_000), '10:29:56');
  t.is(clockText(AT + 56_179), '10:29:56.179');
  t.is(dayText(AT, true), '22 Oct 2000');
  t.is(exactText(AT), '22 Oct 10:29:00.000');
  t.is(instantText(AT, AT + 1), '10:29');
  t.is(instantText(AT, AT + 86_400_000), '22 Oct 10:29');
  t.is(instantText(AT, AT + 365 * 86_400_000), '22 Oct 10:29');
});

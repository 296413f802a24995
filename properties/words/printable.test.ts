import test from 'ava';
import { printableJson, printableName, printableText } from './printable.js';

test('printable - what steers a terminal is shown, and not sent', (t) => {
  for (const [text, shown] of [
    ['\u001b]52;c;YQ==\u0007', '\\u{1b}]52;c;YQ==\\u{7}'],
    ['\u009b2J', '\\u{9b}2J'],
    ['a\u007fb\rc', 'a\\u{7f}b\\u{d}c'],
    ['\u202egnp\u2066', '\\u{202e}gnp\\u{2066}'],
    ['\u2028', '\\u{2028}'],
    ['one\ntwo 日本 é', 'one\ntwo 日本 é'],
    ['\u001b[31mred\u001b[0m', '\\u{1b}[31mred\\u{1b}[0m'],
  ] as const)
    t.is(printableText(text, false), shown);
  t.is(printableText('\u001b[31mred\u001b[0m\u001b[2J', true), '\u001b[31mred\u001b[0m\\u{1b}[2J');
  t.is(printableName('a\nb\u0000'), 'a\\u{a}b\\u{0}');
});

test('printable - no line begins a command of a CI server', (t) => {
  for (const [text, shown] of [
    ['x\n::error title=a::b', 'x\n\\::error title=a::b'],
    ['  \t::warning::', '  \t\\::warning::'],
    ['a ##[error]b', 'a #\\#[error]b'],
    ['a::b, ## c', 'a::b, ## c'],
    ['\u001b[1m::error::x', '\\u{1b}[1m::error::x'],
  ] as const)
    t.is(printableText(text, false), shown);
});

test('printable - JSON means what it did', (t) => {
  const value = { 'a\u009b\u202e': '\u{e0001}\u2028\n\u007f é' };
  const text = printableJson(value);
  t.notRegex(text, /(?!\n)[\p{Cc}\p{Cf}\p{Zl}]/u);
  t.deepEqual(JSON.parse(text), value);
});

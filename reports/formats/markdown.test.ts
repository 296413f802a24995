/** Markdown for pull requests: the table, the commands, and escaped text. */
import test from 'ava';
import { smallReport } from '../document/_report.test.js';
import { markdownReport } from './markdown.js';

const data = smallReport();

test('markdown - a row per variant, a cell per property, a command per finding', (t) => {
  const text = markdownReport(data);
  t.regex(text, /^## skewproof: sms2 ✅ as expected/);
  const rows = text.split('\n').filter((line) => line.startsWith('|'));
  t.is(rows.length, 2 + data.variants.length);
  t.deepEqual(new Set(rows.map((row) => row.split('|').length)), new Set([10]));
  for (const finding of data.findings.slice(0, 10))
    t.true(text.includes(`\`\`\`sh\nnpx skewproof reproduce ${finding.token}\n\`\`\``));
  t.true(text.length < 65_536);
});

test('markdown - unexpected findings come first and open', (t) => {
  const [h2, ...others] = data.variants;
  if (h2 === undefined) throw new Error('no variant');
  const cells = h2.cells.map((cell) => ({
    ...cell,
    expected: 'holds' as const,
    asExpected: false,
  }));
  const text = markdownReport({
    ...data,
    asExpected: false,
    variants: [{ ...h2, cells }, ...others],
  });
  t.regex(text, /^## skewproof: sms2 ❌ not as expected/);
  t.regex(text, /❌ \*\*violated\*\*, expected: holds/);
  t.true(text.indexOf('### Not expected') < text.indexOf('npx skewproof reproduce'));
});

test('markdown - markup in a name is escaped', (t) => {
  const nasty = 'x | <img> `a` *b* @you #1\nnext';
  const text = markdownReport({
    ...data,
    findings: data.findings.map((one) => ({ ...one, fingerprint: nasty })),
  });
  t.true(text.includes('x \\| \\<img\\> \\`a\\` \\*b\\* \\@you \\#1 next'));
});

test('markdown - an address in a name becomes no link', (t) => {
  const fingerprint = 'https://evil.example www.evil.example ann@evil.example';
  const findings = data.findings.map((one) => ({ ...one, fingerprint }));
  const text = markdownReport({ ...data, findings });
  t.true(text.includes('https\\://evil.example www\\.evil.example ann\\@<!-- -->evil.example'));
});

test('markdown - a cell stands under its property, though variants are judged by different ones', (t) => {
  const [h2, ...others] = data.variants;
  if (h2 === undefined) throw new Error('no variant');
  const cell = {
    variant: 'h2',
    property: 'no-hot-loop',
    expected: 'holds',
    found: 'violated',
    asExpected: false,
  } as const;
  const also = { ...h2, cells: [cell, ...h2.cells] };
  const lines = markdownReport({ ...data, variants: [also, ...others] }).split('\n');
  t.regex(lines.find((line) => line.startsWith('| variant')) ?? '', / \| no-hot-loop \| runs \|$/);
  t.regex(lines.find((line) => line.startsWith('| h2')) ?? '', /expected: holds \| [\d,]+ \|$/);
  for (const { variant } of others)
    t.regex(lines.find((line) => line.startsWith(`| ${variant}`)) ?? '', / \| – \| [\d,]+ \|$/);
});

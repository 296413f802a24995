/** The page as text: self-contained, small, and safe for any text in it. */
import { inflateRawSync } from 'node:zlib';
import test from 'ava';
import { smallReport } from '../document/_report.test.js';
import { reproduceCommand } from '../../properties/corpus/token.js';
import { SkewproofError } from '../../sim/model/errors.js';
import { pageAssets } from './assets.js';
import { htmlReport } from './page.js';

const data = smallReport();
const page = htmlReport(data);

test('page - one file under 3 MB that makes no request', (t) => {
  t.true(page.length < 3_000_000);
  t.true(page.includes('content="default-src &#39;none&#39;;'));
  for (const [, target] of page.matchAll(/<[^>]+\s(?:src|href)="([^"]*)"/g))
    t.regex(target ?? '', /^(#|data:)/);
  t.false(/@import|url\(\s*['"]?https?:/.test(page));
});

test('page - the same report gives the same bytes', (t) => {
  t.is(htmlReport(data), page);
});

test('page - verdicts, paragraphs, commands and hashes are there without a script', (t) => {
  for (const finding of data.findings) {
    t.true(page.includes(reproduceCommand(finding.token)));
    t.true(page.includes(finding.hash ?? 'no hash'));
  }
  t.is(page.match(/<td class="cell/g)?.length, data.variants.length * 6);
  const dimensions = data.variants.flatMap(({ statistics }) => Object.keys(statistics.bands));
  t.true(dimensions.length >= data.variants.length * 8);
  t.is(page.match(/<table class="histogram">/g)?.length, dimensions.length);
});

test('page - its packed data equal the report', (t) => {
  const packed = /id="report-data">([^<]*)</.exec(page)?.[1] ?? '';
  const text = inflateRawSync(Buffer.from(packed, 'base64')).toString('utf8');
  t.deepEqual(
    JSON.parse(text),
    JSON.parse(JSON.stringify({ maps: data.maps, runs: data.runs, findings: data.findings })),
  );
});

test('page - names with markup stay text', (t) => {
  const nasty = '</script><script>alert(1)</script>"\'&';
  const named = htmlReport({
    ...data,
    title: nasty,
    variants: data.variants.map((one) => ({ ...one, title: nasty })),
    findings: data.findings.map((one) => ({
      ...one,
      fingerprint: nasty,
      story: { ...one.story, paragraph: nasty },
    })),
  });
  t.false(named.includes('<script>alert'));
  t.is(named.match(/<script/g)?.length, page.match(/<script/g)?.length);
  t.true(named.includes('&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;'));
});

test('page - a missing client is reported, with the command that builds it', (t) => {
  const error = t.throws(() => pageAssets(undefined), { instanceOf: SkewproofError });
  t.is(error.code, 'SKEW-401');
  t.regex(error.advice, /npm run build/);
});

test('page - the result comes first, with numbers; what a study expects is no failure', (t) => {
  const headline = page.indexOf('id="headline"');
  for (const id of ['frontier', 'findings', 'runs', 'verdict', 'explored'])
    t.true(page.indexOf(`<section id="${id}"`) > headline, id);
  t.regex(page, /<p class="headline"><strong>As shipped \(h2\), \d+ of 30 runs break a property\./);
  t.regex(page, /fixed keeps every record in all 20 runs\./);
  t.regex(page, /● as the study expects, ■ a surprise/);
});

test('page - a search has no expectation: it says what was found', (t) => {
  const searched = htmlReport({
    ...data,
    purpose: 'search',
    asExpected: false,
    variants: data.variants.slice(0, 1),
    findings: data.findings.filter(({ variant }) => variant === 'h2'),
  });
  t.regex(searched, /<strong>\d+ kinds of failure found in h2, in \d+ of 30 runs\./);
  t.notRegex(searched, /Not as expected|as expected|expected:/);
});

test('page - findings are grouped, the worst first, with a chip for each variant', (t) => {
  const section = page.slice(
    page.indexOf('<section id="findings"'),
    page.indexOf('<section id="runs"'),
  );
  const fates = [...section.matchAll(/<details class="kind" data-fate="(\w+)"/g)].map(
    ([, fate = '']) => fate,
  );
  const order = ['destroyed', 'stranded', 'duplicated', 'misdated'];
  t.deepEqual(
    fates,
    [...fates].sort((a, b) => order.indexOf(a) - order.indexOf(b)),
  );
  for (const { id } of data.findings) {
    t.is(page.match(new RegExp(`<article class="finding" id="${id}"`, 'g'))?.length, 1);
    t.true(section.includes(`data-open="${id}"`));
  }
});

test('page - without scripts each map is a picture', (t) => {
  t.is(page.match(/<div class="plane" data-plane><svg /g)?.length, data.maps.length);
  t.true(page.indexOf('<noscript') < page.indexOf('id="headline"'));
});

test('page - ids are unique', (t) => {
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id);
  t.deepEqual(
    ids.filter((id, at) => ids.indexOf(id) !== at),
    [],
  );
});

/** A map in a terminal, as SVG and as a page. Golden files are made by the commands in GOLDEN. */
import { readFileSync } from 'node:fs';
import test from 'ava';
import { frontier } from '../../properties/frontier/frontier.js';
import { sms2Study } from '../../properties/sms2/study.js';
import type { FrontierOptions } from '../../properties/frontier/frontier.js';
import type { FrontierMap } from '../../properties/frontier/types.js';
import { mapPage } from './page.js';
import { mapSvg } from './svg.js';
import { mapReport } from './map.js';

const SEED = 213_261;
type Options = FrontierOptions<ReturnType<typeof sms2Study.simplest>>;

const GOLDEN: Readonly<Record<string, readonly [variant: string, Options]>> = {
  // skewproof map sms2 --variant h4 --resolution 16 --y-range 0..40 --set logCapacity=16 --out reports/golden/map-h4.svg
  'map-h4.svg': [
    'h4',
    { resolution: 16, yRange: { from: 0, to: 40 }, set: { logCapacity: 16 }, seed: SEED },
  ],
  // skewproof map sms2 --variant h1 --y pollInterval --resolution 16 --out reports/golden/map-h1-poll.svg
  'map-h1-poll.svg': ['h1', { resolution: 16, y: 'pollInterval', seed: SEED }],
};

const mapped = (name: keyof typeof GOLDEN): FrontierMap => {
  const [variant, options] = GOLDEN[name] as readonly [string, Options];
  return frontier(sms2Study, variant, options);
};
const H4 = mapped('map-h4.svg');

for (const name of Object.keys(GOLDEN))
  test(`map as SVG - ${name} is the golden file, byte for byte`, (t) => {
    const golden = readFileSync(
      new URL(`../../../reports/golden/${name}`, import.meta.url),
      'utf8',
    );
    t.is(mapSvg(mapped(name)), golden);
  });

test('map as SVG - has a title and a description, and draws every class with a hatching of its own', (t) => {
  const svg = mapSvg(H4);
  t.regex(svg, /^<svg [^>]*role="img" aria-labelledby="map-sms2-h4-title map-sms2-h4-desc"/);
  t.regex(svg, /<desc [^>]*>destroyed rather than stranded when more than 16 records are logged/);
  t.regex(svg, /@media screen and \(prefers-color-scheme:dark\)/);
  const hatchings = [...svg.matchAll(/class="hatch on-\w+" d="([^"]+)"/g)].map((match) => match[1]);
  t.is(hatchings.length, 3);
  t.is(new Set(hatchings).size, 3);
  // Text in an attribute or an element is escaped.
  t.false(svg.includes("client-1's"));
});

test('map as SVG - each row is drawn from end to end without a hole, with its edges at their places', (t) => {
  const rows = new Map<string, { x: number; width: number }[]>();
  const rect =
    /<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="[\d.]+" fill="url[^>]*><title>/g;
  for (const [, x, y = '', width] of mapSvg(H4).matchAll(rect))
    rows.set(y, [...(rows.get(y) ?? []), { x: Number(x), width: Number(width) }]);
  t.is(rows.size, H4.ys.length);
  for (const row of rows.values()) {
    t.is(row[0]?.x, 104);
    for (const [at, { x, width }] of row.entries())
      t.true(Math.abs(x + width - (row[at + 1]?.x ?? 936)) < 0.02);
  }
  t.regex(
    mapSvg(H4),
    /stranded at number of records logged 16: clock offset of client-1 -3650 d to -1 h 0\.001 s</,
  );
});

test('map in a terminal - reads without colour: picture, legend, rules, checks and cost', (t) => {
  const text = mapReport(H4, { colour: false });
  t.notRegex(text, /\u001b/);
  const row = (label: string): string =>
    text.split('\n').find((line) => line.trimStart().startsWith(`${label} │`)) ?? '';
  t.regex(row('17'), /│█+░+·+░+$/);
  t.regex(row('16'), /│▒+░+·+░+$/);
  t.regex(row('0'), /│·+$/);
  t.regex(text, /└[─┴]+\n +-10 y .* 10 y\n/);
  t.regex(text, /██ destroyed {2}.*\n {2}▒▒ stranded .*\n {2}░░ misdated .*\n {2}·· safe/);
  t.regex(text, /number of records logged 16 stranded, 17 destroyed: run, on \d+ lines/);
  t.regex(text, /held at [\d,]+ points between neighbours of one class/);
  t.true(
    text.includes(
      `\n${String(H4.runs)} runs; a grid of every unit point would have taken 25,859,520,000,041,`,
    ),
  );
});

test('map in a terminal - colour adds nothing to the characters', (t) => {
  const plain = mapReport(H4, { colour: false });
  const coloured = mapReport(H4, { colour: true });
  t.not(coloured, plain);
  t.is(coloured.replace(/\u001b\[\d+m/g, ''), plain);
});

test('map in a terminal - states where monotonicity failed', (t) => {
  const map = frontier(sms2Study, 'h2', { resolution: 16, yRange: { from: 0, to: 20 } });
  const text = mapReport(map, { colour: false });
  t.regex(text, /relies: FAILED on \d+ of the lines .* The search went on there:\n {2}at /);
});

test('map as a page - one file that loads nothing, with picture, rules and scenario', (t) => {
  const page = mapPage(H4);
  t.true(page.includes(mapSvg(H4).trimEnd()));
  t.notRegex(page, /<script|<link|\b(src|href)=|@import/);
  t.regex(page, /<li>destroyed rather than stranded when more than 16 records are logged/);
  t.regex(page, /&quot;logCapacity&quot;: 16/);
});

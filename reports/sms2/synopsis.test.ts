/** The page that `npm start` prints: it states the findings, and it fits a terminal. */
import test from 'ava';
import * as sms2 from '../../models/sms2/index.js';
import { searchCanary } from '../../properties/campaign/canary.js';
import { workaroundOutcomes } from '../../properties/sms2/article/workaround.js';
import { sms2Study } from '../../properties/sms2/study.js';
import { fixShares, mergeFixShares, runFixShare } from '../../properties/sms2/synopsis/fix.js';
import { searchLoss } from '../../properties/sms2/synopsis/loss.js';
import { civil } from '../../properties/words/civil.js';
import { count } from '../text/numbers.js';
import type { Synopsis, SynopsisLoss } from '../../properties/sms2/synopsis/types.js';
import { synopsisReport } from './synopsis.js';

const SEED = 213_261;
const loss = searchLoss('h4', SEED, 100).loss as SynopsisLoss;

function synopsisOf(variant: string, runs: number): Synopsis {
  const shares = fixShares({ variant, shipped: 'h4', seed: SEED, runs });
  return {
    ...{ seed: SEED, shipped: 'h4', title: sms2.MECHANISMS.h4.title, loss },
    remedy: workaroundOutcomes(['h4', variant]),
    fix: mergeFixShares(variant, shares.map(runFixShare)).fix,
    canary: searchCanary(sms2Study, SEED) as Synopsis['canary'],
  };
}

const SURROUNDINGS = {
  report: '.skewproof/report/report.html',
  explorer: '.skewproof/report/explorer.html',
  lost: '.skewproof/report/skewproof-lost.json',
};
const good = synopsisOf('fixed', 400);
const planted = synopsisOf('fixed+dates-not-corrected', 100);
const page = (synopsis: Synopsis, width = 80, colour = false): string =>
  synopsisReport(synopsis, SURROUNDINGS, { colour, width });
/** The page as one line, so that a sentence is found wherever it was wrapped. */
const said = (synopsis: Synopsis): string => page(synopsis).replace(/\s+/g, ' ');
const ANSI = /\u001B\[[\d;]*m/g;

for (const [name, synopsis] of Object.entries({ good, planted }))
  test(`synopsis page - ${name}: at most 60 lines of 80 columns`, (t) => {
    const lines = page(synopsis).split('\n');
    t.true(lines.length <= 60, `${String(lines.length)} lines`);
    t.deepEqual(
      lines.filter((line) => line.length > 80),
      [],
    );
    t.deepEqual(
      lines.filter((line) => line !== line.trimEnd()),
      [],
    );
  });

test('synopsis page - the loss comes first, with its exact offset and the one that loses nothing', (t) => {
  const [first, second] = page(good).split('\n');
  t.is(first, 'LOST: 1 of 1 usage record (stranded), not reported.');
  t.is(second, "client-1's clock was 1 h 0.001 s behind when the agent was installed.");
  t.regex(said(good), /At 1 h behind, one millisecond less, the record arrives/);
});

test('synopsis page - figures are those of the data', (t) => {
  const { decision } = loss;
  const { fix, canary } = good;
  const text = said(good);
  for (const part of [
    `Found at run ${count(loss.foundAtRun)} of ${count(loss.runs)}`,
    `shrunk in ${count(loss.shrinkRuns)} runs`,
    `(${count(loss.boundaryRuns)} runs).`,
    `${civil(decision?.left.value ?? 0)} on the clock of client-1`,
    `${civil(decision?.right.value ?? 0)} on the clock of site-server`,
    `set by: ${decision?.left.setBy ?? '?'}`,
    `set by: ${decision?.right.setBy ?? '?'}`,
    `does not hold, by 0.001 s: ${decision?.outcome ?? '?'}.`,
    `fixed keeps every record in 400 runs, ${count(fix.records)} records`,
    `${count(fix.comparedAsShipped)} of them were played as h4 too: ${count(fix.lostAsShipped)} (`,
    `caught at run ${count(canary.caughtAtRun ?? 0)}.`,
    'of 48 uses before, all destroyed, not reported; of 96 after, all shown.',
    'fixed, the same: of 48 uses before, all shown; of 96 after, all shown.',
    SURROUNDINGS.report,
  ])
    t.true(text.includes(part), part);
});

test('synopsis page - other data, other words', (t) => {
  const offsetMs = 90_000;
  const segments = [
    { from: loss.axis.from, to: offsetMs - 1, class: 'safe' },
    { from: offsetMs, to: loss.axis.to, class: 'destroyed' },
  ] as const;
  const other = {
    ...good,
    loss: { ...loss, offsetMs, segments, fate: 'destroyed', lost: 2, records: 3 },
  };
  const text = said(other);
  t.true(text.startsWith('LOST: 2 of 3 usage records (destroyed), not reported.'), text);
  t.regex(text, /clock was 1 min 30 s ahead when .* At 1 min 29\.999 s ahead, one milli/);
  t.regex(text, /█ lost: no copy left {0,3}· right/);
});

test('synopsis page - the strip has a column of each class in its order', (t) => {
  const row = page(good)
    .split('\n')
    .find((line) => /^ {2}[▒░·]+$/.test(line));
  t.regex(row ?? '', /^ {2}▒+░+·+░+$/);
});

test('synopsis page - a deviation from the expectation comes first', (t) => {
  const lines = page(planted).split('\n');
  t.is(lines[0], 'NOT AS EXPECTED');
  t.regex(lines[1] ?? '', /fixed\+dates-not-corrected does not hold: run \d+ breaks/);
  t.regex(said(planted), /fixed\+dates-not-corrected does NOT keep every record in 100 runs/);
  t.notRegex(said(good), /NOT/);
});

test('synopsis page - a search that lost nothing states it, and claims nothing', (t) => {
  const { loss: _, ...nothing } = good;
  const text = synopsisReport(
    nothing,
    { report: 'r.html', explorer: 'e.html' },
    { colour: false, width: 80 },
  );
  t.regex(text, /^NOT AS EXPECTED\n {2}h4 lost no record/);
  t.notRegex(text, /LOST:|reproduce/);
});

test('synopsis page - colour changes no word, and a narrow terminal breaks none', (t) => {
  const plain = page(good);
  const coloured = page(good, 80, true);
  t.not(coloured, plain);
  t.is(coloured.replace(ANSI, ''), plain);
  // Except for the picture, which is as wide as the terminal.
  const words = (text: string): readonly string[] =>
    text
      .split(/\s+/)
      .filter((word) => /^[^▒░·─┴]+$/.test(word) && !/^-?\d+$|^(y|d|h|min|s)$/.test(word));
  const narrow = page(good, 50);
  t.deepEqual(words(narrow), words(plain));
  const long = narrow.split('\n').filter((line) => line.length > 50);
  t.deepEqual(
    long.filter((line) => !/^ {2}(npx|npm) |^ {2}\.skewproof/.test(line)),
    [],
  );
});

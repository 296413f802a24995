/** The fit of each mechanism with the article, and distinguishing observations, to the letter. */
import test from 'ava';
import type { Fit } from '../../properties/sms2/article/article.js';
import { discriminationReport, fitReport } from './article.js';

const PLAIN = { colour: false };

const fit = (mechanism: Fit['mechanism'], strictly: boolean): Fit => ({
  mechanism,
  title: mechanism,
  install: 'yes',
  threshold: 'hard',
  offlineOnly: 'yes',
  strict: strictly ? 'yes' : 'no',
  weak: 'yes',
  agreesStrictly: strictly,
  agreesWeakly: true,
});

test('article - the mechanisms that agree, by either reading', (t) => {
  t.is(
    fitReport([fit('h1', true), fit('h2', false)], { ...PLAIN, width: 120 }),
    `mechanism  (i) install  (ii) threshold  (iii) offline only  (iv) strict  (iv) weak  all, strictly  all, weakly
h1         yes          hard            yes                 yes          yes        agrees         agrees
h2         yes          hard            yes                 no           yes        no             agrees

Agree with every sentence, read strictly: H1; read weakly: H1, H2.
`,
  );
  t.true(fitReport([fit('h2', false)], PLAIN).includes('read strictly: none; read weakly: H2.'));
});

test('article - the shortest sequence that distinguishes two mechanisms, or the depth searched', (t) => {
  const pair = { a: 'h1', aSees: '1', bSees: '2', depth: 3 } as const;
  t.is(
    discriminationReport(
      [
        { ...pair, b: 'h2', moves: ['wait and look', 'restart the client'] },
        { ...pair, b: 'h3', moves: undefined },
      ],
      PLAIN,
    ),
    `pair     shortest sequence that distinguishes  the first shows  the second shows
H1 / H2  wait and look, then restart the       1                2
         client
H1 / H3  no difference within 3 moves`,
  );
});

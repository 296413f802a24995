import test from 'ava';
import { articleFit } from './article.js';
import { discriminate, operatorSees } from './discriminate.js';
import { MECHANISM_NAMES } from './predictions.js';

test('article fit - is the fit that the fact sheet works out by hand (section F5, "Fit")', (t) => {
  const fits = articleFit().map((fit) => [
    fit.mechanism,
    fit.install,
    fit.threshold,
    fit.offlineOnly,
    fit.strict,
    fit.weak,
  ]);
  t.deepEqual(fits, [
    ['h0', 'no', 'no', 'yes', 'no', 'no'],
    ['h1', 'yes', 'soft', 'yes', 'no', 'yes'],
    ['h2', 'yes', 'soft', 'yes', 'nearly', 'yes'],
    ['h3', 'yes', 'hard', 'yes', 'yes', 'yes'],
    // The fact sheet calls H4's threshold "natural/hard": an edge at the age of the last change.
    ['h4', 'yes', 'hard', 'yes', 'yes', 'yes'],
    ['h5', 'yes', 'soft', 'yes', 'no', 'yes'],
  ]);
});

test('article fit - only H3 and H4 agree with every sentence strictly read, H1 to H5 weakly', (t) => {
  const fits = articleFit();
  t.deepEqual(
    fits.filter((fit) => fit.agreesStrictly).map((fit) => fit.mechanism),
    ['h3', 'h4'],
  );
  t.deepEqual(
    fits.filter((fit) => fit.agreesWeakly).map((fit) => fit.mechanism),
    ['h1', 'h2', 'h3', 'h4', 'h5'],
  );
});

test('discrimination - every pair is distinguished, H3 from H4 by deleting the log file after synchronising', (t) => {
  const pairs = discriminate(MECHANISM_NAMES);
  t.true(pairs.every((pair) => pair.moves !== undefined));
  const strict = pairs.find((pair) => pair.a === 'h3' && pair.b === 'h4');
  t.deepEqual(strict?.moves, ['synchronise the clock', 'delete the log file']);
});

test('discrimination - the sequence found is the shortest: no single move tells H3 from H4', (t) => {
  const [pair] = discriminate(['h3', 'h4'], 1);
  t.is(pair?.moves, undefined);
});

test('discrimination - no sequence distinguishes a mechanism from itself', (t) => {
  t.deepEqual(
    operatorSees('h3', ['synchronise the clock']),
    operatorSees('h3', ['synchronise the clock']),
  );
});

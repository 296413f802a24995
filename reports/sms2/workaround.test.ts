/** The fates of usage around the article's workaround, to the letter. */
import test from 'ava';
import type { Ends, WorkaroundOutcome } from '../../properties/sms2/article/workaround.js';
import { workaroundAnswer, workaroundReport } from './workaround.js';

const NONE: Ends = {
  uses: 4,
  shown: 0,
  misdated: 0,
  lostReported: 0,
  stranded: 0,
  destroyed: 0,
};

const outcome = (variant: string, before: Partial<Ends>): WorkaroundOutcome => ({
  variant,
  steps: 'remove cleanly, synchronise, reinstall',
  before: { ...NONE, ...before },
  after: { ...NONE, shown: 4 },
});

const OUTCOMES = [
  outcome('h1', { destroyed: 4 }),
  outcome('h2', { destroyed: 4 }),
  outcome('h3', { shown: 2, misdated: 1, stranded: 1, lostReported: 1 }),
  outcome('fixed', {}),
];

test('workaround - the answer groups variants with equal fates', (t) => {
  t.is(
    workaroundAnswer(OUTCOMES),
    'remove cleanly, synchronise, reinstall: all destroyed, not reported (H1, H2); 1 shown; 1 shown, misdated; 1 lost, and reported; 1 still held, not reported (H3); none (the fix).',
  );
});

test('workaround - the table names the steps once', (t) => {
  t.is(
    workaroundReport(OUTCOMES, { colour: false, width: 120 }),
    `steps                                mechanism  the 4 uses logged before the         the 4 uses after the reinstallation
                                                removal
remove cleanly, synchronise,         H1         all destroyed, not reported          all shown
reinstall
                                     H2         all destroyed, not reported          all shown
                                     H3         1 shown; 1 shown, misdated; 1 lost,  all shown
                                                and reported; 1 still held, not
                                                reported
                                     the fix    none                                 all shown`,
  );
});

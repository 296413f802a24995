/** A service decides where it answers one request in two ways; a program decides before it asks. */
import test from 'ava';
import { studyWith } from '../../../properties/hosted/_programs.test.js';
import { EPOCH_MS } from '../../../properties/pipeline/scenario/scenario.js';
import { HOUR_MS } from '../../../sim/model/time.js';
import { serviceDecides } from './service.js';

const RECORD = 1;
/** Refuses everything later than an hour after the beginning, in a successful answer or with a 400. */
const serviceWith = (status: number) =>
  studyWith(
    {},
    {
      collector: ({ records }, { wall }) =>
        wall > EPOCH_MS + HOUR_MS
          ? { status, body: 'refused', refused: records }
          : { status: 200, body: 'kept' },
    },
  );
const simplest = serviceWith(200).simplest('shipped');
const ahead = { ...simplest, server: { offsetMs: 2 * HOUR_MS, driftPpm: 0 } };

test('service - one request, at one moment, with two answers', (t) => {
  const words = serviceDecides(serviceWith(200), ahead, simplest, RECORD);
  t.regex(words ?? '', /^The service decides: with status 200 it refused .*, at 1 min/);
  t.regex(
    serviceDecides(serviceWith(400), ahead, simplest, RECORD) ?? '',
    /400 in one run and 200/,
  );
});

test('service - its answers are equal, and it kept the record in one run alone', (t) => {
  const silent = studyWith(
    {},
    {
      collector: ({ records }, { wall }) => ({
        ...{ status: 200, body: 'thanks' },
        refused: wall > EPOCH_MS + HOUR_MS ? records : [],
      }),
    },
  );
  const words = serviceDecides(silent, ahead, simplest, RECORD);
  t.regex(words ?? '', /^The service decides: of equal requests at equal moments/);
});

test('service - another moment is no decision of the service', (t) => {
  const study = serviceWith(400);
  t.is(serviceDecides(study, ahead, simplest, undefined), undefined);
  const slower = { ...simplest.link, latencyMsMin: 21, latencyMsMax: 21 };
  t.is(serviceDecides(study, ahead, { ...simplest, link: slower }, RECORD), undefined);
});

test('service - a program that drops the record before it asks has no answer', (t) => {
  const limit = EPOCH_MS + HOUR_MS;
  const dropping = studyWith({ kept: (queue) => queue.filter(({ at }) => at < limit) });
  const machine = { offsetMs: 2 * HOUR_MS, driftPpm: 0, uses: 1 };
  const late = { ...simplest, agents: [machine] };
  t.is(serviceDecides(dropping, late, simplest, RECORD), undefined);
});

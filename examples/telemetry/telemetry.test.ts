import test from 'ava';
import { explore } from 'skewproof';
import { outsideMicrotasks } from 'skewproof/hosting';
import promised from './study.js';

test('telemetry - as shipped, a clock that is set forward destroys what waits', async (t) => {
  const study = await promised;
  const { findings } = await outsideMicrotasks(() =>
    explore(study, 'shipped', {
      seed: 1,
      runs: 60,
      space: 'clocks',
      shrinkRunsMax: 60,
      diagnose: false,
    }),
  );
  const found = findings.map(({ explanation: { violation, alsoBreaks } }) => [
    violation.property,
    violation.fate,
    ...alsoBreaks,
  ]);
  t.true(found.length > 0);
  for (const one of found) t.deepEqual(one, ['conservation', 'destroyed', 'clock-innocent']);
});

test('telemetry - corrected, it keeps every event', async (t) => {
  const study = await promised;
  const { verdict } = await outsideMicrotasks(() =>
    explore(study, 'corrected', { seed: 1, runs: 40 }),
  );
  t.is(verdict, 'pass');
});

/** Maps of a program: few samples, and one run for each of them. */
import test from 'ava';
import { HOUR_MS } from '../../sim/model/time.js';
import { frontier } from '../frontier/frontier.js';
import { studyWith } from './_programs.test.js';

test('map - of a program: one world for each point, though points lose by their clocks', (t) => {
  const study = studyWith({
    kept: (queue, wall) => queue.filter(({ at }) => wall - at <= 12 * HOUR_MS),
    reports: false,
  });
  let worlds = 0;
  const counted: typeof study = {
    ...study,
    build: (scenario) => {
      worlds += 1;
      return study.build(scenario);
    },
  };
  const map = frontier(counted, 'shipped');
  t.true(map.edges.some(({ low, high }) => low.class === 'safe' && high.class === 'destroyed'));
  t.true(map.runs < 900, String(map.runs));
  // One point in twenty is run again, the first of each class twice.
  t.true(worlds < map.runs * 1.1 + 10, `${String(worlds)} worlds for ${String(map.runs)} points`);
});

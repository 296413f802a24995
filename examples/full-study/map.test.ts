/** The frontier of a study of one's own: name its numbers, and ask where it begins to lose. */
import test from 'ava';
import { frontier } from 'skewproof';
import { mapSvg } from 'skewproof/reports';
import { bufferStudy } from './study.js';

const resolution = 24;

test('full-study - the wall-clock cursor loses from a step back by the time between two uses', (t) => {
  const map = frontier(bufferStudy, 'naive', { resolution });
  t.deepEqual(
    map.rules.map((rule) => rule.text),
    [
      'destroyed rather than safe when the clock is stepped back by more than 59.999 s (at number of uses 2 to 40)',
      "destroyed rather than safe when uses number more than 1 (at step of the agent's clock -1 d to -1 min)",
    ],
  );
  t.true(map.runs * 1_000 < map.gridRuns);
  t.true(mapSvg(map).includes('stepped back by more than 59.999 s'));
});

test('full-study - the sequence number loses at no step and no number of uses', (t) => {
  const map = frontier(bufferStudy, 'sequenced', { resolution });
  t.deepEqual([...new Set(map.classes.flat())], ['safe']);
});

/** A campaign's statistics as text, to the letter. */
import test from 'ava';
import { noStatistics } from '../../properties/campaign/statistics.js';
import { statisticsReport } from './statistics.js';

const PLAIN = { colour: false };

test('statistics - bands by share, the commonest first', (t) => {
  const statistics = {
    ...noStatistics(),
    runs: 4,
    events: 1_234,
    records: 5,
    violating: 1,
    repeated: 2,
    bands: { clock: { right: { runs: 1, violating: 0 }, wrong: { runs: 3, violating: 1 } } },
  };
  t.is(
    statisticsReport(statistics, PLAIN),
    `4 runs, 1,234 events, 5 records metered; 1 runs broke a property; 2 runs repeated, hashes equal.

explored  band   runs  share   with a violation
clock     wrong  3     75.0 %  1
          right  1     25.0 %  0`,
  );
});

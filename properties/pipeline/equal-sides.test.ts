/** A comparison whose sides are equal: each is attributed to the step that set it, not to the other's. */
import test from 'ava';
import { HOUR_MS, MINUTE_MS } from '../../sim/model/time.js';
import { explore } from '../campaign/explore.js';
import { setWords } from '../explain/words/side-words.js';
import { pipeline } from './pipeline.js';

interface Lease {
  readonly until: number;
  readonly ids: readonly number[];
}

/** An agent sends while a lease runs; the server states its end by the server's clock. */
const leased = pipeline({
  name: 'leased',
  title: 'a lease that ends at a date of the server',
  variants: { shipped: { title: 'as released', violated: ['conservation'] } },
  agent: {
    memory: { leaseEnds: -1 },
    uploadEveryMs: 5 * MINUTE_MS,
    record: (agent, use) => ({ ...use, id: agent.id }),
    upload: (agent) => {
      const { leaseEnds } = agent.memory;
      const isOpen =
        leaseEnds < 0 ||
        agent.decide(
          'lease',
          ['now', agent.wall],
          '<',
          ['lease ends', leaseEnds],
          agent.rows,
          'no rows are sent',
        );
      return isOpen ? agent.rows : [];
    },
    answer: (agent, { until, ids }: Lease) => {
      agent.memory.leaseEnds = until;
      agent.keep(({ id }) => !ids.includes(id));
    },
  },
  server: {
    receive: (server, rows): Lease => {
      server.addNew(rows, ({ id }) => id);
      return { until: server.wall + HOUR_MS, ids: rows.map(({ id }) => id) };
    },
  },
});

test('equal sides - the reading was read in the step, the date came with an answer', (t) => {
  const { findings } = explore(leased, 'shipped', { seed: 213_261, runs: 300 });
  const decision = findings[0]?.story?.decision;
  if (decision === undefined) {
    t.fail('no decision');
    return;
  }
  const { left, right } = decision;
  t.is(left.value, right.value, 'at the exact boundary');
  t.regex(setWords(left, decision), /^read by agent-1 in that step$/);
  t.regex(setWords(right, decision), /^agent-1, step \d+: answer from server$/);
});

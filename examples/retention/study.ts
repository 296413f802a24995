/** Retention by age: an agent deletes rows that are thirty days old, whether uploaded or not. */
import { DAY_MS, MINUTE_MS, pipeline } from 'skewproof';

const RETENTION_MS = 30 * DAY_MS;

export default pipeline({
  name: 'retention',
  title: 'an agent that deletes rows thirty days old',
  variants: {
    shipped: { title: 'the age is by the wall clock', violated: ['conservation'] },
    corrected: { title: 'the age is by the elapsed clock, which no step moves' },
  },
  agent: {
    uploadEveryMs: 10 * MINUTE_MS,
    record: (agent, use) => {
      const since = agent.variant === 'shipped' ? agent.wall : agent.elapsed;
      return { ...use, id: agent.id, since };
    },
    upload: (agent) => {
      const now = agent.variant === 'shipped' ? agent.wall : agent.elapsed;
      agent.keep((row) => {
        const age = ['age', now - row.since] as const;
        return agent.decide('young', age, '<=', ['retention', RETENTION_MS], row, 'it is deleted');
      });
      return agent.rows;
    },
    answer: (agent, ids: readonly number[]) => agent.keep(({ id }) => !ids.includes(id)),
  },
  server: {
    receive: (server, rows) => {
      server.addNew(rows, ({ id }) => id);
      return rows.map(({ id }) => id);
    },
  },
});

/** Upload since the newest stamp: rows stay on the agent, and those newer than it are sent. */
import { pipeline } from 'skewproof';

export default pipeline({
  name: 'cursor',
  title: 'an agent that uploads what is newer than the newest that arrived',
  variants: {
    shipped: { title: 'newer by the stamp', violated: ['conservation', 'eventual-delivery'] },
    corrected: { title: 'newer is what the server does not have' },
  },
  agent: {
    memory: { newest: -Infinity, ids: [] as readonly number[] },
    record: (agent, use) => ({ ...use, id: agent.id, at: agent.wall }),
    upload: (agent) =>
      agent.rows.filter((row) => {
        if (agent.variant === 'corrected') return !agent.memory.ids.includes(row.id);
        const stamp = ['stamp', row.at, agent.name, 'use'] as const;
        const newest = ['newest stamp', agent.memory.newest, agent.name, 'answer'] as const;
        return agent.decide('newer', stamp, '>', newest, row, 'it is not sent');
      }),
    answer: (agent, { newest, ids }: { newest: number; ids: readonly number[] }) => {
      agent.memory.newest = newest;
      agent.memory.ids = ids;
    },
  },
  server: {
    receive: (server, rows) => {
      server.addNew(rows, ({ id }) => id);
      const newest = Math.max(...server.rows.map(({ at }) => at));
      return { newest, ids: server.rows.map(({ id }) => id) };
    },
  },
});

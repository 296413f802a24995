/**
 * An agent uploads its buffer; the server acknowledges it up to a place, and the agent deletes up
 * to there.
 */
import { pipeline } from 'skewproof';

export default pipeline({
  name: 'buffer',
  title: 'an agent that uploads its buffer by a cursor',
  variants: {
    naive: { title: 'the cursor is a wall-clock timestamp', violated: ['conservation'] },
    sequenced: { title: 'the cursor is a sequence number' },
  },
  agent: {
    record: (agent, use) =>
      agent.variant === 'naive'
        ? { ...use, run: 0, place: agent.wall, clock: agent.name }
        : { ...use, run: agent.run, place: agent.number, clock: undefined },
    // The rows of one run: the server sees each run in order and without holes.
    upload: (agent) => agent.rows.filter(({ run }) => run === agent.rows[0]?.run),
    answer: (agent, upTo: { run: number; place: number }) =>
      agent.keep((row) => {
        const place = ['place', row.place, row.clock, 'use'] as const;
        const watermark = ['watermark', upTo.place, row.clock, 'answer'] as const;
        const gone = 'the row counts as delivered and leaves the buffer';
        return row.run !== upTo.run || agent.decide('to-send', place, '>', watermark, row, gone);
      }),
  },
  server: {
    receive: (server, rows) => {
      const run = rows[0]?.run ?? 0;
      const newest = () =>
        Math.max(...server.rows.filter((row) => row.run === run).map((row) => row.place));
      for (const row of rows) if (row.place > newest()) server.add(row);
      return { run, place: newest() };
    },
  },
});

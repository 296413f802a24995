/** A server refuses requests whose time is five minutes off, and the client gives up after three tries. */
import { MINUTE_MS, pipeline } from 'skewproof';

export default pipeline({
  name: 'refusal',
  title: 'a server that refuses requests five minutes off',
  variants: {
    shipped: { title: 'after three tries the client gives up', violated: ['conservation'] },
    corrected: { title: "the client takes over the server's time, and goes on trying" },
  },
  plane: ['offset', 'uses'],
  agent: {
    memory: { tries: 0, correctionMs: 0 },
    record: (agent, use) => ({ ...use, id: agent.id }),
    upload: (agent) =>
      agent.rows.length > 0 && { at: agent.wall + agent.memory.correctionMs, rows: agent.rows },
    answer: (agent, { refused, now, ids }: { refused: boolean; now: number; ids: number[] }) => {
      agent.memory.tries = refused ? agent.memory.tries + 1 : 0;
      if (agent.variant === 'corrected') agent.memory.correctionMs = now - agent.wall;
      const givesUp = agent.variant === 'shipped' && agent.memory.tries >= 3;
      agent.keep(({ id }) => !ids.includes(id) || (refused && !givesUp));
    },
  },
  server: {
    receive: (server, { at, rows }) => {
      const distance = ['distance', Math.abs(at - server.wall)] as const;
      const tolerance = ['tolerance', 5 * MINUTE_MS] as const;
      const onTime = server.decide('on-time', distance, '<=', tolerance, rows, 'it is refused');
      if (onTime) server.addNew(rows, ({ id }) => id);
      return { refused: !onTime, now: server.wall, ids: rows.map(({ id }) => id) };
    },
  },
});

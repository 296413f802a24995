/** The study of the reference agent: `skewproof verify metering-agent --collector all`. */
import { pipeline } from '../../pipeline/pipeline.js';
import { HOUR_MS } from '../../../sim/model/time.js';
import { referenceAgent } from './agent.js';
import { MARGIN_MS } from './dates.js';

/**
 * The reference agent in three forms, beside a server without limits.
 * @since 0.1.0
 */
export const meteringAgentStudy = pipeline({
  name: 'metering-agent',
  title: 'a metering agent in three forms, for any collector',
  variants: {
    naive: {
      title: 'its own clock dates the uses, and any answer ends them',
      violated: ['dates'],
    },
    documented: {
      title: 'it keeps to documented limits and reads answers record by record',
      violated: ['dates'],
    },
    designed: {
      title: "it dates by the server's clock, and states the error",
      violated: ['dates'],
    },
  },
  agent: referenceAgent(undefined),
  server: {
    receive: (server, request) => {
      const { entries } = request;
      const rows = entries.flatMap(({ id, at, uses }) =>
        uses.map((use) => ({ ...use, id: Number(id), at, elapsed: 0, run: 0 })),
      );
      server.addNew(rows, ({ id }) => id);
      return {
        ...{ status: 200, wall: server.wall, refused: [] },
        sent: entries.map(({ id }) => id),
      };
    },
  },
  dated: ({ at }) => ({ at, boundMs: MARGIN_MS }),
  served: {
    batch: (request) => request,
    answer: (reply) => reply,
    agent: referenceAgent,
  },
  settleMs: 12 * HOUR_MS,
  without: ['server-disk-full'],
});

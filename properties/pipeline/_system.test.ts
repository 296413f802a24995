/** A small correct system for the tests of the form, with parts that a test can replace. */
import { pipeline } from './pipeline.js';
import type { AgentMachine, RowMaker, ServerMachine, Use } from './parts.js';

interface Row extends Use {
  readonly id: number;
  readonly at: number;
}
interface Sent {
  readonly dropped: number;
}
type Variant = 'right';

/** Each rule of the system; a test replaces one. */
export interface Rules {
  readonly record: (agent: RowMaker<Variant, Sent>, use: Use) => Row | undefined;
  readonly upload: (agent: AgentMachine<Variant, Row, Sent>) => readonly Row[];
  readonly answer: (agent: AgentMachine<Variant, Row, Sent>, ids: readonly number[]) => void;
  readonly receive: (
    server: ServerMachine<Variant, Row, unknown>,
    rows: readonly Row[],
  ) => readonly number[] | undefined;
  readonly dated?: (row: Row) => { readonly at: number };
}

const RIGHT: Rules = {
  record: (agent, use) => ({ ...use, id: agent.id, at: agent.wall }),
  upload: (agent) => agent.rows,
  answer: (agent, ids) => {
    agent.keep(({ id }) => !ids.includes(id));
  },
  receive: (server, rows) => {
    server.addNew(rows, ({ id }) => id);
    return rows.map(({ id }) => id);
  },
};

export function systemWith(replaced: Partial<Rules> = {}): ReturnType<typeof pipeline> {
  const { record, upload, answer, receive, dated } = { ...RIGHT, ...replaced };
  return pipeline({
    name: 'small',
    title: 'a small system',
    variants: { right: { title: 'as it should be' } },
    agent: { memory: { dropped: 0 }, record, upload, answer },
    server: { receive },
    ...(dated === undefined ? {} : { dated }),
  });
}

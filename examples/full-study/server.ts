/** The system under test, second half: keeps what it has not seen, acknowledges, shows. */
import { NO_EFFECTS, Seq } from 'skewproof';
import type { Effect, Model } from 'skewproof';
import type { Input, Message, Row } from './agent.js';

interface ServerState {
  readonly rows: Seq<Row>;
  /** The last place accepted of each run. A row at or before it is a repetition. */
  readonly upTo: Readonly<Record<string, number>>;
}

export const server: Model<ServerState, Message, Input> = {
  name: 'server',
  initial: { rows: Seq.empty(), upTo: {} },
  step(state, event) {
    if (event.kind === 'input' && event.input.kind === 'look')
      return [state, [{ kind: 'show', view: state.rows }]];
    if (event.kind !== 'message' || event.message.kind !== 'upload') return [state, NO_EFFECTS];
    let { rows, upTo } = state;
    const marks: Effect<Message>[] = [];
    for (const row of event.message.rows) {
      const last = upTo[row.run] ?? -Infinity;
      if (row.at > last) {
        rows = rows.push(row);
        upTo = { ...upTo, [row.run]: row.at };
      } else marks.push({ kind: 'mark', mark: 'row taken for a repetition' });
    }
    const run = event.message.rows[0]?.run ?? 0;
    const ack = { kind: 'ack', run, upTo: upTo[run] ?? 0 } as const;
    return [{ rows, upTo }, [...marks, { kind: 'send', to: event.from, message: ack }]];
  },
};

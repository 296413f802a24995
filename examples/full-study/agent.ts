/**
 * The system under test, first half: an agent that buffers what is used and uploads it.
 *
 * Every row has a place (`run`, `at`) that decides what has been delivered: everything up to the
 * place that the server acknowledges. The naive agent uses the wall clock as the place, as cursors
 * by timestamp do. The sequenced agent counts, within a run of its process.
 */
import { msOf, NO_EFFECTS, Seq } from 'skewproof';
import type { Effect, Model } from 'skewproof';

export interface Row {
  readonly record: number;
  readonly program: string;
  readonly run: number;
  readonly at: number;
}

export type Message =
  | { readonly kind: 'upload'; readonly rows: readonly Row[] }
  | { readonly kind: 'ack'; readonly run: number; readonly upTo: number };

export type Input =
  | { readonly kind: 'use'; readonly record: number; readonly program: string }
  | { readonly kind: 'look' };

interface AgentState {
  readonly run: number;
  readonly next: number;
  readonly rows: Seq<Row>;
}

const UPLOAD_EVERY_MS = 60_000;

/** All rows of the oldest row's run: the server sees each run in order and without holes. */
function upload(rows: Seq<Row>): readonly Effect<Message>[] {
  const run = rows.first()?.run;
  if (run === undefined) return NO_EFFECTS;
  const sent = rows.toArray().filter((row) => row.run === run);
  return [{ kind: 'send', to: 'server', message: { kind: 'upload', rows: sent } }];
}

/** Compares a row with the acknowledged place, by the rule of the variant. */
const stillToSend = (row: Row, upTo: number, naive: boolean): Effect<Message> => ({
  kind: 'decide',
  decision: {
    name: 'still-to-send',
    left: naive
      ? { name: 'stamp', value: row.at, clock: 'agent', latchedBy: 'use' }
      : { name: 'number', value: row.at },
    comparison: '>',
    right: {
      name: 'watermark',
      value: upTo,
      latchedBy: 'ack',
      ...(naive ? { clock: 'agent' } : {}),
    },
    held: row.at > upTo,
    outcome: 'the row counts as delivered and leaves the buffer',
    record: row.record,
  },
});

export const agent = (naive: boolean): Model<AgentState, Message, Input> => ({
  name: 'agent',
  initial: { run: 0, next: 0, rows: Seq.empty() },
  step(state, event, now) {
    switch (event.kind) {
      case 'start': {
        const found = event.disk['buffer']?.filter((entry) => !('torn' in (entry as object)));
        const rows = (found ?? Seq.empty()) as Seq<Row>;
        return [
          { run: naive ? 0 : event.entropy, next: 0, rows },
          [
            { kind: 'write', file: 'buffer', entries: rows },
            { kind: 'elapsed-timer', timer: 'upload', afterMs: UPLOAD_EVERY_MS },
          ],
        ];
      }
      case 'input': {
        if (event.input.kind !== 'use') return [state, NO_EFFECTS];
        const { record, program } = event.input;
        const at = naive ? msOf(now.wall) : state.next;
        const row = { record, program, run: state.run, at };
        return [
          { ...state, next: state.next + 1, rows: state.rows.push(row) },
          [
            { kind: 'append', file: 'buffer', entry: row },
            { kind: 'sync', file: 'buffer' },
          ],
        ];
      }
      case 'timer':
        return [
          state,
          [
            { kind: 'elapsed-timer', timer: 'upload', afterMs: UPLOAD_EVERY_MS },
            ...upload(state.rows),
          ],
        ];
      case 'message': {
        if (event.message.kind !== 'ack') return [state, NO_EFFECTS];
        const { run, upTo } = event.message;
        const asked = state.rows.filter((row) => row.run === run).toArray();
        const rows = state.rows.filter((row) => row.run !== run || row.at > upTo);
        return [
          { ...state, rows },
          [
            ...asked.map((row) => stillToSend(row, upTo, naive)),
            { kind: 'write', file: 'buffer', entries: rows },
            { kind: 'sync', file: 'buffer' },
            ...(rows.length < state.rows.length ? upload(rows) : NO_EFFECTS),
          ],
        ];
      }
      default:
        return [state, NO_EFFECTS];
    }
  },
});

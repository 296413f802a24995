/**
 * A server made of a handler: rows by agent, stored as a database stores them. The changes of a
 * request are written and synced before its answer leaves. A console shows the stored rows.
 */
import { NO_EFFECTS } from '../../sim/model/node.js';
import { Seq } from '../../sim/model/seq.js';
import type { Effect, LocalTime, Model, NodeEvent, Step } from '../../sim/model/node.js';
import { checkedRow, MachineView } from './machine.js';
import type { ServerMachine, ServerParts, Use } from './parts.js';
import { SERVER } from './protocol.js';
import type { Input, Message } from './protocol.js';

/** The rows of one agent. */
interface Table<Row> {
  readonly agent: string;
  readonly rows: Seq<Row>;
}

interface Stored<Row, Memory> {
  readonly kind: 'stored';
  /** In order of the agents' names. */
  readonly tables: readonly Table<Row>[];
  readonly memory: Memory;
}

/** An answer that waits until the changes of its request are on disk. */
interface Waiting<Row, Memory> {
  readonly to: string;
  readonly answer: unknown;
  readonly stored: Stored<Row, Memory>;
}

interface ServerState<Row, Memory> {
  /** Content of the disk, which a console shows. */
  readonly stored: Stored<Row, Memory>;
  /** Pending writes, the newest last. */
  readonly waiting: readonly Waiting<Row, Memory>[];
}

const FILE = 'stored';

const inOrder = <Row>(tables: readonly Table<Row>[]): readonly Table<Row>[] =>
  [...tables].sort((a, b) => (a.agent < b.agent ? -1 : 1));

/** Sorts the tables again after symmetric agents have exchanged their names. */
export const inOrderOfNames = (value: object): object =>
  'kind' in value && value.kind === 'stored' && 'tables' in value
    ? { ...value, tables: inOrder(value.tables as readonly Table<unknown>[]) }
    : value;

class ServerView<Variant extends string, Row extends Use, Memory>
  extends MachineView<Variant, Memory>
  implements ServerMachine<Variant, Row, Memory>
{
  readonly #before: Stored<Row, Memory>;
  readonly #found: Seq<Row>;
  #table: Seq<Row>;
  #rows: readonly Row[] | undefined;

  constructor(
    readonly from: string,
    variant: Variant,
    before: Stored<Row, Memory>,
    now: LocalTime,
  ) {
    super(SERVER, variant, before.memory, now);
    this.#before = before;
    this.#found = before.tables.find(({ agent }) => agent === from)?.rows ?? Seq.empty();
    this.#table = this.#found;
  }

  get rows(): readonly Row[] {
    this.#rows ??= this.#table.toArray();
    return this.#rows;
  }

  add(row: Row): void {
    this.#table = this.#table.push(checkedRow(row, 'receive'));
    this.#rows = undefined;
  }

  addNew(rows: readonly Row[], keyOf: (row: Row) => number | string): void {
    const known = new Set(this.rows.map(keyOf));
    for (const row of rows) {
      const key = keyOf(row);
      if (known.has(key)) continue;
      known.add(key);
      this.add(row);
    }
  }

  keep(keep: (row: Row) => boolean): number {
    const kept = this.#table.filter(keep);
    const letGo = this.#table.length - kept.length;
    if (letGo > 0) {
      this.#table = kept;
      this.#rows = undefined;
    }
    return letGo;
  }

  get effects(): readonly Effect<Message>[] {
    return this.asked;
  }

  /** True if the request changed anything. */
  get changed(): boolean {
    const before = this.#before.memory as Readonly<Record<string, unknown>>;
    const fields = Object.entries(this.memory as Readonly<Record<string, unknown>>);
    return (
      this.#table !== this.#found || fields.some(([name, value]) => !Object.is(value, before[name]))
    );
  }

  stored(): Stored<Row, Memory> {
    const others = this.#before.tables.filter(({ agent }) => agent !== this.from);
    const tables = inOrder([...others, { agent: this.from, rows: this.#table }]);
    return { kind: 'stored', tables, memory: this.memory };
  }
}

const answerTo = (to: string, body: unknown): readonly Effect<Message>[] =>
  body === undefined ? NO_EFFECTS : [{ kind: 'send', to, message: { kind: 'answer', body } }];

export function serverOf<Variant extends string, Row extends Use, Request, Answer, Memory>(
  parts: ServerParts<Variant, Row, Request, Answer, Memory>,
  variant: Variant,
): Model<ServerState<Row, Memory>, Message, Input> {
  type State = ServerState<Row, Memory>;
  const memory = (parts.memory ?? {}) as Memory;
  const empty: State = { stored: { kind: 'stored', tables: [], memory }, waiting: [] };

  function receive(
    before: State,
    from: string,
    body: unknown,
    now: LocalTime,
  ): Step<State, Message> {
    const newest = before.waiting.at(-1)?.stored ?? before.stored;
    const server = new ServerView<Variant, Row, Memory>(from, variant, newest, now);
    const answer = parts.receive(server, body as Request);
    if (!server.changed && before.waiting.length === 0)
      return [before, [...server.effects, ...answerTo(from, answer)]];
    const stored = server.stored();
    const waiting = [...before.waiting, { to: from, answer, stored }];
    return [
      { stored: before.stored, waiting },
      [
        ...server.effects,
        { kind: 'write', file: FILE, entries: Seq.of<unknown>([stored]) },
        { kind: 'sync', file: FILE },
      ],
    ];
  }

  return {
    name: SERVER,
    initial: empty,
    step(state, event: NodeEvent<Message, Input>, now) {
      switch (event.kind) {
        case 'start': {
          const stored = event.disk[FILE]?.first() as Stored<Row, Memory> | undefined;
          return [stored === undefined ? empty : { stored, waiting: [] }, NO_EFFECTS];
        }
        case 'message':
          return event.message.kind === 'upload'
            ? receive(state, event.from, event.message.body, now)
            : [state, NO_EFFECTS];
        case 'synced': {
          const [written, ...waiting] = state.waiting;
          if (written === undefined) return [state, NO_EFFECTS];
          return [{ stored: written.stored, waiting }, answerTo(written.to, written.answer)];
        }
        case 'input':
          return [state, [{ kind: 'show', view: rowsOf(state) }]];
        default:
          return [state, NO_EFFECTS];
      }
    },
  };
}

/** The stored rows of all agents. */
const rowsOf = <Row>({ stored }: ServerState<Row, unknown>): readonly Row[] =>
  stored.tables.flatMap(({ rows }) => rows.toArray());

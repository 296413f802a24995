/**
 * An agent made of handlers: rows in a file, uploaded by a timer, kept until a handler drops them.
 *
 * A row is uploaded only once it is durable. A row that a full disk refuses has then reached no other
 * node, so the report of its loss is true.
 */
import { NO_EFFECTS } from '../../sim/model/node.js';
import { Seq } from '../../sim/model/seq.js';
import { MINUTE_MS, localMs } from '../../sim/model/time.js';
import type {
  DiskContents,
  Effect,
  LocalTime,
  Model,
  NodeEvent,
  Step,
} from '../../sim/model/node.js';
import { checkedRow, MachineView } from './machine.js';
import type { AgentMachine, AgentParts, RowMaker, Use } from './parts.js';
import { SERVER, useOf } from './protocol.js';
import type { Input, Message, UseInput } from './protocol.js';

/** A row on disk, with its place in the file. */
interface Entry<Row> {
  readonly place: number;
  readonly row: Row;
}

interface AgentState<Row, Memory> {
  readonly run: number;
  /** Rows that this process has made. */
  readonly made: number;
  /** The last place assigned; no place is assigned twice. */
  readonly place: number;
  readonly memory: Memory;
  /** The content of the file, without entries that the disk has refused. */
  readonly entries: Seq<Entry<Row>>;
  /** Entries up to this place are durable. */
  readonly durable: number;
  /** For each pending sync, the last place that it makes durable. */
  readonly syncing: readonly number[];
  /**
   * Entries up to this place were written again with the file, even if their append was refused.
   */
  readonly rewritten: number;
}

type Stepped<Row, Memory> = Step<AgentState<Row, Memory>, Message>;

const FILE = 'rows';
const UPLOAD = 'upload';
/**
 * Limit of the row numbers of one run; together with 32 bits of the run they stay exact integers.
 */
const NUMBERS = 2 ** 20;

const SYNC: Effect<Message> = { kind: 'sync', file: FILE };

class AgentView<Variant extends string, Row extends Use, Memory>
  extends MachineView<Variant, Memory>
  implements AgentMachine<Variant, Row, Memory>, RowMaker<Variant, Memory>
{
  readonly #before: AgentState<Row, Memory>;
  #entries: Seq<Entry<Row>>;
  #rows: readonly Row[] | undefined;

  constructor(name: string, variant: Variant, state: AgentState<Row, Memory>, now: LocalTime) {
    super(name, variant, state.memory, now);
    this.#before = state;
    this.#entries = state.entries;
  }

  get run(): number {
    return this.#before.run;
  }

  get number(): number {
    return this.#before.made;
  }

  get id(): number {
    return this.run * NUMBERS + this.number;
  }

  get rows(): readonly Row[] {
    this.#rows ??= this.#entries
      .filter(({ place }) => place <= this.#before.durable)
      .toArray()
      .map(({ row }) => row);
    return this.#rows;
  }

  /** True if the step dropped rows. */
  get letGo(): boolean {
    return this.#entries.length < this.#before.entries.length;
  }

  keep(keep: (row: Row) => boolean): number {
    const { durable } = this.#before;
    const kept = this.#entries.filter(({ place, row }) => place > durable || keep(row));
    const letGo = this.#entries.length - kept.length;
    if (letGo > 0) {
      this.#entries = kept;
      this.#rows = undefined;
    }
    return letGo;
  }

  after(timer: string, ms: number): void {
    this.asked.push({ kind: 'elapsed-timer', timer, afterMs: ms });
  }

  at(timer: string, wall: number): void {
    this.asked.push({ kind: 'wall-timer', timer, at: localMs(wall) });
  }

  cancel(timer: string): void {
    this.asked.push({ kind: 'cancel-timer', timer });
  }

  send(body: unknown): void {
    if (body === undefined || body === false || (Array.isArray(body) && body.length === 0)) return;
    this.asked.push({ kind: 'send', to: SERVER, message: { kind: 'upload', body } });
  }

  write(...effects: readonly Effect<Message>[]): void {
    this.asked.push(...effects);
  }

  /** The state and the effects of the step. A file from which rows were dropped is rewritten. */
  stepped(changes: Partial<AgentState<Row, Memory>> = {}): Stepped<Row, Memory> {
    const before = this.#before;
    const state = { ...before, memory: this.memory, ...changes };
    if (!this.letGo) return [state, this.asked];
    const entries = this.#entries;
    const { place } = state;
    return [
      { ...state, entries, rewritten: place, syncing: [...state.syncing, place] },
      [...this.asked, { kind: 'write', file: FILE, entries }, SYNC],
    ];
  }
}

/** Entries that a starting process finds, without a torn one. */
const foundOn = <Row>(disk: DiskContents): Seq<Entry<Row>> =>
  (disk[FILE] ?? Seq.empty()).filter((entry) => !('torn' in (entry as object))) as Seq<Entry<Row>>;

/** The steps of one agent: its own handlers, around a file of rows. */
class AgentSteps<Variant extends string, Row extends Use, Request, Answer, Memory> {
  readonly initial: AgentState<Row, Memory>;
  readonly #parts: AgentParts<Variant, Row, Request, Answer, Memory>;
  readonly #name: string;
  readonly #variant: Variant;
  readonly #uploadEveryMs: number;

  constructor(
    parts: AgentParts<Variant, Row, Request, Answer, Memory>,
    name: string,
    variant: Variant,
  ) {
    this.#parts = parts;
    this.#name = name;
    this.#variant = variant;
    this.#uploadEveryMs = parts.uploadEveryMs ?? MINUTE_MS;
    this.initial = {
      run: 0,
      made: 0,
      place: 0,
      memory: (parts.memory ?? {}) as Memory,
      entries: Seq.empty(),
      durable: 0,
      syncing: [],
      rewritten: 0,
    };
  }

  #seen(state: AgentState<Row, Memory>, now: LocalTime): AgentView<Variant, Row, Memory> {
    return new AgentView(this.#name, this.#variant, state, now);
  }

  #upload(agent: AgentView<Variant, Row, Memory>): void {
    agent.send(this.#parts.upload(agent));
  }

  start(disk: DiskContents, entropy: number, now: LocalTime): Stepped<Row, Memory> {
    const entries = foundOn<Row>(disk);
    const place = entries.last()?.place ?? 0;
    // A torn entry is removed, so that none stands between rows.
    const torn = (disk[FILE]?.length ?? 0) > entries.length;
    const syncing = torn ? [place] : [];
    const found = { place, entries, syncing, durable: place, rewritten: place };
    const agent = this.#seen({ ...this.initial, ...found, run: entropy }, now);
    if (torn) agent.write({ kind: 'write', file: FILE, entries }, SYNC);
    agent.after(UPLOAD, this.#uploadEveryMs);
    this.#parts.start?.(agent);
    return agent.stepped();
  }

  use(before: AgentState<Row, Memory>, input: UseInput, now: LocalTime): Stepped<Row, Memory> {
    const made = before.made + 1;
    const agent = this.#seen({ ...before, made }, now);
    const row = this.#parts.record(agent, useOf(input));
    if (row === undefined) return agent.stepped();
    const place = before.place + 1;
    const entry = { place, row: checkedRow(row, 'record') };
    agent.write({ kind: 'append', file: FILE, entry }, SYNC);
    return agent.stepped({
      place,
      entries: before.entries.push(entry),
      syncing: [...before.syncing, place],
    });
  }

  timer(before: AgentState<Row, Memory>, due: string, now: LocalTime): Stepped<Row, Memory> {
    const agent = this.#seen(before, now);
    if (due === UPLOAD) {
      agent.after(UPLOAD, this.#uploadEveryMs);
      this.#upload(agent);
    } else this.#parts.timer?.(agent, due);
    return agent.stepped();
  }

  answer(before: AgentState<Row, Memory>, body: unknown, now: LocalTime): Stepped<Row, Memory> {
    const agent = this.#seen(before, now);
    this.#parts.answer(agent, body as Answer);
    if (agent.letGo) this.#upload(agent);
    return agent.stepped();
  }

  /** Reports a row for which the disk had no room. */
  refused(
    before: AgentState<Row, Memory>,
    { place, row }: Entry<Row>,
    now: LocalTime,
  ): Stepped<Row, Memory> {
    // The file has been rewritten since, with this row in it, so it is not lost.
    if (place <= before.rewritten) return [before, NO_EFFECTS];
    const agent = this.#seen(before, now);
    agent.report('disk full', [row]);
    return agent.stepped({ entries: before.entries.filter((entry) => entry.place !== place) });
  }

  synced(before: AgentState<Row, Memory>): Stepped<Row, Memory> {
    const [place = before.durable, ...syncing] = before.syncing;
    return [{ ...before, syncing, durable: Math.max(before.durable, place) }, NO_EFFECTS];
  }

  wake(before: AgentState<Row, Memory>, now: LocalTime): Stepped<Row, Memory> {
    const agent = this.#seen(before, now);
    this.#parts.wake?.(agent);
    return agent.stepped();
  }
}

export function agentOf<Variant extends string, Row extends Use, Request, Answer, Memory>(
  parts: AgentParts<Variant, Row, Request, Answer, Memory>,
  name: string,
  variant: Variant,
): Model<AgentState<Row, Memory>, Message, Input> {
  const agent = new AgentSteps(parts, name, variant);
  return {
    name: 'agent',
    initial: agent.initial,
    step(state, event: NodeEvent<Message, Input>, now) {
      switch (event.kind) {
        case 'start':
          return agent.start(event.disk, event.entropy, now);
        case 'input':
          return event.input.kind === 'use'
            ? agent.use(state, event.input, now)
            : [state, NO_EFFECTS];
        case 'timer':
          return agent.timer(state, event.timer, now);
        case 'message':
          return event.message.kind === 'answer'
            ? agent.answer(state, event.message.body, now)
            : [state, NO_EFFECTS];
        case 'synced':
          return agent.synced(state);
        case 'disk-full':
          return agent.refused(state, event.entry as Entry<Row>, now);
        case 'wake':
          return agent.wake(state, now);
      }
    },
  };
}

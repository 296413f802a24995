/** The two machines made of handlers, event by event. */
import test from 'ava';
import { Seq } from '../../sim/model/seq.js';
import { TORN } from '../../sim/model/node.js';
import type { Effect, Model, NodeEvent } from '../../sim/model/node.js';
import { elapsedMs, localMs } from '../../sim/model/time.js';
import { agentOf } from './agent.js';
import type { AgentParts, ServerParts, Use } from './parts.js';
import type { Input, Message } from './protocol.js';
import { serverOf } from './server.js';

interface Row extends Use {
  readonly id: number;
}

type Event = NodeEvent<Message, Input>;

const now = { wall: localMs(1_000), elapsed: elapsedMs(10) };
const RUN = 7;
const start = (disk: Readonly<Record<string, Seq<unknown>>> = {}): Event => ({
  kind: 'start',
  disk,
  entropy: RUN,
});
const use = (record: number): Event => ({
  kind: 'input',
  input: { kind: 'use', record, agent: 'agent-1', item: 'item-1' },
  entropy: 0,
});
const synced: Event = { kind: 'synced', file: 'rows' };
const uploadIsDue: Event = { kind: 'timer', timer: 'upload' };
const answered = (body: unknown): Event => ({
  kind: 'message',
  from: 'server',
  message: { kind: 'answer', body },
});

/** The effects of the last of the events. */
function after<State>(
  model: Model<State, Message, Input>,
  ...events: readonly Event[]
): readonly Effect<Message>[] {
  let { initial: state } = model;
  let effects: readonly Effect<Message>[] = [];
  for (const event of events) [state, effects] = model.step(state, event, now);
  return effects;
}

const parts: AgentParts<'right', Row, readonly Row[], readonly number[], { seen: number }> = {
  memory: { seen: 0 },
  record: (agent, { record, agent: name, item }) => ({ record, agent: name, item, id: agent.id }),
  upload: (agent) => agent.rows,
  answer: (agent, ids) => agent.keep(({ id }) => !ids.includes(id)),
};
const agent = agentOf(parts, 'agent-1', 'right');

const sentIn = (effects: readonly Effect<Message>[]): readonly number[] =>
  effects.flatMap((effect) =>
    effect.kind === 'send' ? (effect.message.body as readonly Row[]).map((row) => row.record) : [],
  );

const appended = (effects: readonly Effect<Message>[]): unknown =>
  effects.find((effect) => effect.kind === 'append')?.entry;

test('agent - a row is uploaded once it is durable, and not before', (t) => {
  t.deepEqual(sentIn(after(agent, start(), use(1), uploadIsDue)), []);
  t.deepEqual(sentIn(after(agent, start(), use(1), synced, uploadIsDue)), [1]);
  t.deepEqual(sentIn(after(agent, start(), use(1), use(2), synced, uploadIsDue)), [1]);
});

test('agent - what a full disk refuses is reported, and never uploaded', (t) => {
  const refused: Event = {
    kind: 'disk-full',
    file: 'rows',
    entry: appended(after(agent, start(), use(1))),
  };
  const effects = after(agent, start(), use(1), refused);
  t.deepEqual(effects, [
    {
      kind: 'report',
      report: { name: 'disk full', records: [1], details: { agent: 'agent-1' } },
    },
  ]);
  t.deepEqual(sentIn(after(agent, start(), use(1), refused, synced, uploadIsDue)), []);
});

test('agent - a row that was refused and then written with the others is kept', (t) => {
  const first = after(agent, start(), use(1));
  const { id } = (appended(first) as { row: Row }).row;
  const second = after(agent, start(), use(1), synced, use(2));
  const refused: Event = { kind: 'disk-full', file: 'rows', entry: appended(second) };
  const before = [start(), use(1), synced, use(2), answered([id])];
  t.true(after(agent, ...before).some(({ kind }) => kind === 'write'));
  t.deepEqual(after(agent, ...before, refused), []);
  t.deepEqual(sentIn(after(agent, ...before, refused, synced, synced, uploadIsDue)), [2]);
});

test('agent - a handler that drops rows cannot reach a row that is not durable yet', (t) => {
  const careless = agentOf(
    { ...parts, answer: (machine) => machine.keep(() => false) },
    'a',
    'right',
  );
  const written = after(careless, start(), use(1), synced, use(2), answered([])).find(
    ({ kind }) => kind === 'write',
  );
  t.is(written?.kind === 'write' ? written.entries.length : 0, 1);
});

test('agent - a torn row is left out, and no later row gets its place', (t) => {
  const entry = appended(after(agent, start(), use(1)));
  const disk = { rows: Seq.of([entry, TORN]) };
  const started = after(agent, start(disk));
  t.true(started.some((effect) => effect.kind === 'write' && effect.entries.length === 1));
  t.deepEqual(sentIn(after(agent, start(disk), uploadIsDue)), [1]);
});

test('agent - rows left after an answer are uploaded at once, unless the answer dropped none', (t) => {
  const made = [start(), use(1), synced, use(2), synced];
  const { id } = (appended(after(agent, start(), use(1))) as { row: Row }).row;
  t.deepEqual(sentIn(after(agent, ...made, answered([id]))), [2]);
  t.deepEqual(sentIn(after(agent, ...made, answered([]))), []);
});

test('agent - identifiers differ within a run and between runs', (t) => {
  const idOf = (effects: readonly Effect<Message>[]): number =>
    (appended(effects) as { row: Row }).row.id;
  const again: Event = { kind: 'start', disk: {}, entropy: RUN + 1 };
  const ids = [
    idOf(after(agent, start(), use(1))),
    idOf(after(agent, start(), use(1), use(2))),
    idOf(after(agent, again, use(1))),
  ];
  t.is(new Set(ids).size, 3);
  const last: Event = { kind: 'start', disk: {}, entropy: 0xffff_ffff };
  t.true(Number.isSafeInteger(idOf(after(agent, last, use(1)))));
});

test('agent - a row without its use is refused by name', (t) => {
  const careless = agentOf(
    { ...parts, record: () => ({ id: 1 }) as unknown as Row },
    'agent-1',
    'right',
  );
  t.throws(() => after(careless, start(), use(1)), { message: /row in record has no record/ });
});

test('agent - a side of a comparison that is not a number is refused by name', (t) => {
  for (const value of [NaN, undefined as unknown as number, '7' as unknown as number]) {
    const careless = agentOf(
      {
        ...parts,
        record: (made, one) => {
          made.decide('young', ['age', value], '<=', ['limit', 5], one);
          return { ...one, id: made.id };
        },
      },
      'agent-1',
      'right',
    );
    t.throws(() => after(careless, start(), use(1)), {
      message: `in decide "young" the side "age" is ${String(value)}, not a number`,
    });
  }
});

test('agent - its timers and its memory are its own, and a start forgets the memory', (t) => {
  const timed = agentOf(
    {
      ...parts,
      start: (machine) => {
        machine.at('nightly', 5_000);
      },
      timer: (machine, timer) => {
        machine.memory.seen += 1;
        machine.mark(`${timer} ${String(machine.memory.seen)}`);
        machine.after('upload', 3);
      },
    },
    'agent-1',
    'right',
  );
  const due: Event = { kind: 'timer', timer: 'nightly' };
  t.true(
    after(timed, start()).some(
      (effect) => effect.kind === 'wall-timer' && effect.timer === 'nightly',
    ),
  );
  t.deepEqual(after(timed, start(), due, due), [
    { kind: 'mark', mark: 'nightly 2' },
    { kind: 'elapsed-timer', timer: 'upload', afterMs: 3 },
  ]);
  t.deepEqual(after(timed, start(), due, start(), due)[0], { kind: 'mark', mark: 'nightly 1' });
});

const serverParts: ServerParts<'right', Row, readonly Row[], number, { requests: number }> = {
  memory: { requests: 0 },
  receive: (server, rows) => {
    server.memory.requests += rows.length > 0 ? 1 : 0;
    server.addNew(rows, ({ id }) => id);
    return server.memory.requests;
  },
};
const server = serverOf(serverParts, 'right');
const request = (from: string, ...ids: readonly number[]): Event => ({
  kind: 'message',
  from,
  message: {
    kind: 'upload',
    body: ids.map((id) => ({ record: id, agent: from, item: 'item-1', id })),
  },
});
const stored: Event = { kind: 'synced', file: 'stored' };
const look: Event = { kind: 'input', input: { kind: 'look' }, entropy: 0 };
const shownIn = (effects: readonly Effect<Message>[]): readonly number[] =>
  effects.flatMap((effect) =>
    effect.kind === 'show' ? (effect.view as readonly Row[]).map((row) => row.record) : [],
  );
const answersIn = (effects: readonly Effect<Message>[]): readonly unknown[] =>
  effects.flatMap((effect) => (effect.kind === 'send' ? [[effect.to, effect.message.body]] : []));

test('server - answers and shows what it has stored, in the order of the requests', (t) => {
  const a = request('agent-1', 1);
  const b = request('agent-2', 2);
  t.deepEqual(answersIn(after(server, start(), a)), []);
  t.deepEqual(shownIn(after(server, start(), a, look)), []);
  t.deepEqual(answersIn(after(server, start(), a, b, stored)), [['agent-1', 1]]);
  t.deepEqual(shownIn(after(server, start(), a, b, stored, look)), [1]);
  t.deepEqual(answersIn(after(server, start(), a, b, stored, stored)), [['agent-2', 2]]);
  t.deepEqual(shownIn(after(server, start(), b, a, stored, stored, look)), [1, 2]);
});

test('server - a request that changes nothing is answered at once', (t) => {
  t.deepEqual(answersIn(after(server, start(), request('agent-1'))), [['agent-1', 0]]);
});

test('server - starts with what is on its disk', (t) => {
  const written = after(server, start(), request('agent-1', 1)).find(
    ({ kind }) => kind === 'write',
  );
  if (written?.kind !== 'write') throw new Error('nothing was written');
  const again = start({ stored: written.entries });
  t.deepEqual(shownIn(after(server, again, look)), [1]);
  t.deepEqual(answersIn(after(server, again, request('agent-1', 1), stored)), [['agent-1', 2]]);
  t.deepEqual(shownIn(after(server, again, request('agent-1', 1), stored, look)), [1]);
});

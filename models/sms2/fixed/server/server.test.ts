/** The fixed server step by step: tickets, refused writes, reports after a crash, collation. */
import test from 'ava';
import { TORN } from '../../../../sim/model/node.js';
import type { DiskContents, NodeEvent } from '../../../../sim/model/node.js';
import { Seq } from '../../../../sim/model/seq.js';
import { elapsedMs, localMs } from '../../../../sim/model/time.js';
import type { Input, Message } from '../../protocol.js';
import type { DatedRecord, LostRecords, RecordId, UploadElement } from '../protocol.js';
import { fixedServer } from './server.js';
import type { FixedServerState } from './state.js';
import { entryOf } from './table.js';

type Event = NodeEvent<Message, Input>;
type ServerEffect = ReturnType<ReturnType<typeof fixedServer>['step']>[1][number];

const NOW = { wall: localMs(1_000), elapsed: elapsedMs(1_000) };
const START = 3;

class Driven {
  state: FixedServerState;
  effects: readonly ServerEffect[] = [];
  readonly #server = fixedServer(undefined, 's');

  constructor(disk: DiskContents = {}) {
    this.state = this.#server.initial;
    this.on({ kind: 'start', disk, entropy: START });
  }

  on(event: Event): this {
    [this.state, this.effects] = this.#server.step(this.state, event, NOW);
    return this;
  }

  hears(message: Message, from = 'c'): this {
    return this.on({ kind: 'message', from, message });
  }

  synced(): this {
    return this.on({ kind: 'synced', file: 'cache' });
  }

  /** The entry that the last step appended. */
  get entry(): unknown {
    const [write] = this.effects;
    return write?.kind === 'append' ? write.entry : undefined;
  }

  get sent(): readonly Message[] {
    return this.effects.flatMap((effect) => (effect.kind === 'send' ? [effect.message] : []));
  }

  get kinds(): readonly string[] {
    return this.effects.map(({ kind }) => kind);
  }
}

const id = (sequence: number): RecordId => ({ incarnation: 1, sequence });
const kept = (sequence: number): DatedRecord => ({
  ...{ kind: 'kept', ...id(sequence), record: sequence, user: 'u', program: 'p', version: '1' },
  ...{ start: localMs(0), end: localMs(1), boundMs: 5 },
});
const lost = (from: number, sequence: number): LostRecords => ({
  ...{ kind: 'lost', ...id(sequence), from },
  tracers: Seq.of(Array.from({ length: sequence + 1 - from }, (_, at) => from + at)),
});
const batch = (
  ticket: number,
  index: number,
  elements: readonly UploadElement[],
  base?: RecordId,
): Message => ({
  ...{ kind: 'fixed-batch', ticket, index, elements, base, goodbye: false },
});

const TICKET = START * 1_048_576 + 1;
const greeted = (disk?: DiskContents): Driven =>
  new Driven(disk).hears({ kind: 'fixed-hello', hello: 8 });

test('server - a hello has a ticket of its own, and a doubled one the same', (t) => {
  const server = greeted();
  const welcome = { kind: 'fixed-welcome', hello: 8, ticket: TICKET, serverTime: NOW.wall };
  t.deepEqual(server.sent, [{ ...welcome, tip: undefined } as Message]);
  server.hears({ kind: 'fixed-hello', hello: 8 });
  t.like(server.sent[0], { ticket: TICKET });
  server.hears({ kind: 'fixed-hello', hello: 9 });
  t.like(server.sent[0], { hello: 9, ticket: TICKET + 1 });
  server.hears({ kind: 'fixed-hello', hello: 1 }, 'd');
  t.like(server.sent[0], { ticket: TICKET + 2 });
});

test('server - a batch is taken once, in its turn, and not by another ticket', (t) => {
  const server = greeted();
  for (const other of [batch(TICKET + 1, 0, [kept(1)]), batch(TICKET, 1, [kept(1)])])
    t.deepEqual(server.hears(other).effects, []);
  t.deepEqual(server.hears(batch(TICKET, 0, [kept(1)]), 'd').effects, []);
  server.hears(batch(TICKET, 0, [kept(1)]));
  t.deepEqual(server.kinds, ['append', 'sync']);
  t.deepEqual(server.hears(batch(TICKET, 0, [kept(1)])).effects, []);
  // While a batch is being written, a hello waits; a repeated hello keeps the place.
  t.deepEqual(server.hears({ kind: 'fixed-hello', hello: 8 }).effects, []);
  server.synced();
  t.deepEqual(server.sent, [{ kind: 'fixed-accepted', ticket: TICKET, index: 0, tip: id(1) }]);
  t.deepEqual(server.state.cache.toArray(), [
    {
      ...{ record: 1, client: 'c', user: 'u', program: 'p', version: '1', server: 's', row: 1 },
      ...{ start: localMs(0), end: localMs(1), boundMs: 5, incarnation: 1, sequence: 1 },
    },
  ]);
  server.hears({ kind: 'fixed-hello', hello: 8 });
  t.like(server.sent[0], { ticket: TICKET, tip: id(1) });
  server.hears(batch(TICKET, 1, [kept(2)], id(1))).synced();
  t.is(server.state.cache.last()?.row, 2);
  t.is(server.state.pending.length, 0);
});

test('server - what the disk has no room for is forgotten, and taken when it comes again', (t) => {
  const server = greeted().hears(batch(TICKET, 0, [kept(1)]));
  const { entry } = server;
  server.hears(batch(TICKET, 1, [kept(2)], id(1)));
  server.on({ kind: 'disk-full', file: 'cache', entry });
  t.deepEqual(server.effects, []);
  t.is(entryOf(server.state.tickets, 'c')?.writing, 1);
  t.is(server.state.pending.at(0), undefined);
  t.is(server.state.pending.length, 2);
  server.on({ kind: 'disk-full', file: 'cache', entry: 'of another file' });
  t.is(entryOf(server.state.tickets, 'c')?.writing, 1);
  t.deepEqual(server.synced().effects, []);
  t.is(server.synced().sent.length, 1);
  t.deepEqual(
    server.state.cache.toArray().map(({ row }) => row),
    [2],
  );
  t.is(entryOf(server.state.tickets, 'c')?.writing, 0);
});

test('server - losses and gaps are reported when they are durable, and after a crash in between', (t) => {
  const server = greeted().hears(batch(TICKET, 0, [lost(1, 2), kept(3)]));
  t.deepEqual(server.kinds, ['append', 'sync']);
  const { entry } = server;
  server.synced();
  t.deepEqual(server.kinds, ['report', 'send']);
  t.deepEqual(
    server.state.cache.toArray().map(({ record }) => record),
    [3],
  );
  const crashed = new Driven({ cache: Seq.of<unknown>([entry, TORN]) });
  t.deepEqual(crashed.effects, server.effects.slice(0, 1));
  t.deepEqual(entryOf(crashed.state.chains, 'c')?.tip, id(3));
  t.is(crashed.state.counter, 1);
  t.false(crashed.state.retired);
  const gap = greeted()
    .hears(batch(TICKET, 0, [kept(4)], id(3)))
    .synced();
  t.deepEqual(gap.kinds, ['report', 'send']);
  const whole = greeted()
    .hears(batch(TICKET, 0, [kept(1)]))
    .synced();
  t.deepEqual(whole.kinds, ['send']);
});

test('server - collation takes its rows, and deletes those of this start alone', (t) => {
  const server = greeted();
  t.deepEqual(server.hears({ kind: 'collect' }, 'site').effects, []);
  server.hears(batch(TICKET, 0, [kept(1), kept(2)])).synced();
  server.hears({ kind: 'collect' }, 'site');
  t.like(server.sent[0], { kind: 'rows', start: START });
  const { cache } = server.state;
  t.deepEqual(server.hears({ kind: 'collected', upToRow: 1, start: START + 1 }).effects, []);
  t.deepEqual(server.hears({ kind: 'collected', upToRow: 0, start: START }).effects, []);
  t.is(server.state.cache, cache);
  server.hears(batch(TICKET, 1, [kept(3)], id(2)));
  const { entry } = server;
  server.hears({ kind: 'collected', upToRow: 1, start: START });
  t.deepEqual(
    server.state.cache.toArray().map(({ row }) => row),
    [2],
  );
  const [write, sync] = server.effects;
  t.deepEqual(sync, { kind: 'sync', file: 'cache' });
  const written = write?.kind === 'write' ? write.entries.toArray() : [];
  t.is(written.length, 2);
  t.is(written[1], entry);
  t.false(Object.hasOwn(written[0] as object, 'retired'));
  t.is(server.state.pending.length, 2);
  const again = new Driven({ cache: Seq.of(written) });
  t.deepEqual(
    again.state.cache.toArray().map(({ row }) => row),
    [2, 3],
  );
  t.is(again.state.counter, 3);
  t.deepEqual(entryOf(again.state.chains, 'c')?.tip, id(3));
});

test('server - a retired server hands over its histories once they are durable, and takes no more', (t) => {
  const server = greeted()
    .hears(batch(TICKET, 0, [kept(1)]))
    .synced();
  server.hears({ kind: 'retire' }, 'site');
  t.deepEqual(server.sent, []);
  t.true(server.state.retired);
  const { entry } = server;
  t.deepEqual(server.hears({ kind: 'fixed-hello', hello: 9 }).effects, []);
  t.deepEqual(server.hears(batch(TICKET, 1, [kept(2)], id(1))).effects, []);
  server.synced();
  const history = { tip: id(1), seen: { 1: 1 }, closed: false };
  t.deepEqual(server.sent, [{ kind: 'retired', histories: [['c', history]] }]);
  // A hello that comes all the same is answered by way of the site server.
  server.hears({ kind: 'fixed-hello', hello: 9 });
  t.deepEqual(server.sent, [{ kind: 'retired', histories: [['c', history]] }]);
  t.true(new Driven({ cache: Seq.of<unknown>([entry]) }).state.retired);

  const next = new Driven().hears({ kind: 'adopt', histories: [['c', history]] }, 'site');
  t.deepEqual(next.sent, []);
  t.deepEqual(next.synced().sent, [{ kind: 'adopted' }]);
  t.false(next.state.retired);
  t.deepEqual(entryOf(next.state.chains, 'c'), history);
  // A doubled message does not put back what has gone on.
  next.hears({ kind: 'fixed-hello', hello: 1 });
  next.hears(batch(TICKET, 0, [kept(2)], id(1))).synced();
  next.hears({ kind: 'adopt', histories: [['c', history]] }, 'site').synced();
  t.deepEqual(entryOf(next.state.chains, 'c')?.tip, id(2));
});

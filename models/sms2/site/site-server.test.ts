/** The site server: what it keeps on its disk, and how a retirement goes on after a loss. */
import test from 'ava';
import type { DiskContents, NodeEvent } from '../../../sim/model/node.js';
import { Seq } from '../../../sim/model/seq.js';
import { elapsedMs, localMs, MINUTE_MS } from '../../../sim/model/time.js';
import type { Input, Message } from '../protocol.js';
import { siteServer } from './site-server.js';
import type { SiteServerOptions } from './site-state.js';

const NOW = { wall: localMs(1_000), elapsed: elapsedMs(0) };
const OPTIONS: SiteServerOptions = {
  ...{ servers: ['one', 'two'], pollMs: 60_000, retries: 3, retryDelayMs: 5, excludedListBytes: 0 },
  ...{ configurationAgeMs: 400, collationMs: 70, collationAgeMs: 0, summariseAfterMs: 0 },
  ...{ summariseBy: 'hour', serverless: false },
};

const HISTORY = ['c', { tip: undefined, seen: {}, closed: false }] as const;
const RETIRED: Message = { kind: 'retired', histories: [HISTORY] };

class Driven {
  readonly #server;
  state;
  effects: ReturnType<ReturnType<typeof siteServer>['step']>[1] = [];

  constructor(disk: DiskContents = {}, parts: object = {}) {
    this.#server = siteServer({ ...OPTIONS, ...parts });
    this.state = this.#server.initial;
    this.on({ kind: 'start', disk, entropy: 0 });
  }

  on(event: NodeEvent<Message, Input>): this {
    [this.state, this.effects] = this.#server.step(this.state, event, NOW);
    return this;
  }

  input(input: Input): this {
    return this.on({ kind: 'input', input, entropy: 0 });
  }

  hears(message: Message, from = 'one'): this {
    return this.on({ kind: 'message', from, message });
  }

  /** Messages by kind and receiver, and the files that are written. */
  get does(): readonly string[] {
    return this.effects.map((effect) => {
      if (effect.kind === 'send') return `${effect.message.kind} to ${effect.to}`;
      return 'file' in effect ? `${effect.kind} ${effect.file}` : effect.kind;
    });
  }

  get disk(): DiskContents {
    return { settings: Seq.of<unknown>([this.state.settings]) };
  }
}

const STORED = ['write settings', 'sync settings'];
const ASKED = ['retire to one', 'elapsed-timer'];

test('site server - settings are written once, and read again', (t) => {
  const fresh = new Driven();
  t.deepEqual(fresh.does, [...STORED, 'elapsed-timer']);
  t.deepEqual(fresh.state.settings, { lastUpdate: localMs(600), pollMs: 60_000 });
  t.deepEqual(new Driven(fresh.disk).does, ['elapsed-timer']);
  t.deepEqual(new Driven(fresh.disk).state, fresh.state);
  fresh.input({ kind: 'change-setting', pollMinutes: 9 });
  t.deepEqual(fresh.state.settings, { lastUpdate: NOW.wall, pollMs: 9 * MINUTE_MS });
  t.deepEqual(fresh.does, STORED);
  // A change in the same millisecond is newer all the same.
  fresh.input({ kind: 'change-setting', pollMinutes: 8 });
  t.deepEqual(fresh.state.settings, { lastUpdate: localMs(1_001), pollMs: 8 * MINUTE_MS });
  const bare = new Driven({}, { serverless: true });
  t.is(bare.state.settings.serverless, true);
  t.is(bare.input({ kind: 'change-setting', pollMinutes: 9 }).state.settings.serverless, true);
  t.is(bare.input({ kind: 'server-set-up' }).state.settings.serverless, undefined);
});

test('site server - a retirement begins when it is on disk, and is asked for until it is done', (t) => {
  const site = new Driven().input({ kind: 'retire' });
  t.deepEqual(site.does, STORED);
  t.deepEqual(site.on({ kind: 'synced', file: 'settings' }).does, ASKED);
  t.deepEqual(site.input({ kind: 'retire' }).does, []);
  t.deepEqual(site.on({ kind: 'timer', timer: 'retirement' }).does, ASKED);
  t.deepEqual(new Driven(site.disk).does, ['elapsed-timer', ...ASKED]);
  t.deepEqual(site.hears(RETIRED).does, ['adopt to two']);
  t.is(site.state.settings.retirement, 'under-way');
  t.deepEqual(site.hears({ kind: 'adopted' }, 'two').does, ['cancel-timer', ...STORED]);
  t.is(site.state.settings.retirement, 'done');
  t.deepEqual(site.hears({ kind: 'adopted' }, 'two').does, []);
  t.deepEqual(site.hears(RETIRED).does, []);
  t.deepEqual(site.on({ kind: 'synced', file: 'settings' }).does, []);
  t.deepEqual(new Driven(site.disk).does, ['elapsed-timer']);
});

test('site server - a disk that was lost learns of a retirement from the retired server', (t) => {
  const site = new Driven();
  t.deepEqual(site.hears({ kind: 'adopted' }, 'two').does, []);
  t.is(site.state.settings.retirement, undefined);
  t.deepEqual(site.hears(RETIRED).does, ['adopt to two', ...STORED]);
  t.is(site.state.settings.retirement, 'under-way');
  const only = new Driven({}, { servers: ['one'] });
  t.deepEqual(only.hears(RETIRED).does, []);
  t.deepEqual(only.input({ kind: 'retire' }).does, []);
});

test('site server - collation asks every server, and passes rows and answers on', (t) => {
  const site = new Driven();
  t.deepEqual(site.on({ kind: 'timer', timer: 'collation' }).does, [
    ...['elapsed-timer', 'collect to one', 'collect to two'],
  ]);
  const summed = new Driven({}, { summariseAfterMs: 30, collationAgeMs: 5 });
  summed.on({ kind: 'timer', timer: 'collation' });
  t.deepEqual(summed.effects.slice(2), [
    { kind: 'send', to: 'two', message: { kind: 'collect', ageMs: 5 } },
    {
      ...{ kind: 'send', to: 'database-server' },
      message: { kind: 'summarise', before: localMs(970), by: 'hour' },
    },
  ]);
  t.deepEqual(site.hears({ kind: 'rows', rows: Seq.empty(), start: 3 }).effects, [
    {
      ...{ kind: 'send', to: 'database-server' },
      message: { kind: 'insert', rows: Seq.empty(), start: 3 },
    },
  ]);
  t.deepEqual(
    site.hears({ kind: 'inserted', server: 'two', upToRow: 4 }, 'database-server').effects,
    [{ kind: 'send', to: 'two', message: { kind: 'collected', upToRow: 4 } }],
  );
});

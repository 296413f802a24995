/**
 * The form as a user meets it: inferred types, errors that name what is missing, models in place of
 * handlers.
 */
import test from 'ava';
import { HOUR_MS } from '../../sim/model/time.js';
import { NO_EFFECTS } from '../../sim/model/node.js';
import type { Model } from '../../sim/model/node.js';
import { Seq } from '../../sim/model/seq.js';
import { explore } from '../campaign/explore.js';
import { check } from '../check/check.js';
import { runScenario } from '../oracle/judged-run.js';
import { systemWith } from './_system.test.js';
import type { Use } from './parts.js';
import { pipeline } from './pipeline.js';

test('pipeline - the types of rows, requests, answers and memory are inferred', (t) => {
  const study = pipeline({
    name: 'inferred',
    title: 'nothing here names a type',
    variants: { shipped: { title: 'as released' }, fixed: { title: 'mended' } },
    agent: {
      memory: { tries: 0 },
      record: (agent, use) => ({ ...use, id: agent.id, at: agent.wall }),
      upload: (agent) => ({ tries: agent.memory.tries, rows: agent.rows }),
      answer: (agent, ids: readonly number[]) => {
        agent.memory.tries += 1;
        // @ts-expect-error -- memory has no such field
        agent.memory.other = 1;
        // @ts-expect-error -- an unknown variant
        if (agent.variant === 'shiped') return;
        agent.keep(({ id }) => !ids.includes(id));
      },
    },
    server: {
      receive: (server, request) => {
        const tries: number = request.tries;
        // @ts-expect-error -- a number, as the agent sends it
        const text: string = request.tries;
        server.addNew(request.rows, ({ id }) => id);
        // @ts-expect-error -- rows have no such field
        server.mark(`${String(request.rows[0]?.other)} ${String(tries)} ${text}`);
        return server.rows.map(({ id }) => id);
      },
    },
    dated: ({ at }) => ({ at }),
  });
  t.deepEqual(Object.keys(study.variants), ['shipped', 'fixed']);
});

const good = {
  name: 'spool',
  title: 'a spool',
  variants: { shipped: { title: 'as released' } },
  agent: { record: () => undefined, upload: () => undefined, answer: () => undefined },
  server: { receive: () => undefined },
};

const refused: Readonly<Record<string, readonly [object, RegExp]>> = {
  'no name': [{ ...good, name: undefined }, /pipeline, name: expected lower-case .* got nothing/],
  'a name with spaces': [{ ...good, name: 'my spool' }, /expected lower-case letters/],
  'no title': [{ ...good, title: '' }, /pipeline "spool", title: expected one line/],
  'no variants': [{ ...good, variants: {} }, /variants: expected one at least/],
  'a variant without a title': [
    { ...good, variants: { shipped: {} } },
    /variants.shipped.title: expected one line/,
  ],
  'a variant with a plus': [{ ...good, variants: { 'a+b': { title: 'x' } } }, /variants.a\+b/],
  'an unknown property': [
    { ...good, variants: { shipped: { title: 'x', violated: ['conversation'] } } },
    /violated: expected some of conservation, .* got "conversation"/,
  ],
  'no agent': [{ ...good, agent: undefined }, /agent: expected an object with record, upload/],
  'no answer': [
    { ...good, agent: { ...good.agent, answer: undefined } },
    /agent.answer: expected a function, what the server's answer changes/,
  ],
  'no receive': [{ ...good, server: {} }, /server.receive: expected a function/],
  'a model without rows': [
    { ...good, server: { model: () => undefined } },
    /server.rows: expected a function, what a console shows/,
  ],
  'a wrong period': [
    { ...good, agent: { ...good.agent, uploadEveryMs: 0.5 } },
    /uploadEveryMs: expected a whole number of ms, 1 or more, got 0.5/,
  ],
  'an unknown parameter': [
    { ...good, plane: ['offset', 'size'] },
    /plane: expected two of step, uses, offset, .* got "size"/,
  ],
  'an unknown fault': [
    { ...good, without: ['fire'] },
    /without: expected some of crash, .* got "fire"/,
  ],
};

for (const [what, [given, message]] of Object.entries(refused))
  test(`pipeline - ${what} is refused with its place`, (t) => {
    t.throws(() => pipeline(given as Parameters<typeof pipeline>[0]), {
      code: 'SKEW-101',
      message,
    });
  });

interface Ask {
  readonly kind: 'ask';
  readonly rows: readonly Use[];
}
interface Got {
  readonly kind: 'got';
  readonly records: number;
}
interface Note {
  readonly kind: 'note';
  readonly use: Use;
}

/** Keeps nothing on disk: correct while no process ends. */
const modelled = (): ReturnType<typeof pipeline> => {
  const agent: Model<Seq<Use>, Ask | Got, Note> = {
    name: 'modelled',
    initial: Seq.empty(),
    step: (rows, event) => {
      switch (event.kind) {
        case 'start':
          return [Seq.empty(), [{ kind: 'elapsed-timer', timer: 'send', afterMs: 60_000 }]];
        case 'input':
          return [rows.push(event.input.use), NO_EFFECTS];
        case 'timer':
          return [
            rows,
            [
              { kind: 'elapsed-timer', timer: 'send', afterMs: 60_000 },
              { kind: 'send', to: 'server', message: { kind: 'ask', rows: rows.toArray() } },
            ],
          ];
        case 'message':
          return [event.message.kind === 'got' ? rows.drop(event.message.records) : rows, []];
        default:
          return [rows, NO_EFFECTS];
      }
    },
  };
  const server: Model<Seq<Use>, Ask | Got, Note> = {
    name: 'modelled-server',
    initial: Seq.empty(),
    step: (rows, event) => {
      if (event.kind !== 'message' || event.message.kind !== 'ask') return [rows, NO_EFFECTS];
      const { rows: sent } = event.message;
      const got: Got = { kind: 'got', records: sent.length };
      return [rows.concat(sent), [{ kind: 'send', to: event.from, message: got }]];
    },
  };
  return pipeline({
    name: 'modelled',
    title: 'two models',
    variants: { only: { title: 'as it is' } },
    agent: { model: () => agent, input: (use) => ({ kind: 'note', use }) },
    server: { model: () => server, rows: (rows) => rows },
    without: ['crash', 'restart', 'wipe', 'rollback', 'partition', 'suspend', 'server-crash'],
  });
};

test('pipeline - models take the place of handlers, and are judged unchanged', (t) => {
  const study = modelled();
  t.is(runScenario(study, study.simplest('only')).verdict, 'pass');
  const { findings } = explore(study, 'only', { seed: 1, runs: 200, space: 'machines' });
  // The lossy link remains: it makes the server store a repetition twice, or an answer drop rows
  // that came later.
  t.true(findings.length > 0);
  const { ended } = check(study, {
    variant: 'only',
    clients: 1,
    records: 1,
    faults: 0,
    actions: 0,
    offsetsMs: [0],
  });
  t.is(ended, 'exhausted');
});

test('pipeline - shrinking keeps the one agent that loses, with its faults', (t) => {
  const study = systemWith({
    record: (agent, use) => ({ ...use, id: agent.wall, at: agent.wall }),
  });
  for (const seed of [1, 2]) {
    const { findings } = explore(study, 'right', { seed, runs: 300 });
    const minimal = findings[0]?.minimal?.scenario;
    t.is(minimal?.agents.length, 1, `seed ${String(seed)}`);
    for (const { node } of minimal?.faults ?? []) t.true(['agent-1', 'server'].includes(node));
  }
});

test('pipeline - symmetric agents are merged: the same verdict from fewer states', (t) => {
  const scope = { variant: 'right', clients: 2, records: 2, faults: 1, actions: 0 } as const;
  const offsetsMs = [0, HOUR_MS];
  const reduced = check(systemWith(), { ...scope, offsetsMs });
  const whole = check(systemWith(), { ...scope, offsetsMs, symmetry: false });
  t.is(reduced.ended, 'exhausted');
  t.is(whole.ended, 'exhausted');
  t.true(reduced.distinct < 0.6 * whole.distinct);
});

test('pipeline - a fault of a machine that does not exist is refused with its place', (t) => {
  const study = systemWith();
  const faults = [{ kind: 'wipe', at: 1, node: 'agent-x' }] as const;
  t.throws(() => study.build({ ...study.simplest('right'), faults }), {
    message: /faults\.0\.node.*agent-1 to agent-1, server/s,
  });
});

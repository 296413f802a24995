/** Tests of data that models may not keep: it is refused at once, with node and path. */
import test from 'ava';
import * as fc from 'fast-check';
import {
  agentStep,
  courier,
  courierScenario,
  messageOf,
  serverStep,
  SMALL_SCOPE,
} from './_courier.test.js';
import type { CourierSteps } from './_courier.test.js';
import { everyRecord } from './campaign/every-record.js';
import { explore } from './campaign/explore.js';
import { check } from './check/check.js';
import { runScenario } from './oracle/judged-run.js';

const failureOf = (study: ReturnType<typeof courier>): string => {
  const { errorInstance } = fc.check(everyRecord(study, { variant: 'naive' }), { seed: 1 });
  return errorInstance instanceof Error ? errorInstance.message : '';
};

class Row {
  constructor(readonly record: number) {}
}

class Rows extends Array<number> {}

/** The prototype of a class that extends null. */
const Bare: object = Object.create(null) as object;

/** A server that keeps received records in a value that is no plain data, beside its rows. */
const keeping = (kept: (record: number) => unknown): Partial<CourierSteps> => ({
  server: (state, event) => {
    const [next, effects] = serverStep(state, event);
    if (event.kind !== 'message') return [next, effects];
    const { record } = event.message as { record: number };
    return [{ ...(next as object), kept: { by: kept(record) } }, effects];
  },
});

for (const [what, kept] of [
  ['a Map', (record: number) => new Map([[record, { record }]])],
  ['a Set', (record: number) => new Set([record])],
  ['an instance of Row', (record: number) => new Row(record)],
  ['a function', (record: number) => () => record],
  ['a Float64Array', (record: number) => Float64Array.of(record)],
  ['a bigint', (record: number) => BigInt(record)],
  ['a symbol', (record: number) => Symbol(String(record))],
  ['a field named by Symbol(k)', (record: number) => ({ [Symbol('k')]: record })],
  ['an array with a field cursor', (record: number) => Object.assign([1], { cursor: record })],
  ['an instance of Rows', (record: number) => Rows.of(record)],
  [
    'an instance of a class',
    (record: number) => Object.assign(Object.create(Bare) as object, { record }),
  ],
] as const)
  test(`contracts - ${what} in a state: by explore, by everyRecord, and by check`, (t) => {
    const study = courier(keeping(kept));
    const explored = messageOf(() => explore(study, 'naive', { seed: 1, runs: 1 }));
    t.regex(
      explored,
      /^SKEW-403 at courier\/naive, seed \d+, true time \d+ ms, node server, state\.kept\.by: expected plain/,
    );
    t.true(explored.includes(`got ${what}.`), explored);
    t.regex(failureOf(study), /^SKEW-403 .*node server, state\.kept\.by/);
    const checked = messageOf(() => check(study, SMALL_SCOPE));
    t.regex(
      checked,
      /^SKEW-403 at check of courier\/naive, .*node server, message from agent, next state\.kept\.by/,
    );
    t.true(checked.includes(`got ${what}.`), checked);
  });

test('contracts - a Map in a message: at once, by a single run', (t) => {
  const study = courier({
    agent: (state, event) => {
      const [next, effects] = agentStep(state, event);
      const message = { record: 1, all: new Map() };
      return [next, effects.map(() => ({ kind: 'send', to: 'server', message }) as const)];
    },
  });
  t.regex(
    messageOf(() => runScenario(study, courierScenario())),
    /^SKEW-403 at courier\/naive, seed 0, true time 10 ms, node server, message from agent\.all: .* a Map\./,
  );
  t.regex(
    messageOf(() => check(study, SMALL_SCOPE)),
    /^SKEW-403 .*effects\[0\]\.message\.all/,
  );
});

test('contracts - data that hides a part, in a disk entry: refused, though no process reads it', (t) => {
  for (const [what, entry] of [
    ['a computed field', Object.defineProperty({}, 'at', { get: () => 1, enumerable: true })],
    ['a hidden field', Object.defineProperty({}, 'at', { value: 1, enumerable: false })],
    ['an array with a field at', { at: Object.assign([1], { at: 1 }) }],
  ] as const) {
    const study = courier({
      server: (state, event) => {
        const [next, effects] = serverStep(state, event);
        if (event.kind !== 'message') return [next, effects];
        return [next, [...effects, { kind: 'append', file: 'log', entry }]];
      },
    });
    for (const run of [
      () => explore(study, 'naive', { seed: 1, runs: 1 }),
      () => check(study, SMALL_SCOPE),
    ]) {
      const message = messageOf(run);
      t.regex(message, /^SKEW-403 .*node server, .*entry\.at: expected plain/);
      t.true(message.includes(`got ${what}.`), message);
    }
  }
});

test('contracts - a Map in which a stranded record waits: no run reports a fate', (t) => {
  const study = courier({
    server: (state, event) =>
      event.kind === 'message'
        ? [{ rows: [], waiting: new Map([[1, event.message]]) }, []]
        : serverStep(state, event),
  });
  t.regex(
    messageOf(() => runScenario(study, courierScenario())),
    /^SKEW-403 at courier\/naive, seed 0, true time \d+ ms, node server, state\.waiting: .* a Map\./,
  );
});

/** Data that contains itself. */
const cyclic = (): object => {
  const cyc: Record<string, unknown> = {};
  cyc['me'] = cyc;
  return cyc;
};

for (const [what, data] of [
  ['data inside itself', cyclic()],
  ['a Map', new Map()],
  ['a WeakMap', new WeakMap()],
  ['a function', () => 1],
  ['a bigint', 1n],
  ['an Uint8Array', Uint8Array.of(1)],
  ['a computed field', Object.defineProperty({}, 'me', { get: () => 1, enumerable: true })],
  ['a hidden field', Object.defineProperty({}, 'me', { value: 1, enumerable: false })],
  ['a field named by Symbol(k)', { [Symbol('k')]: 1 }],
] as const)
  test(`contracts - ${what} in the initial state: by explore, and by check`, (t) => {
    const study = courier({}, {}, { rows: [], kept: { a: data } });
    for (const [name, run] of Object.entries({
      explore: () => explore(study, 'naive', { seed: 1, runs: 1 }),
      check: () => check(study, SMALL_SCOPE),
    })) {
      const message = messageOf(run);
      t.regex(message, /^SKEW-403 at .*true time 0 ms, node server, .*\bkept\.a/, name);
      t.true(message.includes(`got ${what}.`), message);
    }
    t.regex(
      messageOf(() => check(study, SMALL_SCOPE)),
      /^SKEW-403 at check of courier\/naive, true time 0 ms, node server, state\.kept\.a/,
    );
  });

test('contracts - data inside itself that a step makes, in a check: node and path', (t) => {
  const study = courier(keeping(() => cyclic()));
  t.regex(
    messageOf(() => check(study, SMALL_SCOPE)),
    /^SKEW-403 at check of courier\/naive, .*node server, message from agent, next state\.kept\.by\.me: .* data inside itself\./,
  );
});

test('contracts - data that is not plain in an input, in a check: node and path', (t) => {
  const study = {
    ...courier(),
    scope: (options: typeof SMALL_SCOPE) => {
      const made = courier().scope?.(options);
      const inputs = () => [{ kind: 'use', record: 1, more: { cyc: cyclic() } }];
      return { ...made, uses: [{ node: 'agent', inputs }] };
    },
  } as unknown as ReturnType<typeof courier>;
  t.regex(
    messageOf(() => check(study, SMALL_SCOPE)),
    /^SKEW-403 at check of courier\/naive, true time 0 ms, node agent, input\.more\.cyc\.me: .* data inside itself\./,
  );
});

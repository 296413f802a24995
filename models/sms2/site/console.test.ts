/** The window asks one store after another, takes each answer once, and shows each record once. */
import test from 'ava';
import type { NodeEvent } from '../../../sim/model/node.js';
import { Seq } from '../../../sim/model/seq.js';
import { elapsedMs, localMs } from '../../../sim/model/time.js';
import type { Input, Message, SummaryView, UsageRow } from '../protocol.js';
import { DEFAULT_CONSOLE_PARTS, summaryConsole } from './console.js';

const NOW = { wall: localMs(0), elapsed: elapsedMs(0) };

const row = (record: number, parts: Partial<UsageRow> = {}): UsageRow => ({
  ...{ record, client: 'c', user: 'u', program: 'p', version: '1', server: 'one', row: record },
  ...{ start: localMs(0), end: localMs(1) },
  ...parts,
});

/** Plays messages to a window over two servers; returns the effects of the last. */
function played(messages: readonly (readonly [from: string, message: Message])[]) {
  const window = summaryConsole(undefined, {
    ...{ servers: ['one', 'two'], report: undefined, summarising: false },
  });
  const events: readonly NodeEvent<Message, Input>[] = [
    { kind: 'input', input: { kind: 'look', look: 4 }, entropy: 0 },
    ...messages.map(([from, message]) => ({ kind: 'message', from, message }) as const),
  ];
  let { initial: state } = window;
  let effects: ReturnType<typeof window.step>[1] = [];
  for (const event of events) [state, effects] = window.step(state, event, NOW);
  return effects;
}

const cache = (
  from: string,
  rows: readonly UsageRow[] = [],
  look = 4,
): readonly [string, Message] => [from, { kind: 'cache', look, rows: Seq.of(rows) }];
const database = (
  rows: readonly UsageRow[],
  parts: object = {},
  look = 4,
): readonly [string, Message] => [
  'database-server',
  { kind: 'database', look, rows: Seq.of(rows), summaries: [], taken: {}, ...parts },
];
const asks = (to: string) => [{ kind: 'send', to, message: { kind: 'read', look: 4 } }];

test('console - one store is asked after another, and no answer counts twice or for another look', (t) => {
  t.deepEqual(played([]), asks('one'));
  t.deepEqual(played([cache('one')]), asks('two'));
  t.deepEqual(played([cache('one', [], 3)]), []);
  t.deepEqual(played([cache('one'), cache('one')]), []);
  t.deepEqual(played([cache('one'), cache('two')]), asks('database-server'));
  t.deepEqual(played([cache('one'), cache('two'), database([], {}, 3)]), []);
  t.deepEqual(played([cache('one'), database([])]), asks('two'));
  t.deepEqual(played([cache('one'), database([]), database([])]), []);
  t.is(played([cache('one'), cache('two'), database([])])[0]?.kind, 'show');
  t.deepEqual(played([cache('one'), cache('two'), database([]), database([])]), []);
});

const shown = (
  one: readonly UsageRow[],
  two: readonly UsageRow[],
  taken: readonly UsageRow[],
  parts: object = {},
): readonly (readonly [record: number, column: string])[] => {
  const [effect] = played([cache('one', one), cache('two', two), database(taken, parts)]);
  const view = effect?.kind === 'show' ? (effect.view as SummaryView) : undefined;
  return (view?.rows ?? []).map(({ record, serverColumn }) => [record, serverColumn]);
};

test('console - a row of a cache is shown unless the database has taken it', (t) => {
  t.deepEqual(shown([row(1), row(2), row(3)], [], [row(9)], { taken: { one: 2 } }), [
    [9, '[This Site]'],
    [3, 'one'],
  ]);
  const named = [1, 2, 3].map((sequence) => row(sequence, { incarnation: 7, sequence }));
  t.deepEqual(shown(named, [], [], { taken: { one: 9 }, seen: { c: { 7: [1, 2] } } }), [
    [3, 'one'],
  ]);
  const { shows } = DEFAULT_CONSOLE_PARTS;
  t.deepEqual(
    [2, 3, 4].map((number) => shows(row(number), 3, undefined)),
    [false, false, true],
  );
});

test('console - a record in two caches is shown once, and one cache shows all that it has', (t) => {
  const one = row(1, { incarnation: 7, sequence: 1 });
  const again = { ...one, server: 'two' };
  t.deepEqual(shown([one], [again], []), [[1, 'one']]);
  t.deepEqual(shown([one, one], [], []), [
    [1, 'one'],
    [1, 'one'],
  ]);
  t.deepEqual(shown([one], [{ ...again, client: 'd' }], []), [
    [1, 'one'],
    [1, 'two'],
  ]);
  t.deepEqual(shown([row(1)], [row(1, { server: 'two' })], []), [
    [1, 'one'],
    [1, 'two'],
  ]);
});

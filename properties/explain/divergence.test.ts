import test from 'ava';
import { Clock } from '../../sim/clock/clock.js';
import type { Effect, NodeEvent } from '../../sim/model/node.js';
import { divergenceOf } from './divergence.js';
import type { TraceEntry } from '../trace/recorder.js';

const timer = (name: string): TraceEntry['what'] => ({
  kind: 'event',
  event: { kind: 'timer', timer: name } satisfies NodeEvent<unknown, unknown>,
});
const effect = (value: Effect<unknown>): TraceEntry['what'] => ({ kind: 'effect', effect: value });

/** Entries of one node with a clock offset of `offsetMs`; each event begins a step. */
function run(offsetMs: number, happenings: readonly (readonly [number, TraceEntry['what']])[]) {
  let step = 0;
  const entries = happenings.map(([atMs, what]): TraceEntry => {
    if (what.kind === 'event') step += 1;
    return { step, atMs, node: 'a', localMs: atMs + offsetMs, what };
  });
  return { entries, world: { clockOf: () => new Clock({ offsetMs }) } };
}

const decides = (held: boolean): TraceEntry['what'] =>
  effect({
    kind: 'decide',
    decision: {
      name: 'due',
      left: { name: 'clock', value: 1 },
      comparison: '>=',
      right: { name: 'next', value: 2 },
      held,
      outcome: 'it waits',
    },
  });

test('divergence - outcomes are compared, readings of clocks are not', (t) => {
  const lost = run(-1, [
    [5, timer('poll')],
    [9, timer('due')],
    [9, decides(false)],
  ]);
  const twin = run(0, [
    [5, timer('poll')],
    [9, timer('due')],
    [9, decides(true)],
  ]);
  const found = divergenceOf(lost, twin, 0);
  t.is(found?.lost.step, 2);
  t.is(found?.lost.localMs, 8);
  t.is(found?.twin?.localMs, 9);
  t.regex(
    found?.detail ?? '',
    /^in the losing run, a: finds that clock >= next does not hold; .*: finds that clock >= next holds$/,
  );
  t.is(
    divergenceOf(
      lost,
      run(7, [
        [5, timer('poll')],
        [9, timer('due')],
        [9, decides(false)],
      ]),
      0,
    ),
    undefined,
  );
});

test('divergence - an additional event of one run is named, with nothing in the other', (t) => {
  const short = run(0, [[5, timer('poll')]]);
  const long = run(0, [
    [5, timer('poll')],
    [8, timer('due')],
  ]);
  const missing = divergenceOf(short, long, 0);
  t.deepEqual(
    [missing?.lost.what, missing?.lost.atMs, missing?.twin?.what],
    ['nothing happens', 8, 'timer due'],
  );
  t.regex(missing?.detail ?? '', /only in the passing run/);
  const surplus = divergenceOf(long, short, 0);
  t.deepEqual([surplus?.lost.what, surplus?.twin?.what], ['timer due', 'nothing happens']);
  t.regex(surplus?.detail ?? '', /only in the losing run/);
});

test('divergence - an additional effect in a step is distinguished from the next event', (t) => {
  const more = run(0, [
    [5, timer('poll')],
    [5, effect({ kind: 'remove', file: 'log' })],
    [6, timer('due')],
  ]);
  const less = run(0, [
    [5, timer('poll')],
    [6, timer('due')],
    [7, effect({ kind: 'remove', file: 'log' })],
  ]);
  t.is(divergenceOf(more, less, 0)?.lost.what, 'removes log');
  t.is(divergenceOf(less, more, 0)?.lost.what, 'nothing happens');
});

test('divergence - a shift caused by the changed field alone is skipped, unless it is the only difference', (t) => {
  const early = [
    [5, timer('poll')],
    [9, timer('due')],
  ] as const;
  const late = [
    [6, timer('poll')],
    [9, timer('other')],
  ] as const;
  t.is(divergenceOf(run(0, early), run(0, late), 1)?.lost.what, 'timer due');
  t.is(
    divergenceOf(run(0, early), run(0, late), 0)?.detail,
    'timer poll on a happens 0.001 s later in the passing run',
  );
  const shifted = [
    [6, timer('poll')],
    [9, timer('due')],
  ] as const;
  t.is(divergenceOf(run(0, early), run(0, shifted), 1)?.lost.what, 'timer poll');
});

test('divergence - a mark beside a decision is skipped', (t) => {
  const mark = effect({ kind: 'mark', mark: 'refused' });
  const lost = run(0, [
    [5, timer('due')],
    [5, mark],
    [5, decides(false)],
  ]);
  const twin = run(0, [
    [5, timer('due')],
    [5, decides(true)],
  ]);
  t.regex(divergenceOf(lost, twin, 0)?.detail ?? '', /does not hold/);
  const alone = run(0, [
    [5, timer('due')],
    [5, mark],
  ]);
  t.is(divergenceOf(alone, run(0, [[5, timer('due')]]), 0)?.lost.what, 'refused');
});

test('divergence - events with equal names are described by the data that differs', (t) => {
  const batch = (rows: readonly number[], more: boolean): TraceEntry['what'] => ({
    kind: 'event',
    event: { kind: 'message', from: 'b', message: { kind: 'batch', part: { rows, more } } },
  });
  const detail = (mine: TraceEntry['what'], other: TraceEntry['what']): string =>
    divergenceOf(run(0, [[5, mine]]), run(0, [[5, other]]), 0)?.detail ?? '';
  t.is(
    detail(batch([1, 2, 3], true), batch([1, 2], true)),
    'batch from b on a has message.part.rows 3 items in the losing run, and message.part.rows 2 items in the passing run',
  );
  t.regex(
    detail(batch([1], true), batch([1], false)),
    /part\.more true in the losing run, .*part\.more false in/,
  );
});

test('divergence - the end of faults is no event of a machine', (t) => {
  const healed: TraceEntry['what'] = { kind: 'incident', incident: { kind: 'healed' } };
  const early = run(0, [
    [5, healed],
    [9, timer('due')],
  ]);
  const late = run(0, [
    [9, timer('due')],
    [20, healed],
  ]);
  t.is(divergenceOf(early, late, 0), undefined);
});

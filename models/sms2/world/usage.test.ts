import test from 'ava';
import { playedUsage } from './usage.js';

const use = (
  startMs: number,
  endMs: number,
  program = 'excel.exe',
): Parameters<typeof playedUsage>[1][number] => ({
  client: 0,
  user: 'ann',
  program,
  startMs,
  endMs,
});

const CLIENTS = [{ renamed: [] }];

function played(uses: Parameters<typeof playedUsage>[1]): readonly string[] {
  const source = playedUsage(1, uses, CLIENTS);
  const told: string[] = [];
  for (let next = source.next(); next !== undefined; next = source.next()) {
    const { at, input } = next;
    told.push(`${String(at)} ${input.kind}${'program' in input ? ` ${input.program}` : ''}`);
  }
  return told;
}

test('usage - sessions are played in order of their starts, for every order of the list', (t) => {
  const ordered = [use(10, 90, 'a'), use(20, 30, 'b'), use(20, 25, 'c')];
  t.deepEqual(played(ordered), [
    '10 use-start a',
    '20 use-start b',
    '20 use-start c',
    '25 use-end',
    '30 use-end',
    '90 use-end',
  ]);
  t.deepEqual(
    played([ordered[1], ordered[2], ordered[0]].flatMap((one) => one ?? [])),
    played(ordered),
  );
});

test('usage - a session that ends before it starts is refused', (t) => {
  t.throws(() => playedUsage(1, [use(10, 20), use(10, 9)], CLIENTS), {
    message: /^SKEW-101 at uses\.1\.endMs: expected no time before its start, 10, got 9/,
  });
});

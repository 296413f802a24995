/** The earliest reading that the agent still has to date. */
import test from 'ava';
import { Seq } from '../../../../sim/model/seq.js';
import { elapsedMs, localMs } from '../../../../sim/model/time.js';
import type { Reading } from '../protocol.js';
import { ABSENT, earliestHeld } from './state.js';
import type { FixedAgentState, OpenSession } from './state.js';

const reading = (boot: number, elapsed: number): Reading => ({
  ...{ boot, sleeps: 0, wall: localMs(0), elapsed: elapsedMs(elapsed) },
});

const sessionFrom = (start: Reading): OpenSession => ({
  ...{ record: 1, user: 'u', program: 'p', version: '1', start },
});

const earliest = (kept?: Reading, open?: Reading): Reading | undefined => {
  const log: FixedAgentState['log'] =
    kept === undefined
      ? Seq.empty()
      : Seq.of([
          { ...sessionFrom(kept), kind: 'kept', incarnation: 1, sequence: 1, end: kept } as const,
        ]);
  return earliestHeld({
    ...ABSENT,
    log,
    open: open === undefined ? [] : [sessionFrom(open)],
  });
};

test('agent state - the earliest reading is that of the log or of a program that still runs', (t) => {
  t.is(earliest(), undefined);
  const [early, late] = [reading(2, 5), reading(2, 6)];
  t.is(earliest(early), early);
  t.is(earliest(undefined, early), early);
  t.is(earliest(late, early), early);
  t.is(earliest(early, late), early);
  const before = reading(1, 9);
  t.is(earliest(early, before), before);
  t.is(earliest(before, early), before);
});

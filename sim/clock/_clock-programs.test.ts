/**
 * Random programs of adjustments for a clock, shared by the clock's tests (AVA takes no tests from
 * `_` files).
 */
import fc from 'fast-check';
import { Clock } from './clock.js';
import type { ClockAdjustment } from './clock.js';
import { DAY_MS, trueMs } from '../model/time.js';

type ClockOp = ClockAdjustment | { readonly kind: 'suspend' | 'resume' | 'boot' };

export interface Program {
  readonly offsetMs: number;
  readonly driftPpm: number;
  /** Sorted by time. */
  readonly ops: readonly { readonly at: number; readonly op: ClockOp }[];
}

interface ProgramRanges {
  readonly offsetMs: number;
  readonly gapMs: number;
  readonly jumpMs: number;
  readonly slewMs: number;
}

/** Programs of sixty ms: small enough to search every instant. */
export const TINY: ProgramRanges = { offsetMs: 20, gapMs: 12, jumpMs: 15, slewMs: 6 };
/** Programs of decades with drift, steps and settings. */
export const HUGE: ProgramRanges = {
  offsetMs: 30 * 365 * DAY_MS,
  gapMs: 6 * 365 * DAY_MS,
  jumpMs: 10 * 365 * DAY_MS,
  slewMs: 3 * DAY_MS,
};

const drifts = fc.oneof(
  fc.integer({ min: -500_000, max: 500_000 }),
  fc.constantFrom(-500_000, -100, -1, 0, 1, 100, 500_000),
);

const within = (size: number): fc.Arbitrary<number> => fc.integer({ min: -size, max: size });

const opOf = (ranges: ProgramRanges): fc.Arbitrary<ClockOp> =>
  fc.oneof(
    fc.record({ kind: fc.constant('step' as const), byMs: within(ranges.jumpMs) }),
    fc.record({ kind: fc.constant('set' as const), toMs: within(ranges.jumpMs) }),
    fc.record({ kind: fc.constant('drift' as const), driftPpm: drifts }),
    fc.record({
      kind: fc.constant('slew' as const),
      byMs: within(ranges.slewMs),
      ratePpm: fc.oneof(fc.integer({ min: 500, max: 500_000 }), fc.constant(500_000)),
    }),
    fc.record({ kind: fc.constantFrom('suspend' as const, 'resume' as const, 'boot' as const) }),
  );

export const programs = (ranges: ProgramRanges): fc.Arbitrary<Program> =>
  fc
    .record({
      offsetMs: within(ranges.offsetMs),
      driftPpm: drifts,
      ops: fc.array(
        fc.record({ gap: fc.integer({ min: 0, max: ranges.gapMs }), op: opOf(ranges) }),
        { maxLength: 6 },
      ),
    })
    .map(({ ops, ...rest }) => {
      let at = 0;
      const timed = ops.map(({ gap, op }) => {
        at += gap;
        return { at, op };
      });
      return { ...rest, ops: timed };
    });

function apply(clock: Clock, at: number, op: ClockOp): void {
  switch (op.kind) {
    case 'suspend':
      clock.suspend(trueMs(at));
      return;
    case 'resume':
      clock.resume(trueMs(at));
      return;
    case 'boot':
      clock.boot(trueMs(at));
      return;
    default:
      clock.adjust(trueMs(at), op);
  }
}

/**
 * Plays a program; returns the clock at its end. `before` is called with the clock before each
 * operation.
 */
export function clockAfter(
  program: Program,
  before?: (clock: Clock, at: number, op: ClockOp) => void,
): Clock {
  const clock = new Clock(program);
  for (const { at, op } of program.ops) {
    before?.(clock, at, op);
    apply(clock, at, op);
  }
  return clock;
}

/** Instants of a change, and their neighbours. */
export const edgesOf = (program: Program): number[] =>
  program.ops.flatMap(({ at }) => [Math.max(0, at - 1), at, at + 1]);

/** True when the program ends asleep, so that the elapsed clock never moves again. */
export const endsAsleep = (program: Program): boolean => {
  const last = program.ops
    .filter(({ op }) => ['suspend', 'resume', 'boot'].includes(op.kind))
    .at(-1);
  return last?.op.kind === 'suspend';
};

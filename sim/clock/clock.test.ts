/** The five points of the contract in clock.ts, over random programs of adjustments. */
import assert from 'node:assert/strict';
import test from 'ava';
import fc from 'fast-check';
import { holds } from '../_holds.test.js';
import type { Clock } from './clock.js';
import { clockAfter, edgesOf, endsAsleep, HUGE, programs, TINY } from './_clock-programs.test.js';
import type { Program } from './_clock-programs.test.js';
import { elapsedMs, localMs, msOf, trueMs, YEAR_MS } from '../model/time.js';

const wall = (clock: Clock, at: number): number => msOf(clock.wallAt(trueMs(at)));
const elapsed = (clock: Clock, at: number): number => msOf(clock.elapsedAt(trueMs(at)));

/** Either of a node's clocks, as bare numbers. */
interface Face {
  readonly read: (at: number) => number;
  readonly arrival: (target: number, from: number) => number | undefined;
}

function facesOf(clock: Clock): { wall: Face; elapsed: Face } {
  const bare = (at: ReturnType<Clock['wallArrival']>): number | undefined =>
    at === undefined ? undefined : msOf(at);
  return {
    wall: {
      read: (at) => wall(clock, at),
      arrival: (target, from) => bare(clock.wallArrival(localMs(target), trueMs(from))),
    },
    elapsed: {
      read: (at) => elapsed(clock, at),
      arrival: (target, from) => bare(clock.elapsedArrival(elapsedMs(target), trueMs(from))),
    },
  };
}

const instants = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max });
const SPAN_MS = 40 * YEAR_MS;

/** Instants to examine: random ones and every edge, in order. */
const looks = (program: Program, random: readonly number[]): number[] =>
  [...random, ...edgesOf(program)].sort((a, b) => a - b);

test('clock 1 - between adjustments, readings never fall', (t) => {
  holds(
    t,
    300,
    fc.property(
      programs(HUGE),
      fc.array(instants(SPAN_MS), { maxLength: 20 }),
      (program, random) => {
        const clock = clockAfter(program);
        const times = looks(program, random);
        const changes = program.ops.map(({ at }) => at);
        for (let i = 1; i < times.length; i += 1) {
          const [from, to] = [times[i - 1] as number, times[i] as number];
          if (changes.some((at) => at > from && at <= to)) continue;
          assert.ok(wall(clock, to) >= wall(clock, from));
          assert.ok(elapsed(clock, to) >= elapsed(clock, from));
        }
      },
    ),
  );
});

test('clock 1 - between adjustments, readings never fall: every millisecond of a short program', (t) => {
  holds(
    t,
    300,
    fc.property(programs(TINY), (program) => {
      const clock = clockAfter(program);
      const changes = new Set(program.ops.map(({ at }) => at));
      for (let at = 1; at < 160; at += 1) {
        if (changes.has(at)) continue;
        assert.ok(wall(clock, at) >= wall(clock, at - 1));
        assert.ok(elapsed(clock, at) >= elapsed(clock, at - 1));
      }
    }),
  );
});

test('clock 1 - only a step or a setting moves the reading at its own instant', (t) => {
  holds(
    t,
    300,
    fc.property(programs(HUGE), (program) => {
      let last: { at: number; wall: number; elapsed: number; kind: string } | undefined;
      const check = (clock: Clock): void => {
        if (last === undefined) return;
        if (last.kind !== 'step' && last.kind !== 'set')
          assert.equal(wall(clock, last.at), last.wall);
        assert.equal(elapsed(clock, last.at), last.kind === 'boot' ? 0 : last.elapsed);
      };
      const clock = clockAfter(program, (before, at, op) => {
        check(before);
        last = { at, wall: wall(before, at), elapsed: elapsed(before, at), kind: op.kind };
      });
      check(clock);
    }),
  );
});

test("clock 2 - a timer runs at its own clock's time: late by less than one tick of it", (t) => {
  const waits = fc.oneof(instants(1_000), instants(5 * YEAR_MS));
  holds(
    t,
    1_000,
    fc.property(programs(HUGE), instants(SPAN_MS), waits, (program, from, wait) => {
      const clock = clockAfter(program);
      const last = program.ops.at(-1)?.at ?? 0;
      // From the last adjustment on; point 4 covers a clock that an adjustment moves.
      const start = Math.max(from, last);
      for (const face of Object.values(facesOf(clock))) {
        const at = face.arrival(face.read(start) + wait, start);
        if (at === undefined) continue;
        const ran = face.read(at) - face.read(start);
        // A clock at twice the true rate passes two readings per true ms.
        assert.ok(ran >= wait && ran <= wait + 1, `${String(wait)} ran ${String(ran)}`);
      }
    }),
  );
});

test('clock 3 - nothing is scheduled before now', (t) => {
  const targets = fc.integer({ min: -2 * SPAN_MS, max: 2 * SPAN_MS });
  holds(
    t,
    1_000,
    fc.property(programs(HUGE), instants(SPAN_MS), targets, (program, from, target) => {
      const faces = facesOf(clockAfter(program));
      for (const face of [faces.wall, faces.elapsed]) {
        const at = face.arrival(target, from);
        assert.ok(at === undefined || (Number.isSafeInteger(at) && at >= from));
      }
    }),
  );
});

test('clock 4 - arrival is the first instant at which the clock has reached the target', (t) => {
  const targets = fc.integer({ min: -2 * SPAN_MS, max: 2 * SPAN_MS });
  const random = fc.array(instants(SPAN_MS), { maxLength: 20 });
  holds(
    t,
    500,
    fc.property(
      programs(HUGE),
      instants(SPAN_MS),
      targets,
      random,
      (program, from, target, ats) => {
        const faces = facesOf(clockAfter(program));
        for (const face of [faces.wall, faces.elapsed]) {
          const arrives = face.arrival(target, from) ?? Infinity;
          for (const at of looks(program, ats))
            if (at >= from && at < arrives) assert.ok(face.read(at) < target);
        }
      },
    ),
  );
});

const HORIZON = 160;

test('clock 4 - arrival is what a search through every millisecond finds', (t) => {
  holds(
    t,
    100,
    fc.property(programs(TINY), instants(80), (program, from) => {
      const faces = facesOf(clockAfter(program));
      for (const face of [faces.wall, faces.elapsed]) {
        const readings = Array.from({ length: HORIZON }, (_, at) => face.read(at));
        for (let target = -50; target <= 120; target += 1) {
          const found = readings.findIndex((reading, at) => at >= from && reading >= target);
          const arrival = face.arrival(target, from) ?? Infinity;
          if (found >= 0) assert.equal(arrival, found);
          else assert.ok(arrival >= HORIZON);
        }
      }
    }),
  );
});

test('clock 4 - a wall clock always arrives, an elapsed clock unless it sleeps for good', (t) => {
  const targets = fc.integer({ min: -2 * SPAN_MS, max: 2 * SPAN_MS });
  holds(
    t,
    500,
    fc.property(programs(HUGE), instants(SPAN_MS), targets, (program, from, target) => {
      const faces = facesOf(clockAfter(program));
      assert.notEqual(faces.wall.arrival(target, from), undefined);
      if (!endsAsleep(program)) assert.notEqual(faces.elapsed.arrival(target, from), undefined);
    }),
  );
});

test('clock 5 - at arrival the clock has reached the target, one ms before it had not', (t) => {
  const targets = fc.integer({ min: -2 * SPAN_MS, max: 2 * SPAN_MS });
  holds(
    t,
    1_000,
    fc.property(programs(HUGE), instants(SPAN_MS), targets, (program, from, target) => {
      const faces = facesOf(clockAfter(program));
      for (const face of [faces.wall, faces.elapsed]) {
        const at = face.arrival(target, from);
        if (at === undefined) continue;
        assert.ok(face.read(at) >= target);
        if (at > from) assert.ok(face.read(at - 1) < target);
      }
    }),
  );
});

test('clock - every reading is an exact integer, after every program of adjustments', (t) => {
  holds(
    t,
    200,
    fc.property(
      programs(HUGE),
      fc.array(instants(SPAN_MS), { maxLength: 20 }),
      (program, random) => {
        const clock = clockAfter(program);
        for (const at of looks(program, random)) {
          assert.ok(Number.isSafeInteger(wall(clock, at)));
          assert.ok(Number.isSafeInteger(elapsed(clock, at)));
          assert.equal(clock.offsetAt(trueMs(at)), wall(clock, at) - at);
        }
      },
    ),
  );
});

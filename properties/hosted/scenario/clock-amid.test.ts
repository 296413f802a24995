/** A setting of a clock is moved into the weather, and nothing else is. */
import test from 'ava';
import * as fc from 'fast-check';
import { MINUTE_MS } from '../../../sim/model/time.js';
import type { Fault } from '../../../sim/world/fault.js';
import { chunkOf } from '../../campaign/sampling.js';
import { studyWith } from '../_programs.test.js';
import { drawnAmid, withClockAmid } from './clock-amid.js';
import type { DrawnAmid } from './clock-amid.js';
import type { ProgramScenario } from './scenario.js';
import type { Weather } from './weather.js';

const step = (at: number, node = 'agent-1'): Fault => ({
  ...{ kind: 'clock', at, node },
  adjustment: { kind: 'step', byMs: 5 },
});
const CRASH: Fault = { kind: 'restart', at: 20, node: 'agent-1' };
const WEATHER: readonly Weather[] = [{ kind: 'refused', at: 1_000, forMs: 9_000 }];
const AMID: DrawnAmid = { which: 0, atEnd: false, permille: 100, part: 30, jitterMs: 0 };

const moved = (faults: readonly Fault[], amid: Partial<DrawnAmid>, untilMs = 100_000) =>
  withClockAmid(faults, { ...AMID, ...amid }, WEATHER, untilMs);

test('clock amid - a share of the window after its beginning, or its end', (t) => {
  t.deepEqual(moved([step(5), CRASH], {}), [CRASH, step(1_030)]);
  t.deepEqual(moved([step(5)], { part: 1 }), [step(1_900)]);
  t.deepEqual(moved([step(5)], { atEnd: true, jitterMs: -1 }), [step(9_999)]);
});

test('clock amid - not after the last moment, and not before the first', (t) => {
  t.deepEqual(moved([step(5)], { atEnd: true }, 4_000), [step(3_999)]);
  t.deepEqual(moved([step(5)], { permille: 0, jitterMs: -5_000 }), [step(0)]);
});

test('clock amid - one setting moves, and neither the server nor another fault does', (t) => {
  const faults = [step(5), step(6), CRASH, step(30, 'server')];
  t.deepEqual(moved(faults, { which: 1 }), [step(5), CRASH, step(30, 'server'), step(1_030)]);
  const others = [CRASH, step(30, 'server')];
  t.is(moved(others, {}), others);
  t.is(withClockAmid(faults, undefined, WEATHER, 9), faults);
  t.is(withClockAmid(faults, AMID, [], 9), faults);
});

test('clock amid - half of the draws move nothing', (t) => {
  const drawn = fc.sample(drawnAmid, { seed: 1, numRuns: 200 });
  const still = drawn.filter((one) => one === undefined).length;
  t.true(still > 60 && still < 140, String(still));
});

test('clock amid - a campaign sets clocks within windows of the weather', (t) => {
  const study = studyWith();
  const draw = study.spaces['everything'];
  if (draw === undefined) return t.fail();
  const settings = ({ faults }: ProgramScenario): readonly Fault[] =>
    faults.filter(
      ({ kind, node }) => node !== 'server' && (kind === 'clock' || kind === 'synchronise'),
    );
  const within = ({ at: moment }: Fault, { at, forMs }: Weather): boolean =>
    moment > at && moment < at + Math.min(forMs, MINUTE_MS);
  const drawn = [0, 1, 2, 3, 4]
    .flatMap((chunk) => chunkOf(draw('shipped'), 3, chunk))
    .filter((one) => settings(one).length > 0 && one.weather.length > 0);
  const amid = drawn.filter((one) =>
    settings(one).some((fault) => one.weather.some((window) => within(fault, window))),
  );
  // Without the move these are half of them.
  t.true(amid.length > 0.56 * drawn.length, `${String(amid.length)} of ${String(drawn.length)}`);
});

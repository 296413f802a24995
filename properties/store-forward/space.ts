/**
 * The explored space as fast-check arbitraries: sizes and times by order of magnitude, clocks next
 * to the offsets that matter, a few kinds of faults per run, at the instants that matter.
 */
import * as fc from 'fast-check';
import { edgesOf } from '../study/schema-edges.js';
import { STORE_FORWARD_SCHEMA } from './schema.js';
import * as storeForward from '../../models/store-forward/index.js';
import { busy as busyRaw, longRuns } from './busy.js';
import { drawn, toScenario } from './drawn.js';
import type { Raw } from './drawn.js';
import { plain } from './plain.js';
import { together as togetherIn } from './together.js';

type Scenario = storeForward.StoreForwardScenario;

const spaceOf =
  (numbers: fc.Arbitrary<Raw>) =>
  (variant: string): fc.Arbitrary<Scenario> =>
    numbers.map((raw) => toScenario(variant, raw));

/** Every clock, size and fault, weighted towards the values that are likely to matter. */
const likely = spaceOf(drawn);
/** Much at once. */
const busy = spaceOf(busyRaw(drawn));
/** Weeks with few faults. */
const long = spaceOf(longRuns(drawn));
/** Faults of one machine within one outage. */
const together = (variant: string): fc.Arbitrary<Scenario> => togetherIn(likely(variant));

/** A run of more steps takes seconds. */
const STEPS_MAX = 50_000;

/**
 * Each fault may make the ledger look through all records; it reads about twenty in the time of a
 * step.
 */
const scansOf = ({ faults, agents }: Scenario): number =>
  (faults.length * agents.reduce((sum, { records }) => sum + records, 0)) / 20;

/** The schema's whole range, bounds included. */
const edges = (variant: string): fc.Arbitrary<Scenario> =>
  edgesOf({
    schema: STORE_FORWARD_SCHEMA,
    except: ['study', 'variant'],
    simplest: storeForward.simplestScenario(variant),
    drawn: likely(variant),
    durationMs: storeForward.durationMs,
    steps: (scenario) => storeForward.stepsOf(scenario) + scansOf(scenario),
    stepsMax: STEPS_MAX,
  });

/** All that the schema admits, and what is likely in combinations that need more than luck. */
const everything = (variant: string): fc.Arbitrary<Scenario> =>
  fc.oneof(
    { arbitrary: likely(variant), weight: 4 },
    { arbitrary: edges(variant), weight: 2 },
    { arbitrary: busy(variant), weight: 7 },
    { arbitrary: long(variant), weight: 2 },
    { arbitrary: together(variant), weight: 5 },
  );

export const SPACES = { everything, likely, edges, busy, long, together, plain };

/**
 * Searching harder than at random: scenarios that came near to losing something, or that went
 * where none had been, are kept and changed, beside fresh ones.
 *
 * A search is a function of its seed and of how many runs it has made: the same seed makes the
 * same scenarios in the same order, and each is a scenario like any other.
 */
import { jsonOf } from '../json/scenario.js';
import type * as fc from 'fast-check';
import { SkewproofError } from '../../sim/model/errors.js';
import { Stream } from '../../sim/model/random.js';
import { chunkOf } from '../campaign/sampling.js';
import { Envelope } from './envelope.js';
import type { Json } from '../json/tree.js';
import { Mutator } from './mutate.js';
import { Nearness } from './nearness.js';
import type { FeatureInstant, Unsynced } from './nearness.js';
import type { RunResult } from '../oracle/judged-run.js';
import { checkedScenario } from '../corpus/scenario-file.js';
import { withWorlds } from '../study/guarded.js';
import type { ScenarioBase, Study } from '../study/contract.js';

/** Chunks of scenarios that tell what the space ranges over. */
const EXAMPLE_CHUNKS = 3;
/** Fresh scenarios before the first that is made from others: what is found at once needs no guide. */
const FRESH_FIRST = 200;
/** Of these, so many are not watched: they only cost what watching costs. */
const UNWATCHED = 100;
/** Of those after that, one in so many is fresh. */
const FRESH_ONE_IN = 2;
/** A scenario that takes so many times the events of a usual one is no parent, and is given up. */
const EVENTS_TIMES_MAX = 4;
const INSTANTS_MAX = 48;
/** A parent is the rarest of so many features chosen at random. */
const RAREST_OF = 4;

interface Kept {
  readonly scenario: Json;
  readonly events: number;
  readonly instants: readonly FeatureInstant[];
  readonly unsynced: readonly Unsynced[];
}

interface Feature {
  /** Runs that showed it. */
  hits: number;
  kept: Kept;
}

/** A comparison that has come out one way so far, or both, and the closest call of it. */
interface Comparison {
  readonly ways: Set<boolean>;
  slack: number;
  kept: Kept;
}

export class GuidedSearch<Scenario extends ScenarioBase, Message, Input> {
  readonly #nearness = new Nearness();
  readonly #study: Study<Scenario, Message, Input>;
  readonly #fresh: () => Scenario;
  readonly #examples: () => Iterable<Scenario>;
  readonly #stream: Stream;
  readonly #envelope = new Envelope();
  readonly #mutator: Mutator;
  readonly #features = new Map<number, Feature>();
  readonly #numbers: number[] = [];
  readonly #comparisons = new Map<string, Comparison>();
  #made = 0;
  #events: number[] = [];
  #isFresh = true;

  /** @param fresh the next of the scenarios that an unguided campaign would run */
  constructor(
    study: Study<Scenario, Message, Input>,
    arbitrary: fc.Arbitrary<Scenario>,
    seed: number,
    fresh: () => Scenario,
  ) {
    this.#study = study;
    this.#fresh = fresh;
    this.#stream = new Stream(seed, 'guided');
    this.#mutator = new Mutator(this.#envelope, this.#stream);
    this.#examples = function* () {
      // Chunks that no campaign runs: only their ranges are wanted.
      for (let chunk = 1; chunk <= EXAMPLE_CHUNKS; chunk += 1)
        yield* chunkOf(arbitrary, seed, -chunk);
    };
  }

  /** The study, with the events limited beyond which a scenario that was made is given up; fresh ones never are. */
  get study(): Study<Scenario, Message, Input> {
    if (this.#isFresh) return this.#study;
    const eventsMax = EVENTS_TIMES_MAX * this.#usualEvents();
    return withWorlds(this.#study, (spec) => ({
      ...spec,
      eventsMax: Math.min(eventsMax, spec.eventsMax ?? eventsMax),
    }));
  }

  /** What watches the run of the scenario that was made last. */
  get observers(): readonly Nearness[] {
    return this.#watched ? [this.#nearness] : [];
  }

  get #watched(): boolean {
    return this.#made > UNWATCHED;
  }

  next(): Scenario {
    this.#made += 1;
    if (this.#made === FRESH_FIRST)
      for (const example of this.#examples()) this.#envelope.learn(jsonOf(example));
    this.#nearness.begin();
    this.#isFresh =
      this.#made <= FRESH_FIRST ||
      this.#numbers.length === 0 ||
      this.#stream.integer(1, FRESH_ONE_IN) === 1;
    const made = this.#isFresh ? undefined : this.#mutant();
    this.#isFresh = made === undefined;
    return made ?? this.#fresh();
  }

  /** What its run showed; call after each. False: it was given up, and nothing is known of it. */
  learn(scenario: Scenario, { summary }: Pick<RunResult, 'summary'>): boolean {
    if (summary.outcome !== 'ended' && !this.#isFresh) return false;
    if (this.#isFresh) {
      this.#events.push(summary.events);
      // Halved now and then: what is usual is told by the later half as well.
      if (this.#events.length > 400) this.#events = this.#events.slice(200);
    }
    if (!this.#watched) return true;
    const { features } = this.#nearness;
    const usual = summary.events <= EVENTS_TIMES_MAX * this.#usualEvents();
    if (usual) this.#keep(jsonOf(scenario), summary.events, features);
    return true;
  }

  #usualEvents(): number {
    const sorted = [...this.#events].sort((a, b) => a - b);
    return Math.max(100, sorted[sorted.length >> 1] ?? 0);
  }

  #keep(
    scenario: Json,
    events: number,
    features: ReadonlyMap<number, readonly [FeatureInstant, FeatureInstant]>,
  ): void {
    const kept: Kept = {
      scenario,
      events,
      instants: this.#instantsOf(features),
      unsynced: this.#nearness.unsynced,
    };
    for (const number of features.keys()) {
      const known = this.#features.get(number);
      if (known === undefined) {
        this.#features.set(number, { hits: 1, kept });
        this.#numbers.push(number);
      } else {
        known.hits += 1;
        // The quickest of those that show it, or now and then another.
        if (events < known.kept.events || this.#stream.integer(1, 8) === 1) known.kept = kept;
      }
    }
    for (const { comparison, slack, held } of this.#nearness.closest) {
      const known = this.#comparisons.get(comparison);
      if (known === undefined)
        this.#comparisons.set(comparison, { ways: new Set([held]), slack, kept });
      else {
        known.ways.add(held);
        if (slack <= known.slack) Object.assign(known, { slack, kept });
      }
    }
  }

  /** Moments of the run's rarest features. */
  #instantsOf(
    features: ReadonlyMap<number, readonly [FeatureInstant, FeatureInstant]>,
  ): readonly FeatureInstant[] {
    const hits = (number: number): number => this.#features.get(number)?.hits ?? 0;
    return [...features]
      .sort(([a], [b]) => hits(a) - hits(b) || a - b)
      .slice(0, INSTANTS_MAX / 2)
      .flatMap(([, [first, last]]) => (first === last ? [first] : [first, last]));
  }

  #rare(): Kept {
    let rarest: Feature | undefined;
    for (let i = 0; i < RAREST_OF; i += 1) {
      const feature = this.#features.get(this.#stream.pick(this.#numbers));
      if (feature !== undefined && feature.hits < (rarest?.hits ?? Infinity)) rarest = feature;
    }
    return (rarest as Feature).kept;
  }

  /** A closest call, of a comparison that never came out the other way rather than of others. */
  #close(): Comparison | undefined {
    const all = [...this.#comparisons.values()];
    const oneWay = all.filter(({ ways }) => ways.size === 1);
    const among = oneWay.length > 0 && this.#stream.bits() % 2 === 0 ? oneWay : all;
    return among.length === 0 ? undefined : this.#stream.pick(among);
  }

  /** Undefined: what was made is not a scenario of the study. */
  #mutant(): Scenario | undefined {
    const close = this.#stream.integer(1, 4) === 1 ? this.#close() : undefined;
    const kept = close?.kept ?? this.#rare();
    const parent = { ...kept, slack: close?.slack };
    const made = this.#mutator.mutate(parent, this.#rare().scenario);
    try {
      const scenario = checkedScenario(this.#study, made, 'guided search');
      this.#study.build(scenario);
      return scenario;
    } catch (error) {
      if (error instanceof SkewproofError && error.code === 'SKEW-101') return undefined;
      throw error;
    }
  }
}

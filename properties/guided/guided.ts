/**
 * Guided search: scenarios that came near to a loss, or showed new behaviour, are kept and changed,
 * beside fresh ones.
 *
 * A search is a function of its seed and of the number of runs: the same seed makes the same
 * scenarios in the same order, and each can be reproduced by itself.
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

/** Chunks of examples that show the ranges of the space. */
const EXAMPLE_CHUNKS = 3;
/** Fresh scenarios before the first mutant: easy findings need no guide. */
const FRESH_FIRST = 200;
/** The first of these are not observed, to save the cost. */
const UNWATCHED = 100;
/** Later, one scenario in this many is fresh. */
const FRESH_ONE_IN = 2;
/** A scenario with this many times the usual events is no parent, and is given up. */
const EVENTS_TIMES_MAX = 4;
const INSTANTS_MAX = 48;
/** A parent is the rarest of this many randomly chosen features. */
const RAREST_OF = 4;

interface Kept {
  readonly scenario: Json;
  readonly events: number;
  readonly instants: readonly FeatureInstant[];
  readonly unsynced: readonly Unsynced[];
}

interface Feature {
  /** Number of runs that showed it. */
  hits: number;
  kept: Kept;
}

/** A comparison with the outcomes it had so far, and its closest case. */
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

  /** @param fresh returns the next scenario of the corresponding unguided campaign */
  constructor(
    study: Study<Scenario, Message, Input>,
    arbitrary: fc.Arbitrary<Scenario>,
    seed: number,
    fresh: () => Scenario,
  ) {
    this.#study = study;
    this.#fresh = fresh;
    this.#stream = new Stream(seed, 'guided');
    this.#mutator = new Mutator(study.schema, this.#envelope, this.#stream);
    this.#examples = function* () {
      // Chunks that no campaign runs: only their ranges are used.
      for (let chunk = 1; chunk <= EXAMPLE_CHUNKS; chunk += 1)
        yield* chunkOf(arbitrary, seed, -chunk);
    };
  }

  /**
   * The study with a budget of events beyond which a mutant is given up; fresh scenarios have no
   * such budget.
   */
  get study(): Study<Scenario, Message, Input> {
    if (this.#isFresh) return this.#study;
    const eventsMax = EVENTS_TIMES_MAX * this.#usualEvents();
    return withWorlds(this.#study, (spec) => ({
      ...spec,
      eventsMax: Math.min(eventsMax, spec.eventsMax ?? eventsMax),
    }));
  }

  /** Observers of the run of the last scenario. */
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

  /**
   * Learns from a run; call it after each. False: the scenario was given up, and nothing is learnt.
   */
  learn(scenario: Scenario, { summary }: Pick<RunResult, 'summary'>): boolean {
    if (summary.outcome !== 'ended' && !this.#isFresh) return false;
    if (this.#isFresh) {
      this.#events.push(summary.events);
      // The list is cut from time to time, so that later runs count too.
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
        // The quickest run that shows it, or occasionally another.
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

  /** Instants of the run's rarest features. */
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

  /** A closest case, preferably of a comparison that has had one outcome only. */
  #close(): Comparison | undefined {
    const all = [...this.#comparisons.values()];
    const oneWay = all.filter(({ ways }) => ways.size === 1);
    const among = oneWay.length > 0 && this.#stream.bits() % 2 === 0 ? oneWay : all;
    return among.length === 0 ? undefined : this.#stream.pick(among);
  }

  /** A changed scenario; `undefined`: the result is not a scenario of the study. */
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

/**
 * Which violations of a campaign are explained, and what is kept of them. An explanation costs a
 * few runs, so not every violation gets one. The choice depends only on the chunk that a run lies
 * in and on the runs of that chunk before it, so that a campaign finds the same however it is
 * shared out.
 */
import { explain } from '../explain/explanation.js';
import type { Explanation } from '../explain/explanation.js';
import type { Violation } from '../oracle/verdict.js';
import type { ScenarioBase, Study } from '../study/contract.js';
import { CHUNK_RUNS } from './sampling.js';

/** One kind of failure, by fingerprint, before it is shrunk. */
export interface Found<Scenario> {
  readonly fingerprint: string;
  /** Number of the run that first showed it, from 1. */
  readonly foundAtRun: number;
  /** The smallest scenario that showed it, as JSON; of equally small ones the first. */
  readonly found: Scenario;
  /** Number of the run of that scenario, from 1. */
  readonly smallestAtRun: number;
  readonly explanation: Explanation;
}

export interface FindingsOptions {
  /** Explanations asked for at most in one chunk. Default 80. */
  readonly explanationsMax?: number;
  /** Which violations are explained, and so can be findings. Default: all. */
  readonly explains?: (violation: Violation) => boolean;
}

/** Runs of more records than this are explained only when they are the first of their kind. */
const LARGE_RECORDS = 200;
const EXPLANATIONS_MAX = 80;

/** How many violations of one coarse kind are explained in any case; many early, one of a late chunk. */
function explainedFirst(chunk: number): number {
  if (chunk === 0) return 24;
  return chunk < 10 ? 8 : 1;
}

/** Length as JSON: faults and actions weigh most, and a scenario without any shrinks best. */
const sizeOf = (scenario: unknown): number => JSON.stringify(scenario).length;

/** The one of two findings of a fingerprint that is kept, with the earlier number of the two. */
function better<Scenario>(a: Found<Scenario>, b: Found<Scenario>): Found<Scenario> {
  const difference = sizeOf(a.found) - sizeOf(b.found) || a.smallestAtRun - b.smallestAtRun;
  const kept = difference <= 0 ? a : b;
  const foundAtRun = Math.min(a.foundAtRun, b.foundAtRun);
  return kept.foundAtRun === foundAtRun ? kept : { ...kept, foundAtRun };
}

/** Findings by fingerprint, each once, in the order in which an outcome has them. */
export function distinct<Scenario>(
  findings: Iterable<Found<Scenario>>,
): readonly Found<Scenario>[] {
  const byFingerprint = new Map<string, Found<Scenario>>();
  for (const found of findings) {
    const known = byFingerprint.get(found.fingerprint);
    byFingerprint.set(found.fingerprint, known === undefined ? found : better(known, found));
  }
  return [...byFingerprint.values()].sort(
    (a, b) => a.foundAtRun - b.foundAtRun || (a.fingerprint < b.fingerprint ? -1 : 1),
  );
}

/** Collects the findings of runs that come in order of their numbers. */
export class Findings<Scenario extends ScenarioBase, Message, Input> {
  readonly found = new Map<string, Found<Scenario>>();
  readonly #study: Study<Scenario, Message, Input>;
  readonly #options: FindingsOptions;
  #chunk = -1;
  #explanations = 0;
  /** Per coarse kind of violation in this chunk: how often it was met, and the smallest scenario's size. */
  #met = new Map<string, { times: number; smallest: number }>();

  constructor(study: Study<Scenario, Message, Input>, options: FindingsOptions) {
    this.#study = study;
    this.#options = options;
  }

  /**
   * Considers one violation of a run.
   * @param run the run's number, from 0
   * @returns the fingerprints of those that were explained
   */
  consider(
    scenario: Scenario,
    violation: Violation,
    run: number,
    records: number,
  ): readonly string[] {
    if (this.#options.explains?.(violation) === false) return [];
    this.#begin(Math.floor(run / CHUNK_RUNS));
    if (!this.#isDue(scenario, violation, records > LARGE_RECORDS)) return [];
    const named = violation.records;
    // The first and the last record of a run are the likeliest to have met different ends.
    const tracers = named.length === 0 ? [undefined] : [...new Set([named[0], named.at(-1)])];
    return tracers.map((tracer) => {
      this.#explanations += 1;
      const explanation = explain(this.#study, scenario, violation, tracer);
      this.#keep(scenario, run, explanation);
      return explanation.fingerprint;
    });
  }

  #begin(chunk: number): void {
    if (chunk === this.#chunk) return;
    this.#chunk = chunk;
    this.#explanations = 0;
    this.#met = new Map();
  }

  /**
   * Often at first, then ever more rarely, so that new kinds of loss are still met late; and
   * whenever a scenario is smaller than any before, since the smallest is shrunk.
   */
  #isDue(scenario: Scenario, { property, fate }: Violation, large: boolean): boolean {
    const coarse = `${property} | ${fate}`;
    const met = this.#met.get(coarse) ?? { times: 0, smallest: Infinity };
    this.#met.set(coarse, met);
    met.times += 1;
    const size = sizeOf(scenario);
    const smaller = size < met.smallest;
    met.smallest = Math.min(met.smallest, size);
    // Following one record through thousands costs much and shows little: only if nothing
    // smaller has shown the kind yet.
    if (large && met.times > 1) return false;
    const often = met.times <= explainedFirst(this.#chunk) || (met.times & (met.times - 1)) === 0;
    const left = this.#explanations < (this.#options.explanationsMax ?? EXPLANATIONS_MAX);
    return left && (smaller || often);
  }

  #keep(scenario: Scenario, run: number, explanation: Explanation): void {
    const { fingerprint } = explanation;
    const found = {
      fingerprint,
      foundAtRun: run + 1,
      found: scenario,
      smallestAtRun: run + 1,
      explanation,
    };
    const known = this.found.get(fingerprint);
    this.found.set(fingerprint, known === undefined ? found : better(known, found));
  }
}

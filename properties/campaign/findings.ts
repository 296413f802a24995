/**
 * Chooses the violations of a campaign to explain, and keeps their findings.
 *
 * An explanation costs a few runs, so not every violation gets one. The choice depends only on the
 * chunk of a run and on earlier runs of that chunk: every division into shares gives the same
 * findings.
 */
import { explain } from '../explain/explain.js';
import { unexplained } from '../explain/explanation.js';
import type { Explanation } from '../explain/explanation.js';
import { runScenario } from '../oracle/judged-run.js';
import { kindsIn } from '../oracle/verdict.js';
import type { Violation } from '../oracle/verdict.js';
import type { ScenarioBase, Study } from '../study/contract.js';
import { CHUNK_RUNS } from './sampling.js';

/** One kind of failure, by fingerprint, before it is shrunk. */
export interface Found<Scenario> {
  readonly fingerprint: string;
  /** Number of the run that first showed it, from 1. */
  readonly foundAtRun: number;
  /** The smallest scenario that showed it, by length as JSON; the first of equally small ones. */
  readonly found: Scenario;
  /** Number of the run of that scenario, from 1. */
  readonly smallestAtRun: number;
  readonly explanation: Explanation;
}

export interface FindingsOptions {
  /** Selects the violations that are explained and can become findings. Default: all. */
  readonly explains?: (violation: Violation) => boolean;
}

/** Runs with more records than this are explained only if they are the first of their kind. */
const LARGE_RECORDS = 200;

/** Number of violations of one coarse kind that are explained in any case. */
function explainedFirst(chunk: number): number {
  if (chunk === 0) return 24;
  return chunk < 10 ? 4 : 1;
}

/** Largest number of explanations in a chunk. */
const explanationsMax = (chunk: number): number => (chunk === 0 ? 400 : 40);

/** Length as JSON: faults and actions contribute most, and scenarios without any shrink best. */
const sizeOf = (scenario: unknown): number => JSON.stringify(scenario).length;

/** The smaller of two findings with one fingerprint, with the earlier run number of the two. */
function better<Scenario>(a: Found<Scenario>, b: Found<Scenario>): Found<Scenario> {
  const difference = sizeOf(a.found) - sizeOf(b.found) || a.smallestAtRun - b.smallestAtRun;
  const kept = difference <= 0 ? a : b;
  const foundAtRun = Math.min(a.foundAtRun, b.foundAtRun);
  return kept.foundAtRun === foundAtRun ? kept : { ...kept, foundAtRun };
}

/** Findings without repetition, in the order of an outcome. */
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

/** The first and the last record of a violation are the likeliest to have ended differently. */
const explainedTracers = ({ records }: Violation): readonly (number | undefined)[] =>
  records.length === 0 ? [undefined] : [...new Set([records[0], records.at(-1)])];

/** If the study throws during the repeated run, the finding stays unexplained but is not lost. */
function explainedOrBare<Scenario extends ScenarioBase, Message, Input>(
  study: Study<Scenario, Message, Input>,
  scenario: Scenario,
  violation: Violation,
  tracer: number | undefined,
): Explanation {
  try {
    return explain(study, scenario, violation, tracer);
  } catch {
    return unexplained(violation);
  }
}

/**
 * Runs a finding's scenario again and explains it as the campaign did; `undefined`: the run does not
 * show the finding.
 */
export function explainedAgain<Scenario extends ScenarioBase, Message, Input>(
  study: Study<Scenario, Message, Input>,
  { fingerprint, foundAtRun, found, smallestAtRun }: Omit<Found<Scenario>, 'explanation'>,
): Found<Scenario> | undefined {
  for (const violation of kindsIn(runScenario(study, found).violations))
    for (const tracer of explainedTracers(violation)) {
      const explanation = explainedOrBare(study, found, violation, tracer);
      if (explanation.fingerprint === fingerprint)
        return { fingerprint, foundAtRun, found, smallestAtRun, explanation };
    }
  return undefined;
}

interface Candidate<Scenario> {
  readonly scenario: Scenario;
  readonly violation: Violation;
  /** Number of the run, from 0. */
  readonly run: number;
}

/** A coarse kind of violation within a chunk. */
interface Met<Scenario> {
  times: number;
  smallest: number;
  /** The smallest candidate that was not explained at once. */
  waiting: Candidate<Scenario> | undefined;
}

/** Collects the findings of runs in order of their numbers. */
export class Findings<Scenario extends ScenarioBase, Message, Input> {
  readonly found = new Map<string, Found<Scenario>>();
  readonly #study: Study<Scenario, Message, Input>;
  #chunk = -1;
  #explanations = 0;
  #met = new Map<string, Met<Scenario>>();

  constructor(study: Study<Scenario, Message, Input>) {
    this.#study = study;
  }

  /**
   * Considers one violation of a run with this number of records.
   * @returns the fingerprints of the explained violations
   */
  consider(candidate: Candidate<Scenario>, records: number): readonly string[] {
    const chunk = Math.floor(candidate.run / CHUNK_RUNS);
    if (chunk !== this.#chunk) this.finish();
    this.#chunk = chunk;
    return this.#isDue(candidate, records > LARGE_RECORDS) ? this.#explain(candidate) : [];
  }

  /**
   * Explains the candidates left for the end of a chunk: the smallest of each kind. Call it after
   * the last run.
   */
  finish(): void {
    for (const { waiting } of this.#met.values()) if (waiting !== undefined) this.#explain(waiting);
    this.#explanations = 0;
    this.#met = new Map();
  }

  /**
   * True for many early candidates and ever fewer later ones, so that late kinds of loss are still
   * found; and for the smallest of each chunk, since the smallest is shrunk.
   */
  #isDue(candidate: Candidate<Scenario>, large: boolean): boolean {
    const { property, fate } = candidate.violation;
    const coarse = `${property} | ${fate}`;
    const met = this.#met.get(coarse) ?? { times: 0, smallest: Infinity, waiting: undefined };
    this.#met.set(coarse, met);
    met.times += 1;
    // Following one record among thousands is expensive and shows little: only the first of a kind
    // is explained.
    if (large && met.times > 1) return false;
    const size = sizeOf(candidate.scenario);
    const smaller = size < met.smallest;
    met.smallest = Math.min(met.smallest, size);
    const early = this.#chunk === 0 && (smaller || (met.times & (met.times - 1)) === 0);
    const due =
      (early || met.times <= explainedFirst(this.#chunk)) &&
      this.#explanations < explanationsMax(this.#chunk);
    if (smaller) met.waiting = due ? undefined : candidate;
    return due;
  }

  #explain({ scenario, violation, run }: Candidate<Scenario>): readonly string[] {
    return explainedTracers(violation).map((tracer) => {
      this.#explanations += 1;
      const explanation = explainedOrBare(this.#study, scenario, violation, tracer);
      const { fingerprint } = explanation;
      const at = run + 1;
      const found = {
        fingerprint,
        foundAtRun: at,
        found: scenario,
        smallestAtRun: at,
        explanation,
      };
      const known = this.found.get(fingerprint);
      this.found.set(fingerprint, known === undefined ? found : better(known, found));
      return fingerprint;
    });
  }
}

/**
 * The twin: the nearest passing scenario, in which one field differs as little as possible.
 *
 * From a minimal scenario it is one unit away. From any other it is as near as bisection towards
 * the simplest scenario gets.
 */
import { jsonOf } from '../json/scenario.js';
import { get, KEPT, paths, set, targetOf } from '../json/tree.js';
import type { Json, Path } from '../json/tree.js';
import { unitAt } from '../json/units.js';
import { avoidsViolation } from './avoids-violation.js';
import { checkedScenario } from '../corpus/scenario-file.js';
import type { StoryTwin } from './story-types.js';
import type { MeteredRecord, RunnableStudy, ScenarioBase } from '../study/contract.js';
import type { Violation } from '../oracle/verdict.js';

interface Candidate {
  readonly scenario: Json;
  readonly path: Path;
  readonly value: Json;
  readonly twinValue: Json;
  /** Share of the way to the simplest scenario's value, 0 to 1. */
  readonly share: number;
}

/** Error of a clock, or the size of a change of one. */
const setsClock = (path: Path): boolean =>
  path.at(-1) === 'offsetMs' || (path.includes('adjustment') && path.at(-1) !== 'kind');

class TwinSearch<Scenario extends ScenarioBase, Message, Input> {
  runs = 0;
  readonly #study: RunnableStudy<Scenario, Message, Input>;
  readonly #scenario: Json;
  readonly #simplest: Json;
  readonly #violation: Violation;
  readonly #record: MeteredRecord | undefined;
  readonly #runsMax: number;

  constructor(
    study: RunnableStudy<Scenario, Message, Input>,
    scenario: Scenario,
    violation: Violation,
    record: MeteredRecord | undefined,
    runsMax: number,
  ) {
    this.#study = study;
    this.#scenario = jsonOf(scenario);
    this.#simplest = jsonOf(study.simplest(scenario.variant));
    this.#violation = violation;
    this.#record = record;
    this.#runsMax = runsMax;
  }

  /**
   * True if the same use happens in the candidate and avoids the fate; false if it cannot be
   * played.
   */
  #passes(candidate: Json): boolean {
    if (this.runs >= this.#runsMax) return false;
    this.runs += 1;
    try {
      const scenario = checkedScenario(this.#study, candidate, 'twin');
      return avoidsViolation(this.#study, scenario, this.#violation, this.#record);
    } catch {
      // A further unit may leave the range that can be played, for instance before the start of the
      // run.
      return false;
    }
  }

  #with(path: Path, twinValue: Json, share: number): Candidate {
    const value = get(this.#scenario, path) ?? null;
    return { scenario: set(this.#scenario, path, twinValue), path, value, twinValue, share };
  }

  #targetAt(path: Path): Json {
    return targetOf(this.#simplest, path) ?? 0;
  }

  /** Fields that differ from the simplest scenario, which caused the loss, and the equal ones. */
  #fields(): { readonly differing: readonly Path[]; readonly equal: readonly Path[] } {
    const all = [...paths(this.#scenario)].filter(([key]) => !KEPT.has(String(key)));
    const differs = (path: Path): boolean =>
      JSON.stringify(get(this.#scenario, path)) !== JSON.stringify(this.#targetAt(path));
    // Amounts explain more than times: fields named `at` come last.
    const when = (path: Path): boolean => path.at(-1) === 'at';
    // Code compares readings of clocks: a clock's own size shows in its operands as one unit.
    const first = (path: Path): boolean =>
      this.#study.decidingLine !== undefined && setsClock(path);
    const ordered = [
      ...all.filter(first),
      ...all.filter((path) => !first(path) && !when(path)),
      ...all.filter((path) => !first(path) && when(path)),
    ];
    return { differing: ordered.filter(differs), equal: ordered.filter((path) => !differs(path)) };
  }

  /** Moves each number one unit towards the simplest scenario, then one unit away from it. */
  #oneUnit(fields: readonly Path[]): Candidate | undefined {
    for (const direction of [1, -1])
      for (const path of fields) {
        const value = get(this.#scenario, path);
        const target = this.#targetAt(path);
        if (typeof value !== 'number' || typeof target !== 'number') continue;
        const nearer = value > target ? -direction : direction;
        const candidate = this.#with(path, value + nearer, 0);
        if (this.#passes(candidate.scenario)) return candidate;
      }
    return undefined;
  }

  #bisected(path: Path, value: number): Candidate | undefined {
    const target = this.#targetAt(path);
    if (typeof target !== 'number' || target === value) return undefined;
    if (!this.#passes(set(this.#scenario, path, target))) return undefined;
    let [keeping, losing] = [target, value];
    while (Math.abs(losing - keeping) > 1 && this.runs < this.#runsMax) {
      const middle = keeping + Math.trunc((losing - keeping) / 2);
      if (this.#passes(set(this.#scenario, path, middle))) keeping = middle;
      else losing = middle;
    }
    return this.#with(path, keeping, Math.abs(value - keeping) / Math.abs(value - target));
  }

  /** Leaves out a list's item, or sets a word or flag as in the simplest scenario. */
  #dropped(path: Path, value: Json): Candidate | undefined {
    const parent = get(this.#scenario, path.slice(0, -1));
    const index = path.at(-1);
    const least = get(this.#simplest, path.slice(0, -1));
    if (
      Array.isArray(parent) &&
      typeof index === 'number' &&
      parent.length > (Array.isArray(least) ? least.length : 0)
    ) {
      const list = parent.filter((_, i) => i !== index) as readonly Json[];
      const scenario = set(this.#scenario, path.slice(0, -1), list);
      return this.#passes(scenario)
        ? { scenario, path, value, twinValue: null, share: 1 }
        : undefined;
    }
    if (typeof value === 'object' || typeof value === 'number') return undefined;
    const target = targetOf(this.#simplest, path);
    if (target === undefined || target === value) return undefined;
    const candidate = this.#with(path, target, 1);
    return this.#passes(candidate.scenario) ? candidate : undefined;
  }

  run(): StoryTwin | undefined {
    const { differing, equal } = this.#fields();
    const found = this.#oneUnit(differing) ?? this.#nearest(differing) ?? this.#oneUnit(equal);
    return found && this.#twinOf(found);
  }

  #nearest(fields: readonly Path[]): Candidate | undefined {
    let best: Candidate | undefined;
    for (const path of fields) {
      const value = get(this.#scenario, path);
      if (value === undefined) continue;
      const candidate =
        typeof value === 'number' ? this.#bisected(path, value) : this.#dropped(path, value);
      if (candidate !== undefined && (best === undefined || candidate.share < best.share))
        best = candidate;
    }
    return best;
  }

  #twinOf({ scenario, path, value, twinValue }: Candidate): StoryTwin {
    return {
      scenario,
      field: path.join('.'),
      value,
      twinValue,
      unit: typeof twinValue === 'number' ? unitAt(this.#study.schema, this.#scenario, path) : '1',
      runs: this.runs,
    };
  }
}

/** @returns the twin, if one was found, and the number of runs */
export function twinOf<Scenario extends ScenarioBase, Message, Input>(
  study: RunnableStudy<Scenario, Message, Input>,
  scenario: Scenario,
  violation: Violation,
  record: MeteredRecord | undefined,
  runsMax: number,
): { readonly twin: StoryTwin | undefined; readonly runs: number } {
  const search = new TwinSearch(study, scenario, violation, record, runsMax);
  const twin = search.run();
  return { twin, runs: search.runs };
}

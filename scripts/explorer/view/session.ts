/**
 * The explorer's knowledge at one moment: the scenario, its run, the tracks under its numbers, the
 * nearest run with another outcome, the moment at which a loss is sealed, and the map. It touches no
 * page: `work` does one run at a time, and the page decides how many between two frames.
 */
import { samplesOf } from '../../../properties/frontier/scale.js';
import type { PlaneClass } from '../../../properties/frontier/types.js';
import type { ScenarioBase } from '../../../properties/study/contract.js';
import { checkedScenario } from '../../../properties/corpus/scenario-file.js';
import { sealing } from '../../../properties/explain/sealed.js';
import type { SealedLoss, Sealing } from '../../../properties/explain/sealed.js';
import { recordedRun } from '../../../properties/trace/recorded.js';
import { spaceTimeOf } from '../../../reports/spacetime/spacetime.js';
import type { SpaceTime } from '../../../reports/spacetime/types.js';
import { collectorIn, withCollector } from './collectors.js';
import { frameOf, outcomeOf } from './frame.js';
import type { Frame } from './frame.js';
import { knobsOf } from './knobs.js';
import type { AnyRunnable, Knob } from './knobs.js';
import { Outcomes } from './outcomes.js';
import { Plane } from './plane.js';
import type { Window } from './plane.js';
import { namedKnobs } from './sentence.js';

/** The nearest value of the main number at which the outcome is another. */
export interface Neighbour {
  readonly knob: Knob;
  readonly value: number;
  readonly outcome: PlaneClass;
  /** The same record in that run. */
  readonly run: SpaceTime;
}

interface Track {
  readonly key: string;
  readonly outcomes: Outcomes;
  readonly steps: Generator<undefined, void>;
}

const SAMPLES = 61;
/** Samples where a run takes long. */
const SAMPLES_LONG = 21;
const EVENTS_LONG = 2_000;
const TRACKS_MAX = 32;
const CELLS = [48, 24] as const;
const CELLS_LONG = [16, 8] as const;

export class Session {
  readonly study: AnyRunnable;
  #scenario: ScenarioBase;
  #frame: Frame | undefined;
  #error: string | undefined;
  #knobs: readonly Knob[] = [];
  #shape = '';
  /** The number whose track leads, and along which the neighbour is searched for. */
  main: string;
  /** Tracer of the record to follow; undefined: the first that is not counted. */
  wanted: number | undefined;
  readonly #tracks = new Map<string, Track>();
  #neighbour: Neighbour | undefined;
  #neighbourTried = false;
  #seal: Generator<undefined, Sealing> | undefined;
  #sealed: Sealing | undefined;
  #sealTried = false;
  #plane: Plane | undefined;
  #planeKey = '';
  #planeSteps: Generator<undefined, void> | undefined;
  window: { readonly x: Window; readonly y: Window } | undefined;
  readonly #collectors: readonly string[];
  /** Outcome of the scenario at each collector, as far as it is known. */
  #atCollectors = new Map<string, PlaneClass>();

  /** @param collectors names of those that can serve the study's agent */
  constructor(study: AnyRunnable, scenario: ScenarioBase, collectors: readonly string[] = []) {
    this.study = study;
    this.#collectors = collectors;
    this.#scenario = scenario;
    this.#refresh();
    this.main = this.#firstMain();
  }

  /** The number that the study's map moves; where the scenario lacks it, the first that was moved. */
  #firstMain(): string {
    const simplest = this.study.simplest(this.#scenario.variant);
    const present = this.#knobs.filter((knob) => knob.valueIn(this.#scenario) !== undefined);
    const chosen =
      present.find(({ id }) => id === this.study.plane?.x) ??
      present.find(
        (knob) => knob.isParameter && knob.valueIn(this.#scenario) !== knob.valueIn(simplest),
      ) ??
      present[0];
    return chosen?.id ?? '';
  }

  get scenario(): ScenarioBase {
    return this.#scenario;
  }

  get knobs(): readonly Knob[] {
    return this.#knobs;
  }

  knob(id: string): Knob | undefined {
    return this.#knobs.find((one) => one.id === id);
  }

  /** Why the scenario cannot be played; undefined: it can. */
  get error(): string | undefined {
    return this.#error;
  }

  /** The run of the scenario, or of the last one that could be played. */
  get frame(): Frame | undefined {
    return this.#frame;
  }

  get neighbour(): Neighbour | undefined {
    return this.#neighbour;
  }

  /** Undefined until it is known. */
  get sealed(): Sealing | undefined {
    return this.#sealed;
  }

  get plane(): Plane | undefined {
    return this.#plane;
  }

  /** Outcome of the scenario at a collector; undefined until it was run there. */
  outcomeAt(collector: string): PlaneClass | undefined {
    return this.#atCollectors.get(collector);
  }

  /** Numbers that the sentence names and that have a track, the main one first. */
  get shown(): readonly Knob[] {
    const simplest = this.study.simplest(this.#scenario.variant);
    return namedKnobs(this.#knobs, this.#scenario, simplest, this.main);
  }

  /** @returns false where the scenario is refused; it is then as before, and `error` says why */
  change(next: ScenarioBase): boolean {
    const before = this.#scenario;
    try {
      this.#scenario = checkedScenario(this.study, next, 'scenario');
    } catch (error) {
      this.#error = error instanceof Error ? error.message : String(error);
      this.#scenario = before;
      return false;
    }
    this.#refresh();
    return true;
  }

  /** Moves one number, within its bounds. */
  move(id: string, value: number): boolean {
    const knob = this.knob(id);
    if (knob === undefined) return false;
    const within = Math.min(knob.to, Math.max(knob.from, Math.round(value)));
    return this.change(knob.set(this.#scenario, within));
  }

  follow(record: number | undefined): void {
    this.wanted = record;
    this.#refresh();
  }

  lead(id: string): void {
    this.main = id;
    this.#neighbour = undefined;
    this.#neighbourTried = false;
  }

  #refresh(): void {
    this.#error = undefined;
    this.#neighbour = undefined;
    this.#neighbourTried = false;
    this.#seal = undefined;
    this.#sealed = undefined;
    this.#sealTried = false;
    this.#atCollectors = new Map();
    const shape = shapeOf(this.#scenario);
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#knobs = knobsOf(this.study, this.#scenario);
    }
    try {
      this.#frame = frameOf(this.study, this.#scenario, this.wanted);
    } catch (error) {
      this.#error = error instanceof Error ? error.message : String(error);
    }
  }

  #isLong(): boolean {
    return (this.#frame?.result.summary.events ?? 0) > EVENTS_LONG;
  }

  #classAt(knob: Knob, base: ScenarioBase): (value: number) => PlaneClass {
    return (value) => {
      try {
        return outcomeOf(this.study, knob.set(base, value));
      } catch {
        return 'unknown';
      }
    };
  }

  /** Outcomes along a number of the present scenario, as far as they are known. */
  track(id: string): Outcomes | undefined {
    const knob = this.knob(id);
    if (knob === undefined) return undefined;
    const base = this.#scenario;
    const key = `${id} ${JSON.stringify(knob.set(base, knob.from))}`;
    const known = this.#tracks.get(key);
    if (known !== undefined) return known.outcomes;
    const outcomes = new Outcomes(this.#classAt(knob, base));
    const samples = samplesOf(knob, this.#isLong() ? SAMPLES_LONG : SAMPLES);
    this.#tracks.set(key, { key, outcomes, steps: outcomes.settle(samples) });
    const [oldest] = this.#tracks.keys();
    if (this.#tracks.size > TRACKS_MAX && oldest !== undefined) this.#tracks.delete(oldest);
    return outcomes;
  }

  #trackSteps(outcomes: Outcomes | undefined): Generator<undefined, void> | undefined {
    for (const track of this.#tracks.values())
      if (track.outcomes === outcomes && !outcomes.settled) return track.steps;
    return undefined;
  }

  /**
   * Does one run towards everything that is still unknown, the most wanted first.
   * @returns false when nothing is left to do
   */
  work(): boolean {
    if (this.#error !== undefined) return false;
    const main = this.track(this.main);
    const mainSteps = this.#trackSteps(main);
    if (mainSteps !== undefined) {
      mainSteps.next();
      return true;
    }
    if (!this.#neighbourTried) return this.#findNeighbour(main);
    for (const { id } of this.shown) {
      const steps = this.#trackSteps(this.track(id));
      if (steps !== undefined) {
        steps.next();
        return true;
      }
    }
    if (this.#collectorStep()) return true;
    if (this.#sealStep()) return true;
    return this.#planeStep();
  }

  #collectorStep(): boolean {
    const next = this.#collectors.find((name) => !this.#atCollectors.has(name));
    if (next === undefined) return false;
    const isHere = collectorIn(this.#scenario) === next;
    this.#atCollectors.set(next, isHere ? (this.#frame?.outcome ?? 'unknown') : this.#at(next));
    return true;
  }

  #at(collector: string): PlaneClass {
    try {
      return outcomeOf(this.study, withCollector(this.study, this.#scenario, collector));
    } catch {
      return 'unknown';
    }
  }

  #findNeighbour(outcomes: Outcomes | undefined): boolean {
    this.#neighbourTried = true;
    const knob = this.knob(this.main);
    const value = knob?.valueIn(this.#scenario);
    const own = this.#frame?.outcome;
    if (knob === undefined || value === undefined || outcomes === undefined) return true;
    const sides = outcomes.edges
      .flatMap(({ low, high }) => [low, high])
      .filter((side) => side.class !== own)
      .sort((a, b) => Math.abs(a.position - value) - Math.abs(b.position - value));
    const [side] = sides;
    if (side === undefined) return true;
    const scenario = knob.set(this.#scenario, side.position);
    const recorded = recordedRun(this.study, scenario, this.#frame?.followed?.metered.record);
    const run = spaceTimeOf({ spaces: {}, ...this.study }, recorded, { stepsMax: Infinity });
    this.#neighbour = { knob, value: side.position, outcome: side.class, run };
    return true;
  }

  /** Wrong clocks of a run that loses a record; undefined: nothing to seal. */
  #sealable(): SealedLoss | undefined {
    const { frame } = this;
    const violation = frame?.violation;
    if (
      violation === undefined ||
      (frame?.outcome !== 'stranded' && frame?.outcome !== 'destroyed')
    )
      return undefined;
    const nodes = frame.run.lanes
      .filter(({ offsets }) => offsets.some(([, offsetMs]) => offsetMs !== 0))
      .map(({ node }) => node);
    const own = frame.records.find(({ metered }) => violation.records.includes(metered.record));
    const followed = frame.followed?.metered;
    const record =
      followed !== undefined && violation.records.includes(followed.record)
        ? followed
        : own?.metered;
    return nodes.length === 0 ? undefined : { nodes, violation, record };
  }

  #sealStep(): boolean {
    if (this.#sealTried) return false;
    const loss = this.#sealable();
    if (loss === undefined) {
      this.#sealTried = true;
      return false;
    }
    this.#seal ??= sealing(this.study, this.#scenario, loss);
    const { done, value } = this.#seal.next();
    if (done === true) {
      this.#sealTried = true;
      this.#sealed = value;
    }
    return true;
  }

  /** The two numbers of the map; undefined: the study has no two. */
  get axes(): { readonly x: Knob; readonly y: Knob } | undefined {
    const parameters = this.#knobs.filter((knob) => knob.isParameter);
    const x = this.knob(this.study.plane?.x ?? '') ?? parameters[0];
    const y = this.knob(this.study.plane?.y ?? '') ?? parameters.find((one) => one !== x);
    return x === undefined || y === undefined ? undefined : { x, y };
  }

  #planeStep(): boolean {
    const { axes } = this;
    if (axes === undefined) return false;
    const { x, y } = axes;
    const window = this.window ?? { x, y };
    const base = this.#scenario;
    const key = JSON.stringify([
      y.set(x.set(base, x.from), y.from),
      window.x.from,
      window.x.to,
      window.y.from,
      window.y.to,
    ]);
    if (key !== this.#planeKey) {
      this.#planeKey = key;
      const classAt = (atX: number, atY: number): PlaneClass =>
        this.#classAt(y, x.set(base, atX))(atY);
      this.#plane = new Plane(window.x, window.y, classAt, this.#isLong() ? CELLS_LONG : CELLS);
      this.#planeSteps = this.#plane.fill();
    }
    return this.#planeSteps?.next().done === false;
  }
}

/** Paths of a scenario's fields: knobs change only with them. */
function shapeOf(scenario: ScenarioBase): string {
  return JSON.stringify(scenario, (_, value: unknown) => (typeof value === 'number' ? 0 : value));
}

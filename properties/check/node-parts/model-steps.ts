/** States of models, and results of their steps, by number: each distinct step is run once. */
import { SkewproofError } from '../../../sim/model/errors.js';
import type { Effect, LocalTime, Model, NodeEvent, Step } from '../../../sim/model/node.js';
import { PlainData } from '../../../sim/model/plain.js';
import {
  assertPlain,
  assertStep,
  eventWords,
  withDataPath,
  modelThrew,
  nodeAt,
} from '../../../sim/world/contract.js';
import { deepFreeze } from '../../../sim/world/freeze.js';
import { NONDETERMINISM_ADVICE } from '../../trace/repetition.js';
import type { ContentIds } from './content-ids.js';
import { DISK_EFFECTS } from '../rules/disk.js';
import { Interner, IntTable, Sequences } from '../search/table.js';
import { Resteps } from './resteps.js';
import { TIMER_EFFECTS } from '../rules/timers.js';

/** The effects of one model step. */
interface Effects {
  readonly list: readonly Effect<unknown>[];
  /** True if the list changes the disk, syncs it, or changes timers, in this order. */
  readonly writes: boolean;
  readonly syncs: boolean;
  readonly arms: boolean;
}

type AnyModel = Model<unknown, unknown, unknown>;

/** A node's name and model. */
interface NodeModel {
  readonly name: string;
  readonly model: AnyModel;
}

/** A step that expected run, with its number. */
interface ModelStep {
  readonly id: number;
  readonly node: number;
  readonly state: number;
  readonly event: NodeEvent<unknown, unknown>;
  readonly now: LocalTime;
  /** True time, ms. */
  readonly at: number;
}

const TEXT_MAX = 160;

/** Short JSON of plain data. */
function clipped(value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) return 'undefined';
  return text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX - 1)}…` : text;
}

/** Called before a model computes a step. */
export type OnStep = (node: string, event: NodeEvent<unknown, unknown>, at: number) => void;

/**
 * States, effects and events are frozen: nodes share them, and a model that changes one in place is
 * named itself, and not the one that reads it next.
 */
export class ModelSteps {
  /** Hears each step before it is computed; a step whose result is known is not computed again. */
  onStep: OnStep | undefined;
  readonly #contents: ContentIds;
  readonly #plain = new PlainData();
  /** By node. */
  readonly #models: readonly NodeModel[];
  readonly #resteps = new Resteps<ModelStep>((step) => {
    this.#again(step);
  });
  /** By content and node. */
  readonly #states = new Interner<unknown, number>();
  readonly #keys = new Sequences();
  readonly #effects = new Interner<Effects, number>();
  readonly #ids = new IntTable();
  readonly #nextStates: number[] = [];
  readonly #effectIds: number[] = [];

  constructor(contents: ContentIds, models: readonly NodeModel[]) {
    this.#contents = contents;
    this.#models = models;
  }

  /** Number of a state of a node's model. */
  stateId(node: number, state: unknown): number {
    return this.#states.id(this.#keys.of([this.#contents.id(state), node]), () => {
      deepFreeze(state);
      return state;
    });
  }

  state(id: number): unknown {
    return this.#states.at(id);
  }

  /** Number of the model's state before its first start, and after a crash. */
  initial(node: number): number {
    return this.stateId(node, (this.#models[node] as NodeModel).model.initial);
  }

  /**
   * Number of the step at true time `at`, ms: `nextState` and `effectsOf` give its results. `received` is the
   * number of `event`.
   * @throws SkewproofError SKEW-402 if the model throws, SKEW-403 for data that is not plain,
   *   SKEW-301 if a step gives another result when it is run again
   */
  stepId(
    node: number,
    state: number,
    received: number,
    reading: number,
    event: NodeEvent<unknown, unknown>,
    now: LocalTime,
    at: number,
  ): number {
    const known = this.#ids.get(state, received, reading);
    if (known >= 0) return known;
    const id = this.size;
    const step = { id, node, state, event, now, at };
    const [next, effects] = this.#stepped(step);
    this.#nextStates.push(next);
    this.#effectIds.push(effects);
    this.#ids.set(state, received, reading, id);
    this.#resteps.learn(() => step);
    return id;
  }

  /** Numbers of the next state and of the effects. */
  #stepped(
    { node, state, event, now, at }: ModelStep,
    isChecked = false,
  ): readonly [state: number, effects: number] {
    const { name, model } = this.#models[node] as NodeModel;
    const place = (): string => `${nodeAt(name, at)}, ${eventWords(event)}`;
    this.onStep?.(name, event, at);
    deepFreeze(event);
    let answer: Step<unknown, unknown>;
    try {
      answer = model.step(this.state(state), event, now);
    } catch (error) {
      throw modelThrew(error, place());
    }
    assertStep(answer, place);
    const [next, effects] = answer;
    if (isChecked) {
      // Content has no fields that are hidden or computed: with them, different states look equal.
      assertPlain(this.#plain, place, 'next state', next);
      assertPlain(this.#plain, place, 'effects', effects);
    }
    try {
      return [this.stateId(node, next), this.#effectsId(effects)];
    } catch (error) {
      throw withDataPath(
        withDataPath(error, place(), 'next state', next),
        place(),
        'effects',
        effects,
      );
    }
  }

  /** @throws SkewproofError SKEW-301 if the step gives another result */
  #again(step: ModelStep): void {
    const { id, node, state, event, at } = step;
    const { name } = this.#models[node] as NodeModel;
    const before = clipped(this.state(state));
    const [next, effects] = this.#stepped(step, true);
    const place = `${nodeAt(name, at)}, ${eventWords(event)}`;
    const differ = (what: string, one: unknown, other: unknown): SkewproofError =>
      new SkewproofError('SKEW-301', {
        place,
        expected: 'the same result from the same state, event and time',
        got: `${what} ${clipped(one)}, and run again ${clipped(other)}`,
        advice: NONDETERMINISM_ADVICE,
      });
    if (this.stateId(node, this.state(state)) !== state)
      throw differ('a state', before, this.state(state));
    const expected = this.nextState(id);
    if (next !== expected) throw differ('the next state', this.state(expected), this.state(next));
    const expectedEffects = this.effectsOf(id);
    if (effects !== expectedEffects)
      throw differ('effects', this.effects(expectedEffects).list, this.effects(effects).list);
  }

  /**
   * Runs kept steps again, at the end of a search.
   * @throws SkewproofError SKEW-301 if a result differs
   */
  confirm(): void {
    this.#resteps.all();
  }

  /** Number of the state after the step. */
  nextState(step: number): number {
    return this.#nextStates[step] as number;
  }

  /** Number of its effects. */
  effectsOf(step: number): number {
    return this.#effectIds[step] as number;
  }

  #effectsId(list: readonly Effect<unknown>[]): number {
    return this.#effects.id(this.#contents.id(list), () => {
      deepFreeze(list);
      return {
        list,
        writes: list.some(({ kind }) => DISK_EFFECTS.has(kind)),
        syncs: list.some(({ kind }) => kind === 'sync'),
        arms: list.some(({ kind }) => TIMER_EFFECTS.has(kind)),
      };
    });
  }

  effects(id: number): Effects {
    return this.#effects.at(id);
  }

  /** Each distinct state, message and disk entry, of all models. */
  *data(): Generator<unknown, void> {
    yield* this.#states.items;
    for (const { list } of this.#effects.items)
      for (const effect of list) {
        if (effect.kind === 'send') yield effect.message;
        if (effect.kind === 'append') yield effect.entry;
        if (effect.kind === 'write') yield effect.entries;
      }
  }

  /** Number of steps that were run. */
  get size(): number {
    return this.#nextStates.length;
  }
}

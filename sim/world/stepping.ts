/**
 * Performs a step of a node: its model receives an event, and its effects are carried out and shown
 * to observers.
 */
import type { Checkpoints } from '../hash/checkpoints.js';
import type { TraceHasher } from '../hash/trace-hash.js';
import type { Effect, LocalTime, NodeEvent, Step } from '../model/node.js';
import { PlainData } from '../model/plain.js';
import { trueMs } from '../model/time.js';
import {
  assertPlain,
  assertStep,
  effectName,
  eventWords,
  withDataPath,
  modelThrew,
  nodeAt,
} from './contract.js';
import type { Effects } from './effects.js';
import { deepFreeze } from './freeze.js';
import type { WorldTime, NodeState } from './node-state.js';
import type { WorldObserver, WorldOptions } from './spec.js';

export class Stepping<Message, Input> {
  /** Observers of events, of effects, and of the ends of steps. */
  readonly #onEvent: readonly WorldObserver<Message, Input>[];
  readonly #onEffect: readonly WorldObserver<Message, Input>[];
  readonly #onStepped: readonly WorldObserver<Message, Input>[];
  readonly #strict: boolean;
  readonly #plain: PlainData | undefined;
  readonly #checkpoints: Checkpoints | undefined;
  readonly #instant: WorldTime;
  readonly #hash: TraceHasher;
  readonly #effects: Effects<Message, Input>;

  constructor(
    { observers = [], strict = false, plain = false, checkpoints }: WorldOptions<Message, Input>,
    instant: WorldTime,
    hash: TraceHasher,
    effects: Effects<Message, Input>,
  ) {
    this.#onEvent = observers.filter((observer) => observer.onEvent !== undefined);
    this.#onEffect = observers.filter((observer) => observer.onEffect !== undefined);
    this.#onStepped = observers.filter((observer) => observer.onStepped !== undefined);
    this.#strict = strict;
    this.#plain = strict || plain ? new PlainData() : undefined;
    this.#checkpoints = checkpoints;
    this.#instant = instant;
    this.#hash = hash;
    this.#effects = effects;
  }

  /**
   * @throws SkewproofError SKEW-402 when the model throws or returns something else than a step,
   *   SKEW-403 for data that is not plain
   */
  step(node: NodeState<Message, Input>, event: NodeEvent<Message, Input>, now: LocalTime): void {
    const at = trueMs(this.#instant.ms);
    const onEvent = this.#onEvent;
    for (let i = 0; i < onEvent.length; i += 1) onEvent[i]?.onEvent?.(at, node.name, event, now);
    const checkpoints = this.#checkpoints;
    if (checkpoints !== undefined) checkpoints.note(this.#hash.lane);
    if (this.#plain !== undefined) this.#checkData(node, event, now, this.#plain);
    let answer: Step<unknown, Message>;
    try {
      answer = node.model.step(node.state, event, now);
    } catch (error) {
      throw modelThrew(error, this.#place(node, event));
    }
    if (!Array.isArray(answer) || !Array.isArray(answer[1])) this.#assertStep(answer, node, event);
    if (this.#plain !== undefined) this.#checkEffects(node, answer[1], this.#plain);
    node.state = answer[0];
    const effects = answer[1];
    const onEffect = this.#onEffect;
    let place = 0;
    try {
      for (; place < effects.length; place += 1) {
        const effect = effects[place] as Effect<Message>;
        for (let i = 0; i < onEffect.length; i += 1)
          onEffect[i]?.onEffect?.(at, node.name, effect, now);
        this.#effects.carryOut(node, effect, now);
        if (checkpoints !== undefined) checkpoints.note(this.#hash.lane);
      }
    } catch (error) {
      throw this.#withDataPath(error, node, effects[place] as Effect<Message>);
    }
    const onStepped = this.#onStepped;
    for (let i = 0; i < onStepped.length; i += 1) onStepped[i]?.onStepped?.(at, node.name);
  }

  /** A function that refers to `event` here keeps it out of `step`, which would allocate for it. */
  #assertStep(
    answer: unknown,
    node: NodeState<Message, Input>,
    event: NodeEvent<Message, Input>,
  ): void {
    assertStep(answer, () => this.#place(node, event));
  }

  #withDataPath(
    error: unknown,
    { name }: NodeState<Message, Input>,
    effect: Effect<Message>,
  ): unknown {
    return withDataPath(error, nodeAt(name, this.#instant.ms), effectName(effect), effect);
  }

  #place({ name }: NodeState<Message, Input>, event: NodeEvent<Message, Input>): string {
    return `${nodeAt(name, this.#instant.ms)}, ${eventWords(event)}`;
  }

  /** Checks effects too: data on a disk is no part of an event until the process starts again. */
  #checkEffects(
    node: NodeState<Message, Input>,
    effects: readonly Effect<Message>[],
    plain: PlainData,
  ): void {
    const place = (): string => nodeAt(node.name, this.#instant.ms);
    for (const effect of effects) {
      if (effect.kind === 'append') assertPlain(plain, place, 'effect append.entry', effect.entry);
      if (effect.kind === 'write')
        assertPlain(plain, place, 'effect write.entries', effect.entries);
      if (effect.kind === 'send') assertPlain(plain, place, 'effect send.message', effect.message);
    }
  }

  #checkData(
    node: NodeState<Message, Input>,
    event: NodeEvent<Message, Input>,
    now: LocalTime,
    plain: PlainData,
  ): void {
    const place = (): string => nodeAt(node.name, this.#instant.ms);
    assertPlain(plain, place, 'state', node.state);
    assertPlain(plain, place, eventWords(event), event);
    if (this.#strict) deepFreeze([node.state, event, now]);
  }
}

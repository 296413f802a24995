/**
 * The end of a scenario after its faults: when timers stop, which inputs look at the service, when
 * it ends.
 */
import type { TimedInput, WorldSpec } from '../../../sim/world/spec.js';
import type { ScenarioBase, Study } from '../../study/contract.js';
import type { Scope } from '../../study/scope.js';

interface HealedEnd {
  readonly quietFrom: number;
  readonly endAt: number;
  readonly inputs: readonly TimedInput<unknown>[];
}

export class HealedEnds<S extends ScenarioBase, M, I> {
  readonly #study: Study<S, M, I>;
  readonly #scope: Scope<S, I>;
  readonly #known = new Map<number, HealedEnd>();

  constructor(study: Study<S, M, I>, scope: Scope<S, I>) {
    this.#study = study;
    this.#scope = scope;
  }

  /** Builds the world of a script in which the adversary does nothing. */
  world(healAt: number, offsetsMs: Offsets): WorldSpec<M, I> {
    const schedule = { messages: [], order: [] };
    const idle = { healAt, offsetsMs, inputs: [], faults: [], schedule };
    return this.#study.build(this.#scope.scripted(idle));
  }

  of(healAt: number): HealedEnd {
    const known = this.#known.get(healAt);
    if (known !== undefined) return known;
    const world = this.world(healAt, {});
    const inputs = inputsOf(world).filter(({ at }) => at >= healAt);
    const end = { quietFrom: world.quietFrom ?? world.endAt, endAt: world.endAt, inputs };
    this.#known.set(healAt, end);
    return end;
  }
}

/** All inputs of a world, in order of time. */
export function inputsOf<M, I>({ sources }: WorldSpec<M, I>): readonly TimedInput<I>[] {
  const inputs: TimedInput<I>[] = [];
  for (const source of sources)
    for (let next = source.next(); next !== undefined; next = source.next()) inputs.push(next);
  return inputs.sort((a, b) => a.at - b.at);
}

/** Initial wall-clock offsets by node, ms. */
export type Offsets = Readonly<Record<string, number>>;

/** Every combination of initial offsets for these nodes. */
export function offsetsOf(
  clocks: readonly string[],
  offsetsMs: readonly number[],
): readonly Offsets[] {
  let all: readonly Offsets[] = [{}];
  for (const node of clocks)
    all = all.flatMap((known) => offsetsMs.map((offset) => ({ ...known, [node]: offset })));
  return all;
}

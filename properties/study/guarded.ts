/**
 * Wraps a study so that errors thrown by its functions name the function.
 *
 * An error in reading the console is then not taken for one of a model.
 */
import { SkewproofError } from '../../sim/model/errors.js';
import { thrown } from '../../sim/world/contract.js';
import type { InputSource, RealTime, WorldSpec } from '../../sim/world/spec.js';
import type { Metering, RunnableStudy, ScenarioBase, Study } from './contract.js';
import type { Intervention, Scope } from './scope.js';

/** Wraps functions of one study. */
class Guard {
  readonly #study: string;

  constructor(study: string) {
    this.#study = study;
  }

  /** Returns the same function, but errors become a SKEW-402 that names it. */
  of<Arguments extends readonly unknown[], Result>(
    name: string,
    call: (...given: Arguments) => Result,
  ): (...given: Arguments) => Result {
    return (...given) => {
      try {
        return call(...given);
      } catch (error) {
        throw this.named(name, error);
      }
    };
  }

  /** The error, with the name of the function that threw it. */
  named(name: string, error: unknown): unknown {
    // An error of skewproof already states what is wrong.
    if (error instanceof SkewproofError) return error;
    return new SkewproofError('SKEW-402', {
      place: `study ${this.#study}, function ${name}`,
      expected: 'a function that returns',
      got: thrown(error),
      advice: `No model threw but the study's own ${name}: it must be defined for whatever models come to.`,
      cause: error,
    });
  }

  /** Iterates over items whose creation may throw. */
  *items<Item>(name: string, items: Iterable<Item>): Generator<Item, void> {
    const iterator = this.of(name, () => items[Symbol.iterator]())();
    const next = this.of(name, () => iterator.next());
    for (let item = next(); item.done !== true; item = next()) yield item.value;
  }
}

function guardedWorld<Message, Input>(
  guard: Guard,
  spec: WorldSpec<Message, Input>,
): WorldSpec<Message, Input> {
  const { sizeOf } = spec;
  return {
    ...spec,
    sources: spec.sources.map((source): InputSource<Input> => ({
      // Written out, like the event handlers below: a call with an argument list costs more.
      next: () => {
        try {
          return source.next();
        } catch (error) {
          throw guard.named('build (sources, next)', error);
        }
      },
    })),
    ...(sizeOf === undefined ? {} : { sizeOf: guard.of('build (sizeOf)', sizeOf) }),
  };
}

const guardedMetering = <Input>(guard: Guard, metering: Metering<Input>): Metering<Input> => ({
  event: (node, atMs, event) => {
    try {
      return metering.event(node, atMs, event);
    } catch (error) {
      throw guard.named('metering (event)', error);
    }
  },
  incident: (atMs, incident) => {
    try {
      metering.incident(atMs, incident);
    } catch (error) {
      throw guard.named('metering (incident)', error);
    }
  },
  ...(metering.effect && {
    effect: guard.of('metering (effect)', metering.effect.bind(metering)),
  }),
  ...(metering.shown && { shown: guard.of('metering (shown)', metering.shown.bind(metering)) }),
  ...(metering.diedInMemory && {
    diedInMemory: guard.of('metering (diedInMemory)', metering.diedInMemory.bind(metering)),
  }),
});

function guardedScope<Scenario extends ScenarioBase, Input>(
  guard: Guard,
  scope: Scope<Scenario, Input>,
): Scope<Scenario, Input> {
  const { uses, actions, reads, canonicalised } = scope;
  const inputs = (one: Intervention<Input>): Intervention<Input> => ({
    ...one,
    inputs: guard.of('scope (inputs)', (number: number) => one.inputs(number)),
  });
  return {
    ...scope,
    uses: uses.map(inputs),
    actions: actions.map(inputs),
    scripted: guard.of('scope (scripted)', (script) => scope.scripted(script)),
    ...(reads === undefined ? {} : { reads: guard.of('scope (reads)', reads) }),
    ...(canonicalised === undefined
      ? {}
      : { canonicalised: guard.of('scope (canonicalised)', canonicalised) }),
  };
}

/** Names of all members of a study, either an object of functions or an instance of a class. */
function* namesOf(study: object): Generator<string> {
  let part: object | null = study;
  while (part !== null && part !== Object.prototype) {
    yield* Object.getOwnPropertyNames(part).filter((name) => name !== 'constructor');
    part = Object.getPrototypeOf(part) as object | null;
  }
}

/** A study with or without its spaces. */
type AnyPart<Scenario extends ScenarioBase, Message, Input> = RunnableStudy<
  Scenario,
  Message,
  Input
> &
  Partial<Study<Scenario, Message, Input>>;

function wrapped<Scenario extends ScenarioBase, Message, Input>(
  study: AnyPart<Scenario, Message, Input>,
): AnyPart<Scenario, Message, Input> {
  const guard = new Guard(study.name);
  const fields = study as unknown as Readonly<Record<string, unknown>>;
  const own: Record<string, unknown> = {};
  for (const name of namesOf(study)) {
    const value = fields[name];
    own[name] ??=
      typeof value === 'function'
        ? guard.of(name, (...given: unknown[]) => value.apply(study, given) as unknown)
        : value;
  }
  const { spaces, parameters, plane } = study;
  const guarded = own as unknown as AnyPart<Scenario, Message, Input>;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- all functions of `own` are bound
  const { scope, rewrites } = guarded;
  return {
    ...guarded,
    ...(spaces && {
      spaces: Object.fromEntries(
        Object.entries(spaces).map(([name, space]) => [name, guard.of(`spaces.${name}`, space)]),
      ),
    }),
    build: (scenario) => guardedWorld(guard, guarded.build(scenario)),
    metering: (scenario) => guardedMetering(guard, guarded.metering(scenario)),
    ...(scope && { scope: (options) => guardedScope(guard, scope(options)) }),
    ...(rewrites && { rewrites: (scenario) => guard.items('rewrites', rewrites(scenario)) }),
    ...(parameters && {
      parameters: Object.fromEntries(
        Object.entries(parameters).map(([name, parameter]) => [
          name,
          {
            ...parameter,
            set: guard.of(`parameters.${name}.set`, (scenario: Scenario, value: number) =>
              parameter.set(scenario, value),
            ),
          },
        ]),
      ),
    }),
    ...(plane && {
      plane: { ...plane, base: guard.of('plane.base', (variant: string) => plane.base(variant)) },
    }),
  };
}

const known = new WeakMap<object, object>();

/** Wraps a study, with or without its spaces; a wrapped one is returned unchanged. */
export function guarded<S extends ScenarioBase, M, I, Part extends RunnableStudy<S, M, I>>(
  study: Part & RunnableStudy<S, M, I>,
): Part {
  const before = known.get(study) as Part | undefined;
  if (before !== undefined) return before;
  const made = wrapped<S, M, I>(study) as unknown as Part;
  known.set(study, made);
  known.set(made, made);
  return made;
}

/** The study with a change in all of its worlds; it stays wrapped and is not wrapped twice. */
export function withWorlds<S extends ScenarioBase, M, I>(
  study: Study<S, M, I>,
  change: (spec: WorldSpec<M, I>) => WorldSpec<M, I>,
): Study<S, M, I> {
  const before: Study<S, M, I> = guarded(study);
  const changed: Study<S, M, I> = {
    ...before,
    build: (scenario) => change(before.build(scenario)),
  };
  known.set(changed, changed);
  return changed;
}

/** The study with a budget of real time for each run; without a budget, the study itself. */
export const timed = <S extends ScenarioBase, M, I>(
  study: Study<S, M, I>,
  realTime: RealTime | undefined,
): Study<S, M, I> =>
  realTime === undefined ? guarded(study) : withWorlds(study, (spec) => ({ realTime, ...spec }));

/** The study, with `onBuild` called with each scenario before its world is built. */
export function heardOf<S extends ScenarioBase, M, I>(
  study: Study<S, M, I>,
  onBuild: (scenario: S) => void,
): Study<S, M, I> {
  const before: Study<S, M, I> = guarded(study);
  const heard: Study<S, M, I> = {
    ...before,
    build: (scenario) => {
      onBuild(scenario);
      return before.build(scenario);
    },
  };
  known.set(heard, heard);
  return heard;
}

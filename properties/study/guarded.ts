/**
 * Wraps a study so that errors thrown by its functions, and results that no such function may
 * return, name the function.
 *
 * An error in reading the console is then not taken for one of a model, or of the engine.
 */
import { SkewproofError } from '../../sim/model/errors.js';
import { thrown } from '../../sim/world/contract.js';
import type { InputSource, RealTime, TimedInput, WorldSpec } from '../../sim/world/spec.js';
import type { MeteredRecord, Metering, RunnableStudy, ScenarioBase, Study } from './contract.js';
import * as shapes from './returned.js';
import type { Shape } from './returned.js';
import type { Intervention, Scope } from './scope.js';

/** Wraps functions of one study. */
class Guard {
  readonly #study: string;

  constructor(study: string) {
    this.#study = study;
  }

  /**
   * Returns the same function, but errors become a SKEW-402 that names it, and so does a result that
   * is not of the shape.
   */
  of<Arguments extends readonly unknown[], Result>(
    name: string,
    call: (...given: Arguments) => Result,
    shape?: Shape,
  ): (...given: Arguments) => Result {
    return (...given) => {
      let result: Result;
      try {
        result = call(...given);
      } catch (error) {
        throw this.named(name, error);
      }
      return shape === undefined ? result : this.checked(name, shape, result);
    };
  }

  /** The error, with the name of the function that threw it. */
  named(name: string, error: unknown): unknown {
    // An error of skewproof already states what is wrong.
    if (error instanceof SkewproofError) return error;
    return new SkewproofError('SKEW-402', {
      place: this.#place(name),
      expected: 'a function that returns',
      got: thrown(error),
      advice: `No model threw but the study's own ${name}: it must be defined for whatever models come to.`,
      cause: error,
    });
  }

  /**
   * Returns the result.
   * @throws SkewproofError SKEW-402 for a result that is not of the shape
   */
  checked<Result>(name: string, shape: Shape, result: Result): Result {
    const found = shape(result);
    if (found === undefined) return result;
    const { path, expected, got } = found;
    throw new SkewproofError('SKEW-402', {
      place: `${this.#place(name)}, result${path}`,
      expected,
      got: shapes.gotWords(got),
      advice: `The study's own ${name} returned it: no model and no part of skewproof is at fault.`,
    });
  }

  #place(name: string): string {
    return `study ${this.#study}, function ${name}`;
  }

  /** Iterates over items whose creation may throw. */
  *items<Item>(name: string, items: Iterable<Item>): Generator<Item, void> {
    const iterator = this.of(name, () => items[Symbol.iterator]())();
    const next = this.of(name, () => iterator.next());
    for (let item = next(); item.done !== true; item = next())
      yield this.checked(name, shapes.scenario, item.value);
  }
}

/** Shapes of the results of a study's functions, by name. */
const RESULTS: Readonly<Record<string, Shape | undefined>> = {
  defectsOf: shapes.texts,
  simplest: shapes.scenario,
  rightClocks: shapes.optional(shapes.scenario),
  decidingLine: shapes.optional(shapes.object('a line of the code, or nothing')),
  build: shapes.world,
  metering: shapes.metering,
  shown: shapes.rows,
  coverage: shapes.coverage,
  dateToleranceMs: shapes.amount,
  statedErrorMsMax: shapes.limit,
  labels: shapes.labels,
  requiredMarks: shapes.texts,
  rewrites: shapes.iterable,
  decisive: shapes.whole,
  scope: shapes.scope,
  usage: shapes.usageRun,
  collectors: shapes.scenario,
};

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
        let next: TimedInput<Input> | undefined;
        try {
          next = source.next();
        } catch (error) {
          throw guard.named(NEXT, error);
        }
        return shapes.isTimedInput(next) ? next : guard.checked(NEXT, shapes.timedInput, next);
      },
    })),
    ...(sizeOf === undefined ? {} : { sizeOf: guard.of('build (sizeOf)', sizeOf, shapes.amount) }),
  };
}

const NEXT = 'build (sources, next)';
const EVENT = 'metering (event)';
const EFFECT = 'metering (effect)';

const guardedMetering = <Input>(guard: Guard, metering: Metering<Input>): Metering<Input> => ({
  event: (node, atMs, event) => {
    let record: MeteredRecord | undefined;
    try {
      record = metering.event(node, atMs, event);
    } catch (error) {
      throw guard.named(EVENT, error);
    }
    return shapes.isMetered(record)
      ? record
      : guard.checked(EVENT, shapes.meteredOrNothing, record);
  },
  incident: (atMs, incident) => {
    try {
      metering.incident(atMs, incident);
    } catch (error) {
      throw guard.named('metering (incident)', error);
    }
  },
  ...(metering.effect && {
    effect: guard.of(EFFECT, metering.effect.bind(metering), shapes.meteredOrNothing),
  }),
  ...(metering.shown && {
    shown: guard.of('metering (shown)', metering.shown.bind(metering), shapes.rows),
  }),
  ...(metering.diedInMemory && {
    diedInMemory: guard.of(
      'metering (diedInMemory)',
      metering.diedInMemory.bind(metering),
      shapes.flag,
    ),
  }),
});

function guardedScope<Scenario extends ScenarioBase, Input>(
  guard: Guard,
  scope: Scope<Scenario, Input>,
): Scope<Scenario, Input> {
  const { uses, actions, reads, canonicalised } = scope;
  const inputs = (one: Intervention<Input>): Intervention<Input> => ({
    ...one,
    inputs: guard.of('scope (inputs)', (number: number) => one.inputs(number), shapes.list),
  });
  return {
    ...scope,
    uses: uses.map(inputs),
    actions: actions.map(inputs),
    scripted: guard.of('scope (scripted)', (script) => scope.scripted(script), shapes.scenario),
    ...(reads === undefined ? {} : { reads: guard.of('scope (reads)', reads) }),
    ...(canonicalised === undefined
      ? {}
      : {
          canonicalised: guard.of(
            'scope (canonicalised)',
            canonicalised,
            shapes.object('the object, or another one'),
          ),
        }),
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

/** The study's functions, each wrapped, with its other fields. */
function functionsOf<S extends ScenarioBase, M, I>(
  guard: Guard,
  study: AnyPart<S, M, I>,
): AnyPart<S, M, I> {
  const fields = study as unknown as Readonly<Record<string, unknown>>;
  const own: Record<string, unknown> = {};
  for (const name of namesOf(study)) {
    const value = fields[name];
    own[name] ??=
      typeof value === 'function'
        ? guard.of(
            name,
            (...given: unknown[]) => value.apply(study, given) as unknown,
            Object.hasOwn(RESULTS, name) ? RESULTS[name] : undefined,
          )
        : value;
  }
  return own as unknown as AnyPart<S, M, I>;
}

/** The objects of functions in a study, wrapped. */
function partsOf<S extends ScenarioBase, M, I>(
  guard: Guard,
  { spaces, parameters, plane }: AnyPart<S, M, I>,
): Partial<AnyPart<S, M, I>> {
  return {
    ...(spaces && {
      spaces: Object.fromEntries(
        Object.entries(spaces).map(([name, space]) => [
          name,
          guard.of(`spaces.${name}`, space, shapes.arbitrary),
        ]),
      ),
    }),
    ...(parameters && {
      parameters: Object.fromEntries(
        Object.entries(parameters).map(([name, parameter]) => [
          name,
          {
            ...parameter,
            set: guard.of(
              `parameters.${name}.set`,
              (scenario: S, value: number) => parameter.set(scenario, value),
              shapes.scenario,
            ),
          },
        ]),
      ),
    }),
    ...(plane && {
      plane: {
        ...plane,
        base: guard.of('plane.base', (variant: string) => plane.base(variant), shapes.scenario),
      },
    }),
  };
}

function wrapped<S extends ScenarioBase, M, I>(study: AnyPart<S, M, I>): AnyPart<S, M, I> {
  const guard = new Guard(study.name);
  const guarded = functionsOf(guard, study);
  // eslint-disable-next-line @typescript-eslint/unbound-method -- all functions of `guarded` are bound
  const { scope, rewrites, usage } = guarded;
  return {
    ...guarded,
    ...partsOf(guard, study),
    build: (scenario) => guardedWorld(guard, guarded.build(scenario)),
    metering: (scenario) => guardedMetering(guard, guarded.metering(scenario)),
    ...(scope && { scope: (options) => guardedScope(guard, scope(options)) }),
    ...(rewrites && { rewrites: (scenario) => guard.items('rewrites', rewrites(scenario)) }),
    ...(usage && {
      usage: (variant, recorded) => {
        const run = usage(variant, recorded);
        const build = guard.of('usage (build)', () => run.build(), shapes.world);
        return { scenario: run.scenario, build: () => guardedWorld(guard, build()) };
      },
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

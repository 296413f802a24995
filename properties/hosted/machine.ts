/**
 * A program's machine: the hosted program, and three things around it. It notes which uses a live
 * process took, stops a process that runs without a pause, and lets the machine rest at the end.
 */
import type { HttpMessage } from '../../hosting/network/http.js';
import { NO_EFFECTS } from '../../sim/model/node.js';
import type { Effect, LocalTime, Model, NodeEvent, Step } from '../../sim/model/node.js';
import { msOf, SECOND_MS } from '../../sim/model/time.js';
import { HOT_LOOP, HOT_LOOP_WINDOW_MS } from '../../models/rules/hot-loop.js';
import type { HostInput } from '../../hosting/host-model.js';
import type { Progress } from './progress.js';
import type { HostedInput } from './protocol.js';

export type ProgramModel = Model<unknown, HttpMessage, HostInput>;

/** A mark: a live process took the use. */
export const TAKEN = 'use taken';
/** A mark: no process was there to take the use. */
export const NOT_TAKEN = 'use not taken: no process is running';

interface MachineOptions {
  readonly node: string;
  readonly progress: Progress;
  /** More tasks a second than these, over `HOT_LOOP_WINDOW_MS`, are a loop without a pause. */
  readonly tasksPerSecondMax: number;
}

interface MachineState {
  readonly program: unknown;
  readonly fromMs: number;
  readonly tasks: number;
  /** Its disk is full: a process that starts is notified again. */
  readonly isFull: boolean;
  /** Nothing reaches the program any more: it is done, or it was stopped. */
  readonly rests: boolean;
}

type Stepped = Step<MachineState, HttpMessage>;

/** True if the program's process is running, or if the model does not say. */
const isUp = (state: unknown): boolean => (Object(state) as { readonly up?: unknown }).up !== false;

const TASK: Effect<HttpMessage> = { kind: 'mark', mark: TAKEN };
const NO_TASK: Effect<HttpMessage> = { kind: 'mark', mark: NOT_TAKEN };
const LOOP: Effect<HttpMessage> = { kind: 'mark', mark: HOT_LOOP };

/** A report says which machine made it. */
const signed = (
  effects: readonly Effect<HttpMessage>[],
  node: string,
): readonly Effect<HttpMessage>[] =>
  effects.some(({ kind }) => kind === 'report')
    ? effects.map((effect) =>
        effect.kind === 'report'
          ? {
              ...effect,
              report: { ...effect.report, details: { ...effect.report.details, node } },
            }
          : effect,
      )
    : effects;

type Event = NodeEvent<HttpMessage, HostInput>;

/** The steps of a machine around its program. */
class MachineSteps {
  readonly #program: ProgramModel;
  readonly #node: string;
  readonly #progress: Progress;
  /** Limit of tasks in one window. */
  readonly #tasksMax: number;

  constructor(program: ProgramModel, { node, progress, tasksPerSecondMax }: MachineOptions) {
    this.#program = program;
    this.#node = node;
    this.#progress = progress;
    this.#tasksMax = (tasksPerSecondMax * HOT_LOOP_WINDOW_MS) / SECOND_MS;
  }

  /** The program's own step. */
  handed(state: MachineState, event: Event, now: LocalTime): Stepped {
    const [next, effects] = this.#program.step(state.program, event, now);
    const { fromMs, tasks, isFull, rests } = state;
    return [{ program: next, fromMs, tasks, isFull, rests }, signed(effects, this.#node)];
  }

  /** A timer or a message, counted: too many of them in a window end the process. */
  task(state: MachineState, event: Event, now: LocalTime): Stepped {
    const { program, isFull } = state;
    const nowMs = msOf(now.elapsed);
    const isNew = nowMs - state.fromMs >= HOT_LOOP_WINDOW_MS;
    const fromMs = isNew ? nowMs : state.fromMs;
    const tasks = isNew ? 1 : state.tasks + 1;
    if (tasks > this.#tasksMax) return [{ ...state, fromMs, tasks, rests: true }, [LOOP]];
    return this.handed({ program, fromMs, tasks, isFull, rests: false }, event, now);
  }

  started({ program, isFull }: MachineState, event: Event, now: LocalTime): Stepped {
    const fresh = { program, fromMs: msOf(now.elapsed), tasks: 0, isFull, rests: false };
    const [begun, first] = this.handed(fresh, event, now);
    if (!isFull) return [begun, first];
    const input = { kind: 'machine', diskFull: true } as const;
    const [warned, more] = this.handed(begun, { kind: 'input', input, entropy: 0 }, now);
    return [warned, [...first, ...more]];
  }

  input(
    state: MachineState,
    { input, entropy }: Extract<NodeEvent<HttpMessage, HostedInput>, { kind: 'input' }>,
    now: LocalTime,
  ): Stepped {
    if (state.rests || input.kind === 'look' || input.kind === 'weather')
      return [state, NO_EFFECTS];
    if (input.kind === 'rest')
      return [this.#progress.isDone ? { ...state, rests: true } : state, NO_EFFECTS];
    const given = { kind: 'input', input, entropy } as const;
    if (input.kind === 'machine') {
      const { diskFull = state.isFull } = input;
      return this.handed({ ...state, isFull: diskFull }, given, now);
    }
    return input.kind === 'track'
      ? this.#used(state, given, input.record, now)
      : this.handed(state, given, now);
  }

  #used(state: MachineState, event: Event, record: number, now: LocalTime): Stepped {
    if (!isUp(state.program)) return [state, [NO_TASK]];
    this.#progress.take(record);
    const [next, effects] = this.handed(state, event, now);
    return [next, [TASK, ...effects]];
  }
}

export function machineModel(
  program: ProgramModel,
  options: MachineOptions,
): Model<MachineState, HttpMessage, HostedInput> {
  const machine = new MachineSteps(program, options);
  return {
    name: program.name,
    initial: { program: program.initial, fromMs: 0, tasks: 0, isFull: false, rests: false },
    step(state, event, now) {
      switch (event.kind) {
        case 'start':
          return machine.started(state, event, now);
        case 'input':
          return machine.input(state, event, now);
        case 'timer':
        case 'message':
          return state.rests ? [state, NO_EFFECTS] : machine.task(state, event, now);
        default:
          return state.rests ? [state, NO_EFFECTS] : machine.handed(state, event, now);
      }
    },
  };
}

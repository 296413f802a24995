/**
 * A program's machine: the hosted program, and three things around it. It notes which uses a live
 * process took, stops a process that runs without a pause, and lets the machine rest at the end.
 */
import type { HttpMessage } from '../../hosting/network/http.js';
import { NO_EFFECTS } from '../../sim/model/node.js';
import type { Effect, LocalTime, Model, NodeEvent, Step } from '../../sim/model/node.js';
import { msOf, SECOND_MS } from '../../sim/model/time.js';
import { HOT_LOOP } from '../oracle/further.js';
import type { HostInput } from '../../hosting/host-model.js';
import type { Progress } from './progress.js';
import type { HostedInput } from './protocol.js';

export type ProgramModel = Model<unknown, HttpMessage, HostInput>;

/** A mark: a live process took the use. */
export const TAKEN = 'use taken';
/** A mark: no process was there to take the use. */
export const NOT_TAKEN = 'use not taken: no process is running';

/** Tasks are counted over this long on the elapsed clock, ms: a burst is no loop. */
const WINDOW_MS = 10 * SECOND_MS;

interface MachineOptions {
  readonly node: string;
  readonly progress: Progress;
  /** More tasks a second than these, over `WINDOW_MS`, are a loop without a pause. */
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

export function machineModel(
  program: ProgramModel,
  { node, progress, tasksPerSecondMax }: MachineOptions,
): Model<MachineState, HttpMessage, HostedInput> {
  const tasksMax = (tasksPerSecondMax * WINDOW_MS) / SECOND_MS;

  /** A report says which machine made it. */
  const signed = (effects: readonly Effect<HttpMessage>[]): readonly Effect<HttpMessage>[] =>
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

  function handed(
    state: MachineState,
    event: NodeEvent<HttpMessage, HostInput>,
    now: LocalTime,
  ): Stepped {
    const [next, effects] = program.step(state.program, event, now);
    const { fromMs, tasks, isFull, rests } = state;
    return [{ program: next, fromMs, tasks, isFull, rests }, signed(effects)];
  }

  function task(
    state: MachineState,
    event: NodeEvent<HttpMessage, HostInput>,
    now: LocalTime,
  ): Stepped {
    const nowMs = msOf(now.elapsed);
    const isNew = nowMs - state.fromMs >= WINDOW_MS;
    const fromMs = isNew ? nowMs : state.fromMs;
    const tasks = isNew ? 1 : state.tasks + 1;
    if (tasks > tasksMax) return [{ ...state, fromMs, tasks, rests: true }, [LOOP]];
    return handed(
      { program: state.program, fromMs, tasks, isFull: state.isFull, rests: false },
      event,
      now,
    );
  }

  function started(
    state: MachineState,
    event: NodeEvent<HttpMessage, HostInput>,
    now: LocalTime,
  ): Stepped {
    const { isFull } = state;
    const fresh = {
      program: state.program,
      fromMs: msOf(now.elapsed),
      tasks: 0,
      isFull,
      rests: false,
    };
    const [begun, first] = handed(fresh, event, now);
    if (!isFull) return [begun, first];
    const input = { kind: 'machine', diskFull: true } as const;
    const [warned, more] = handed(begun, { kind: 'input', input, entropy: 0 }, now);
    return [warned, [...first, ...more]];
  }

  function used(
    state: MachineState,
    event: NodeEvent<HttpMessage, HostInput>,
    record: number,
    now: LocalTime,
  ): Stepped {
    if (!isUp(state.program)) return [state, [NO_TASK]];
    progress.take(record);
    const [next, effects] = handed(state, event, now);
    return [next, [TASK, ...effects]];
  }

  return {
    name: program.name,
    initial: { program: program.initial, fromMs: 0, tasks: 0, isFull: false, rests: false },
    step(state, event, now) {
      switch (event.kind) {
        case 'start':
          return started(state, event, now);
        case 'input': {
          const { input, entropy } = event;
          if (state.rests || input.kind === 'look' || input.kind === 'weather')
            return [state, NO_EFFECTS];
          if (input.kind === 'rest')
            return [progress.isDone ? { ...state, rests: true } : state, NO_EFFECTS];
          const given = { kind: event.kind, input, entropy };
          if (input.kind === 'machine') {
            const { diskFull = state.isFull } = input;
            return handed({ ...state, isFull: diskFull }, given, now);
          }
          return input.kind === 'track'
            ? used(state, given, input.record, now)
            : handed(state, given, now);
        }
        case 'timer':
        case 'message':
          return state.rests ? [state, NO_EFFECTS] : task(state, event, now);
        default:
          return state.rests ? [state, NO_EFFECTS] : handed(state, event, now);
      }
    },
  };
}

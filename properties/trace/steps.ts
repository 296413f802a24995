/** A recorded run step by step, and the path of one record through it. */
import { msOf } from '../../sim/model/time.js';
import type { Effect, NodeEvent } from '../../sim/model/node.js';
import type { TrueMs } from '../../sim/model/time.js';
import type { WorldIncident, WorldObserver } from '../../sim/world/spec.js';
import { NO_DATA } from '../../sim/world/view.js';
import type { WorldData } from '../../sim/world/view.js';
import { Recorder } from './recorder.js';
import type { TraceEntry } from './recorder.js';
import { judgedRun } from '../oracle/judged-run.js';
import type { JudgedRun } from '../oracle/judged-run.js';
import type { RunnableStudy, ScenarioBase, TracerFields } from '../study/contract.js';
import { TracerFinder, tracerFieldsOf } from '../oracle/tracers.js';

/** One call of a model: the event, and the effects it answered with. */
export interface TraceStep {
  readonly step: number;
  readonly atMs: number;
  readonly node: string;
  readonly localMs: number;
  readonly event: NodeEvent<unknown, unknown>;
  readonly effects: readonly Effect<unknown>[];
  /** The node's state after it. */
  readonly state?: unknown;
}

/** Keeps each node's state after its steps, as references: states never change. */
class StateKeeper<Message, Input> implements WorldObserver<Message, Input> {
  /** By number of the step, from 0. */
  readonly states: unknown[] = [];
  /** Steps in progress: the event of a full disk occurs within the step that wrote. */
  readonly #open: number[] = [];
  #steps = 0;
  #world: WorldData<Message> = NO_DATA;

  onStart(view: WorldData<Message>): void {
    this.#world = view;
  }

  onEvent(): void {
    this.#open.push(this.#steps);
    this.#steps += 1;
  }

  onStepped(_at: TrueMs, node: string): void {
    const step = this.#open.pop();
    if (step !== undefined) this.states[step] = this.#world.stateOf(node);
  }
}

function stepsOf(entries: readonly TraceEntry[], states: readonly unknown[]): readonly TraceStep[] {
  const steps: (TraceStep & { readonly effects: Effect<unknown>[] })[] = [];
  for (const { step, atMs, node, localMs, what } of entries) {
    if (node === undefined || localMs === undefined) continue;
    if (what.kind === 'event')
      steps.push({
        ...{ step, atMs, node, localMs, event: what.event, effects: [] },
        state: states[steps.length],
      });
    else if (what.kind === 'effect') steps.at(-1)?.effects.push(what.effect);
  }
  return steps;
}

/** A node took its first copy of the record, or gave up its only one. */
export interface CopyChange {
  /** The step of the change; for an incident, the step before it. */
  readonly step: number;
  readonly node: string;
  readonly took: boolean;
  /** The incident of the machine, if no step of a model caused the change. */
  readonly incident: WorldIncident | undefined;
  readonly atMs: number;
  /** Number of nodes that hold a copy afterwards. */
  readonly holders: number;
}

/** Checks after each step if its node holds a copy of the record. */
class Follower<Message, Input> implements WorldObserver<Message, Input> {
  readonly changes: CopyChange[] = [];
  readonly #finder: TracerFinder;
  readonly #holding = new Set<string>();
  #world: WorldData<Message> = NO_DATA;
  #step = 0;

  constructor(tracer: number, fields: TracerFields) {
    this.#finder = new TracerFinder(tracer, fields);
  }

  onStart(view: WorldData<Message>): void {
    this.#world = view;
  }

  onEvent(): void {
    this.#step += 1;
  }

  onStepped(at: TrueMs, node: string): void {
    this.#look(msOf(at), node, undefined);
  }

  onIncident(at: TrueMs, incident: WorldIncident): void {
    if (incident.kind === 'down' || incident.kind === 'up')
      this.#look(msOf(at), incident.node, incident);
  }

  #look(atMs: number, node: string, incident: WorldIncident | undefined): void {
    const took = this.#finder.isOn(this.#world, node);
    if (took === this.#holding.has(node)) return;
    if (took) this.#holding.add(node);
    else this.#holding.delete(node);
    const holders = this.#holding.size;
    this.changes.push({ step: this.#step, node, took, incident, atMs, holders });
  }
}

/** A run with its full trace, and the changes of the holders of one record. */
export interface FollowedRun<Scenario extends ScenarioBase, Message, Input> extends JudgedRun<
  Scenario,
  Message,
  Input
> {
  readonly entries: readonly TraceEntry[];
  readonly steps: readonly TraceStep[];
  readonly changes: readonly CopyChange[];
}

export function followedRun<Scenario extends ScenarioBase, Message, Input>(
  study: RunnableStudy<Scenario, Message, Input>,
  scenario: Scenario,
  tracer?: number,
): FollowedRun<Scenario, Message, Input> {
  const recorder = new Recorder();
  const keeper = new StateKeeper<Message, Input>();
  const observers: WorldObserver<Message, Input>[] = [recorder, keeper];
  const follower =
    tracer === undefined ? undefined : new Follower<Message, Input>(tracer, tracerFieldsOf(study));
  if (follower !== undefined) observers.push(follower);
  const run = judgedRun<Scenario, Message, Input>(study, scenario, { observers });
  const { entries } = recorder;
  return {
    ...run,
    entries,
    steps: stepsOf(entries, keeper.states),
    changes: follower?.changes ?? [],
  };
}

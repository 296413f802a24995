/**
 * The world: takes events in true-time order, passes each to its node's pure step, and interprets
 * the effects. Everything that happens in a run happens here.
 */
import { Budget } from './event-budget.js';
import { clockCells, elapsedIn, wallIn } from '../clock/cells.js';
import type { ClockCells } from '../clock/cells.js';
import type { Clock } from '../clock/clock.js';
import { assertOrder, assertTime, withDataPath, sortedByTime, nodeAt } from './contract.js';
import { Effects } from './effects.js';
import { invariant, SkewproofError } from '../model/errors.js';
import type { Fault } from './fault.js';
import { FaultInjector } from './faults.js';
import { Network } from './network.js';
import type { DiskContents, LocalTime } from '../model/node.js';
import { Streams } from '../model/random.js';
import type { Stream } from '../model/random.js';
import { readingAhead } from './read-ahead.js';
import { NodeState } from './node-state.js';
import type { WorldTime } from './node-state.js';
import {
  faultEvent,
  faultIndexOf,
  healEvent,
  inputEvent,
  lifeOf,
  senderOf,
  sourceOf,
} from './queued-event.js';
import type { DiskEvent, Pending } from './queued-event.js';
import { elapsedMs, localMs, msOf, trueMs } from '../model/time.js';
import type { TrueMs } from '../model/time.js';
import { heapTimeline } from '../queue/timeline.js';
import type { Timeline } from '../queue/timeline.js';
import { Stepping } from './stepping.js';
import { Timers } from './timers.js';
import { TraceHasher } from '../hash/trace-hash.js';
import { worldTimeline } from './scheduled-timeline.js';
import type { MessageInFlight, WorldView } from './view.js';
import type {
  InputSource,
  NodeSpec,
  RunSummary,
  WorldIncident,
  WorldObserver,
  WorldOptions,
  WorldSpec,
} from './spec.js';

/**
 * A simulated world: nodes, clocks, disks and a network, advanced one event at a time. The same
 * spec gives the same trace.
 * @throws SkewproofError SKEW-101 for a spec that cannot be played, SKEW-402 for a model that
 *   throws.
 * @since 0.1.0
 */
export class World<Message, Input> implements WorldView<Message> {
  readonly #spec: WorldSpec<Message, Input>;
  readonly #nodes: NodeState<Message, Input>[] = [];
  readonly #indexes = new Map<string, number>();
  readonly #network: Network;
  readonly #streams: Streams;
  readonly #timeline: Timeline<Pending<Message, Input>>;
  readonly #observers: readonly WorldObserver<Message, Input>[];
  /** Current segments of all clocks. */
  readonly #cells: ClockCells;
  readonly #hash = new TraceHasher();
  readonly #timers: Timers<Message, Input>;
  readonly #faultInjector: FaultInjector<Message, Input>;
  readonly #stepping: Stepping<Message, Input>;
  /** In order of time. */
  readonly #faults: readonly Fault[];
  /** Time of the last input of each source, true ms. */
  readonly #inputAt: Float64Array;
  readonly #instant: WorldTime = { ms: 0 };
  #events = 0;
  #healed = false;

  constructor(spec: WorldSpec<Message, Input>, options: WorldOptions<Message, Input> = {}) {
    this.#spec = spec;
    this.#observers = options.observers ?? [];
    this.#faults = sortedByTime(spec.faults);
    this.#inputAt = new Float64Array(spec.sources.length);
    this.#cells = clockCells(spec.nodes.length);
    this.#streams = new Streams(spec.seed);
    const { schedule } = spec;
    for (const node of spec.nodes) this.#addNode(node);
    const names = this.#nodes.map((node) => node.name);
    const { defaultLink, links } = spec;
    this.#network = new Network(this.#streams, names, defaultLink, links, schedule?.messages);
    const ahead = readingAhead(this.#nodes, this.#cells, this.#network);
    this.#timeline = worldTimeline(options.timeline ?? heapTimeline, schedule, this.#nodes, ahead);
    const quietFrom = spec.quietFrom ?? spec.endAt;
    this.#timers = new Timers(this.#timeline, this.#instant, quietFrom, this.#cells);
    const kernel = {
      instant: this.#instant,
      timeline: this.#timeline,
      timers: this.#timers,
      network: this.#network,
      streams: this.#streams,
      hash: this.#hash,
      sizeOf: spec.sizeOf,
      node: (name: string) => this.#node(name),
      start: (node: NodeState<Message, Input>) => {
        this.#start(node);
      },
      wake: (node: NodeState<Message, Input>) => {
        this.#wake(node);
      },
      incident: (incident: WorldIncident) => {
        this.#incident(incident);
      },
    };
    this.#faultInjector = new FaultInjector(kernel);
    const effects = new Effects(kernel, this.#faultInjector);
    this.#stepping = new Stepping(options, this.#instant, this.#hash, effects);
  }

  #addNode(spec: NodeSpec<Message, Input>): void {
    const index = this.#nodes.length;
    invariant(!this.#indexes.has(spec.name), 'World', 'distinct node names', spec.name);
    this.#indexes.set(spec.name, index);
    this.#nodes.push(new NodeState(spec, index, this.#entropyOf(spec.name), this.#cells));
  }

  /**
   * Random stream seeded by the node's name, or by its symmetry class, so that symmetric nodes draw
   * equal values.
   */
  #entropyOf(name: string): Stream {
    return this.#streams.own(`node:${this.#spec.schedule?.drawsAs?.[name] ?? name}`);
  }

  #node(name: string): NodeState<Message, Input> {
    const index = this.#indexes.get(name);
    if (index === undefined)
      throw new SkewproofError('SKEW-402', {
        place: `world at ${String(this.#instant.ms)} ms`,
        expected: `a node of this world (${this.#nodes
          .map((n) => n.name)
          .slice(0, 8)
          .join(', ')})`,
        got: name,
      });
    return this.#nodes[index] as NodeState<Message, Input>;
  }

  get nodeNames(): readonly string[] {
    return this.#nodes.map((node) => node.name);
  }

  /** True time now. For observers and oracles, never for models. */
  get now(): TrueMs {
    return trueMs(this.#instant.ms);
  }

  clockOf(name: string): Clock {
    return this.#node(name).clock;
  }

  stateOf(name: string): unknown {
    return this.#node(name).state;
  }

  /** The content of the node's disk, durable or not. */
  diskOf(name: string): DiskContents {
    return this.#node(name).disk.contents();
  }

  /** The content of the node's disk that a power failure would leave. */
  durableOf(name: string): DiskContents {
    return this.#node(name).disk.snapshot();
  }

  isUp(name: string): boolean {
    return this.#node(name).up;
  }

  /** Messages in flight. */
  *inFlight(): Iterable<MessageInFlight<Message>> {
    for (const pending of this.#timeline.pending())
      if (pending.kind === 'message')
        yield {
          from: (this.#nodes[senderOf(pending)] as NodeState<Message, Input>).name,
          to: (this.#nodes[pending.node] as NodeState<Message, Input>).name,
          message: pending.load,
        };
  }

  /** Number of pending events. It is bounded by what waits at once, for a run of any length. */
  get pendingEvents(): number {
    return this.#timeline.size;
  }

  /** Runs from the start to `endAt` (or `until`, if sooner). Call once. */
  run(until: TrueMs = trueMs(this.#spec.endAt)): RunSummary {
    for (const observer of this.#observers) observer.onStart?.(this);
    this.#timeline.schedule(this.#spec.healAt, healEvent());
    this.#scheduleFault(0);
    for (const node of this.#nodes) this.#start(node);
    for (let source = 0; source < this.#spec.sources.length; source += 1)
      this.#scheduleInput(source);
    const budget = new Budget(this.#nodes.length, this.#spec);
    this.#timeline.run(Math.min(msOf(until), this.#spec.endAt), (at, pending) => {
      // Tested here, so that the message is not built for every event.
      if (at < this.#instant.ms)
        invariant(false, 'World.run', 'events in order of time', String(at));
      if (pending.kind === 'timer' && pending.dead) {
        // Not an event: the result must not depend on whether the queue was compacted before.
        this.#timers.deadEventPassed();
        return true;
      }
      this.#instant.ms = at;
      this.#handle(pending);
      return budget.allows(this.#events, at);
    });
    return this.summary(budget.outcome);
  }

  /** The trace so far; a run that threw has none of its own. */
  summary(outcome: RunSummary['outcome']): RunSummary {
    return {
      hash: this.#hash.hex(),
      events: this.#events,
      outcome,
      lastEventAt: this.#instant.ms,
    };
  }

  #scheduleFault(index: number): void {
    const fault = this.#faults[index];
    if (fault === undefined) return;
    assertTime(fault.at, `fault ${String(index)} (${fault.kind})`);
    this.#timeline.schedule(Math.max(this.#instant.ms, fault.at), faultEvent(index));
  }

  #scheduleInput(source: number): void {
    const timed = (this.#spec.sources[source] as InputSource<Input>).next();
    if (timed === undefined) return;
    const node = this.#node(timed.node).index;
    assertOrder(timed.at, this.#inputAt[source] as number, source, timed.node);
    this.#inputAt[source] = timed.at;
    const at = Math.max(this.#instant.ms, timed.at);
    this.#timeline.schedule(at, inputEvent(node, source, timed.input));
  }

  #handle(pending: Pending<Message, Input>): void {
    switch (pending.kind) {
      case 'timer': {
        const node = this.#nodes[pending.node] as NodeState<Message, Input>;
        const now = this.#begin(pending.node);
        this.#timers.fired(node, pending);
        this.#hash.timer(pending.nameHash);
        this.#stepping.step(node, { kind: 'timer', timer: pending.timer }, now);
        return;
      }
      case 'message':
        this.#deliver(pending.node, senderOf(pending), pending.load);
        return;
      case 'input': {
        const node = this.#nodes[pending.node] as NodeState<Message, Input>;
        const input = pending.load;
        if (!node.up || node.suspended)
          this.#incident({ kind: 'missed-input', node: node.name, input });
        else {
          const now = this.#begin(node.index);
          try {
            this.#hash.input(input);
          } catch (error) {
            throw withDataPath(error, nodeAt(node.name, this.#instant.ms), 'input', input);
          }
          this.#stepping.step(node, { kind: 'input', input, entropy: node.entropy.bits() }, now);
        }
        this.#scheduleInput(sourceOf(pending));
        return;
      }
      case 'synced':
      case 'disk-full':
        this.#answer(pending);
        return;
      case 'fault':
        if (this.#healed) return;
        this.#faultInjector.apply(this.#faults[faultIndexOf(pending)] as Fault);
        this.#scheduleFault(faultIndexOf(pending) + 1);
        return;
      case 'undo':
        if (!this.#healed) pending.load();
        return;
      case 'heal':
        this.#heal();
    }
  }

  #deliver(to: number, by: number, message: Message): void {
    const node = this.#nodes[to] as NodeState<Message, Input>;
    const sender = this.#nodes[by] as NodeState<Message, Input>;
    const from = sender.name;
    if (!node.up || node.suspended) {
      this.#incident({ kind: 'lost-message', from, to: node.name, message });
      return;
    }
    const now = this.#begin(to);
    try {
      this.#hash.message(sender.nameHash, message);
    } catch (error) {
      throw withDataPath(
        error,
        nodeAt(node.name, this.#instant.ms),
        `message from ${from}`,
        message,
      );
    }
    this.#stepping.step(node, { kind: 'message', from, message }, now);
  }

  #answer(pending: DiskEvent): void {
    const node = this.#nodes[pending.node] as NodeState<Message, Input>;
    const { file } = pending;
    if (lifeOf(pending) !== node.life) return;
    if (node.suspended) {
      (node.heldAnswers ??= []).push(pending);
      return;
    }
    const now = this.#begin(pending.node);
    if (pending.kind === 'synced') {
      node.disk.settled(file, pending.load);
      this.#hash.synced(file);
      this.#stepping.step(node, { kind: 'synced', file }, now);
    } else {
      this.#hash.diskFull(file, pending.load);
      this.#stepping.step(node, { kind: 'disk-full', file, entry: pending.load }, now);
    }
  }

  // ---- models -------------------------------------------------------------------------

  #start(node: NodeState<Message, Input>): void {
    const disk = node.disk.contents();
    const entropy = node.entropy.bits();
    const now = this.#begin(node.index);
    this.#hash.start(disk, entropy);
    this.#stepping.step(node, { kind: 'start', disk, entropy }, now);
  }

  #wake(node: NodeState<Message, Input>): void {
    const now = this.#begin(node.index);
    this.#hash.wake();
    this.#stepping.step(node, { kind: 'wake' }, now);
  }

  #clock(index: number): Clock {
    return (this.#nodes[index] as NodeState<Message, Input>).clock;
  }

  /**
   * Begins a step of the node: counts it and starts its entry in the trace hash. Returns the
   * readings of the node's clocks.
   */
  #begin(index: number): LocalTime {
    const at = this.#instant.ms;
    const cells = this.#cells;
    let wall = wallIn(cells, index, at);
    let elapsed = elapsedIn(cells, index, at);
    // Rare: another segment of the clock has begun.
    if (Number.isNaN(wall)) wall = msOf(this.#clock(index).wallAt(trueMs(at)));
    if (Number.isNaN(elapsed)) elapsed = msOf(this.#clock(index).elapsedAt(trueMs(at)));
    this.#events += 1;
    this.#hash.step(at, index, wall);
    return { wall: localMs(wall), elapsed: elapsedMs(elapsed) };
  }

  /**
   * Begins the second phase: faults stop and their effects are repaired. Clocks keep their errors.
   */
  #heal(): void {
    this.#healed = true;
    this.#network.heal();
    for (const node of this.#nodes) {
      node.disk.heal();
      this.#faultInjector.resume(node);
      this.#faultInjector.bringUp(node);
    }
    this.#incident({ kind: 'healed' });
  }

  #incident(incident: WorldIncident): void {
    this.#hash.incident(this.#instant.ms, incident.kind);
    for (const observer of this.#observers)
      observer.onIncident?.(trueMs(this.#instant.ms), incident);
  }
}

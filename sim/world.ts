/**
 * The world: takes events in true-time order, hands each to its node's pure step, and
 * interprets the effects. Everything that happens in a run happens here.
 */
import { Clock } from './clock.js';
import { Disk } from './disk.js';
import { invariant, SkewproofError } from './errors.js';
import { deepFreeze } from './freeze.js';
import type { Fault } from './fault.js';
import { stringHash } from './hash.js';
import { Machines } from './machines.js';
import { Network } from './network.js';
import type { Effect, LocalTime, NodeEvent } from './node.js';
import { Stream, Streams } from './random.js';
import { eventName } from './runtime.js';
import type { DiskEvent, Instant, Pending, Runtime } from './runtime.js';
import { ScheduledTimeline } from './schedule.js';
import { msOf, plus, trueMs } from './time.js';
import type { TrueMs } from './time.js';
import { timelineOf } from './timeline.js';
import type { Timeline } from './timeline.js';
import { Timers } from './timers.js';
import { TraceHasher } from './trace-hash.js';
import type {
  InputSource,
  NodeSpec,
  RunSummary,
  WorldIncident,
  WorldObserver,
  WorldOptions,
  WorldSpec,
} from './world-spec.js';

const EVENTS_MAX = 5_000_000;

export class World<Message, Input> {
  readonly #spec: WorldSpec<Message, Input>;
  readonly #nodes: Runtime<Message, Input>[] = [];
  readonly #indexes = new Map<string, number>();
  readonly #network: Network;
  readonly #streams: Streams;
  readonly #timeline: Timeline<Pending<Message, Input>>;
  readonly #observers: readonly WorldObserver<Message, Input>[];
  readonly #strict: boolean;
  readonly #hash = new TraceHasher();
  readonly #timers: Timers<Message, Input>;
  readonly #machines: Machines<Message, Input>;
  readonly #instant: Instant = { ms: 0 };
  #events = 0;
  #healed = false;
  #outcome: RunSummary['outcome'] = 'ended';

  constructor(spec: WorldSpec<Message, Input>, options: WorldOptions<Message, Input> = {}) {
    this.#spec = spec;
    this.#observers = options.observers ?? [];
    this.#strict = options.strict ?? false;
    this.#streams = new Streams(spec.seed);
    const timeline = timelineOf<Pending<Message, Input>>(options.timeline ?? 'heap');
    this.#timeline =
      spec.schedule === undefined
        ? timeline
        : new ScheduledTimeline(timeline, spec.schedule.order, {
            name: (item) => eventName(item, this.#nodes),
            isVoid: (item) =>
              item.kind === 'timer'
                ? item.dead
                : (item.kind === 'synced' || item.kind === 'disk-full') &&
                  item.life !== this.#nodes[item.node]?.life,
          });
    for (const node of spec.nodes) this.#addNode(node);
    const names = this.#nodes.map((node) => node.name);
    this.#network = new Network(
      this.#streams,
      names,
      spec.defaultLink,
      spec.links,
      spec.schedule?.messages,
    );
    this.#timers = new Timers(this.#timeline, this.#instant, spec.quietFrom ?? spec.endAt);
    this.#machines = new Machines({
      instant: this.#instant,
      timeline: this.#timeline,
      timers: this.#timers,
      network: this.#network,
      streams: this.#streams,
      node: (name) => this.#node(name),
      start: (node) => {
        this.#start(node);
      },
      incident: (incident) => {
        this.#incident(incident);
      },
    });
  }

  #addNode(spec: NodeSpec<Message, Input>): void {
    const index = this.#nodes.length;
    invariant(!this.#indexes.has(spec.name), 'World', 'distinct node names', spec.name);
    this.#indexes.set(spec.name, index);
    this.#nodes.push({
      index,
      name: spec.name,
      nameHash: stringHash(spec.name),
      spec,
      model: spec.model,
      clock: new Clock(spec.clock),
      disk: new Disk(),
      entropy: this.#entropyOf(spec.name),
      timers: new Map(),
      timersMax: 0,
      fired: undefined,
      state: spec.model.initial,
      up: true,
      suspended: false,
      life: 0,
      snapshot: undefined,
      asleep: [],
    });
  }

  #entropyOf(name: string): Stream {
    const alike = this.#spec.schedule?.drawsAs?.[name];
    // A stream of its own, though of the same name: each draws from the beginning.
    return alike === undefined
      ? this.#streams.stream(`node:${name}`)
      : new Stream(this.#spec.seed, `node:${alike}`);
  }

  #node(name: string): Runtime<Message, Input> {
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
    return this.#nodes[index] as Runtime<Message, Input>;
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

  /** Everything on the node's disk, durable or not. */
  diskOf(name: string): ReturnType<Disk['contents']> {
    return this.#node(name).disk.contents();
  }

  isUp(name: string): boolean {
    return this.#node(name).up;
  }

  /** Messages under way. */
  *inFlight(): Iterable<{ readonly from: string; readonly to: string; readonly message: Message }> {
    for (const pending of this.#timeline.pending())
      if (pending.kind === 'message')
        yield {
          from: (this.#nodes[pending.from] as Runtime<Message, Input>).name,
          to: (this.#nodes[pending.node] as Runtime<Message, Input>).name,
          message: pending.message,
        };
  }

  /** Events waiting. Bounded by what is pending, whatever the length of the run. */
  get pendingEvents(): number {
    return this.#timeline.size;
  }

  /** Runs from the start to `endAt` (or `until`, if sooner). Call once. */
  run(until: TrueMs = trueMs(this.#spec.endAt)): RunSummary {
    this.#timeline.schedule(this.#spec.healAt, { kind: 'heal' });
    this.#scheduleFault(0);
    for (const node of this.#nodes) this.#start(node);
    for (let source = 0; source < this.#spec.sources.length; source += 1)
      this.#scheduleInput(source);
    const eventsMax = this.#spec.eventsMax ?? EVENTS_MAX;
    this.#timeline.run(Math.min(msOf(until), this.#spec.endAt), (at, pending) => {
      // Asked before the message is written: writing it for every event costs more than the queue.
      if (at < this.#instant.ms)
        invariant(false, 'World.run', 'events in order of time', String(at));
      if (pending.kind === 'timer' && pending.dead) {
        // Not an event: whether it was compacted away earlier must make no difference.
        this.#timers.passed();
        return true;
      }
      this.#instant.ms = at;
      this.#handle(pending);
      if (this.#events <= eventsMax) return true;
      this.#outcome = 'out-of-budget';
      return false;
    });
    return {
      hash: this.#hash.hex(),
      events: this.#events,
      outcome: this.#outcome,
      lastEventAt: this.#instant.ms,
    };
  }

  #scheduleFault(index: number): void {
    const fault = this.#spec.faults[index];
    if (fault !== undefined)
      this.#timeline.schedule(Math.max(this.#instant.ms, fault.at), { kind: 'fault', index });
  }

  #scheduleInput(source: number): void {
    const timed = (this.#spec.sources[source] as InputSource<Input>).next();
    if (timed === undefined) return;
    const node = this.#node(timed.node).index;
    this.#timeline.schedule(Math.max(this.#instant.ms, timed.at), {
      kind: 'input',
      source,
      node,
      input: timed.input,
    });
  }

  #handle(pending: Pending<Message, Input>): void {
    switch (pending.kind) {
      case 'timer': {
        const node = this.#nodes[pending.node] as Runtime<Message, Input>;
        this.#timers.fired(node, pending);
        this.#step(node, { kind: 'timer', timer: pending.timer });
        return;
      }
      case 'message': {
        const node = this.#nodes[pending.node] as Runtime<Message, Input>;
        const sender = this.#nodes[pending.from] as Runtime<Message, Input>;
        const from = sender.name;
        if (!node.up || node.suspended)
          this.#incident({ kind: 'lost-message', from, to: node.name, message: pending.message });
        else this.#step(node, { kind: 'message', from, message: pending.message }, sender.nameHash);
        return;
      }
      case 'input': {
        const node = this.#nodes[pending.node] as Runtime<Message, Input>;
        if (!node.up || node.suspended)
          this.#incident({ kind: 'missed-input', node: node.name, input: pending.input });
        else
          this.#step(node, { kind: 'input', input: pending.input, entropy: node.entropy.bits() });
        this.#scheduleInput(pending.source);
        return;
      }
      case 'synced':
      case 'disk-full':
        this.#answer(pending);
        return;
      case 'fault':
        if (this.#healed) return;
        this.#machines.apply(this.#spec.faults[pending.index] as Fault);
        this.#scheduleFault(pending.index + 1);
        return;
      case 'undo':
        if (!this.#healed) pending.undo();
        return;
      case 'heal':
        this.#heal();
    }
  }

  #answer(pending: DiskEvent): void {
    const node = this.#nodes[pending.node] as Runtime<Message, Input>;
    const { file } = pending;
    if (pending.life !== node.life) return;
    if (node.suspended) {
      node.asleep.push(pending);
    } else if (pending.kind === 'synced') {
      node.disk.synced(file, pending.content);
      this.#step(node, { kind: 'synced', file });
    } else {
      this.#step(node, { kind: 'disk-full', file, entry: pending.entry });
    }
  }

  // ---- models -------------------------------------------------------------------------

  #start(node: Runtime<Message, Input>): void {
    this.#step(node, { kind: 'start', disk: node.disk.contents(), entropy: node.entropy.bits() });
  }

  #step(node: Runtime<Message, Input>, event: NodeEvent<Message, Input>, fromHash = 0): void {
    const at = trueMs(this.#instant.ms);
    const now: LocalTime = { wall: node.clock.wallAt(at), elapsed: node.clock.elapsedAt(at) };
    this.#events += 1;
    const observers = this.#observers;
    this.#hash.event(this.#instant.ms, node.index, event, now, fromHash);
    for (let i = 0; i < observers.length; i += 1)
      observers[i]?.onEvent?.(at, node.name, event, now);
    if (this.#strict) deepFreeze([node.state, event, now]);
    const [state, effects] = node.model.step(node.state, event, now);
    node.state = state;
    for (let i = 0; i < effects.length; i += 1) {
      const effect = effects[i] as Effect<Message>;
      const to = effect.kind === 'send' ? this.#node(effect.to) : undefined;
      this.#hash.effect(effect, to?.nameHash ?? 0);
      for (let j = 0; j < observers.length; j += 1)
        observers[j]?.onEffect?.(at, node.name, effect, now);
      if (to !== undefined && effect.kind === 'send') this.#send(node, to, effect.message);
      else this.#interpret(node, effect, now);
    }
    for (let i = 0; i < observers.length; i += 1) observers[i]?.onStepped?.(at, node.name);
  }

  #interpret(node: Runtime<Message, Input>, effect: Effect<Message>, now: LocalTime): void {
    switch (effect.kind) {
      case 'append':
        // Answered by an event of its own, never inside this step: the step's other effects come
        // first, and a model that tries again for ever runs out of budget, not of stack.
        if (!node.disk.append(effect.file, effect.entry))
          this.#timeline.schedule(this.#instant.ms, {
            kind: 'disk-full',
            node: node.index,
            life: node.life,
            file: effect.file,
            entry: effect.entry,
          });
        return;
      case 'write':
        node.disk.write(effect.file, effect.entries);
        return;
      case 'truncate':
        node.disk.truncate(effect.file, effect.count);
        return;
      case 'remove':
        node.disk.remove(effect.file);
        return;
      case 'sync':
        this.#timeline.schedule(this.#instant.ms + (node.spec.syncLatencyMs ?? 0), {
          kind: 'synced',
          node: node.index,
          life: node.life,
          file: effect.file,
          content: node.disk.contentOf(effect.file),
        });
        return;
      case 'wall-timer':
        this.#timers.arm(node, effect.timer, 'wall', msOf(effect.at));
        return;
      case 'elapsed-timer':
        this.#timers.arm(node, effect.timer, 'elapsed', msOf(plus(now.elapsed, effect.afterMs)));
        return;
      case 'cancel-timer':
        this.#timers.cancel(node, effect.timer);
        return;
      default: // report, decide, show, mark: for observers only
    }
  }

  #send(from: Runtime<Message, Input>, target: Runtime<Message, Input>, message: Message): void {
    const size = this.#spec.sizeOf?.(message) ?? 1;
    const arrivals = this.#network.arrivals(from.index, target.index, this.#instant.ms, size);
    if (arrivals.length === 0)
      this.#incident({ kind: 'lost-message', from: from.name, to: target.name, message });
    for (const at of arrivals)
      this.#timeline.schedule(at, {
        kind: 'message',
        node: target.index,
        from: from.index,
        message,
        number: this.#network.lastNumber,
      });
  }

  /** The second phase begins: faults stop and are mended. Clocks stay as wrong as they are. */
  #heal(): void {
    this.#healed = true;
    this.#network.heal();
    for (const node of this.#nodes) {
      node.disk.heal();
      this.#machines.resume(node);
      this.#machines.bringUp(node);
    }
    this.#incident({ kind: 'healed' });
  }

  #incident(incident: WorldIncident): void {
    this.#hash.incident(this.#instant.ms, incident.kind);
    for (const observer of this.#observers)
      observer.onIncident?.(trueMs(this.#instant.ms), incident);
  }
}

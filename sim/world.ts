/**
 * The world: takes events in true-time order, hands each to its node's pure step, and
 * interprets the effects. Everything that happens in a run happens here.
 */
import { Clock } from './clock.js';
import type { ClockSpec } from './clock.js';
import { Disk } from './disk.js';
import { invariant, SkewproofError } from './errors.js';
import type { Fault } from './fault.js';
import { deepFreeze } from './freeze.js';
import { Network } from './network.js';
import type { LinkSpec } from './network.js';
import type { Effect, LocalTime, Model, NodeEvent, OvertakenPolicy } from './node.js';
import { Streams } from './random.js';
import type { Stream } from './random.js';
import type { Seq } from './seq.js';
import { elapsedMs, localMs, msOf, plus, trueMs } from './time.js';
import type { TrueMs } from './time.js';
import { timelineOf } from './timeline.js';
import type { Timeline, TimelineKind } from './timeline.js';
import { TraceHasher } from './trace-hash.js';

export interface NodeSpec<Message, Input> {
  readonly name: string;
  readonly model: Model<unknown, Message, Input>;
  readonly clock?: ClockSpec;
  /** How long a sync takes, true ms. Default 0. */
  readonly syncLatencyMs?: number;
  readonly overtaken?: OvertakenPolicy;
}

/** One input from outside: `at` in true ms. */
export interface TimedInput<Input> {
  readonly at: number;
  readonly node: string;
  readonly input: Input;
}

/** Yields inputs in order of time; only one is held at a time, so a run of any length fits in memory. */
export interface InputSource<Input> {
  next(): TimedInput<Input> | undefined;
}

export interface WorldSpec<Message, Input> {
  readonly seed: number;
  readonly nodes: readonly NodeSpec<Message, Input>[];
  readonly defaultLink?: LinkSpec;
  /** Links that differ, by `from→to`. */
  readonly links?: Readonly<Record<string, LinkSpec>>;
  readonly sources: readonly InputSource<Input>[];
  /** In order of time. */
  readonly faults: readonly Fault[];
  /** True time at which faults stop and everything is mended except clocks, ms. */
  readonly healAt: number;
  /**
   * True time after which no timer fires any more, ms: what is under way then comes to rest, and
   * nothing new begins. Without it a deadline has no exact edge: what falls due in the instant of
   * the last look is neither here nor there. Default: `endAt`.
   */
  readonly quietFrom?: number;
  /** True time at which the run ends, ms. */
  readonly endAt: number;
  /** Size of a message, for links with a limit. Default 1. */
  readonly sizeOf?: (message: Message) => number;
  /** More events than this end the run as out of budget. Default 5,000,000. */
  readonly eventsMax?: number;
}

/** What happens to machines rather than to models, as an observer sees it. */
export type WorldIncident =
  | { readonly kind: 'fault'; readonly fault: Fault }
  | { readonly kind: 'down' | 'up'; readonly node: string; readonly why: string }
  | {
      readonly kind: 'lost-message';
      readonly from: string;
      readonly to: string;
      readonly message: unknown;
    }
  | { readonly kind: 'missed-input'; readonly node: string; readonly input: unknown }
  | { readonly kind: 'healed' };

/** Watches a run from outside. Nothing an observer does can reach a model. */
export interface WorldObserver<Message, Input> {
  onEvent?(at: TrueMs, node: string, event: NodeEvent<Message, Input>, now: LocalTime): void;
  onEffect?(at: TrueMs, node: string, effect: Effect<Message>, now: LocalTime): void;
  /** After a node's step and all of its effects. */
  onStepped?(at: TrueMs, node: string): void;
  onIncident?(at: TrueMs, incident: WorldIncident): void;
}

export interface WorldOptions<Message, Input> {
  readonly timeline?: TimelineKind;
  readonly observers?: readonly WorldObserver<Message, Input>[];
  /** Freezes every state and event, so that an impure model throws. Slow; for tests. */
  readonly strict?: boolean;
}

export interface RunSummary {
  /** 64-bit trace hash, 16 hexadecimal digits. */
  readonly hash: string;
  /** Events handed to models. */
  readonly events: number;
  readonly outcome: 'ended' | 'out-of-budget';
  /** True time of the last event handled, ms. */
  readonly lastEventAt: number;
}

interface Runtime<Message, Input> {
  readonly index: number;
  readonly name: string;
  readonly spec: NodeSpec<Message, Input>;
  readonly clock: Clock;
  readonly disk: Disk;
  readonly entropy: Stream;
  readonly timers: Map<string, TimerEvent>;
  state: unknown;
  up: boolean;
  suspended: boolean;
  /** Changes at each crash, so that what was under way then is void. */
  life: number;
  snapshot: ReturnType<Disk['snapshot']> | undefined;
  /** What the disk had to say during sleep: said at waking. */
  readonly asleep: DiskEvent[];
}

interface TimerEvent {
  readonly kind: 'timer';
  readonly node: number;
  readonly timer: string;
  /** On which clock, and the reading at which it is due. */
  readonly on: 'wall' | 'elapsed';
  readonly due: number;
  /** True time for which it is queued; -1 while it is not (asleep, or never reached). */
  queuedFor: number;
  dead: boolean;
}

/** An answer of a node's disk; void in another life, kept back while the machine sleeps. */
type DiskEvent = { readonly node: number; readonly life: number; readonly file: string } & (
  | { readonly kind: 'synced'; readonly content: Seq<unknown> }
  | { readonly kind: 'disk-full'; readonly entry: unknown }
);

type Pending<Message, Input> =
  | TimerEvent
  | {
      readonly kind: 'message';
      readonly node: number;
      readonly from: number;
      readonly message: Message;
    }
  | {
      readonly kind: 'input';
      readonly source: number;
      readonly node: number;
      readonly input: Input;
    }
  | DiskEvent
  | { readonly kind: 'fault'; readonly index: number }
  | { readonly kind: 'undo'; readonly undo: () => void }
  | { readonly kind: 'heal' };

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
  #now = 0;
  #events = 0;
  #deadTimers = 0;
  #healed = false;
  #outcome: RunSummary['outcome'] = 'ended';

  constructor(spec: WorldSpec<Message, Input>, options: WorldOptions<Message, Input> = {}) {
    this.#spec = spec;
    this.#observers = options.observers ?? [];
    this.#strict = options.strict ?? false;
    this.#timeline = timelineOf(options.timeline ?? 'heap');
    this.#streams = new Streams(spec.seed);
    for (const node of spec.nodes) this.#addNode(node);
    const names = this.#nodes.map((node) => node.name);
    this.#network = new Network(this.#streams, names, spec.defaultLink, spec.links);
  }

  #addNode(spec: NodeSpec<Message, Input>): void {
    const index = this.#nodes.length;
    invariant(!this.#indexes.has(spec.name), 'World', 'distinct node names', spec.name);
    this.#indexes.set(spec.name, index);
    this.#nodes.push({
      index,
      name: spec.name,
      spec,
      clock: new Clock(spec.clock),
      disk: new Disk(),
      entropy: this.#streams.stream(`node:${spec.name}`),
      timers: new Map(),
      state: spec.model.initial,
      up: true,
      suspended: false,
      life: 0,
      snapshot: undefined,
      asleep: [],
    });
  }

  #node(name: string): Runtime<Message, Input> {
    const index = this.#indexes.get(name);
    if (index === undefined)
      throw new SkewproofError('SKEW-402', {
        place: `world at ${String(this.#now)} ms`,
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
    return trueMs(this.#now);
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
      invariant(at >= this.#now, 'World.run', 'events in order of time', String(at));
      if (pending.kind === 'timer' && pending.dead) {
        // Not an event: whether it was compacted away earlier must make no difference.
        this.#deadTimers = Math.max(0, this.#deadTimers - 1);
        return true;
      }
      this.#now = at;
      this.#handle(pending);
      if (this.#events <= eventsMax) return true;
      this.#outcome = 'out-of-budget';
      return false;
    });
    return {
      hash: this.#hash.hex(),
      events: this.#events,
      outcome: this.#outcome,
      lastEventAt: this.#now,
    };
  }

  #scheduleFault(index: number): void {
    const fault = this.#spec.faults[index];
    if (fault !== undefined)
      this.#timeline.schedule(Math.max(this.#now, fault.at), { kind: 'fault', index });
  }

  #scheduleInput(source: number): void {
    const timed = (this.#spec.sources[source] as InputSource<Input>).next();
    if (timed === undefined) return;
    const node = this.#node(timed.node).index;
    this.#timeline.schedule(Math.max(this.#now, timed.at), {
      kind: 'input',
      source,
      node,
      input: timed.input,
    });
  }

  #handle(pending: Pending<Message, Input>): void {
    switch (pending.kind) {
      case 'timer':
        this.#fire(pending);
        return;
      case 'message': {
        const node = this.#nodes[pending.node] as Runtime<Message, Input>;
        const from = (this.#nodes[pending.from] as Runtime<Message, Input>).name;
        if (!node.up || node.suspended)
          this.#incident({ kind: 'lost-message', from, to: node.name, message: pending.message });
        else this.#step(node, { kind: 'message', from, message: pending.message });
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
        this.#applyFault(this.#spec.faults[pending.index] as Fault);
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

  #step(node: Runtime<Message, Input>, event: NodeEvent<Message, Input>): void {
    const at = trueMs(this.#now);
    const now: LocalTime = { wall: node.clock.wallAt(at), elapsed: node.clock.elapsedAt(at) };
    this.#events += 1;
    this.#hash.event(this.#now, node.index, event, now);
    for (const observer of this.#observers) observer.onEvent?.(at, node.name, event, now);
    if (this.#strict) deepFreeze([node.state, event, now]);
    const [state, effects] = node.spec.model.step(node.state, event, now);
    node.state = state;
    for (let i = 0; i < effects.length; i += 1) {
      const effect = effects[i] as Effect<Message>;
      this.#hash.effect(effect);
      for (const observer of this.#observers) observer.onEffect?.(at, node.name, effect, now);
      this.#interpret(node, effect, now);
    }
    for (const observer of this.#observers) observer.onStepped?.(at, node.name);
  }

  #interpret(node: Runtime<Message, Input>, effect: Effect<Message>, now: LocalTime): void {
    switch (effect.kind) {
      case 'send':
        this.#send(node, effect.to, effect.message);
        return;
      case 'append':
        // Answered by an event of its own, never inside this step: the step's other effects come
        // first, and a model that tries again for ever runs out of budget, not of stack.
        if (!node.disk.append(effect.file, effect.entry))
          this.#timeline.schedule(this.#now, {
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
        this.#timeline.schedule(this.#now + (node.spec.syncLatencyMs ?? 0), {
          kind: 'synced',
          node: node.index,
          life: node.life,
          file: effect.file,
          content: node.disk.contentOf(effect.file),
        });
        return;
      case 'wall-timer':
        this.#arm(node, effect.timer, 'wall', msOf(effect.at));
        return;
      case 'elapsed-timer':
        this.#arm(node, effect.timer, 'elapsed', msOf(plus(now.elapsed, effect.afterMs)));
        return;
      case 'cancel-timer':
        this.#cancel(node, effect.timer);
        return;
      default: // report, decide, show, mark: for observers only
    }
  }

  #send(from: Runtime<Message, Input>, to: string, message: Message): void {
    const target = this.#node(to);
    const size = this.#spec.sizeOf?.(message) ?? 1;
    const arrivals = this.#network.arrivals(from.index, target.index, this.#now, size);
    if (arrivals.length === 0)
      this.#incident({ kind: 'lost-message', from: from.name, to, message });
    for (const at of arrivals)
      this.#timeline.schedule(at, {
        kind: 'message',
        node: target.index,
        from: from.index,
        message,
      });
  }

  // ---- timers -------------------------------------------------------------------------

  #arm(node: Runtime<Message, Input>, timer: string, on: TimerEvent['on'], due: number): void {
    this.#cancel(node, timer);
    const entry: TimerEvent = {
      kind: 'timer',
      node: node.index,
      timer,
      on,
      due,
      queuedFor: -1,
      dead: false,
    };
    node.timers.set(timer, entry);
    this.#queueTimer(node, entry);
  }

  /** Queues the timer for the first true instant, from now on, at which its clock has reached it. */
  #queueTimer(node: Runtime<Message, Input>, entry: TimerEvent): void {
    if (node.suspended) return;
    const now = trueMs(this.#now);
    const at =
      entry.on === 'wall'
        ? node.clock.wallArrival(localMs(entry.due), now)
        : node.clock.elapsedArrival(elapsedMs(entry.due), now);
    // Beyond the end of the run is as good as never, and keeps the queue small.
    if (at === undefined || msOf(at) > (this.#spec.quietFrom ?? this.#spec.endAt)) return;
    entry.queuedFor = msOf(at);
    this.#timeline.schedule(msOf(at), entry);
  }

  #cancel(node: Runtime<Message, Input>, timer: string): void {
    const entry = node.timers.get(timer);
    if (entry === undefined) return;
    node.timers.delete(timer);
    this.#unqueue(entry);
  }

  #unqueue(entry: TimerEvent): void {
    if (entry.queuedFor < 0 || entry.dead) return;
    entry.dead = true;
    this.#deadTimers += 1;
    // Events of cancelled timers stay queued until their time; do not let them pile up.
    if (this.#deadTimers < 64 || this.#deadTimers * 2 < this.#timeline.size) return;
    this.#timeline.compact((pending) => pending.kind === 'timer' && pending.dead);
    this.#deadTimers = 0;
  }

  #fire(entry: TimerEvent): void {
    const node = this.#nodes[entry.node] as Runtime<Message, Input>;
    node.timers.delete(entry.timer);
    this.#step(node, { kind: 'timer', timer: entry.timer });
  }

  /** The node's clock has changed under its timers: invert each again. */
  #requeueTimers(node: Runtime<Message, Input>, wallBefore: number): void {
    const wallNow = msOf(node.clock.wallAt(trueMs(this.#now)));
    for (const entry of [...node.timers.values()]) {
      this.#unqueue(entry);
      const overtaken = entry.on === 'wall' && entry.due > wallBefore && entry.due <= wallNow;
      if (overtaken && node.spec.overtaken === 'skip') {
        node.timers.delete(entry.timer);
        continue;
      }
      const fresh: TimerEvent = { ...entry, queuedFor: -1, dead: false };
      node.timers.set(entry.timer, fresh);
      this.#queueTimer(node, fresh);
    }
  }

  // ---- faults -------------------------------------------------------------------------

  #applyFault(fault: Fault): void {
    this.#incident({ kind: 'fault', fault });
    const node = this.#node(fault.node);
    switch (fault.kind) {
      case 'crash':
        if (!node.up) return;
        this.#takeDown(node, 'crash');
        node.disk.crash(fault.severity, this.#streams.stream(`disk:${node.name}`));
        this.#laterInLife(node, fault.downMs, () => {
          this.#bringUp(node);
        });
        return;
      case 'restart':
        if (!node.up) return;
        this.#takeDown(node, 'restart');
        node.disk.flush();
        this.#bringUp(node);
        return;
      case 'partition':
        this.#partition(node.index, this.#node(fault.to).index, fault.both, fault.forMs);
        return;
      case 'disk-full':
        node.disk.fill(1);
        this.#later(fault.forMs, () => {
          node.disk.fill(-1);
        });
        return;
      case 'suspend':
        this.#suspend(node, fault.forMs);
        return;
      case 'wipe':
        if (node.up) this.#takeDown(node, 'wipe');
        node.disk.wipe();
        this.#bringUp(node);
        return;
      case 'snapshot':
        node.snapshot = node.disk.snapshot();
        return;
      case 'restore':
        if (node.snapshot === undefined) return;
        if (node.up) this.#takeDown(node, 'restore');
        node.disk.restore(node.snapshot);
        this.#bringUp(node);
        return;
      case 'clock':
      case 'synchronise':
        this.#adjustClock(node, fault);
    }
  }

  #adjustClock(
    node: Runtime<Message, Input>,
    fault: Fault & { kind: 'clock' | 'synchronise' },
  ): void {
    const at = trueMs(this.#now);
    const before = msOf(node.clock.wallAt(at));
    node.clock.adjust(
      at,
      fault.kind === 'clock'
        ? fault.adjustment
        : { kind: 'set', toMs: msOf(this.#node(fault.to).clock.wallAt(at)) },
    );
    this.#requeueTimers(node, before);
  }

  #later(afterMs: number, undo: () => void): void {
    this.#timeline.schedule(this.#now + Math.max(0, afterMs), { kind: 'undo', undo });
  }

  /** As `#later`, but void once the node has gone down (again) meanwhile. */
  #laterInLife(node: Runtime<Message, Input>, afterMs: number, undo: () => void): void {
    const { life } = node;
    this.#later(afterMs, () => {
      if (node.life === life) undo();
    });
  }

  #partition(from: number, to: number, both: boolean, forMs: number): void {
    const cut = (delta: 1 | -1): void => {
      this.#network.partition(from, to, delta);
      if (both) this.#network.partition(to, from, delta);
    };
    cut(1);
    this.#later(forMs, () => {
      cut(-1);
    });
  }

  #takeDown(node: Runtime<Message, Input>, why: string): void {
    node.up = false;
    node.suspended = false;
    node.life += 1;
    for (const entry of node.timers.values()) this.#unqueue(entry);
    node.timers.clear();
    node.asleep.length = 0;
    node.state = node.spec.model.initial;
    this.#incident({ kind: 'down', node: node.name, why });
  }

  #bringUp(node: Runtime<Message, Input>): void {
    if (node.up) return;
    node.up = true;
    node.clock.boot(trueMs(this.#now));
    this.#incident({ kind: 'up', node: node.name, why: 'boot' });
    this.#start(node);
  }

  #suspend(node: Runtime<Message, Input>, forMs: number): void {
    if (!node.up || node.suspended) return;
    node.suspended = true;
    node.clock.suspend(trueMs(this.#now));
    for (const entry of node.timers.values()) {
      this.#unqueue(entry);
    }
    this.#incident({ kind: 'down', node: node.name, why: 'suspend' });
    this.#laterInLife(node, forMs, () => {
      this.#resume(node);
    });
  }

  #resume(node: Runtime<Message, Input>): void {
    if (!node.suspended) return;
    node.suspended = false;
    node.clock.resume(trueMs(this.#now));
    this.#incident({ kind: 'up', node: node.name, why: 'resume' });
    this.#requeueTimers(node, msOf(node.clock.wallAt(trueMs(this.#now))));
    for (const event of node.asleep.splice(0)) this.#timeline.schedule(this.#now, event);
  }

  /** The second phase begins: faults stop and are mended. Clocks stay as wrong as they are. */
  #heal(): void {
    this.#healed = true;
    this.#network.heal();
    for (const node of this.#nodes) {
      node.disk.heal();
      this.#resume(node);
      this.#bringUp(node);
    }
    this.#incident({ kind: 'healed' });
  }

  #incident(incident: WorldIncident): void {
    this.#hash.incident(this.#now, incident.kind);
    for (const observer of this.#observers) observer.onIncident?.(trueMs(this.#now), incident);
  }
}

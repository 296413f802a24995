/**
 * One machine as the search sees it: everything of a node that its next step depends on, and the
 * kernel's own rules for it (timers, disk, crashes, clocks), on values instead of a queue. A test
 * holds it to the kernel step by step.
 */
import { Disk, elapsedMs, localMs, msOf, plus, Stream } from '../../sim/index.js';
import type { Effect, Model, NodeEvent, Seq } from '../../sim/index.js';

interface Timer {
  readonly name: string;
  readonly on: 'wall' | 'elapsed';
  /** Reading of its clock at which it is due. */
  readonly due: number;
}

/** An answer that the disk owes. */
interface Owed {
  readonly kind: 'synced' | 'disk-full';
  readonly file: string;
  readonly content: Seq<unknown>;
  /** True time, ms. */
  readonly dueAt: number;
}

/** What the oracle has to know of what happened on a machine, and when. */
export interface Noted {
  readonly at: number;
  readonly what:
    | { readonly kind: 'event'; readonly event: NodeEvent<unknown, unknown> }
    | { readonly kind: 'effect'; readonly effect: Effect<unknown> }
    | { readonly kind: 'down' | 'up'; readonly why: string }
    | { readonly kind: 'crash'; readonly severity: 'power' | 'torn' }
    | { readonly kind: 'clock'; readonly byMs: number };
}

export interface Local {
  readonly node: number;
  readonly state: unknown;
  readonly disk: Disk;
  readonly timers: readonly Timer[];
  readonly owed: readonly Owed[];
  readonly up: boolean;
  /** Wall clock minus true time, ms. */
  readonly offsetMs: number;
  /** True time of the last boot, ms. */
  readonly bootAt: number;
  /** How often the machine has drawn from its stream. */
  readonly draws: number;
}

interface Sent {
  readonly to: string;
  readonly message: unknown;
}

export interface LocalStep {
  readonly local: Local;
  readonly sent: readonly Sent[];
  /** In order. */
  readonly noted: readonly Noted[];
}

/** What can happen to a machine. */
export type LocalEvent =
  | { readonly kind: 'timer'; readonly timer: string }
  /** The disk answers what it has owed longest. */
  | { readonly kind: 'disk' }
  | { readonly kind: 'up' }
  | { readonly kind: 'message'; readonly from: string; readonly message: unknown }
  | { readonly kind: 'input'; readonly input: unknown }
  | { readonly kind: 'crash'; readonly severity: 'power' | 'torn' }
  | { readonly kind: 'clock'; readonly toOffsetMs: number };

/** What a machine is made of, and stays. */
export interface LocalSpec {
  readonly name: string;
  readonly model: Model<unknown, unknown, unknown>;
  readonly syncLatencyMs: number;
  /** What the machine draws at a start or an input, by how often it has drawn before. */
  readonly entropy: (before: number) => number;
  readonly reads: (event: NodeEvent<unknown, unknown>) => boolean;
}

/** True time at which a timer is due, ms: may lie before now, where its clock was set past it. */
export const dueAt = (local: Local, timer: Timer): number =>
  timer.on === 'wall' ? timer.due - local.offsetMs : timer.due + local.bootAt;

/** Whether a crash can leave a half-written entry, and in only one way. */
export function isTearable({ disk }: Local): boolean {
  const appended = [...disk.files()].map(([, file]) => file.appended).filter((count) => count > 0);
  // Of more than one entry chance decides how much is kept: the search has none.
  return appended.length > 0 && appended.every((count) => count === 1);
}

/** The machine's first start, at true time 0. */
export function started(spec: LocalSpec, node: number, offsetMs: number): LocalStep {
  const blank: Local = {
    node,
    state: spec.model.initial,
    disk: new Disk(),
    timers: [],
    owed: [],
    up: true,
    offsetMs,
    bootAt: 0,
    draws: 0,
  };
  return boots(spec, blank, 0);
}

function boots(spec: LocalSpec, local: Local, at: number): LocalStep {
  const entropy = spec.entropy(local.draws);
  const event = { kind: 'start', disk: local.disk.contents(), entropy } as const;
  return stepped(spec, { ...local, up: true, bootAt: at, draws: local.draws + 1 }, event, at);
}

/** The same machine: what happens goes past it. */
const unmoved = (local: Local): LocalStep => ({ local, sent: [], noted: [] });

/** A step with something noted before all else. */
const noting = (first: Noted, step: LocalStep): LocalStep => ({
  ...step,
  noted: [first, ...step.noted],
});

/** What an event at true time `at` makes of a machine, and what it sends. */
export function happens(spec: LocalSpec, local: Local, event: LocalEvent, at: number): LocalStep {
  switch (event.kind) {
    case 'timer': {
      const timers = local.timers.filter(({ name }) => name !== event.timer);
      return stepped(spec, { ...local, timers }, event, at);
    }
    case 'disk':
      return answered(spec, local, at);
    case 'up':
      return noting({ at, what: { kind: 'up', why: 'boot' } }, boots(spec, local, at));
    case 'message':
      return local.up ? stepped(spec, local, event, at) : unmoved(local);
    case 'input': {
      if (!local.up) return unmoved(local);
      const entropy = spec.entropy(local.draws);
      return stepped(spec, { ...local, draws: local.draws + 1 }, { ...event, entropy }, at);
    }
    case 'crash':
      return crashed(spec, local, event.severity, at);
    case 'clock': {
      const byMs = event.toOffsetMs - local.offsetMs;
      const moved = { ...local, offsetMs: event.toOffsetMs };
      return noting({ at, what: { kind: 'clock', byMs } }, unmoved(moved));
    }
  }
}

function answered(spec: LocalSpec, local: Local, at: number): LocalStep {
  const [first, ...owed] = local.owed;
  if (first === undefined) return unmoved(local);
  const { file, content } = first;
  const disk = Disk.of(local.disk.files());
  disk.synced(file, content);
  return stepped(spec, { ...local, disk, owed }, { kind: 'synced', file }, at);
}

const ANY_STREAM = new Stream(0, 'tearing of a single entry');

function crashed(spec: LocalSpec, local: Local, severity: 'power' | 'torn', at: number): LocalStep {
  const disk = Disk.of(local.disk.files());
  // Where a single entry tears, what is drawn makes no difference.
  disk.crash(severity, ANY_STREAM);
  const { initial } = spec.model;
  return {
    local: { ...local, state: initial, disk, timers: [], owed: [], up: false },
    sent: [],
    noted: [
      { at, what: { kind: 'crash', severity } },
      { at, what: { kind: 'down', why: 'crash' } },
    ],
  };
}

const ORACLES: ReadonlySet<string> = new Set(['show', 'report']);

function stepped(
  spec: LocalSpec,
  before: Local,
  event: NodeEvent<unknown, unknown>,
  at: number,
): LocalStep {
  const now = { wall: localMs(at + before.offsetMs), elapsed: elapsedMs(at - before.bootAt) };
  const [state, effects] = spec.model.step(before.state, event, now);
  let { timers } = before;
  let disk: Disk | undefined;
  // Copied when it is first changed: most steps change little.
  const changing = (): Disk => (disk ??= Disk.of(before.disk.files()));
  const owed = [...before.owed];
  const sent: Sent[] = [];
  const noted: Noted[] = [];
  if (event.kind === 'start' || event.kind === 'input' || spec.reads(event))
    // What is on the disk at a start is nothing that the oracle reads.
    noted.push({ at, what: { kind: 'event', event: heard(event) } });
  for (const effect of effects) {
    if (ORACLES.has(effect.kind)) noted.push({ at, what: { kind: 'effect', effect } });
    switch (effect.kind) {
      case 'send':
        sent.push({ to: effect.to, message: effect.message });
        break;
      case 'append':
        changing().append(effect.file, effect.entry);
        break;
      case 'write':
        changing().write(effect.file, effect.entries);
        break;
      case 'truncate':
        changing().truncate(effect.file, effect.count);
        break;
      case 'remove':
        changing().remove(effect.file);
        break;
      case 'sync': {
        const content = changing().contentOf(effect.file);
        const dueAt = at + spec.syncLatencyMs;
        owed.push({ kind: 'synced', file: effect.file, content, dueAt });
        break;
      }
      case 'wall-timer':
        timers = armed(timers, { name: effect.timer, on: 'wall', due: msOf(effect.at) });
        break;
      case 'elapsed-timer': {
        const due = msOf(plus(now.elapsed, effect.afterMs));
        timers = armed(timers, { name: effect.timer, on: 'elapsed', due });
        break;
      }
      case 'cancel-timer':
        timers = timers.filter(({ name }) => name !== effect.timer);
        break;
      default: // what the oracle reads is noted above; decisions and marks change nothing
    }
  }
  return { local: { ...before, state, disk: disk ?? before.disk, timers, owed }, sent, noted };
}

const armed = (timers: readonly Timer[], timer: Timer): readonly Timer[] => [
  ...timers.filter(({ name }) => name !== timer.name),
  timer,
];

/** A start without its disk, an event without what it drew. */
function heard(event: NodeEvent<unknown, unknown>): NodeEvent<unknown, unknown> {
  if (event.kind === 'start') return { kind: 'start', disk: {}, entropy: 0 };
  return event.kind === 'input' ? { ...event, entropy: 0 } : event;
}

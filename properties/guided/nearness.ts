/**
 * Measures how near a run came to a loss, from outside.
 *
 * It observes the order of branches on each kind of node, the slack of comparisons, and the size
 * and age of files. Each observation is a feature: a number, with the moments of the run that
 * showed it. Sizes and slacks count by powers of two, so that a nearer miss is a new feature.
 */
import { msOf } from '../../sim/model/time.js';
import { eventKind, kindOf } from '../trace/event-kinds.js';
import type { Decision, Effect, LocalTime, NodeEvent } from '../../sim/model/node.js';
import type { TrueMs } from '../../sim/model/time.js';
import type { WorldIncident, WorldObserver } from '../../sim/world/spec.js';

/** A moment of a run, and the node concerned. */
export interface FeatureInstant {
  readonly atMs: number;
  readonly node: string;
}

/**
 * A span of a run in which written data was not yet durable: the most promising time for a crash.
 */
export interface Unsynced {
  readonly node: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** A comparison of a run, in its closest case. */
interface Closest {
  /** Name of the comparison, with the kind of node. */
  readonly comparison: string;
  /** Difference of its two sides, without sign. */
  readonly slack: number;
  readonly held: boolean;
}

/** A file of a node, as far as effects show it. */
interface File {
  entries: number;
  unsynced: number;
  /** True time since which it has not been empty, ms. */
  sinceMs: number;
  /** Request of the oldest unanswered sync, and the branch before it. */
  asked: { readonly atMs: number; readonly after: string } | undefined;
}

/** Number of binary digits; 0 for 0. */
export function digits(value: number): number {
  const high = Math.floor(value / 4_294_967_296);
  return high > 0 ? 32 + digits(high) : 32 - Math.clz32(value);
}

/** Nodes of one kind share their branches: `client-1` and `client-2` are both `client`. */
const withoutNumber = (node: string): string => node.replace(/[\s_-]*\d+$/, '');

const NOTHING_YET = 'nothing';

export class Nearness implements WorldObserver<unknown, unknown> {
  /** Numbers of all features that any run has shown. */
  readonly #numbers = new Map<string, number>();
  /** First and last moment of each feature in this run. */
  #seen = new Map<number, [FeatureInstant, FeatureInstant]>();
  #closest = new Map<string, Closest>();
  #unsynced = new Map<string, Unsynced>();
  readonly #kinds = new Map<string, string>();
  #last = new Map<string, string>();
  #files = new Map<string, Map<string, File>>();

  /** Resets the observer before each run. */
  begin(): void {
    this.#seen = new Map();
    this.#closest = new Map();
    this.#unsynced = new Map();
    this.#last = new Map();
    this.#files = new Map();
  }

  get features(): ReadonlyMap<number, readonly [FeatureInstant, FeatureInstant]> {
    for (const { comparison, slack, held } of this.#closest.values())
      this.#note(`${comparison} ${String(held)} within ${digits(slack)}`, { atMs: 0, node: '' });
    return this.#seen;
  }

  /** The last unsynced span for each kind of node, file and preceding branch. */
  get unsynced(): readonly Unsynced[] {
    return [...this.#unsynced.values()];
  }

  get closest(): Iterable<Closest> {
    return this.#closest.values();
  }

  onEvent(at: TrueMs, node: string, event: NodeEvent<unknown, unknown>, _now: LocalTime): void {
    if (event.kind === 'synced') this.#synced(msOf(at), node, event.file);
    else if (event.kind === 'start')
      this.#files.get(node)?.forEach((file) => (file.asked = undefined));
    this.#branch(msOf(at), node, eventKind(event));
  }

  onEffect(at: TrueMs, node: string, effect: Effect<unknown>): void {
    const atMs = msOf(at);
    switch (effect.kind) {
      case 'decide':
        this.#decided(atMs, node, effect.decision);
        return;
      case 'mark':
        this.#branch(atMs, node, `mark ${effect.mark}`);
        return;
      case 'append':
        this.#filled(atMs, node, effect.file, 1);
        return;
      case 'write':
        this.#file(node, effect.file).entries = 0;
        this.#filled(atMs, node, effect.file, effect.entries.length);
        return;
      case 'truncate':
        this.#filled(atMs, node, effect.file, -effect.count);
        return;
      case 'remove':
        this.#files.get(node)?.delete(effect.file);
        return;
      case 'sync':
        this.#file(node, effect.file).asked ??= {
          atMs,
          after: this.#last.get(node) ?? NOTHING_YET,
        };
        this.#branch(atMs, node, `sync ${effect.file}`);
        return;
      default:
    }
  }

  onIncident(at: TrueMs, incident: WorldIncident): void {
    const atMs = msOf(at);
    if (incident.kind === 'fault') this.#fault(atMs, incident.fault);
    else if (incident.kind === 'lost-message')
      this.#branch(atMs, incident.to, `lost ${kindOf(incident.message)}`);
    else if (incident.kind === 'missed-input') this.#branch(atMs, incident.node, 'missed input');
  }

  /** A fault counts together with the sizes of the machine's files and of their unsynced parts. */
  #fault(atMs: number, fault: { readonly kind: string; readonly node: string }): void {
    const { severity = '' } = fault as { readonly severity?: string };
    const name = `${fault.kind} ${severity}`;
    for (const [file, { entries, unsynced }] of this.#files.get(fault.node) ?? [])
      this.#note(
        `${this.#kindOf(fault.node)} ${name} ${file} ${digits(entries)} ${digits(unsynced)} after ${this.#last.get(fault.node) ?? NOTHING_YET}`,
        { atMs, node: fault.node },
      );
    this.#branch(atMs, fault.node, name);
  }

  #synced(toMs: number, node: string, name: string): void {
    const file = this.#file(node, name);
    const { asked, entries } = file;
    file.unsynced = 0;
    file.asked = undefined;
    if (asked === undefined || asked.atMs === toMs) return;
    this.#unsynced.set(`${this.#kindOf(node)} ${name} ${String(digits(entries))} ${asked.after}`, {
      node,
      fromMs: asked.atMs,
      toMs,
    });
  }

  #kindOf(node: string): string {
    let kind = this.#kinds.get(node);
    if (kind === undefined) this.#kinds.set(node, (kind = withoutNumber(node)));
    return kind;
  }

  #decided(atMs: number, node: string, decision: Decision): void {
    const { name, left, right, held } = decision;
    const comparison = `${this.#kindOf(node)} ${name}`;
    const slack = Math.abs(left.value - right.value);
    const key = `${comparison} ${String(held)}`;
    const known = this.#closest.get(key);
    if (known === undefined || slack < known.slack)
      this.#closest.set(key, { comparison, slack, held });
    this.#branch(atMs, node, `${name} ${String(held)}`);
  }

  #branch(atMs: number, node: string, branch: string): void {
    const before = this.#last.get(node) ?? NOTHING_YET;
    this.#last.set(node, branch);
    this.#note(`${this.#kindOf(node)} ${before} then ${branch}`, { atMs, node });
  }

  #file(node: string, file: string): File {
    let files = this.#files.get(node);
    if (files === undefined) this.#files.set(node, (files = new Map<string, File>()));
    let known = files.get(file);
    if (known === undefined)
      files.set(file, (known = { entries: 0, unsynced: 0, sinceMs: Infinity, asked: undefined }));
    return known;
  }

  #filled(atMs: number, node: string, name: string, by: number): void {
    const file = this.#file(node, name);
    if (file.entries > 0)
      this.#note(`${this.#kindOf(node)} ${name} lay ${digits(Math.max(0, atMs - file.sinceMs))}`, {
        atMs,
        node,
      });
    else file.sinceMs = atMs;
    file.entries = Math.max(0, file.entries + by);
    if (by > 0) file.unsynced += by;
    this.#note(`${this.#kindOf(node)} ${name} holds ${digits(file.entries)}`, { atMs, node });
  }

  #note(name: string, instant: FeatureInstant): void {
    let feature = this.#numbers.get(name);
    if (feature === undefined) this.#numbers.set(name, (feature = this.#numbers.size));
    const seen = this.#seen.get(feature);
    if (seen === undefined) this.#seen.set(feature, [instant, instant]);
    else seen[1] = instant;
  }
}

/**
 * The ledger: the oracle's own account of every metered record, kept from outside the models.
 *
 * It listens to what reaches the machines (through the study's metering account), to what the
 * console shows and to what operators are told, and looks at states and disks only to find out
 * whether a copy of a record still exists anywhere.
 */
import { msOf } from '../../sim/model/time.js';
import type { Effect, NodeEvent } from '../../sim/model/node.js';
import type { TrueMs } from '../../sim/model/time.js';
import type { WorldIncident, WorldObserver } from '../../sim/world/spec.js';
import { NO_DATA } from '../../sim/world/view.js';
import type { WorldData } from '../../sim/world/view.js';
import { MachineHistory } from './machine-history.js';
import type { Replacement } from './machine-history.js';
import type {
  Coverage,
  MeteredRecord,
  Metering,
  RunnableStudy,
  ScenarioBase,
  ShownRow,
  TracerFields,
} from '../study/contract.js';
import { eachAccounted, eachTracer, tracerFieldsOf } from './tracers.js';

interface ReportedLoss {
  readonly atMs: number;
  readonly name: string;
  readonly node: string;
  readonly records: readonly number[];
  /** Beyond the named ones; Infinity: "unknown many". */
  readonly count: number;
  /** A number means only records used until then, true ms. */
  readonly usedUntilMs: number;
  readonly unfounded?: string;
  /** The text need not mean a loss. */
  readonly mention?: true;
}

/** A report in the one form in which it is counted. */
function lossOf(coverage: Coverage, atMs: number, name: string): ReportedLoss {
  const { node } = coverage;
  const nothing = { atMs, name, node, records: [], count: 0, usedUntilMs: atMs };
  switch (coverage.by) {
    case 'records':
      return { ...nothing, records: coverage.records };
    case 'mention':
      return { ...nothing, records: coverage.records, mention: true };
    case 'count':
      return { ...nothing, count: coverage.count, usedUntilMs: coverage.usedUntilMs ?? atMs };
    case 'unknown':
      return { ...nothing, count: Infinity, usedUntilMs: coverage.usedUntilMs ?? atMs };
    case 'unfounded':
      return { ...nothing, unfounded: coverage.why };
  }
}

/** The end of all processes of a node. */
interface Crash {
  readonly node: string;
  readonly atMs: number;
}

/** The end of a record with the disk that held its only copies. */
export interface Destruction extends Replacement {
  /** Later records than the new disk can know that others had by then: they show the break. */
  readonly witnesses: readonly number[];
}

export class Ledger<Scenario extends ScenarioBase, Message, Input> implements WorldObserver<
  Message,
  Input
> {
  readonly metered = new Map<number, MeteredRecord>();
  readonly reports: ReportedLoss[] = [];
  /** Those that may have taken what was not yet synced. */
  readonly hardCrashes: Crash[] = [];
  /** Those that take only what a process knows and no disk does. */
  readonly softCrashes: Crash[] = [];
  /** Records whose only copies were on a disk that the scenario destroyed. */
  readonly diskDestroyed = new Map<number, Destruction>();
  /**
   * Records of a disk that was replaced, of which another machine had a copy that it may have dropped
   * rightly since, for it had been answered that the record was safe: the answer was on its way, or
   * known to others, who had handed the record on.
   */
  readonly diskAnswered = new Map<number, Destruction>();
  /**
   * Records that a replaced disk of another machine held, of which a copy was left in memories only, such as
   * that of a console that shows it; no disk has had one since.
   */
  readonly diskPassing = new Map<number, Destruction>();
  /** Records that a look no longer showed although an earlier one did, and no disk that held them was replaced. */
  readonly vanished = new Set<number>();
  /** Records that some look showed more than once. */
  readonly doubled = new Set<number>();
  /** Where the study's models carry tracers. */
  readonly fields: TracerFields;
  readonly machines = new MachineHistory();
  readonly marks = new Map<string, number>();
  /** What the last look showed; undefined: nobody looked. */
  rows: readonly ShownRow[] | undefined;
  lastLookAtMs = -1;
  looks = 0;
  readonly #study: RunnableStudy<Scenario, Message, Input>;
  readonly #scenario: Scenario;
  readonly #metering: Metering<Input>;
  /** Most accounts need no effects. */
  readonly #seesEffects: boolean;
  #world: WorldData<Message> = NO_DATA;
  #shownBefore: ReadonlySet<number> = new Set();
  /** What a node held just before its disk was destroyed. */
  readonly #atRisk = new Map<string, Replacement & { readonly held: ReadonlySet<number> }>();
  /** Of those, what a node that has just lost its power held. */
  readonly #goingDown = new Map<string, readonly number[]>();
  /** Records that a replaced disk held, and of which no other disk had a durable copy by then. */
  readonly #volatile = new Map<number, Destruction>();
  /** From which machines each has had a message. */
  readonly #heard = new Map<string, Set<string>>();
  /** Records that some machine but their own held on a disk that was replaced. */
  readonly #mayVanish = new Set<number>();

  constructor(study: RunnableStudy<Scenario, Message, Input>, scenario: Scenario) {
    this.#study = study;
    this.#scenario = scenario;
    this.#metering = study.metering(scenario);
    this.#seesEffects = this.#metering.effect !== undefined;
    this.fields = tracerFieldsOf(study);
  }

  onStart(view: WorldData<Message>): void {
    this.#world = view;
  }

  onEvent(at: TrueMs, node: string, event: NodeEvent<Message, Input>): void {
    const record = this.#metering.event(node, msOf(at), event);
    if (record !== undefined) this.metered.set(record.record, record);
    if (event.kind === 'synced' && this.diskPassing.size > 0) this.#afterSync(node);
    if (event.kind === 'message') this.#hears(node, event.from);
  }

  #hears(node: string, from: string): void {
    const heard = this.#heard.get(node);
    if (heard === undefined) this.#heard.set(node, new Set([from]));
    else heard.add(from);
  }

  /** What was only in memories has come to a disk. */
  #afterSync(node: string): void {
    const disk = this.#world.durableOf(node);
    const note = (tracer: number): void => {
      this.diskPassing.delete(tracer);
    };
    eachTracer(disk, note);
    eachAccounted(disk, note);
  }

  onEffect(at: TrueMs, node: string, effect: Effect<Message>): void {
    if (this.#seesEffects) this.#meterEffect(at, node, effect);
    switch (effect.kind) {
      case 'show':
        this.#look(
          msOf(at),
          this.#metering.shown?.(effect.view) ?? this.#study.shown(effect.view),
        );
        return;
      case 'report': {
        const atMs = msOf(at);
        const coverage = this.#study.coverage(effect.report, this.#scenario, atMs);
        if (coverage === undefined) return;
        this.reports.push(lossOf(coverage, atMs, effect.report.name));
        return;
      }
      case 'mark':
        this.marks.set(effect.mark, (this.marks.get(effect.mark) ?? 0) + 1);
        return;
      default:
    }
  }

  #meterEffect(at: TrueMs, node: string, effect: Effect<Message>): void {
    const record = this.#metering.effect?.(node, msOf(at), effect);
    if (record !== undefined) this.metered.set(record.record, record);
  }

  /** Whether a fault ended the process while nothing but its memory had the record. */
  diedInMemory(record: number): boolean {
    return this.#metering.diedInMemory?.(record) ?? false;
  }

  #look(atMs: number, rows: readonly ShownRow[]): void {
    this.looks += 1;
    this.rows = rows;
    this.lastLookAtMs = atMs;
    const shown = new Set<number>();
    for (const row of rows)
      for (const record of row.records) {
        if (shown.has(record)) this.doubled.add(record);
        shown.add(record);
      }
    for (const record of this.#shownBefore)
      if (!shown.has(record) && !this.#mayVanish.has(record)) this.vanished.add(record);
    this.#shownBefore = shown;
  }

  onIncident(at: TrueMs, incident: WorldIncident): void {
    const atMs = msOf(at);
    this.#metering.incident(atMs, incident);
    const replaced = this.machines.incident(atMs, incident);
    if (replaced !== undefined) this.#beforeReplacement(replaced);
    if (incident.kind === 'up') {
      this.#afterReplacement(incident.node);
      this.#afterCrash(incident.node);
    }
    if (incident.kind !== 'fault') return;
    const { fault } = incident;
    if (fault.kind !== 'crash' && fault.kind !== 'restart') return;
    const hard = fault.kind === 'crash' && fault.severity !== 'process';
    // Who is down already holds no more than when it went down.
    if (hard && this.#volatile.size > 0 && !this.#goingDown.has(fault.node))
      this.#beforeCrash(fault.node);
    (hard ? this.hardCrashes : this.softCrashes).push({ node: fault.node, atMs });
  }

  #beforeReplacement(replaced: Replacement): void {
    const { node } = replaced;
    const held = this.#known([node]);
    this.#atRisk.set(node, { ...replaced, held });
    for (const tracer of held)
      if (this.metered.get(tracer)?.node !== node) this.#mayVanish.add(tracer);
    const durable = new Set<number>();
    eachTracer(this.#world.durableOf(node), (tracer) => durable.add(tracer));
    if (durable.size === 0) return;
    const hearing = this.#hearing(node);
    for (const other of this.#world.nodeNames)
      if (other !== node)
        this.#scan(other, (tracer) => {
          if (durable.has(tracer) && (hearing.has(other) || this.#isBeyond(node, tracer)))
            this.diskAnswered.set(tracer, { ...replaced, witnesses: [] });
        });
  }

  /** Whether a machine that the node has heard from lost its disk after that: it no longer knows what it had of the node. */
  keeperReplacedAfter({ node, atMs }: Replacement): boolean {
    return [...(this.#heard.get(node) ?? [])].some((of) => this.machines.replacedAfter(of, atMs));
  }

  /** The record's own machine hears what becomes of it from others, who took it before the node did. */
  #isBeyond(node: string, tracer: number): boolean {
    const own = this.metered.get(tracer)?.node;
    return own !== undefined && own !== node && this.#heard.get(own)?.has(node) !== true;
  }

  /** Which other machines may yet hear that the node has something on its disk, from it or through others. */
  #hearing(node: string): ReadonlySet<string> {
    const messages = [...this.#world.inFlight()];
    return messages.some(({ from }) => from === node)
      ? new Set(this.#world.nodeNames)
      : new Set(messages.map(({ to }) => to));
  }

  /** The node is back with another disk: what nobody holds now, the scenario destroyed. */
  #afterReplacement(node: string): void {
    const atRisk = this.#atRisk.get(node);
    if (atRisk === undefined) return;
    this.#atRisk.delete(node);
    const { held, ...replacement } = atRisk;
    const known = this.#known(this.#world.nodeNames);
    const lost = [...held].filter((tracer) => !known.has(tracer));
    const durable = this.#durable();
    const unsynced = [...held].filter((tracer) => known.has(tracer) && !durable.has(tracer));
    if (lost.length + unsynced.length === 0) return;
    const elsewhere = this.#known(this.#world.nodeNames.filter((name) => name !== node));
    const witnesses = new Map<number, number[]>();
    for (const tracer of elsewhere) {
      const metered = this.metered.get(tracer);
      if (metered?.history === undefined || metered.node !== node) continue;
      if (metered.endMs <= replacement.imageMs) continue;
      const others = witnesses.get(metered.history);
      if (others === undefined) witnesses.set(metered.history, [tracer]);
      else others.push(tracer);
    }
    const destructionOf = (tracer: number): Destruction => {
      const history = this.metered.get(tracer)?.history ?? NaN;
      return { ...replacement, witnesses: witnesses.get(history) ?? [] };
    };
    for (const tracer of lost) this.diskDestroyed.set(tracer, destructionOf(tracer));
    const onDisk = unsynced.length === 0 ? new Set<number>() : this.#onDisk();
    for (const tracer of unsynced) {
      this.#volatile.set(tracer, destructionOf(tracer));
      if (!onDisk.has(tracer) && this.metered.get(tracer)?.node !== node)
        this.diskPassing.set(tracer, destructionOf(tracer));
    }
  }

  /** What a machine that loses its power is about to take with it, of what nothing else keeps. */
  #beforeCrash(node: string): void {
    const durable = this.#durable();
    for (const tracer of this.#volatile.keys())
      if (durable.has(tracer)) this.#volatile.delete(tracer);
    const held = this.#known([node]);
    this.#goingDown.set(
      node,
      [...this.#volatile.keys()].filter((tracer) => held.has(tracer)),
    );
  }

  /** Nobody can give back what one disaster took from the one disk before another could sync it. */
  #afterCrash(node: string): void {
    const held = this.#goingDown.get(node);
    if (held === undefined) return;
    this.#goingDown.delete(node);
    const known = this.#known(this.#world.nodeNames);
    for (const tracer of held) {
      const destruction = this.#volatile.get(tracer);
      if (destruction !== undefined && !known.has(tracer))
        this.diskDestroyed.set(tracer, destruction);
    }
  }

  /** Records of which some disk has a copy, synced or not. */
  #onDisk(): Set<number> {
    const found = new Set<number>();
    for (const name of this.#world.nodeNames)
      eachTracer(this.#world.diskOf(name), (tracer) => found.add(tracer));
    return found;
  }

  /** Records of which some disk has a copy, or an account, that a loss of power would leave. */
  #durable(): Set<number> {
    const durable = new Set<number>();
    const note = (tracer: number): void => {
      durable.add(tracer);
    };
    for (const name of this.#world.nodeNames) {
      const disk = this.#world.durableOf(name);
      eachTracer(disk, note, this.fields);
      eachAccounted(disk, note, this.fields);
    }
    return durable;
  }

  /**
   * Records of which the given nodes hold a copy, or an account that they are lost: who destroys
   * the only account of a loss destroys what nobody can tell any more.
   */
  #known(nodes: readonly string[]): Set<number> {
    const known = new Set<number>();
    for (const node of nodes) {
      const note = (tracer: number): void => {
        known.add(tracer);
      };
      this.#scan(node, note);
      eachAccounted(this.#world.stateOf(node), note, this.fields);
      eachAccounted(this.#world.diskOf(node), note, this.fields);
    }
    return known;
  }

  #scan(node: string, found: (tracer: number) => void): void {
    eachTracer(this.#world.stateOf(node), found, this.fields);
    eachTracer(this.#world.diskOf(node), found, this.fields);
  }

  /** Which nodes hold a copy of which of the given records, and which are under way in messages. */
  holders(records: ReadonlySet<number>): ReadonlyMap<number, readonly string[]> {
    const holders = new Map<number, string[]>();
    const note = (tracer: number, holder: string): void => {
      if (!records.has(tracer)) return;
      const known = holders.get(tracer) ?? [];
      if (!known.includes(holder)) holders.set(tracer, [...known, holder]);
    };
    for (const name of this.#world.nodeNames)
      this.#scan(name, (tracer) => {
        note(tracer, name);
      });
    for (const { from, to, message } of this.#world.inFlight())
      eachTracer(
        message,
        (tracer) => {
          note(tracer, `${from}→${to}`);
        },
        this.fields,
      );
    return holders;
  }
}

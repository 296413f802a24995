/**
 * The ledger: the oracle's own record of every metered use, kept outside the models.
 *
 * It observes the events that reach nodes (through the study's metering), the rows that the console
 * shows and the reports to operators. It reads states and disks only to find copies of a record.
 */
import { msOf } from '../../sim/model/time.js';
import type { Effect, NodeEvent } from '../../sim/model/node.js';
import type { TrueMs } from '../../sim/model/time.js';
import type { Fault } from '../../sim/world/fault.js';
import type { WorldIncident, WorldObserver } from '../../sim/world/spec.js';
import type { WorldData } from '../../sim/world/view.js';
import { CopyFinder } from './copy-finder.js';
import { DiskReplacements } from './disk-replacements.js';
import { MachineHistory, replacesDisk } from './machine-history.js';
import { lossOf } from './reported-loss.js';
import type { ReportedLoss } from './reported-loss.js';
import type {
  MeteredRecord,
  Metering,
  RunnableStudy,
  ScenarioBase,
  ShownRow,
  TracerFields,
} from '../study/contract.js';
import { tracerFieldsOf } from './tracers.js';

/** The end of all processes of a node. */
interface Crash {
  readonly node: string;
  readonly atMs: number;
}

export class Ledger<Scenario extends ScenarioBase, Message, Input> implements WorldObserver<
  Message,
  Input
> {
  readonly metered = new Map<number, MeteredRecord>();
  readonly reports: ReportedLoss[] = [];
  /** Crashes that may have taken data before its sync. */
  readonly hardCrashes: Crash[] = [];
  /** Crashes that take only data in the memory of a process. */
  readonly softCrashes: Crash[] = [];
  /**
   * Records that a look no longer showed although an earlier one did, and that no replaced disk
   * held.
   */
  readonly vanished = new Set<number>();
  /** Records that one look showed more than once. */
  readonly doubled = new Set<number>();
  /** The fields in which the study's models carry tracers. */
  readonly fields: TracerFields;
  readonly machines = new MachineHistory();
  readonly replacements: DiskReplacements;
  readonly marks = new Map<string, number>();
  /** Rows of the last look; `undefined`: there was none. */
  rows: readonly ShownRow[] | undefined;
  lastLookAtMs = -1;
  looks = 0;
  readonly #study: RunnableStudy<Scenario, Message, Input>;
  readonly #scenario: Scenario;
  readonly #metering: Metering<Input>;
  /** Set if the metering reads effects; most do not. */
  readonly #seesEffects: boolean;
  readonly #copies: CopyFinder;
  /** Set if a disk may be replaced: only then does it matter which nodes have written to which. */
  readonly #notesSenders: boolean;
  #shownBefore: ReadonlySet<number> = new Set();

  /** @param faults all faults of the world; undefined: not known before the run */
  constructor(
    study: RunnableStudy<Scenario, Message, Input>,
    scenario: Scenario,
    faults?: readonly Fault[],
  ) {
    this.#study = study;
    this.#scenario = scenario;
    this.#metering = study.metering(scenario);
    this.#seesEffects = this.#metering.effect !== undefined;
    this.fields = tracerFieldsOf(study);
    this.#copies = new CopyFinder(this.fields);
    this.#notesSenders = faults?.some(replacesDisk) ?? true;
    this.replacements = new DiskReplacements(this.#copies, this.machines, this.metered, faults);
  }

  onStart(view: WorldData<Message>): void {
    this.#copies.onStart(view);
  }

  onEvent(at: TrueMs, node: string, event: NodeEvent<Message, Input>): void {
    const record = this.#metering.event(node, msOf(at), event);
    if (record !== undefined) this.metered.set(record.record, record);
    if (event.kind === 'synced') this.replacements.afterSync(node);
    if (this.#notesSenders && event.kind === 'message')
      this.replacements.received(node, event.from);
  }

  onEffect(at: TrueMs, node: string, effect: Effect<Message>): void {
    if (this.#seesEffects) this.#meterEffect(at, node, effect);
    switch (effect.kind) {
      case 'show':
        this.#look(msOf(at), this.#metering.shown?.(effect.view) ?? this.#study.shown(effect.view));
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

  /** True if a fault ended the process while only its memory held the record. */
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
      if (!shown.has(record) && !this.replacements.mayVanish(record)) this.vanished.add(record);
    this.#shownBefore = shown;
  }

  onIncident(at: TrueMs, incident: WorldIncident): void {
    const atMs = msOf(at);
    this.#metering.incident(atMs, incident);
    const replaced = this.machines.incident(atMs, incident);
    if (replaced !== undefined) this.replacements.beforeReplacement(replaced);
    if (incident.kind === 'up') {
      this.replacements.afterReplacement(incident.node);
      this.replacements.afterCrash(incident.node);
    }
    if (incident.kind !== 'fault') return;
    const { fault } = incident;
    if (fault.kind === 'snapshot') this.replacements.afterImage(fault.node);
    if (fault.kind !== 'crash' && fault.kind !== 'restart') return;
    const hard = fault.kind === 'crash' && fault.severity !== 'process';
    if (hard) this.replacements.beforeCrash(fault.node);
    (hard ? this.hardCrashes : this.softCrashes).push({ node: fault.node, atMs });
  }

  /**
   * For each of the given records, the nodes that hold a copy and the links that have one in
   * flight.
   */
  holders(records: ReadonlySet<number>): ReadonlyMap<number, readonly string[]> {
    return this.#copies.holders(records);
  }
}

/**
 * The account of a program's uses, kept from outside: which uses a live process took, what
 * its disk ever held, and which answers reached it.
 *
 * A use is owed once a live process took it. It is excused where a fault ended the process while
 * nothing but memory had it, and where a disk refused it without notice. A record that is accepted again is a duplicate only where the program
 * had the answer to the first request, and the time to keep it.
 */
import type { HttpMessage } from '../../hosting/network/http.js';
import type { Effect, NodeEvent } from '../../sim/model/node.js';
import type { WorldIncident } from '../../sim/world/spec.js';
import { eachTracer } from '../oracle/tracers.js';
import type { MeteredRecord, Metering, ShownRow } from '../study/contract.js';
import { SECOND_MS } from '../../sim/model/time.js';
import { Answers, SYNCED } from './answers.js';
import type { Settling } from './answers.js';
import { TAKEN } from './machine.js';
import { SERVER } from '../pipeline/protocol.js';
import type { HostedInput } from './protocol.js';
import { COLLECTOR } from './protocol.js';

/** One acceptance of a record, as a look shows it. */
interface Acceptance {
  readonly record: number;
  readonly from: string;
  readonly id: number;
}

/** Records in a machine's files: written, and later perhaps durable. */
class Written {
  readonly #pending = new Map<string, Set<number>>();
  readonly written = new Set<number>();
  readonly durable = new Set<number>();

  effect(effect: Effect<unknown>): void {
    if (effect.kind !== 'append' && effect.kind !== 'write') return;
    const content = effect.kind === 'append' ? effect.entry : effect.entries;
    eachTracer(content, (record) => {
      this.written.add(record);
      const pending = this.#pending.get(effect.file);
      if (pending === undefined) this.#pending.set(effect.file, new Set([record]));
      else pending.add(record);
    });
  }

  /** Everything written to the file before the sync is durable; what came since may be as well. */
  synced(file: string): void {
    for (const record of this.#pending.get(file) ?? []) this.durable.add(record);
    this.#pending.delete(file);
  }
}

/** A user leaves a page, or its tab crashes: what it had not stored is gone. */
const PAGE_ENDED = /^page ended: \w+(?: in tab (\d+))?$/;
/** A use in one of several tabs; a message to the other tabs that holds records. */
const IN_TAB = /^use in tab (\d+)$/;
const SHARED = /^shared with other tabs: ([\d, ]+)$/;

/** Browsers write storage this long after a change, and the system some thirty seconds later, ms. */
export const PAGES: Settling = { processMs: 5 * SECOND_MS, powerMs: 36 * SECOND_MS };

export class ProgramAccount implements Metering<HostedInput> {
  /** The record that each machine is being given. */
  readonly #given = new Map<string, number>();
  readonly #owners = new Map<number, string>();
  readonly #disks = new Map<string, Written>();
  /** The tab that took a record, while no other had it; absent: its machine has one tab, or all had it. */
  readonly #tabs = new Map<number, string>();
  readonly #died = new Set<number>();
  /** Machines with a frozen page: since when, ms. */
  readonly #frozen = new Map<string, number>();
  readonly #answers: Answers;

  constructor(syncLatencyMs: number, settling: Settling = SYNCED) {
    this.#answers = new Answers(syncLatencyMs, settling);
  }

  #disk(node: string): Written {
    let disk = this.#disks.get(node);
    if (disk === undefined) {
      disk = new Written();
      this.#disks.set(node, disk);
    }
    return disk;
  }

  event(node: string, atMs: number, event: NodeEvent<unknown, HostedInput>): undefined {
    if (node === SERVER || node === COLLECTOR) return;
    if (event.kind === 'input' && event.input.kind === 'track')
      this.#given.set(node, event.input.record);
    // A write that the disk took and then refused: no call of the program failed.
    if (event.kind === 'disk-full') eachTracer(event.entry, (record) => this.#died.add(record));
    if (event.kind === 'synced') this.#disk(node).synced(event.file);
    if (event.kind === 'message') this.#answers.received(node, atMs, event.message as HttpMessage);
    // A supervisor, too, starts a process again; what ended it may have taken what it was doing.
    if (event.kind === 'start') this.#answers.ended(node, atMs);
  }

  effect(node: string, atMs: number, effect: Effect<unknown>): MeteredRecord | undefined {
    if (node === SERVER || node === COLLECTOR) return undefined;
    if (effect.kind === 'send') this.#answers.sent(node, atMs, effect.message as HttpMessage);
    this.#disk(node).effect(effect);
    if (effect.kind !== 'mark') return undefined;
    const record = this.#given.get(node);
    this.#marked(node, atMs, effect.mark, record);
    if (effect.mark !== TAKEN || record === undefined) return undefined;
    this.#owners.set(record, node);
    return { record, node, key: node, startMs: atMs, endMs: atMs };
  }

  /** Ends of processes and pages; the tab of a use, and records that one tab gave to the others. */
  #marked(node: string, atMs: number, mark: string, record: number | undefined): void {
    if (mark.startsWith('process ended')) this.#answers.ended(node, atMs);
    const page = PAGE_ENDED.exec(mark);
    if (page !== null) this.#ended(node, atMs, true, page[1]);
    if (mark === 'page frozen') this.#frozen.set(node, atMs);
    if (mark === 'page resumed' || page !== null) this.#thawed(node, atMs);
    const tab = IN_TAB.exec(mark)?.[1];
    if (tab !== undefined && record !== undefined) this.#tabs.set(record, tab);
    const shared = SHARED.exec(mark)?.[1];
    for (const one of shared?.split(',') ?? []) this.#tabs.delete(Number(one));
  }

  /** Answers that came to a frozen page were not seen before. */
  #thawed(node: string, atMs: number): void {
    const sinceMs = this.#frozen.get(node);
    if (sinceMs !== undefined) this.#answers.unseen(node, sinceMs, atMs);
    this.#frozen.delete(node);
  }

  incident(atMs: number, incident: WorldIncident): void {
    if (incident.kind !== 'fault') return;
    const { fault } = incident;
    const { node } = fault;
    switch (fault.kind) {
      case 'crash':
        this.#answers.crashed(node, atMs, fault.severity);
        this.#ended(node, atMs, fault.severity === 'process');
        return;
      case 'restart':
      case 'wipe':
      case 'restore':
        this.#ended(node, atMs, fault.kind === 'restart');
        if (fault.kind !== 'restart') this.#answers.forgot(node);
        return;
      case 'disk-full':
        this.#answers.forgot(node);
        return;
      default:
    }
  }

  /**
   * @param keepsWritten what was written stays, synced or not
   * @param tab its page alone ended: what another tab took is there still
   */
  #ended(node: string, atMs: number, keepsWritten: boolean, tab?: string): void {
    this.#answers.ended(node, atMs);
    const disk = this.#disk(node);
    const kept = keepsWritten ? disk.written : disk.durable;
    for (const [record, owner] of this.#owners) {
      if (owner !== node || kept.has(record)) continue;
      const taker = this.#tabs.get(record);
      if (tab === undefined || taker === undefined || taker === tab) this.#died.add(record);
    }
  }

  diedInMemory(record: number): boolean {
    return this.#died.has(record);
  }

  shown(view: unknown): readonly ShownRow[] {
    const rows = view as readonly Acceptance[];
    /** By machine and record: from when on sending it again is a fault. */
    const known = new Map<string, number>();
    return rows.flatMap(({ record, from, id }): readonly ShownRow[] => {
      const of = `${from} ${String(record)}`;
      const before = known.get(of);
      known.set(of, Math.min(before ?? Infinity, this.#answers.knownMs(from, id)));
      const isExcused = before !== undefined && this.#answers.sentMs(from, id) <= before;
      return isExcused ? [] : [{ key: from, records: [record], uses: 1 }];
    });
  }
}

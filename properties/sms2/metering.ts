/**
 * Metering from outside the models: keeps an account of usage on the clients from the inputs that
 * reach the machines (program starts and ends, installation and removal, crashes). It never reads
 * what a model says of itself.
 *
 * A use counts as metered when its start and its end both reached a machine with the agent
 * installed, and nothing stopped the agent in between. A crash ends the programs with the machine.
 * Where the agent starts later than its machine, a use is owed if it still runs by then. It is
 * known by the original name of its program, whatever the file is called. Whether the agent was
 * started, may write, has a server or finds room on its disk makes no difference to what is owed:
 * this account judges the documented defects (models/sms2/documented).
 */
import { MachineHistory } from '../oracle/machine-history.js';
import type { MeteredRecord, Metering } from '../study/contract.js';
import * as sms2 from '../../models/sms2/index.js';
import type { NodeEvent } from '../../sim/model/node.js';
import type { WorldIncident } from '../../sim/world/spec.js';

/** `maybe`: a crash came before the installation or removal was certainly on disk. */
type Presence = 'no' | 'waiting' | 'yes' | 'maybe';

interface OpenUse {
  readonly startMs: number;
  readonly key: string;
  readonly wrongKey?: string;
  readonly sure: boolean;
  /** Number of the change of presence that it follows. */
  readonly edge: number;
}

interface Client {
  presence: Presence;
  /** When presence last changed, true ms. */
  changedAt: number;
  changes: number;
  /** Removals up to now: after one, a client's history may be closed and another begin. */
  removals: number;
  snapshot: Presence | undefined;
  readonly startDelayMs: number;
  /** Time from which the agent of a started machine runs, true ms. */
  runsFromMs: number;
  readonly open: Map<number, OpenUse>;
}

export class Sms2Metering implements Metering<sms2.Input> {
  readonly #clients = new Map<string, Client>();
  readonly #machines = new MachineHistory();
  readonly #syncLatencyMs: number;
  readonly #coarseKeys: boolean;
  /** As shipped, an installation is complete once the configuration has arrived. */
  readonly #needsConfiguration: boolean;
  /** The shipped agent numbers nothing, so no server could notice a gap. */
  readonly #numbers: boolean;

  constructor(scenario: sms2.Sms2Scenario) {
    this.#syncLatencyMs = scenario.syncLatencyMs;
    // A summarised row has lost client and user [Q263023], so rows cannot be counted by them.
    this.#coarseKeys = scenario.summariseAfterMinutes > 0;
    this.#needsConfiguration = !sms2.isFixed(scenario.variant);
    this.#numbers = sms2.isFixed(scenario.variant);
    for (const [index, { startDelayMs = 0 }] of scenario.clients.entries())
      this.#clients.set(sms2.clientName(index), {
        presence: 'no',
        changedAt: -Infinity,
        changes: 0,
        removals: 0,
        snapshot: undefined,
        startDelayMs,
        runsFromMs: -Infinity,
        open: new Map(),
      });
  }

  event(
    node: string,
    atMs: number,
    event: NodeEvent<unknown, sms2.Input>,
  ): MeteredRecord | undefined {
    const client = this.#clients.get(node);
    if (client === undefined) return undefined;
    if (event.kind === 'input') return this.#input(client, node, atMs, event.input);
    if (event.kind === 'message' && client.presence === 'waiting') {
      const message = event.message as { kind: string };
      if (message.kind === 'configuration') change(client, 'yes', atMs);
    }
    // A restart cancels an installation that was still waiting.
    if (event.kind === 'start' && client.presence === 'waiting') change(client, 'no', atMs);
    if (event.kind === 'start')
      client.runsFromMs = client.presence === 'no' ? -Infinity : atMs + client.startDelayMs;
    return undefined;
  }

  #input(client: Client, node: string, atMs: number, input: sms2.Input): MeteredRecord | undefined {
    switch (input.kind) {
      case 'install':
        if (client.presence === 'no' || client.presence === 'maybe')
          change(client, this.#needsConfiguration ? 'waiting' : 'yes', atMs);
        return undefined;
      case 'remove':
        change(client, 'no', atMs);
        client.removals += 1;
        client.runsFromMs = -Infinity;
        client.open.clear();
        return undefined;
      case 'use-start': {
        const { originalName = input.program } = input;
        const renamed = originalName !== input.program;
        if (client.presence === 'yes' || client.presence === 'maybe')
          client.open.set(input.record, {
            startMs: atMs,
            key: this.#keyOf(node, input.user, originalName),
            ...(renamed ? { wrongKey: this.#keyOf(node, input.user, input.program) } : {}),
            sure: client.presence === 'yes',
            edge: client.changes,
          });
        return undefined;
      }
      case 'use-end': {
        const use = client.open.get(input.record);
        if (use === undefined) return undefined;
        client.open.delete(input.record);
        if (atMs < client.runsFromMs) return undefined;
        // At the very moment in which the agent starts, either answer is right.
        const sure = use.sure && atMs > client.runsFromMs;
        return {
          record: input.record,
          node,
          key: use.key,
          ...(use.wrongKey === undefined ? {} : { wrongKey: use.wrongKey }),
          startMs: use.startMs,
          endMs: atMs,
          ...(sure ? {} : { optional: { edge: use.edge } }),
          ...(this.#numbers ? { history: client.removals } : {}),
        };
      }
      default:
        return undefined;
    }
  }

  #keyOf(node: string, user: string, program: string): string {
    return this.#coarseKeys ? program : `${node}/${user}/${program}`;
  }

  incident(atMs: number, incident: WorldIncident): void {
    this.#machines.incident(atMs, incident);
    if (incident.kind === 'down') {
      if (incident.why !== 'suspend') this.#clients.get(incident.node)?.open.clear();
      return;
    }
    if (incident.kind !== 'fault') return;
    const { fault } = incident;
    const client = this.#clients.get(fault.node);
    if (client === undefined) return;
    const settled =
      atMs > this.#machines.durableAtMs(fault.node, client.changedAt, this.#syncLatencyMs);
    switch (fault.kind) {
      case 'crash':
        if (fault.severity !== 'process' && !settled) change(client, 'maybe', atMs);
        return;
      case 'wipe':
        change(client, 'no', atMs);
        return;
      case 'snapshot':
        client.snapshot = settled ? client.presence : 'maybe';
        return;
      case 'restore':
        if (client.snapshot !== undefined) change(client, client.snapshot, atMs);
        return;
      default:
    }
  }
}

function change(client: Client, presence: Presence, atMs: number): void {
  client.presence = presence;
  client.changedAt = atMs;
  client.changes += 1;
}

/** Shared by the machines of processes and of browsers: numbers of a boot, and names of tasks. */
import type { NodeEvent } from '../sim/model/node.js';
import type { HostInput } from './host-model.js';
import type { HttpMessage } from './network/http.js';

export type HostEvent = NodeEvent<HttpMessage, HostInput>;

export const WRITE_BACK = 'write back';
/** Linux writes pages back that have been dirty for 30 s. An assumption for all others. */
export const WRITE_BACK_MS = 30_000;

/** Numbers of one boot; no two boots of a run begin at the same number. */
export const IDS_PER_BOOT = 2 ** 20;

/** Names a task for a recorder: equal names in equal order are equal tasks. */
export function keyOf(event: HostEvent): string {
  switch (event.kind) {
    case 'timer':
      return `timer ${event.timer}`;
    case 'message':
      return `${event.message.kind} ${String(event.message.id)} from ${event.from}`;
    case 'input':
      return event.input.kind === 'track'
        ? `track ${String(event.input.record)}`
        : event.input.kind;
    case 'synced':
      return `${event.file} is on disk`;
    default:
      return event.kind;
  }
}

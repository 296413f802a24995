/** What an event is, without what it carries: the same for all events of its kind. */
import type { NodeEvent } from '../../sim/model/node.js';

/** What a message or an input calls itself; else its type. */
export const kindOf = (value: unknown): string => {
  const kind = (value as { kind?: unknown } | null)?.kind;
  return typeof kind === 'string' ? kind : typeof value;
};

export const eventKind = (event: NodeEvent<unknown, unknown>): string => {
  switch (event.kind) {
    case 'timer':
      return `timer ${event.timer}`;
    case 'message':
      return `message ${kindOf(event.message)}`;
    case 'input':
      return `input ${kindOf(event.input)}`;
    case 'synced':
    case 'disk-full':
      return `${event.kind} ${event.file}`;
    case 'start':
    case 'wake':
      return event.kind;
  }
};

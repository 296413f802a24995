/** Kinds of events, without their data: equal for all events of a kind. */
import type { NodeEvent } from '../../sim/model/node.js';

/** The `kind` field of a message or an input; else its type. */
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

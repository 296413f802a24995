/** Kinds of events, without their data: equal for all events of a kind. */
import type { NodeEvent } from '../../sim/model/node.js';

/** The `kind` field of a message or an input, by which models name their payloads. */
export const payloadKind = (payload: unknown): string | undefined => {
  const kind = (payload as { kind?: unknown } | null | undefined)?.kind;
  return typeof kind === 'string' ? kind : undefined;
};

/** The kind of a message or an input; else its type. */
export const kindOf = (payload: unknown): string => payloadKind(payload) ?? typeof payload;

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

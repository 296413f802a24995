/** Short words for events, incidents and effects, for timelines and explanations. */
import { formatDuration } from '../../sim/clock/zone.js';
import type { Effect, NodeEvent } from '../../sim/model/node.js';
import type { WorldIncident } from '../../sim/world/spec.js';
import { civil } from '../words/civil.js';
import { payloadKind } from './event-kinds.js';
import { faultWords } from '../words/fault.js';

/** Numbers from 1973 to 2286, as ms since 1970: no count is that large. */
const DATES_MS = [100_000_000_000, 10_000_000_000_000] as const;

const itemsText = (length: number): string => `${String(length)} item${length === 1 ? '' : 's'}`;

/** A field and its value; a number of milliseconds as a duration, `pollMs: 14400000` as `poll 4 h`. */
function fieldWords(key: string, field: unknown): string {
  const shown = words(field);
  return typeof field === 'number' && key.endsWith('Ms') && shown === String(field)
    ? `${key.slice(0, -2)} ${formatDuration(field)}`
    : `${key} ${shown}`;
}

/** Short words for plain data: kind first, then short fields; lists as lengths, dates as dates. */
export function words(value: unknown): string {
  if (typeof value === 'number' && value >= DATES_MS[0] && value < DATES_MS[1]) return civil(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const { length } = value as { length?: unknown };
  if (typeof length === 'number') return itemsText(length);
  return Object.entries(value)
    .map(([key, field]) => (key === 'kind' ? String(field) : fieldWords(key, field)))
    .join(', ');
}

export function eventWords(event: NodeEvent<unknown, unknown>): string {
  switch (event.kind) {
    case 'timer':
      return `timer ${event.timer}`;
    case 'message':
      return `from ${event.from}: ${words(event.message)}`;
    case 'input':
      return words(event.input);
    case 'start':
      return 'process starts';
    case 'wake':
      return 'machine woke';
    case 'synced':
      return `${event.file} is on disk`;
    case 'disk-full':
      return `disk full: ${event.file} not written`;
  }
}

export function incidentWords(incident: WorldIncident): string {
  switch (incident.kind) {
    case 'fault':
      return `fault: ${faultWords(incident.fault)}`;
    case 'down':
    case 'up':
      return `${incident.node} is ${incident.kind} (${incident.why})`;
    case 'lost-message':
      return `lost in flight from ${incident.from} to ${incident.to}: ${words(incident.message)}`;
    case 'missed-input':
      return `${incident.node} missed the input ${words(incident.input)}`;
    case 'healed':
      return 'faults end; everything but the clocks is repaired';
  }
}

/** An input's kind, with its numbers and flags. */
function inputBriefly(input: unknown): string {
  if (typeof input !== 'object' || input === null) return String(input);
  const plain = Object.entries(input).filter(
    ([key, field]) => key === 'kind' || typeof field === 'number' || typeof field === 'boolean',
  );
  return words(Object.fromEntries(plain));
}

/** An event in as few words as identify it: of a message its kind and sender. */
export function briefly(event: NodeEvent<unknown, unknown>): string {
  if (event.kind === 'input') return inputBriefly(event.input);
  if (event.kind !== 'message') return eventWords(event);
  return `${payloadKind(event.message) ?? 'message'} from ${event.from}`;
}

/** An incident in as few words as identify it. */
export function incidentBriefly(incident: WorldIncident): string {
  if (incident.kind !== 'lost-message') return incidentWords(incident);
  return `${payloadKind(incident.message) ?? 'message'} to ${incident.to} is lost in flight`;
}

/** An effect in words, without readings of clocks, which explanations state separately. */
export function effectWords(effect: Effect<unknown>): string {
  switch (effect.kind) {
    case 'send':
      return `sends ${effect.to}: ${words(effect.message)}`;
    case 'append':
      return `appends to ${effect.file}`;
    case 'write':
      return `writes ${effect.file} (${itemsText(effect.entries.length)})`;
    case 'truncate':
      return `drops the first ${String(effect.count)} of ${effect.file}`;
    case 'remove':
      return `removes ${effect.file}`;
    case 'sync':
      return `syncs ${effect.file}`;
    case 'wall-timer':
      return `sets wall timer ${effect.timer}`;
    case 'elapsed-timer':
      return `sets elapsed timer ${effect.timer}`;
    case 'cancel-timer':
      return `cancels timer ${effect.timer}`;
    case 'report':
      return `reports ${effect.report.name}`;
    case 'decide': {
      const { left, comparison, right, held } = effect.decision;
      return `finds that ${left.name} ${comparison} ${right.name} ${held ? 'holds' : 'does not hold'}`;
    }
    case 'show':
      return `shows ${words(effect.view)}`;
    case 'mark':
      return effect.mark;
  }
}

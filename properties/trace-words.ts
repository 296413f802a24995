/** What happens in a run, in few words: for timelines and for explanations. */
import type { NodeEvent, WorldIncident } from '../sim/index.js';

/** Plain data in a few words: kind first, then short fields; long lists as their length. */
export function words(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const { length } = value as { length?: unknown };
  if (typeof length === 'number') return `${String(length)} item(s)`;
  return Object.entries(value)
    .map(([key, field]) => (key === 'kind' ? String(field) : `${key} ${words(field)}`))
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
    case 'synced':
      return `${event.file} is on disk`;
    case 'disk-full':
      return `disk full: ${event.file} not written`;
  }
}

export function incidentWords(incident: WorldIncident): string {
  switch (incident.kind) {
    case 'fault':
      return `fault: ${words(incident.fault)}`;
    case 'down':
    case 'up':
      return `${incident.node} is ${incident.kind} (${incident.why})`;
    case 'lost-message':
      return `lost on the way from ${incident.from} to ${incident.to}: ${words(incident.message)}`;
    case 'missed-input':
      return `${incident.node} was not there for: ${words(incident.input)}`;
    case 'healed':
      return 'faults end; everything but the clocks is mended';
  }
}

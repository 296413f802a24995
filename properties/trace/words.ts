/** What happens in a run, in few words: for timelines and for explanations. */
import type { Effect, NodeEvent } from '../../sim/model/node.js';
import type { WorldIncident } from '../../sim/world/spec.js';
import { civil } from '../words/civil.js';
import { faultWords } from '../words/fault.js';

/** Numbers from 1973 to 2286, if they are ms since 1970: nothing counts so many. */
const DATES_MS = [100_000_000_000, 10_000_000_000_000] as const;

/** Plain data in a few words: kind first, then short fields; long lists as their length, dates as dates. */
export function words(value: unknown): string {
  if (typeof value === 'number' && value >= DATES_MS[0] && value < DATES_MS[1]) return civil(value);
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
      return `lost on the way from ${incident.from} to ${incident.to}: ${words(incident.message)}`;
    case 'missed-input':
      return `${incident.node} was not there for: ${words(incident.input)}`;
    case 'healed':
      return 'faults end; everything but the clocks is mended';
  }
}

/** An input's kind, and what of it is a number or a flag. */
function inputBriefly(input: unknown): string {
  if (typeof input !== 'object' || input === null) return String(input);
  const plain = Object.entries(input).filter(
    ([key, field]) => key === 'kind' || typeof field === 'number' || typeof field === 'boolean',
  );
  return words(Object.fromEntries(plain));
}

/** An event in as few words as name it: of a message its kind and sender. */
export function briefly(event: NodeEvent<unknown, unknown>): string {
  if (event.kind === 'input') return inputBriefly(event.input);
  if (event.kind !== 'message') return eventWords(event);
  const kind = (event.message as { kind?: unknown } | null)?.kind;
  return `${typeof kind === 'string' ? kind : 'message'} from ${event.from}`;
}

/** The same for what happens to machines and messages. */
export function incidentBriefly(incident: WorldIncident): string {
  if (incident.kind !== 'lost-message') return incidentWords(incident);
  const kind = (incident.message as { kind?: unknown } | null)?.kind;
  return `${typeof kind === 'string' ? kind : 'message'} to ${incident.to} is lost on the way`;
}

/** An effect in words; readings of clocks are left out, since explanations state them apart. */
export function effectWords(effect: Effect<unknown>): string {
  switch (effect.kind) {
    case 'send':
      return `sends ${effect.to}: ${words(effect.message)}`;
    case 'append':
      return `appends to ${effect.file}`;
    case 'write':
      return `writes ${effect.file} (${String(effect.entries.length)} item(s))`;
    case 'truncate':
      return `drops the first ${String(effect.count)} of ${effect.file}`;
    case 'remove':
      return `removes ${effect.file}`;
    case 'sync':
      return `asks for ${effect.file} to be on disk`;
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

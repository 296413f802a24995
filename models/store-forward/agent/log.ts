/**
 * The agent's log on disk: segments that are started, extended, and dropped from the front.
 * Segments are numbered independently of the clock, and read back in order of their numbers.
 */
import { TORN } from '../../../sim/model/node.js';
import { Seq } from '../../../sim/model/seq.js';
import type { DiskContents } from '../../../sim/model/node.js';
import { changed } from './change.js';
import { logOf, recordsIn } from './state.js';
import type { AgentEffect, AgentOptions, AgentState, AgentStep, Segment } from './state.js';
import type { AgentParts } from './parts.js';
import { NOT_KEPT_REPORT } from '../protocol.js';
import type { TelemetryRecord } from '../protocol.js';

const SEGMENT = 'segment-';

export const isSegment = (file: string): boolean => file.startsWith(SEGMENT);

export const numberOf = (file: string): number => Number(file.slice(SEGMENT.length));

/** Drops the half-written record at the end of a segment, and no other record. */
export const wholeRecords = (entries: Seq<unknown>): Seq<TelemetryRecord> =>
  entries.filter((entry) => entry !== TORN) as Seq<TelemetryRecord>;

/** The segments of a starting agent's disk. */
export const segmentsOn = (parts: AgentParts, disk: DiskContents): Segment[] =>
  Object.keys(disk)
    .filter(isSegment)
    .sort(parts.order)
    .flatMap((name): Segment[] => {
      const entries = disk[name];
      const records = entries === undefined ? undefined : parts.readSegment(entries);
      return records === undefined || records.length === 0 ? [] : [{ name, records }];
    });

/** Appends a record, in a new segment when the last is full. */
export function append(
  parts: AgentParts,
  options: AgentOptions,
  before: AgentState,
  record: TelemetryRecord,
): AgentStep {
  const [state, begun] = withRoom(parts, options, before, record);
  const last = state.segments.at(-1) as Segment;
  const grown: Segment = { name: last.name, records: last.records.push(record) };
  const writes = parts.writes(grown.records);
  const stored: AgentEffect[] =
    writes.length === 0
      ? []
      : [
          ...writes.map((entry): AgentEffect => ({ kind: 'append', file: grown.name, entry })),
          { kind: 'sync', file: grown.name },
        ];
  const next = record.sequence + 1;
  return [
    changed(state, {
      next,
      segments: [...state.segments.slice(0, -1), grown],
      syncing: writes.length === 0 ? state.syncing : [...state.syncing, record.sequence],
    }),
    [...begun, ...stored, ...parts.remembers(changed(state, { next }))],
  ];
}

/** Returns a state whose last segment has room for one more record. */
function withRoom(
  parts: AgentParts,
  options: AgentOptions,
  state: AgentState,
  record: TelemetryRecord,
): AgentStep {
  const last = state.segments.at(-1);
  // A segment of an earlier start may end in half a record, so it is not extended.
  const isOwn = last !== undefined && last.records.last()?.incarnation === state.incarnation;
  if (isOwn && last.records.length < options.segmentRecords) return [state, []];
  const rotations = state.rotations + 1;
  const name = `${SEGMENT}${parts.segmentNumber(rotations, record.at, state.segments)}`;
  const empty: Segment = { name, records: Seq.empty() };
  // An existing file is emptied, as a file opened for writing is.
  const replaced = state.segments.some((segment) => segment.name === name);
  return [
    changed(state, {
      rotations,
      segments: [...state.segments.filter((segment) => segment.name !== name), empty],
    }),
    [{ kind: 'mark', mark: 'segment-begun' }, ...(replaced ? [emptied(name)] : [])],
  ];
}

const emptied = (file: string): AgentEffect => ({ kind: 'remove', file });

/** Drops the oldest `count` records. */
export function dropOldest(parts: AgentParts, state: AgentState, count: number): AgentStep {
  let left = count;
  const segments: Segment[] = [];
  const effects: AgentEffect[] = [];
  for (const { name, records } of state.segments) {
    const dropped = Math.min(left, records.length);
    left -= dropped;
    const rest = records.drop(dropped);
    if (dropped > 0) effects.push(...parts.shortened(name, rest, dropped));
    if (rest.length > 0) segments.push({ name, records: rest });
  }
  // Every sync is answered, in order with those that make records durable.
  const asked = effects.filter(({ kind }) => kind === 'sync').map(() => state.durable);
  return [changed(state, { segments, syncing: [...state.syncing, ...asked] }), effects];
}

/** Drops every record for which `drops` holds. */
export function dropWhere(
  state: AgentState,
  drops: (record: TelemetryRecord) => boolean,
): AgentStep {
  const effects: AgentEffect[] = [];
  const segments = state.segments.flatMap(({ name, records }): Segment[] => {
    const rest = records.filter((record) => !drops(record));
    if (rest.length === records.length) return [{ name, records }];
    effects.push({ kind: 'write', file: name, entries: rest });
    return rest.length === 0 ? [] : [{ name, records: rest }];
  });
  return [changed(state, { segments }), effects];
}

/** Reports to the operator the record that could not be kept. */
export const notKept = ({ agent, record }: TelemetryRecord): AgentEffect => ({
  kind: 'report',
  report: { name: NOT_KEPT_REPORT, records: [record], details: { agent } },
});

export const isFull = ({ logCapacity }: AgentOptions, state: AgentState): boolean =>
  logCapacity > 0 && recordsIn(state) >= logCapacity;

/** Records of the next batch: of those at the front of the log that are durable. */
export function readyRecords(
  parts: AgentParts,
  options: AgentOptions,
  state: AgentState,
): readonly TelemetryRecord[] {
  const log = logOf(state);
  const end = log.findIndex((record) => !parts.isReady(state, record));
  return parts.picks(end < 0 ? log : log.slice(0, end), state, options);
}

/**
 * The bounded log. Every record gets a number when it is made. A record that cannot be kept leaves
 * its number in the losses file, which needs no new space, so that the operator receives a report.
 */
import { NO_EFFECTS } from '../../../../sim/model/node.js';
import { Seq } from '../../../../sim/model/seq.js';
import { changed } from './change.js';
import { ABSENT, ANCHORS, BASE, earliestHeld, REGISTRY, written } from './state.js';
import type {
  FixedAgentOptions,
  FixedAgentState,
  FixedEffect,
  FixedStep,
  RecordFile,
} from './state.js';
import type { AgentParts } from './parts.js';
import { notAfter } from './date-correction.js';
import type { KeptRecord, LogElement, LostRecords, RecordId } from '../protocol.js';

const lastIn = (state: FixedAgentState, file: RecordFile): number =>
  (file === 'log' ? state.log.last()?.sequence : state.losses.last()?.sequence) ?? 0;

const withFile = <T>(
  both: Readonly<Record<RecordFile, T>>,
  file: RecordFile,
  value: T,
): Readonly<Record<RecordFile, T>> =>
  file === 'log' ? { log: value, losses: both.losses } : { log: both.log, losses: value };

/** Requests durability of the present content of a file. */
export const syncing = (state: FixedAgentState, file: RecordFile): FixedStep => [
  changed(state, {
    syncing: withFile(state.syncing, file, [...state.syncing[file], lastIn(state, file)]),
  }),
  [{ kind: 'sync', file }],
];

export function synced(state: FixedAgentState, file: RecordFile): FixedAgentState {
  const [upTo = 0, ...rest] = state.syncing[file];
  return changed(state, {
    durable: withFile(state.durable, file, Math.max(upTo, state.durable[file])),
    syncing: withFile(state.syncing, file, rest),
  });
}

const nextId = (state: FixedAgentState): RecordId => ({
  incarnation: state.incarnation,
  sequence: (state.last?.sequence ?? 0) + 1,
});

type Use = Omit<KeptRecord, 'kind' | 'incarnation' | 'sequence'>;

/** Adds the comparison that shows that the log was full. */
const withLogFull = (
  { logCapacity }: FixedAgentOptions,
  { log }: FixedAgentState,
  record: number,
  [next, effects]: FixedStep,
): FixedStep => [
  next,
  [
    {
      kind: 'decide',
      decision: {
        name: 'log-has-room',
        left: { name: 'records in the log', value: log.length },
        comparison: '<',
        right: { name: 'log capacity', value: logCapacity },
        held: false,
        outcome: 'the log has no room for the record',
        record,
      },
    },
    ...effects,
  ],
];

/**
 * Adds a record to the log, or, when the log is full, to the list of records that were not kept.
 */
export function keep(
  parts: AgentParts,
  agent: FixedAgentOptions,
  state: FixedAgentState,
  use: Use,
): FixedStep {
  const id = nextId(state);
  if (agent.logCapacity > 0 && state.log.length >= agent.logCapacity)
    return withLogFull(agent, state, use.record, parts.overflow(parts, state, id, use.record));
  const seen: KeptRecord = {
    kind: 'kept',
    incarnation: id.incarnation,
    sequence: id.sequence,
    record: use.record,
    user: use.user,
    program: use.program,
    version: use.version,
    start: use.start,
    end: use.end,
  };
  const { startedWithinMs } = use;
  const record = startedWithinMs === undefined ? seen : { ...seen, startedWithinMs };
  const [next, sync] = syncing(changed(state, { last: id, log: state.log.push(record) }), 'log');
  return [next, [{ kind: 'append', file: 'log', entry: record }, ...sync]];
}

/** Files of which a starting agent read less than they hold. */
export interface Differs {
  readonly log: boolean;
  readonly anchors: boolean;
}

/**
 * Rewrites files that hold more than was read: half an entry, or records that the base names as
 * delivered.
 *
 * Files are shortened by a count of entries. With an entry that the agent does not know of, each
 * later count would leave a delivered record behind.
 */
export function cleaned(state: FixedAgentState, { log, anchors }: Differs): FixedStep {
  if (!log) return [state, anchors ? written(ANCHORS, state.anchors.toArray()) : NO_EFFECTS];
  const [next, sync] = syncing(state, 'log');
  return [
    next,
    [
      { kind: 'write', file: 'log', entries: state.log },
      ...sync,
      ...(anchors ? written(ANCHORS, state.anchors.toArray()) : []),
    ],
  ];
}

/** Adds a loss; consecutive losses of one start of the agent share an entry. */
function withLoss(losses: Seq<LostRecords>, id: RecordId, record: number): Seq<LostRecords> {
  const { incarnation, sequence } = id;
  const before = losses.last();
  if (before?.incarnation === incarnation && before.sequence + 1 === sequence)
    return losses.replaceLast({
      kind: 'lost',
      incarnation,
      sequence,
      from: before.from,
      tracers: before.tracers.push(record),
    });
  const loss: LostRecords = {
    kind: 'lost',
    incarnation,
    sequence,
    from: sequence,
    tracers: Seq.of([record]),
  };
  // A full disk reports late: the record may precede one that a full log refused in the meantime.
  return (before?.sequence ?? 0) < sequence
    ? losses.push(loss)
    : Seq.of([...losses, loss].sort((a, b) => a.from - b.from));
}

/** Notes a record that is not kept, and whose number is used. */
export function lose(
  parts: AgentParts,
  state: FixedAgentState,
  id: RecordId,
  record: number,
): FixedStep {
  const losses = withLoss(state.losses, id, record);
  const [next, sync] = syncing(changed(state, { losses }), 'losses');
  return [next, [{ kind: 'mark', mark: 'record-not-kept' }, ...parts.storeLosses(losses), ...sync]];
}

/** Notes as lost a record that a full disk did not accept. */
export function notAppended(
  parts: AgentParts,
  state: FixedAgentState,
  entry: KeptRecord,
): FixedStep {
  const log = state.log.filter((record) => record.sequence !== entry.sequence);
  return lose(parts, changed(state, { log }), entry, entry.record);
}

/** The first `count` elements in order of number, up to the first that is not durable. */
export function durableElements(state: FixedAgentState, count: number): LogElement[] {
  const elements: LogElement[] = [];
  let kept = 0;
  let lost = 0;
  while (elements.length < count) {
    const record = state.log.at(kept);
    const loss = state.losses.at(lost);
    const takeLoss = loss !== undefined && (record === undefined || loss.from < record.sequence);
    const element = takeLoss ? loss : record;
    if (element === undefined) break;
    if (element.sequence > state.durable[takeLoss ? 'losses' : 'log']) break;
    elements.push(element);
    if (takeLoss) lost += 1;
    else kept += 1;
  }
  return elements;
}

/** True when `id` names an element of this log's own history that is still held. */
function isHeld(state: FixedAgentState, { incarnation, sequence }: RecordId): boolean {
  const names = (element: LogElement): boolean =>
    element.incarnation === incarnation &&
    element.sequence >= sequence &&
    (element.kind === 'kept' ? element.sequence : element.from) <= sequence;
  for (let i = 0; i < state.log.length; i += 1) {
    const record = state.log.at(i) as KeptRecord;
    if (record.sequence > sequence) break;
    if (names(record)) return true;
  }
  return state.losses.toArray().some(names);
}

/** The losses after number `sequence`. */
const lossesAfter = (losses: Seq<LostRecords>, sequence: number): Seq<LostRecords> =>
  Seq.of(
    losses.toArray().flatMap((loss): LostRecords[] => {
      if (loss.sequence <= sequence) return [];
      if (loss.from > sequence) return [loss];
      const reported = sequence + 1 - loss.from;
      return [{ ...loss, from: sequence + 1, tracers: loss.tracers.drop(reported) }];
    }),
  );

/**
 * Drops the records that the server durably has. The base is synced first, and syncs end in the
 * order in which they began. So a crash in between leaves records that the base names as delivered,
 * and never a base older than the dropped records.
 */
export function dropThrough(
  parts: AgentParts,
  state: FixedAgentState,
  tip: RecordId | undefined,
): FixedStep {
  // A tip of another history (a restored disk) gives no information about this log.
  if (tip === undefined || !isHeld(state, tip)) return [state, NO_EFFECTS];
  let count = 0;
  while ((state.log.at(count)?.sequence ?? Infinity) <= tip.sequence) count += 1;
  const losses = state.losses.length === 0 ? state.losses : lossesAfter(state.losses, tip.sequence);
  const dropped = changed(state, { base: tip, log: state.log.drop(count), losses });
  const [forgotten, anchorEffects] = forgetAnchors(dropped);
  const effects: FixedEffect[] = [...written(BASE, [tip])];
  let next = forgotten;
  if (losses !== state.losses) {
    const [withSync, sync] = syncing(next, 'losses');
    next = withSync;
    effects.push(...parts.storeLosses(losses), ...sync);
  }
  if (count > 0) {
    const [withSync, sync] = syncing(next, 'log');
    next = withSync;
    effects.push({ kind: 'truncate', file: 'log', count }, ...sync);
  }
  return [next, [...effects, ...anchorEffects]];
}

/** Keeps the last anchor before the earliest undated reading, and all later anchors. */
function forgetAnchors(state: FixedAgentState): FixedStep {
  const earliest = earliestHeld(state);
  let before = -1;
  for (let i = 0; i < state.anchors.length; i += 1) {
    const anchor = state.anchors.at(i);
    if (anchor !== undefined && (earliest === undefined || notAfter(anchor.at, earliest)))
      before = i;
  }
  if (before <= 0) return [state, NO_EFFECTS];
  return [
    changed(state, { anchors: state.anchors.drop(before) }),
    [
      { kind: 'truncate', file: ANCHORS, count: before },
      { kind: 'sync', file: ANCHORS },
    ],
  ];
}

/**
 * Handles the deletion of the log file by an operator. The agent knows the numbers of its records
 * (assumption: its index of the log is in memory), and reports them as records that it could not
 * keep.
 */
export function logDeleted(parts: AgentParts, state: FixedAgentState): FixedStep {
  let next = changed(state, { log: Seq.empty(), exchange: undefined });
  const effects: FixedEffect[] = [{ kind: 'remove', file: 'log' }];
  const [emptied, sync] = syncing(next, 'log');
  next = emptied;
  effects.push(...sync);
  state.log.forEach((record) => {
    next = changed(next, { losses: withLoss(next.losses, record, record.record) });
  });
  if (state.log.length === 0) return [next, effects];
  const [reporting, lossesSync] = syncing(next, 'losses');
  return [reporting, [...parts.storeLosses(next.losses), ...lossesSync, ...effects]];
}

/** Empties every file; pending syncs are answered first. */
export function erase(state: FixedAgentState): FixedStep {
  const [log, logSync] = syncing(changed(ABSENT, { syncing: state.syncing }), 'log');
  const [next, lossesSync] = syncing(log, 'losses');
  return [
    next,
    [
      ...written(REGISTRY, []),
      ...written(BASE, []),
      ...written(ANCHORS, []),
      { kind: 'remove', file: 'losses' },
      ...lossesSync,
      { kind: 'remove', file: 'log' },
      ...logSync,
    ],
  ];
}

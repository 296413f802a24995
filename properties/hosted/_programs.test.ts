/**
 * Stand-ins for hosted programs, as pure models that speak HTTP messages: a right agent with a durable
 * queue, elapsed time and a name for each record, and the same with one rule replaced.
 */
import type { HttpMessage } from '../../hosting/network/http.js';
import { markerOf } from '../../hosting/network/markers.js';
import { NO_EFFECTS } from '../../sim/model/node.js';
import type { Effect, LocalTime, NodeEvent, Step } from '../../sim/model/node.js';
import { Seq } from '../../sim/model/seq.js';
import { MINUTE_MS, msOf } from '../../sim/model/time.js';
import { SERVER } from '../pipeline/protocol.js';
import type { HostInput } from '../../hosting/host-model.js';
import { hostedStudy } from './hosted-study.js';
import type { HostedParts } from './hosted-study.js';
import type { ProgramModel } from './machine.js';

interface Entry {
  readonly records: readonly [number];
  /** Wall clock when it was tracked. */
  readonly at: number;
}

interface State {
  readonly up: boolean;
  readonly run: number;
  readonly sent: number;
  readonly durable: number;
  readonly queue: readonly Entry[];
  readonly waiting: { readonly id: number; readonly count: number } | null;
}

/** Each rule of the agent; a test replaces one. */
export interface Rules {
  /** The entries to keep at a flush. */
  readonly kept: (queue: readonly Entry[], wall: number) => readonly Entry[];
  readonly reports: boolean;
  /** Delay to the next flush, ms, after the given one. */
  readonly delay: (wall: number, run: number) => number;
  /** True if entries are on disk. */
  readonly onDisk: boolean;
  /** When entries are dropped: with the answer, or when they are sent. */
  readonly dropsAt: 'answer' | 'send' | 'never';
  readonly marker: (record: number) => string;
  readonly startsUp: boolean;
  /** True if a reset connection stops the queue for good. */
  readonly stopsAtReset: boolean;
}

const FLUSH_MS = 10_000;
const TIMEOUT_MS = 5 * MINUTE_MS;
const FILE = 'queue';

const RIGHT: Rules = {
  kept: (queue) => queue,
  reports: true,
  delay: () => FLUSH_MS,
  onDisk: true,
  dropsAt: 'answer',
  marker: markerOf,
  startsUp: true,
  stopsAtReset: false,
};

type Effects = readonly Effect<HttpMessage>[];

export function programOf(replaced: Partial<Rules> = {}): ProgramModel {
  const rules = { ...RIGHT, ...replaced };
  const SYNC: Effect<HttpMessage> = { kind: 'sync', file: FILE };

  const written = (queue: readonly Entry[]): Effects =>
    rules.onDisk
      ? [{ kind: 'write', file: FILE, entries: Seq.of<unknown>([...queue]) }, SYNC]
      : NO_EFFECTS;
  const said = (name: string, text: string, records: readonly number[]): Effects =>
    rules.reports
      ? [{ kind: 'report', report: { name, records, details: { program: 'toy', text } } }]
      : NO_EFFECTS;
  const timer = (name: string, afterMs: number): Effect<HttpMessage> => ({
    kind: 'elapsed-timer',
    timer: name,
    afterMs,
  });

  function flush(state: State, wall: number): Step<State, HttpMessage> {
    const kept = rules.kept(state.queue, wall);
    const gone = state.queue.filter((entry) => !kept.includes(entry));
    const dropped: Effects =
      gone.length === 0
        ? NO_EFFECTS
        : [
            ...written(kept),
            ...gone.flatMap(({ records }) =>
              said('warn', `dropping ${markerOf(records[0])}: expired`, records),
            ),
          ];
    const ready = rules.onDisk ? Math.min(kept.length, state.durable) : kept.length;
    const next = timer('flush', rules.delay(wall, state.run));
    if (state.waiting !== null || ready === 0)
      return [{ ...state, queue: kept }, [...dropped, next]];
    const sending = kept.slice(0, ready);
    const id = state.run * 2 ** 20 + state.sent;
    const records = sending.flatMap((entry) =>
      rules.marker(entry.records[0]) === '' ? [] : entry.records,
    );
    const body = JSON.stringify(sending.map((entry) => rules.marker(entry.records[0])));
    const queue = rules.dropsAt === 'send' ? kept.slice(ready) : kept;
    const request: HttpMessage = {
      kind: 'request',
      id,
      method: 'POST',
      url: 'http://collector/v1',
      headers: [],
      body,
      records,
    };
    return [
      { ...state, queue, sent: state.sent + 1, waiting: { id, count: ready } },
      [
        ...dropped,
        ...(rules.dropsAt === 'send' ? written(queue) : NO_EFFECTS),
        { kind: 'send', to: SERVER, message: request },
        timer('timeout', TIMEOUT_MS),
        next,
      ],
    ];
  }

  function answered(state: State, message: HttpMessage): Step<State, HttpMessage> {
    if (state.waiting?.id !== message.id) return [state, NO_EFFECTS];
    if (rules.stopsAtReset && message.kind === 'reset')
      return [state, [{ kind: 'cancel-timer', timer: 'timeout' }]];
    const cancel: Effect<HttpMessage> = { kind: 'cancel-timer', timer: 'timeout' };
    const isGood = message.kind === 'response' && message.status < 300;
    const free = { ...state, waiting: null };
    if (!isGood || rules.dropsAt !== 'answer') return [free, [cancel]];
    const queue = state.queue.slice(state.waiting.count);
    const durable = Math.max(0, state.durable - state.waiting.count);
    return [{ ...free, queue, durable }, [cancel, ...written(queue)]];
  }

  function tracked(state: State, record: number, wall: number): Step<State, HttpMessage> {
    const entry: Entry = { records: [record], at: wall };
    const queue = [...state.queue, entry];
    if (!rules.onDisk) return [{ ...state, queue }, NO_EFFECTS];
    return [{ ...state, queue }, [{ kind: 'append', file: FILE, entry }, SYNC]];
  }

  function refused(state: State, entry: unknown): Step<State, HttpMessage> {
    const at = state.queue.findIndex((one) => one === entry);
    const [record] = (entry as Entry).records;
    if (at < 0 || at < state.durable) return [state, NO_EFFECTS];
    return [
      { ...state, queue: state.queue.filter((one) => one !== entry) },
      said('error', `${markerOf(record)} lost: no space left`, [record]),
    ];
  }

  const initial: State = {
    up: rules.startsUp,
    run: 0,
    sent: 0,
    durable: 0,
    queue: [],
    waiting: null,
  };
  return {
    name: 'toy',
    initial,
    step(given, event: NodeEvent<HttpMessage, HostInput>, now: LocalTime) {
      const state = given as State;
      const wall = msOf(now.wall);
      switch (event.kind) {
        case 'start': {
          const found = (event.disk[FILE] ?? Seq.empty<unknown>())
            .toArray()
            .filter((one): one is Entry => !('torn' in (one as object)));
          return [
            { ...initial, run: event.entropy, queue: found, durable: found.length },
            [timer('flush', FLUSH_MS), ...written(found)],
          ];
        }
        case 'input':
          return event.input.kind === 'track'
            ? tracked(state, event.input.record, wall)
            : [state, NO_EFFECTS];
        case 'timer':
          return event.timer === 'flush'
            ? flush(state, wall)
            : [{ ...state, waiting: null }, NO_EFFECTS];
        case 'message':
          return answered(state, event.message);
        case 'synced':
          return [{ ...state, durable: state.queue.length }, NO_EFFECTS];
        case 'disk-full':
          return refused(state, event.entry);
        case 'wake':
          return [state, NO_EFFECTS];
      }
    },
  };
}

export const studyWith = (
  rules: Partial<Rules> = {},
  parts: Partial<HostedParts> = {},
): ReturnType<typeof hostedStudy> =>
  hostedStudy({
    name: 'toy',
    title: 'a toy program',
    variants: { shipped: { title: 'as it is' } },
    program: () => ({ hash: '0123456789abcdef', model: () => programOf(rules) }),
    collector: 'accept-all',
    ...parts,
  });

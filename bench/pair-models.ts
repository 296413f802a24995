/**
 * The smallest system that the straightforward harness and the kernel can both play. One agent
 * buffers use and uploads it every hour; one server keeps and answers. No disk, no collation, no
 * database, no console of its own. It fails as the reference study's H4 does: an agent whose clock
 * was too far behind at installation never uploads.
 */
import { NO_EFFECTS } from '../sim/model/node.js';
import { Seq } from '../sim/model/seq.js';
import { localMs, msOf, plus, reached } from '../sim/model/time.js';
import type { Effect, Model, Step } from '../sim/model/node.js';
import type { LocalMs } from '../sim/model/time.js';
import { TOLERANCE_MS } from './workload.js';

export interface Row {
  readonly record: number;
  readonly program: string;
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * An answer: the number of records accepted, the time of the configuration, the time of the next
 * upload.
 */
export type PairMessage =
  | { readonly kind: 'ask' }
  | { readonly kind: 'upload'; readonly rows: Seq<Row> }
  | {
      readonly kind: 'answer';
      readonly taken: number;
      readonly lastUpdateMs: number;
      readonly pollMs: number;
    };

export type PairInput =
  | {
      readonly kind: 'use-start' | 'use-end';
      readonly record: number;
      readonly program: string;
    }
  | { readonly kind: 'look' };

interface Open {
  readonly record: number;
  readonly startMs: number;
}

interface AgentState {
  readonly installedAtMs: number;
  /** Undefined until the first answer. */
  readonly valid: boolean | undefined;
  readonly pollMs: number;
  readonly nextSync: LocalMs;
  readonly open: readonly Open[];
  readonly log: Seq<Row>;
}

type AgentStep = Step<AgentState, PairMessage>;

export const SERVER = 'server';
const ASK: readonly Effect<PairMessage>[] = [
  { kind: 'send', to: SERVER, message: { kind: 'ask' } },
];
const pollAfter = (afterMs: number): Effect<PairMessage> => ({
  kind: 'elapsed-timer',
  timer: 'poll',
  afterMs,
});

/** Written out and not spread from `state`: overriding a spread property is slow in V8. */
const withLog = (state: AgentState, open: readonly Open[], log: Seq<Row>): AgentState => ({
  installedAtMs: state.installedAtMs,
  valid: state.valid,
  pollMs: state.pollMs,
  nextSync: state.nextSync,
  open,
  log,
});

function used(
  state: AgentState,
  input: PairInput & { kind: 'use-start' | 'use-end' },
  now: LocalMs,
  logCapacity: number,
): AgentStep {
  const { record, program } = input;
  if (input.kind === 'use-start')
    return [withLog(state, [...state.open, { record, startMs: msOf(now) }], state.log), NO_EFFECTS];
  const started = state.open.find((one) => one.record === record);
  if (started === undefined) return [state, NO_EFFECTS];
  const open = state.open.filter((one) => one !== started);
  if (state.log.length >= logCapacity) return [withLog(state, open, state.log), NO_EFFECTS];
  const row = { record, program, startMs: started.startMs, endMs: msOf(now) };
  return [withLog(state, open, state.log.push(row)), NO_EFFECTS];
}

function answered(
  state: AgentState,
  { taken, lastUpdateMs, pollMs }: PairMessage & { kind: 'answer' },
  now: LocalMs,
): AgentStep {
  const next: AgentState = {
    installedAtMs: state.installedAtMs,
    valid: state.valid ?? state.installedAtMs + TOLERANCE_MS >= lastUpdateMs,
    pollMs,
    nextSync: plus(now, pollMs),
    open: state.open,
    log: state.log.drop(taken),
  };
  return [next, [pollAfter(pollMs)]];
}

export const pairAgent = (logCapacity: number): Model<AgentState, PairMessage, PairInput> => ({
  name: 'agent',
  initial: {
    installedAtMs: 0,
    valid: undefined,
    pollMs: 0,
    nextSync: localMs(0),
    open: [],
    log: Seq.empty(),
  },
  step(state, event, now) {
    switch (event.kind) {
      case 'start':
        return [{ ...state, installedAtMs: msOf(now.wall) }, ASK];
      case 'timer': {
        if (state.valid !== true || !reached(now.wall, state.nextSync))
          return [state, [pollAfter(state.pollMs)]];
        const message = { kind: 'upload', rows: state.log } as const;
        return [state, [{ kind: 'send', to: SERVER, message }]];
      }
      case 'message':
        return event.message.kind === 'answer'
          ? answered(state, event.message, now.wall)
          : [state, NO_EFFECTS];
      case 'input':
        return event.input.kind === 'look'
          ? [state, NO_EFFECTS]
          : used(state, event.input, now.wall, logCapacity);
      default:
        return [state, NO_EFFECTS];
    }
  },
});

interface ServerSettings {
  readonly lastUpdateMs: number;
  readonly pollMs: number;
}

export const pairServer = ({
  lastUpdateMs,
  pollMs,
}: ServerSettings): Model<Seq<Row>, PairMessage, PairInput> => ({
  name: 'server',
  initial: Seq.empty(),
  step(rows, event) {
    if (event.kind === 'input') return [rows, [{ kind: 'show', view: rows }]];
    if (event.kind !== 'message') return [rows, NO_EFFECTS];
    const { from: to, message } = event;
    const received = message.kind === 'upload' ? message.rows : Seq.empty<Row>();
    const answer = { kind: 'answer', taken: received.length, lastUpdateMs, pollMs } as const;
    return [rows.concat(received), [{ kind: 'send', to, message: answer }]];
  },
});

/**
 * Models of the fleet study (see _fleet.test.ts): agents with a log, and a server. One mistake per
 * variant.
 *
 * Comparisons are stated as users state them: without the record that they concern, and without the
 * origin of a value.
 */
import { NO_EFFECTS } from '../sim/model/node.js';
import { Seq } from '../sim/model/seq.js';
import { HOUR_MS, MINUTE_MS, msOf } from '../sim/model/time.js';
import type { DecisionSide, Effect, Model, NodeEvent } from '../sim/model/node.js';

const RETENTION_MS = 2 * HOUR_MS;
const TOLERANCE_MS = 5 * MINUTE_MS;
const UPLOAD_MS = 10 * MINUTE_MS;
const REFUSALS_MAX = 3;

interface Row {
  readonly record: number;
  readonly number: number;
  readonly at: number;
}

export type Message =
  | { readonly kind: 'batch'; readonly rows: readonly Row[]; readonly clock: number }
  | { readonly kind: 'ack'; readonly upTo: number }
  | { readonly kind: 'refused' };

export type Input = { readonly kind: 'use'; readonly record: number } | { readonly kind: 'look' };

interface AgentState {
  readonly rows: readonly Row[];
  readonly next: number;
  readonly refusals: number;
}

type FleetEffect = Effect<Message>;
type Decided = Extract<FleetEffect, { readonly kind: 'decide' }>;

const HOLDS = {
  '<': (a: number, b: number) => a < b,
  '<=': (a: number, b: number) => a <= b,
  '>': (a: number, b: number) => a > b,
} as const;

const decide = (
  name: string,
  left: DecisionSide,
  comparison: keyof typeof HOLDS,
  right: DecisionSide,
  outcome: string,
): Decided => ({
  kind: 'decide',
  decision: {
    ...{ name, left, comparison, right, outcome },
    held: HOLDS[comparison](left.value, right.value),
  },
});

/** The number by which the variant measures an agent's progress. */
const placeOf = (variant: string, { at, number }: Row): number =>
  variant === 'cursor' ? at : number;

const written = (rows: readonly Row[]): readonly FleetEffect[] => [
  { kind: 'write', file: 'log', entries: Seq.of<unknown>(rows) },
  { kind: 'sync', file: 'log' },
];

const intact = (entries: Seq<unknown> | undefined): readonly Row[] =>
  (entries?.toArray() ?? []).filter((entry): entry is Row => 'record' in (entry as object));

/** Rows that the agent keeps, and the comparisons that decided it. */
function sifted(
  rows: readonly Row[],
  comparison: (row: Row) => Decided,
): { readonly rows: readonly Row[]; readonly effects: readonly FleetEffect[] } {
  const compared = rows.map((row) => ({ row, effect: comparison(row) }));
  const left = compared.filter(({ effect }) => effect.decision.held).map(({ row }) => row);
  const effects = compared.map(({ effect }) => effect);
  return {
    rows: left,
    effects: left.length === rows.length ? effects : [...effects, ...written(left)],
  };
}

const timer: FleetEffect = { kind: 'elapsed-timer', timer: 'upload', afterMs: UPLOAD_MS };

export function agent(variant: string, name: string): Model<AgentState, Message, Input> {
  const upload = (
    state: AgentState,
    now: number,
  ): readonly [AgentState, readonly FleetEffect[]] => {
    const { rows, effects } =
      variant === 'retention'
        ? sifted(state.rows, (row) =>
            decide(
              'still-kept',
              { name: 'age', value: now - row.at, clock: name },
              '<=',
              { name: 'retention', value: RETENTION_MS },
              'the row is too old and is dropped',
            ),
          )
        : { rows: state.rows, effects: NO_EFFECTS };
    const tries = decide(
      'tries-again',
      { name: 'refusals', value: state.refusals },
      '<',
      { name: 'refusals at most', value: REFUSALS_MAX },
      'it stops sending',
    );
    const asks = variant === 'gate' ? [tries] : NO_EFFECTS;
    const gone = variant === 'gate' && !tries.decision.held;
    const sent: readonly FleetEffect[] =
      rows.length === 0 || gone
        ? NO_EFFECTS
        : [{ kind: 'send', to: 'server', message: { kind: 'batch', rows, clock: now } }];
    return [{ ...state, rows }, [timer, ...effects, ...asks, ...sent]];
  };
  return {
    name: 'agent',
    initial: { rows: [], next: 1, refusals: 0 },
    step(state, event, local) {
      const now = msOf(local.wall);
      switch (event.kind) {
        case 'start': {
          const rows = intact(event.disk['log']);
          const next = (intact(event.disk['last']).at(-1)?.number ?? 0) + 1;
          return [{ rows, next, refusals: 0 }, [timer]];
        }
        case 'input': {
          if (event.input.kind !== 'use') return [state, NO_EFFECTS];
          const row = { record: event.input.record, number: state.next, at: now };
          return [
            { ...state, rows: [...state.rows, row], next: row.number + 1 },
            [
              { kind: 'append', file: 'log', entry: row },
              { kind: 'sync', file: 'log' },
              { kind: 'write', file: 'last', entries: Seq.of<unknown>([{ ...row, record: null }]) },
              { kind: 'sync', file: 'last' },
            ],
          ];
        }
        case 'disk-full': {
          if (variant !== 'full') return [state, NO_EFFECTS];
          const { number } = event.entry as Row;
          return [
            { ...state, rows: state.rows.filter((row) => row.number !== number) },
            NO_EFFECTS,
          ];
        }
        case 'timer':
          return upload(state, now);
        case 'message': {
          const { message } = event;
          if (message.kind === 'refused')
            return [{ ...state, refusals: state.refusals + 1 }, NO_EFFECTS];
          if (message.kind !== 'ack') return [state, NO_EFFECTS];
          const { rows, effects } = sifted(state.rows, (row) =>
            decide(
              'still-to-send',
              variant === 'cursor'
                ? { name: 'stamp', value: row.at, clock: name }
                : { name: 'number', value: row.number },
              '>',
              {
                name: 'watermark',
                value: message.upTo,
                ...(variant === 'cursor' ? { clock: name } : {}),
              },
              'the row counts as delivered and leaves the log',
            ),
          );
          return [{ ...state, rows, refusals: 0 }, effects];
        }
        default:
          return [state, NO_EFFECTS];
      }
    },
  };
}

interface ServerState {
  readonly rows: readonly (Row & { readonly from: string })[];
  readonly upTo: Readonly<Record<string, number>>;
  /** Answers that wait for the disk. */
  readonly owed: readonly string[];
}

const ack = (to: string, upTo: number): FleetEffect => ({
  kind: 'send',
  to,
  message: { kind: 'ack', upTo },
});

export function server(variant: string): Model<ServerState, Message, Input> {
  const batch = (
    state: ServerState,
    { from, message }: Extract<NodeEvent<Message, Input>, { readonly kind: 'message' }>,
    now: number,
  ): readonly [ServerState, readonly FleetEffect[]] => {
    if (message.kind !== 'batch') return [state, NO_EFFECTS];
    const off = Math.abs(now - message.clock);
    const gate = decide(
      'clock-accepted',
      { name: 'difference of the clocks', value: off },
      '<=',
      { name: 'tolerance', value: TOLERANCE_MS },
      'the batch is refused',
    );
    if (variant === 'gate' && !gate.decision.held)
      return [state, [gate, { kind: 'send', to: from, message: { kind: 'refused' } }]];
    const seen = state.upTo[from] ?? -Infinity;
    const fresh = message.rows.filter((row) => placeOf(variant, row) > seen);
    const rows = fresh.map((row) => ({ ...row, from }));
    const upTo = Math.max(seen, ...message.rows.map((row) => placeOf(variant, row)));
    const next = {
      rows: [...state.rows, ...rows],
      upTo: { ...state.upTo, [from]: upTo },
      owed: variant === 'volatile' ? [] : [...state.owed, from],
    };
    const store: readonly FleetEffect[] = [
      ...rows.map((row): FleetEffect => ({ kind: 'append', file: 'store', entry: row })),
      { kind: 'sync', file: 'store' },
    ];
    return [next, variant === 'volatile' ? [...store, ack(from, upTo)] : store];
  };
  return {
    name: 'server',
    initial: { rows: [], upTo: {}, owed: [] },
    step(state, event, local) {
      switch (event.kind) {
        case 'start': {
          const rows = intact(event.disk['store']) as ServerState['rows'];
          const upTo: Record<string, number> = {};
          for (const row of rows)
            upTo[row.from] = Math.max(upTo[row.from] ?? -Infinity, placeOf(variant, row));
          return [{ rows, upTo, owed: [] }, NO_EFFECTS];
        }
        case 'message':
          return batch(state, event, msOf(local.wall));
        case 'synced':
          return [
            { ...state, owed: [] },
            [...new Set(state.owed)].map((to) => ack(to, state.upTo[to] ?? 0)),
          ];
        case 'input':
          return event.input.kind === 'look'
            ? [
                state,
                [{ kind: 'show', view: state.rows.map(({ record, from }) => ({ record, from })) }],
              ]
            : [state, NO_EFFECTS];
        default:
          return [state, NO_EFFECTS];
      }
    },
  };
}

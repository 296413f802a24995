/**
 * Turns in the life of a page that no machine has: its tab goes to the background, is frozen there, or
 * crashes. A user comes back to the page with the next use at the latest.
 */
import * as fc from 'fast-check';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../sim/model/time.js';
import type { TimedInput } from '../../../sim/world/spec.js';
import { agentName } from '../../pipeline/protocol.js';
import { permille } from '../../pipeline/scenario/numbers.js';
import { kindsOf, signed, swarm } from '../../study/arbitraries.js';
import type { Swarm } from '../../study/arbitraries.js';
import { choice, integer, kinded } from '../../study/schema-parts.js';
import type { HostedInput } from '../protocol.js';
import { AT_MS_MAX, LIMITS } from './scenario.js';

/**
 * A turn in the life of a page. `hidden`: another tab is in front of it; `frozen`: besides, none of its
 * tasks run; `tab-crash`: the page ends without an event, and is loaded again.
 * @since 0.1.0
 */
export type PageTurn = {
  /** True ms. */
  readonly at: number;
  readonly node: string;
} & (
  | { readonly kind: 'hidden' | 'frozen'; /** ms */ readonly forMs: number }
  | { readonly kind: 'tab-crash' }
);

const KINDS = ['hidden', 'frozen', 'tab-crash'] as const;
const TURNS_MAX = 3;

interface Drawn {
  readonly kind: number;
  readonly node: number;
  readonly permille: number;
  readonly nearUse: boolean;
  readonly jitterMs: number;
  readonly forMs: number;
}

export type DrawnTurns = Swarm<Drawn>;

export const drawnTurns: fc.Arbitrary<DrawnTurns> = swarm(
  KINDS.length,
  fc.record({
    kind: fc.nat({ max: 10_000 }),
    node: fc.nat({ max: 5 }),
    permille,
    nearUse: fc.boolean(),
    jitterMs: fc.oneof(fc.constant(1), signed(5_000)),
    forMs: fc.oneof(
      fc.integer({ min: 0, max: 30 * SECOND_MS }),
      fc.integer({ min: 0, max: 10 * MINUTE_MS }),
      fc.integer({ min: 0, max: 12 * HOUR_MS }),
    ),
  }),
  TURNS_MAX,
);

interface Span {
  readonly agents: number;
  readonly healAtMs: number;
  readonly everyMs: number;
}

function momentMs({ permille: share, nearUse, jitterMs }: Drawn, span: Span): number {
  const at = Math.floor((span.healAtMs * share) / 1_000);
  const near = nearUse ? Math.round(at / span.everyMs) * span.everyMs : at;
  return Math.min(Math.max(0, span.healAtMs - 1), Math.max(0, near + jitterMs));
}

export const turnsFrom = (turns: DrawnTurns, span: Span): readonly PageTurn[] =>
  kindsOf(turns, KINDS)
    .map(([kind, one]): PageTurn => {
      const common = { at: momentMs(one, span), node: agentName(one.node % span.agents) };
      return kind === 'tab-crash' ? { kind, ...common } : { kind, ...common, forMs: one.forMs };
    })
    .sort((a, b) => a.at - b.at);

const node = { enum: Array.from({ length: LIMITS.agents }, (_, index) => agentName(index)) };
const at = integer(0, AT_MS_MAX - 1);
const forMs = integer(0, LIMITS.forMs);

export const TURNS_SCHEMA: object = {
  type: 'array',
  maxItems: TURNS_MAX,
  items: choice([
    kinded('hidden', { at, node, forMs }),
    kinded('frozen', { at, node, forMs }),
    kinded('tab-crash', { at, node }),
  ]),
};

const call = (at: number, node: string, name: string): TimedInput<HostedInput> => ({
  ...{ at, node },
  input: { kind: 'call', name },
});

/** Inputs of a machine's browser; a page that is hidden is shown when the world is healed. */
export const turnInputs = (
  node: string,
  turns: readonly PageTurn[],
  healAtMs: number,
): readonly TimedInput<HostedInput>[] =>
  turns
    .filter((turn) => turn.node === node && turn.at < healAtMs)
    .flatMap((turn) => {
      if (turn.kind === 'tab-crash') return [call(turn.at, node, 'crash')];
      const until = Math.min(healAtMs, turn.at + turn.forMs);
      return [
        call(turn.at, node, 'hide'),
        ...(turn.kind === 'frozen' ? [call(turn.at, node, 'freeze')] : []),
        call(until, node, 'show'),
      ];
    });

/** The turns of one machine, as those of the first. */
export const turnsOf = (turns: readonly PageTurn[], node: string): readonly PageTurn[] =>
  turns.filter((turn) => turn.node === node).map((turn) => ({ ...turn, node: agentName(0) }));

/** A collector as a scenario chooses it: its name, and each point that its source leaves open. */
import type { Bound, CollectorRow, Edge, Reaction, Repetition } from './row.js';

/**
 * A collector in a scenario. Points that are not stated have their defaults: an open edge is inside, an
 * open reaction is the first of its list, a setting is the row's.
 * @since 0.1.0
 */
export interface CollectorChoice {
  readonly name: string;
  /** Open edges by the name of their bound. */
  readonly edges?: Readonly<Record<string, Edge>>;
  /** Open reactions by the name of their bound. */
  readonly does?: Readonly<Record<string, Reaction>>;
  /** Settings by the name of their bound, ms. */
  readonly limitsMs?: Readonly<Record<string, number>>;
  /** Reading of calendar days. Default: `midnight`. */
  readonly days?: 'midnight' | 'rolling';
  /** Consequence of a repetition, where that is open. */
  readonly repetition?: Repetition;
}

/** A bound without open points. */
export interface SettledBound extends Omit<Bound, 'edge' | 'does' | 'kind'> {
  readonly edge: Edge;
  readonly does: Reaction;
  readonly kind: 'distance' | 'midnight' | 'month-closes';
}

/** A collector without open points. */
export interface SettledCollector extends Omit<CollectorRow, 'window' | 'deduplication'> {
  readonly window: readonly SettledBound[];
  readonly deduplication?: Omit<NonNullable<CollectorRow['deduplication']>, 'same'> & {
    readonly same: Repetition;
  };
}

/** The reactions of a bound: one, or those that its source leaves open. */
export const reactionsOf = ({ does }: Bound): readonly Reaction[] =>
  typeof does === 'string' ? [does] : does;

const kindOf = ({ kind }: Bound, days: CollectorChoice['days']): SettledBound['kind'] => {
  if (kind === 'calendar-days') return days === 'rolling' ? 'distance' : 'midnight';
  return kind ?? 'distance';
};

/**
 * Settles each open point of a row by the choice of a scenario.
 * @since 0.1.0
 */
export function settled(
  row: CollectorRow,
  choice: Omit<CollectorChoice, 'name'>,
): SettledCollector {
  const { edges = {}, does = {}, limitsMs = {}, days, repetition } = choice;
  const window = row.window.map((bound): SettledBound => {
    const { name, edge, ms } = bound;
    const [first = 'refuse-one'] = reactionsOf(bound);
    const chosen = does[name];
    return {
      ...bound,
      kind: kindOf(bound, days),
      edge: edge === 'open' ? (edges[name] ?? 'in') : edge,
      does: chosen !== undefined && reactionsOf(bound).includes(chosen) ? chosen : first,
      ms: bound.setting === undefined ? ms : (limitsMs[name] ?? ms),
    };
  });
  const { deduplication, ...rest } = row;
  if (deduplication === undefined) return { ...rest, window };
  const { same } = deduplication;
  const settledSame =
    typeof same === 'string'
      ? same
      : repetition !== undefined && same.includes(repetition)
        ? repetition
        : same[0];
  return { ...rest, window, deduplication: { ...deduplication, same: settledSame } };
}

/**
 * Returns every choice of the open edges, reactions and calendar days of a row.
 * @since 0.1.0
 */
export function choicesOf(row: CollectorRow): readonly CollectorChoice[] {
  let choices: CollectorChoice[] = [{ name: row.name }];
  const each = <T>(
    values: readonly T[],
    apply: (choice: CollectorChoice, value: T) => CollectorChoice,
  ) => {
    choices = choices.flatMap((choice) => values.map((value) => apply(choice, value)));
  };
  for (const bound of row.window) {
    const { name } = bound;
    if (bound.edge === 'open')
      each<Edge>(['in', 'out'], (choice, edge) => ({
        ...choice,
        edges: { ...choice.edges, [name]: edge },
      }));
    if (typeof bound.does !== 'string')
      each(bound.does, (choice, does) => ({ ...choice, does: { ...choice.does, [name]: does } }));
    if (bound.kind === 'calendar-days')
      each(['midnight', 'rolling'] as const, (choice, days) => ({ ...choice, days }));
  }
  return choices;
}

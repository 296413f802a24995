/** How histories move from one fixed metering server to another; the site server asks for it. */
import { Seq } from '../../../../sim/model/seq.js';
import type { ClientHistory } from '../history.js';
import { changed } from './change.js';
import { CACHE } from './state.js';
import type { FixedServerState, ServerStep, Transaction } from './state.js';
import { entryOf } from './table.js';

/**
 * Gives up its clients, or takes over those of another server. Either is answered from the disk,
 * after every batch that was taken before: a history is whole when it moves, and only one server
 * takes records of it at a time.
 */
export function moved(
  adopts: (known: ClientHistory | undefined) => boolean,
  state: FixedServerState,
  from: string,
  kind: 'retired' | 'adopted',
  histories: readonly (readonly [string, ClientHistory])[],
): ServerStep {
  const retired = kind === 'retired' || state.retired;
  // A history that goes on here already is ahead of what a doubled message brings.
  const unknown = histories.filter(([client]) => adopts(entryOf(state.chains, client)));
  const transaction: Transaction = {
    rows: Seq.empty(),
    counter: state.counter,
    chains: Object.fromEntries(unknown),
    told: {},
    ...(retired ? { retired } : {}),
  };
  return [
    changed(state, { retired, pending: state.pending.push({ kind, to: from, transaction }) }),
    [
      { kind: 'append', file: CACHE, entry: transaction },
      { kind: 'sync', file: CACHE },
    ],
  ];
}

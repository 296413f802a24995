/**
 * Transfer of histories from one fixed metering server to another, at the request of the site
 * server.
 */
import { Seq } from '../../../../sim/model/seq.js';
import type { ClientHistory } from '../history.js';
import { changed } from './change.js';
import { CACHE } from './state.js';
import type { FixedServerState, ServerStep, Transaction } from './state.js';
import { entryOf } from './table.js';

/**
 * Gives up the histories of all clients, or takes over those of another server. Both are answered
 * from the disk, after every batch that was accepted before. So a history is complete when it
 * moves, and only one server accepts records of it at a time.
 */
export function moveHistories(
  adopts: (known: ClientHistory | undefined) => boolean,
  state: FixedServerState,
  from: string,
  kind: 'retired' | 'adopted',
  histories: readonly (readonly [string, ClientHistory])[],
): ServerStep {
  const retired = kind === 'retired' || state.retired;
  // A history that continues here already is newer than the one in a duplicated message.
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

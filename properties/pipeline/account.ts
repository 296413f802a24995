/** Reads runs from outside the models: uses, rows of a console, reports of losses. */
import type { NodeEvent, OperatorReport } from '../../sim/model/node.js';
import type { Coverage, MeteredRecord, Metering, ShownRow } from '../study/contract.js';
import type { Dated, Use } from './parts.js';
import type { Input } from './protocol.js';
import { EPOCH_MS } from './scenario/scenario.js';

/**
 * A use counts when it reaches a running agent. The server could not detect a gap in an agent's
 * history.
 */
export class UseMetering implements Metering<Input> {
  event(node: string, atMs: number, event: NodeEvent<unknown, Input>): MeteredRecord | undefined {
    if (event.kind !== 'input' || event.input.kind !== 'use') return undefined;
    const { record, item } = event.input;
    return { record, node, key: `${node}/${item}`, startMs: atMs, endMs: atMs };
  }

  incident(): void {
    // A crash ends no use, since each takes no time.
  }
}

/** A stored row as a console shows it. A row of a summary has that form already. */
export function shownRow<Row extends Use>(
  row: Row | ShownRow,
  dated: ((row: Row) => Dated | undefined) | undefined,
): ShownRow {
  if (!('record' in row)) return row;
  const { record, agent, item } = row;
  const { at, boundMs } = dated?.(row) ?? {};
  return {
    key: `${agent}/${item}`,
    records: [record],
    uses: 1,
    ...(at === undefined ? {} : { startMs: at - EPOCH_MS, endMs: at - EPOCH_MS }),
    ...(boundMs === undefined ? {} : { boundMs }),
  };
}

/** Coverage of a report: the records that it names, of the agent in its details. */
export function coverageOf({ records, details }: OperatorReport): Coverage | undefined {
  const { agent } = details;
  if (typeof agent !== 'string' || records === undefined) return undefined;
  return { by: 'records', node: agent, records };
}

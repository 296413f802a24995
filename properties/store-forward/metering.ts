/**
 * The outside account of what was measured: a record counts when it reaches a running agent.
 * (Nothing could tell a break in an agent's history: no record has a `history`.)
 */
import type { NodeEvent } from '../../sim/model/node.js';
import type * as storeForward from '../../models/store-forward/index.js';
import type { MeteredRecord, Metering } from '../study/contract.js';

export class TelemetryMetering implements Metering<storeForward.Input> {
  event(
    node: string,
    atMs: number,
    event: NodeEvent<unknown, storeForward.Input>,
  ): MeteredRecord | undefined {
    if (event.kind !== 'input' || event.input.kind !== 'measure') return undefined;
    const { record, item } = event.input;
    return { record, node, key: `${node}/${item}`, startMs: atMs, endMs: atMs };
  }

  incident(): void {
    // A crash ends no measurement: each is over in an instant.
  }
}

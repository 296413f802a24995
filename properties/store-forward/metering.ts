/**
 * Metering from outside the models: a record counts when it reaches a running agent. No record has
 * a `history`, because the server could not detect a gap in an agent's.
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
    // A crash ends no measurement, since each takes no time.
  }
}

/**
 * Records which nodes hold copies of one record after each step: the highlighted path of a diagram.
 */
import type { TracerFields } from '../study/contract.js';
import { holdsTracer, isUseOf } from '../oracle/tracers.js';
import type { NodeEvent } from '../../sim/model/node.js';
import type { TrueMs } from '../../sim/model/time.js';
import type { WorldIncident, WorldObserver } from '../../sim/world/spec.js';
import { NO_DATA } from '../../sim/world/view.js';
import type { WorldData } from '../../sim/world/view.js';

interface NodeHold {
  readonly node: string;
  readonly from: number;
  /** `undefined`: held until the end of the run. */
  to: number | undefined;
}

/**
 * Observes one record. Positions count events and incidents from 0, in the order of observation.
 */
export class RecordWatch<Message, Input> implements WorldObserver<Message, Input> {
  readonly holds: NodeHold[] = [];
  /** Positions and nodes of the inputs that are the record's own use. */
  readonly uses: { readonly position: number; readonly node: string }[] = [];
  readonly #tracer: number;
  readonly #fields: TracerFields;
  readonly #holding = new Map<string, NodeHold>();
  #world: WorldData<Message> = NO_DATA;
  #position = -1;
  #ofEvent = -1;

  constructor(tracer: number, fields: TracerFields) {
    this.#tracer = tracer;
    this.#fields = fields;
  }

  onStart(view: WorldData<Message>): void {
    this.#world = view;
  }

  onEvent(_at: TrueMs, node: string, event: NodeEvent<Message, Input>): void {
    this.#position += 1;
    this.#ofEvent = this.#position;
    if (event.kind !== 'input') return;
    if (isUseOf(event.input, this.#tracer, this.#fields))
      this.uses.push({ position: this.#position, node });
  }

  onStepped(_at: TrueMs, node: string): void {
    this.#look(node, this.#ofEvent);
  }

  onIncident(_at: TrueMs, incident: WorldIncident): void {
    this.#position += 1;
    if (incident.kind === 'down' || incident.kind === 'up')
      this.#look(incident.node, this.#position);
  }

  #look(node: string, position: number): void {
    const holds =
      holdsTracer(this.#world.stateOf(node), this.#tracer, this.#fields) ||
      holdsTracer(this.#world.diskOf(node), this.#tracer, this.#fields);
    const held = this.#holding.get(node);
    if (holds && held === undefined) {
      const hold: NodeHold = { node, from: position, to: undefined };
      this.#holding.set(node, hold);
      this.holds.push(hold);
    } else if (!holds && held !== undefined) {
      held.to = position;
      this.#holding.delete(node);
    }
  }
}

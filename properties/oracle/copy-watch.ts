/**
 * Detects studies whose tracers are never found.
 *
 * If models carry tracers in other fields than the study states, no copy is found. A record that is
 * only waiting would then be judged destroyed.
 */
import type { Effect, NodeEvent } from '../../sim/model/node.js';
import type { TrueMs } from '../../sim/model/time.js';
import type { WorldObserver } from '../../sim/world/spec.js';
import { NO_DATA } from '../../sim/world/view.js';
import type { WorldData } from '../../sim/world/view.js';
import type { TracerFields } from '../study/contract.js';
import { eachTracer } from './tracers.js';

/** Collects the tracers in all states, messages and files of a run. */
class CopyWatch<Message, Input> implements WorldObserver<Message, Input> {
  readonly tracers = new Set<number>();
  readonly #fields: TracerFields;
  #world: WorldData<Message> = NO_DATA;

  constructor(fields: TracerFields) {
    this.#fields = fields;
  }

  onStart(view: WorldData<Message>): void {
    this.#world = view;
  }

  onEvent(_at: TrueMs, _node: string, event: NodeEvent<Message, Input>): void {
    // A use is not yet a copy of its record.
    if (event.kind === 'message') this.#look(event.message);
  }

  onEffect(_at: TrueMs, _node: string, effect: Effect<Message>): void {
    if (effect.kind === 'append') this.#look(effect.entry);
    if (effect.kind === 'write') this.#look(effect.entries);
  }

  onStepped(_at: TrueMs, node: string): void {
    this.#look(this.#world.stateOf(node));
  }

  #look(value: unknown): void {
    eachTracer(value, (tracer) => this.tracers.add(tracer), this.#fields);
  }
}

/** Runs watched per hundred: where models keep no copies, the other runs must not be slowed. */
const WATCHED = { of: 10, in: 100 } as const;

/** `unknown`: no watched run metered a record. */
export type Copies = 'seen' | 'unseen' | 'unknown';

/** Result for a campaign: `seen` if a watched run showed a copy of a metered record. */
export class CopiesSeen {
  readonly #fields: TracerFields;
  result: Copies = 'unknown';

  constructor(fields: TracerFields) {
    this.#fields = fields;
  }

  /**
   * The observer of the run with this number; `undefined`: the run need not be watched.
   *
   * The choice depends on the number alone, so that a campaign gives the same result for every
   * division into shares.
   */
  watch<Message, Input>(number: number): CopyWatch<Message, Input> | undefined {
    if (this.result === 'seen' || number % WATCHED.in >= WATCHED.of) return undefined;
    return new CopyWatch(this.#fields);
  }

  /** Evaluates a run and its observer. */
  learn(
    metered: ReadonlyMap<number, unknown>,
    watch: { readonly tracers: ReadonlySet<number> } | undefined,
  ): void {
    if (watch === undefined || metered.size === 0 || this.result === 'seen') return;
    const seen = [...metered.keys()].some((record) => watch.tracers.has(record));
    this.result = seen ? 'seen' : 'unseen';
  }
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(' or ');

/** Warnings about a campaign that could not have found a loss. */
export function warningsOf(
  { runs, records }: { readonly runs: number; readonly records: number },
  copies: Copies,
  fields: TracerFields,
): readonly string[] {
  if (runs > 0 && records === 0)
    return ['no record was metered in any run: nothing could be lost, and nothing was tested'];
  if (copies !== 'unseen') return [];
  return [
    `no copy of any record was ever seen in a state, message or file: none has its tracer in a field ${quoted(fields.record)}, or in a list ${quoted(fields.records)}. If models carry tracers elsewhere, say where (tracerFields of the study): until then a record that waits somewhere passes for destroyed`,
  ];
}

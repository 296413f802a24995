/**
 * Whether copies of records are found at all. Where models carry tracers under other names than the
 * study says, none is, and a record that waits somewhere passes for one that is gone.
 */
import type { Effect, NodeEvent } from '../../sim/model/node.js';
import type { TrueMs } from '../../sim/model/time.js';
import type { WorldObserver } from '../../sim/world/spec.js';
import type { World } from '../../sim/world/world.js';
import type { TracerFields } from '../study/contract.js';
import { eachTracer } from './tracers.js';

/** Looks for tracers in whatever a run puts into states, messages and files. */
class CopyWatch<Message, Input> implements WorldObserver<Message, Input> {
  readonly tracers = new Set<number>();
  readonly #fields: TracerFields;
  #world: World<Message, Input> | undefined;

  constructor(fields: TracerFields) {
    this.#fields = fields;
  }

  attach(world: World<Message, Input>): void {
    this.#world = world;
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
    this.#look(this.#world?.stateOf(node));
  }

  #look(value: unknown): void {
    eachTracer(value, (tracer) => this.tracers.add(tracer), this.#fields);
  }
}

/** Of each hundred runs so many are watched: where models keep nothing, the others must not be slow. */
const WATCHED = { of: 10, in: 100 } as const;

/** `unknown`: in no run that was watched was a record metered. */
export type Copies = 'seen' | 'unseen' | 'unknown';

/** Of a campaign: whether any run that was watched showed a copy of a record that was metered. */
export class CopiesSeen {
  readonly #fields: TracerFields;
  result: Copies = 'unknown';

  constructor(fields: TracerFields) {
    this.#fields = fields;
  }

  /**
   * What looks for copies in the run of this number; undefined: nothing need. Which runs are watched
   * depends on their number alone, so that a campaign comes to the same however it is shared out.
   */
  watch<Message, Input>(number: number): CopyWatch<Message, Input> | undefined {
    if (this.result === 'seen' || number % WATCHED.in >= WATCHED.of) return undefined;
    return new CopyWatch(this.#fields);
  }

  /** After a run, with what watched it. */
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

/** What is suspicious about a campaign, in words: nothing that was found, but what nothing could find. */
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

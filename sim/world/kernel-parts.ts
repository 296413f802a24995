/** The parts of a world, as effects and faults use them. */
import type { TraceHasher } from '../hash/trace-hash.js';
import type { Streams } from '../model/random.js';
import type { Timeline } from '../queue/timeline.js';
import type { Network } from './network.js';
import type { NodeState, WorldTime } from './node-state.js';
import type { Pending } from './queued-event.js';
import type { WorldIncident } from './spec.js';
import type { Timers } from './timers.js';

export interface KernelParts<Message, Input> {
  readonly instant: WorldTime;
  readonly timeline: Timeline<Pending<Message, Input>>;
  readonly timers: Timers<Message, Input>;
  readonly network: Network;
  readonly streams: Streams;
  readonly hash: TraceHasher;
  readonly sizeOf: ((message: Message) => number) | undefined;
  /** @throws SkewproofError SKEW-402 for a name that no node has */
  readonly node: (name: string) => NodeState<Message, Input>;
  readonly start: (node: NodeState<Message, Input>) => void;
  readonly wake: (node: NodeState<Message, Input>) => void;
  readonly incident: (incident: WorldIncident) => void;
}

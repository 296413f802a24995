/**
 * Worlds for measuring the kernel alone: models of constant state, so that any growth is the
 * kernel's own. Every client beats once a second at a moment of its own, messages the server, and
 * keeps a log of one entry. So a beat costs a timer, a message and an answer from the disk. All
 * clients share one model, as no state distinguishes them; the state of a real study's clients
 * comes on top.
 */
import { localMs, msOf } from '../sim/model/time.js';
import { World } from '../sim/world/world.js';
import type { Effect, Model } from '../sim/model/node.js';
import type { TimelineMaker } from '../sim/queue/timeline.js';
import type { RunSummary, WorldSpec } from '../sim/world/spec.js';

const BEAT_MS = 1000;
/** Events of a beat: a timer, a message, an answer from the disk. */
const EVENTS_PER_BEAT = 3;
const SERVER = 'server';
const NOTHING: readonly Effect<number>[] = [];

const beater: Model<unknown, number, never> = {
  name: 'beater',
  initial: undefined,
  step(state, event, now) {
    switch (event.kind) {
      case 'start':
        return [
          state,
          [
            { kind: 'append', file: 'log', entry: 0 },
            { kind: 'wall-timer', timer: 'beat', at: localMs(1 + (event.entropy % BEAT_MS)) },
          ],
        ];
      case 'timer':
        return [
          state,
          [
            { kind: 'elapsed-timer', timer: 'beat', afterMs: BEAT_MS },
            { kind: 'send', to: SERVER, message: msOf(now.wall) },
            { kind: 'append', file: 'log', entry: 1 },
            { kind: 'truncate', file: 'log', count: 1 },
            { kind: 'sync', file: 'log' },
          ],
        ];
      default:
        return [state, NOTHING];
    }
  },
};

const listener: Model<unknown, number, never> = {
  name: 'listener',
  initial: undefined,
  step: (state) => [state, NOTHING],
};

export interface KernelLoad {
  readonly clients: number;
  readonly events: number;
}

/** About `events` events over `clients` clients: the number of beats follows from that. */
export function kernelSpec({ clients, events }: KernelLoad): WorldSpec<number, never> {
  const endAt = Math.ceil(events / (EVENTS_PER_BEAT * clients)) * BEAT_MS;
  return {
    seed: 1,
    nodes: [
      { name: SERVER, model: listener },
      ...Array.from({ length: clients }, (_, index) => ({
        name: `client-${String(index + 1)}`,
        model: beater,
        syncLatencyMs: 3,
      })),
    ],
    defaultLink: { latencyMsMin: 5, latencyMsMax: 5 },
    sources: [],
    faults: [],
    healAt: 0,
    endAt,
    eventsMax: 2 * events + 10 * clients,
  };
}

export const playKernel = (load: KernelLoad, timeline: TimelineMaker): RunSummary =>
  new World(kernelSpec(load), { timeline }).run();

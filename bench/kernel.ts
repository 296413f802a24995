/**
 * Worlds for measuring the kernel alone: models of constant state, so that whatever grows is the
 * kernel's own. Every node beats once a second, tells its neighbour, and keeps a log of one entry:
 * per beat a timer, a message and an answer from the disk.
 */
import { localMs, msOf, World } from '../reports/index.js';
import type { Effect, Model, RunSummary, TimelineKind, WorldSpec } from '../reports/index.js';

const BEAT_MS = 1000;
/** A timer, a message, an answer from the disk. */
const EVENTS_PER_BEAT = 3;
const NOTHING: readonly Effect<number>[] = [];

function beater(index: number, nodes: number): Model<unknown, number, never> {
  const first = localMs(1 + ((index * 7919) % BEAT_MS));
  const to = `node-${String((index + 1) % nodes)}`;
  return {
    name: 'beater',
    initial: undefined,
    step(state, event, now) {
      switch (event.kind) {
        case 'start':
          return [
            state,
            [
              { kind: 'append', file: 'log', entry: index },
              { kind: 'wall-timer', timer: 'beat', at: first },
            ],
          ];
        case 'timer':
          return [
            state,
            [
              { kind: 'elapsed-timer', timer: 'beat', afterMs: BEAT_MS },
              { kind: 'send', to, message: msOf(now.wall) },
              { kind: 'append', file: 'log', entry: index },
              { kind: 'truncate', file: 'log', count: 1 },
              { kind: 'sync', file: 'log' },
            ],
          ];
        default:
          return [state, NOTHING];
      }
    },
  };
}

export interface KernelLoad {
  readonly nodes: number;
  readonly events: number;
}

/** About `events` events over `nodes` nodes: as many beats as that takes. */
export function kernelSpec({ nodes, events }: KernelLoad): WorldSpec<number, never> {
  const endAt = Math.ceil(events / (EVENTS_PER_BEAT * nodes)) * BEAT_MS;
  return {
    seed: 1,
    nodes: Array.from({ length: nodes }, (_, index) => ({
      name: `node-${String(index)}`,
      model: beater(index, nodes),
      syncLatencyMs: 3,
    })),
    defaultLink: { latencyMsMin: 5, latencyMsMax: 5 },
    sources: [],
    faults: [],
    healAt: 0,
    endAt,
    eventsMax: 2 * events + 10 * nodes,
  };
}

export const playKernel = (load: KernelLoad, timeline: TimelineKind): RunSummary =>
  new World(kernelSpec(load), { timeline }).run();

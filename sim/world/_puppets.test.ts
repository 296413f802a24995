/**
 * A world of puppets: each carries out its inputs and records what happens to it. Shared by the
 * world's tests (AVA takes no tests from `_` files).
 */
import type { Fault } from './fault.js';
import type { LinkSpec } from './network.js';
import type { DiskContents, Effect, Model, NodeEvent } from '../model/node.js';
import { TORN } from '../model/node.js';
import { localMs, msOf, trueMs } from '../model/time.js';
import { World } from './world.js';
import type { NodeSpec, RunSummary, WorldObserver, WorldOptions, WorldSpec } from './spec.js';

/** Effects of a puppet at an input, and at each timer. */
export interface Orders {
  readonly effects: readonly Effect<string>[];
  readonly onTimer?: readonly Effect<string>[];
}

interface PuppetState {
  readonly onTimer: readonly Effect<string>[];
}

export const puppet: Model<unknown, string, Orders> = {
  name: 'puppet',
  initial: { onTimer: [] } satisfies PuppetState,
  step(state, event) {
    const { onTimer } = state as PuppetState;
    if (event.kind === 'timer') return [state, onTimer];
    if (event.kind !== 'input') return [state, []];
    return [{ onTimer: event.input.onTimer ?? onTimer }, event.input.effects];
  },
};

type Scripted = readonly [at: number, node: string, ...effects: Effect<string>[]];

export interface Scene {
  readonly nodes?: readonly (Partial<NodeSpec<string, Orders>> & { readonly name: string })[];
  /** Effects at a time and node, sorted by time. */
  readonly script?: readonly Scripted[];
  readonly orders?: readonly {
    readonly at: number;
    readonly node: string;
    readonly input: Orders;
  }[];
  readonly faults?: readonly Fault[];
  readonly link?: LinkSpec;
  readonly links?: Readonly<Record<string, LinkSpec>>;
  readonly seed?: number;
  /** Default: never within the run. */
  readonly healAt?: number;
  readonly endAt?: number;
  readonly eventsMax?: number;
  readonly sizeOf?: (message: string) => number;
}

export function sceneSpec(scene: Scene): WorldSpec<string, Orders> {
  const endAt = scene.endAt ?? 10_000;
  const inputs = [
    ...(scene.script ?? []).map(([at, node, ...effects]) => ({ at, node, input: { effects } })),
    ...(scene.orders ?? []),
  ];
  let next = 0;
  return {
    seed: scene.seed ?? 1,
    nodes: (scene.nodes ?? [{ name: 'a' }]).map((node) => ({ model: puppet, ...node })),
    sources: [{ next: () => inputs[next++] }],
    faults: scene.faults ?? [],
    healAt: scene.healAt ?? endAt + 1,
    endAt,
    ...(scene.link === undefined ? {} : { defaultLink: scene.link }),
    ...(scene.links === undefined ? {} : { links: scene.links }),
    ...(scene.eventsMax === undefined ? {} : { eventsMax: scene.eventsMax }),
    ...(scene.sizeOf === undefined ? {} : { sizeOf: scene.sizeOf }),
  };
}

const detailOf = (event: NodeEvent<unknown, unknown>): string => {
  switch (event.kind) {
    case 'timer':
      return ` ${event.timer}`;
    case 'message':
      return ` ${String(event.message)} from ${event.from}`;
    case 'start':
      return ` ${diskText(event.disk)}`;
    case 'synced':
      return ` ${event.file}`;
    case 'disk-full':
      return ` ${event.file} ${JSON.stringify(event.entry)}`;
    default:
      return '';
  }
};

/** `f:1,2,~ g:` with ~ for a torn entry. */
export const diskText = (disk: DiskContents): string =>
  Object.entries(disk)
    .map(
      ([file, entries]) =>
        `${file}:${entries
          .toArray()
          .map((entry) => (entry === TORN ? '~' : JSON.stringify(entry)))
          .join()}`,
    )
    .join(' ');

interface Played {
  /** `at node kind detail`, for every event except inputs and the first starts. */
  readonly events: readonly string[];
  /** `at kind node`, without faults. */
  readonly incidents: readonly string[];
  /** Wall and elapsed reading at each of `events`. */
  readonly clocks: readonly (readonly [wall: number, elapsed: number])[];
  readonly summary: RunSummary;
  readonly world: World<string, Orders>;
}

export function play(scene: Scene, options: WorldOptions<string, Orders> = {}): Played {
  const events: string[] = [];
  const incidents: string[] = [];
  const clocks: (readonly [number, number])[] = [];
  const started = new Set<string>();
  const recorder: WorldObserver<string, Orders> = {
    onEvent(at, node, event, now) {
      if (event.kind === 'input') return;
      if (event.kind === 'start' && !started.has(node)) {
        started.add(node);
        return;
      }
      events.push(`${String(msOf(at))} ${node} ${event.kind}${detailOf(event)}`);
      clocks.push([msOf(now.wall), msOf(now.elapsed)]);
    },
    onIncident(at, incident) {
      if (incident.kind === 'fault') return;
      const detail =
        incident.kind === 'healed'
          ? ''
          : incident.kind === 'lost-message'
            ? ` ${incident.from}→${incident.to} ${String(incident.message)}`
            : ` ${incident.node}${'why' in incident ? ` ${incident.why}` : ''}`;
      incidents.push(`${String(msOf(at))} ${incident.kind}${detail}`);
    },
  };
  const observers = [recorder, ...(options.observers ?? [])];
  const world = new World(sceneSpec(scene), { strict: true, ...options, observers });
  return { events, incidents, clocks, summary: world.run(), world };
}

// ---- shorthands for effects --------------------------------------------------------------

export const wallTimer = (timer: string, at: number): Effect<string> => ({
  kind: 'wall-timer',
  timer,
  at: localMs(at),
});
export const elapsedTimer = (timer: string, afterMs: number): Effect<string> => ({
  kind: 'elapsed-timer',
  timer,
  afterMs,
});
export const cancel = (timer: string): Effect<string> => ({ kind: 'cancel-timer', timer });
export const append = (entry: unknown, file = 'f'): Effect<string> => ({
  kind: 'append',
  file,
  entry,
});
export const sync = (file = 'f'): Effect<string> => ({ kind: 'sync', file });
export const send = (to: string, message: string): Effect<string> => ({
  kind: 'send',
  to,
  message,
});

/** A step of a node's clock. */
export const step = (at: number, byMs: number, node = 'a'): Fault => ({
  at,
  node,
  kind: 'clock',
  adjustment: { kind: 'step', byMs },
});
export const drift = (at: number, driftPpm: number, node = 'a'): Fault => ({
  at,
  node,
  kind: 'clock',
  adjustment: { kind: 'drift', driftPpm },
});

/** The node's wall clock at the end of a run, for an independent check. */
export const wallNow = (played: Played, node: string): number =>
  msOf(played.world.clockOf(node).wallAt(trueMs(msOf(played.world.now))));

/**
 * The stage of a hosted program: while one of its tasks runs, the host's impure globals are the
 * program's own shims, and its errors and rejections reach the program's process. Code that gets at
 * the real global object, by `Function('return this')()` or a sloppy `this`, finds the shims there.
 */
import type { Redefined } from './intrinsics.js';
import { real } from './real.js';
import { enterUtc, leaveUtc } from './zone.js';
import { ownFrames } from './stack.js';
import { exchangeOf } from './swaps.js';
import { refusals } from '../refusal.js';

/** One property of an object that all programs share, and its value while this program runs. */
export interface Swap {
  readonly on: object;
  readonly key: string;
  readonly value: unknown;
}

/** Receiver of the errors of a program that no code of it caught. */
export interface Player {
  readonly swaps: readonly Swap[];
  /** Properties that the program added to shared objects, or defined again; so they are while it runs. */
  readonly redefined?: readonly Redefined[];
  readonly onRefused: (api: string) => void;
  onUncaught(error: unknown): void;
  onRejection(reason: unknown, promise: Promise<unknown>): void;
  /** Node found that a rejection is handled after all, or warns of something. */
  onEvent(name: string, values: readonly unknown[]): void;
}

/** A player's globals, put in place and taken away. */
interface Stage {
  readonly exchange: ReturnType<typeof exchangeOf>;
  /** Its values; what the program put in their places stays from task to task. */
  values: readonly unknown[];
}

const stages = new WeakMap<Player, Stage>();

function stageOf(player: Player): Stage {
  const known = stages.get(player);
  if (known !== undefined) return known;
  const { swaps } = player;
  const stage: Stage = { exchange: exchangeOf(swaps), values: swaps.map(({ value }) => value) };
  stages.set(player, stage);
  return stage;
}

/** The player's swaps are others from now on. */
export function restage(player: Player): void {
  stages.delete(player);
}

/** Node's own default. The host's may differ: test runners raise it, and its frames count too. */
const FRAMES = 10;

let player: Player | undefined;

/** Format of the stacks of errors. */
interface Format {
  readonly prepare: unknown;
  readonly limit: number;
}

/** Formats that programs set for themselves, kept from task to task. */
const formatting = new WeakMap<Player, Format>();

const formatOf = (): Format => ({
  prepare: (Error as { prepareStackTrace?: unknown }).prepareStackTrace,
  limit: Error.stackTraceLimit,
});

function setFormat({ prepare, limit }: Format): void {
  (Error as { prepareStackTrace?: unknown }).prepareStackTrace = prepare;
  Error.stackTraceLimit = limit;
}

/** Notes what the program set for itself in this task; most set nothing. */
function keepFormat(player: Player, before: Format): void {
  const { prepare, limit } = formatOf();
  if (prepare !== before.prepare || limit !== before.limit)
    formatting.set(player, { prepare, limit });
}

/** Runs `task` with the player's globals in place. Tasks of two programs are never nested. */
export function onStage(next: Player, task: () => void): void {
  listen();
  const stage = stageOf(next);
  const saved = stage.exchange(stage.values);
  const { redefined = [] } = next;
  for (const { on, key, property } of redefined) Object.defineProperty(on, key, property);
  const hosts = formatOf();
  const own = formatting.get(next) ?? { prepare: ownFrames, limit: FRAMES };
  setFormat(own);
  const before = player;
  player = next;
  refusals.heard = next.onRefused;
  const zone = enterUtc();
  try {
    task();
  } finally {
    player = before;
    refusals.heard = undefined;
    leaveUtc(zone);
    keepFormat(next, own);
    setFormat(hosts);
    stage.values = stage.exchange(saved);
    for (const { on, key, before: one } of redefined)
      if (one === undefined) Reflect.deleteProperty(on, key);
      else Object.defineProperty(on, key, one);
  }
}

type Emit = (this: NodeJS.Process, name: string, ...values: unknown[]) => boolean;

let listens = false;

/** Sees to it, once, that what Node says of a program's errors reaches the program's process. */
function listen(): void {
  if (listens) return;
  listens = true;
  const { process } = real;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its process
  const emit = process.emit as (
    this: NodeJS.Process,
    name: string,
    ...values: unknown[]
  ) => boolean;
  const routed: Emit = function (name, ...values) {
    if (player === undefined || !ROUTED.has(name)) return emit.call(this, name, ...values);
    if (name === 'unhandledRejection') player.onRejection(values[0], values[1] as Promise<unknown>);
    else if (name === 'uncaughtException') player.onUncaught(values[0]);
    else player.onEvent(name, values);
    return true;
  };
  process.emit = routed as NodeJS.Process['emit'];
  for (const name of LAZY) Reflect.get(globalThis, name);
  makeAssignable(globalThis, 'crypto');
  makeAssignable(globalThis, 'navigator');
}

/** Node loads these when they are first read, and its code keeps the globals that it then finds. */
const LAZY = [
  'Response',
  'FormData',
  'CompressionStream',
  'Blob',
  'crypto',
  'performance',
  'BroadcastChannel',
];

/** Events of the host's process by which Node reports on a program. */
const ROUTED = new Set([
  'unhandledRejection',
  'uncaughtException',
  'uncaughtExceptionMonitor',
  'rejectionHandled',
  'warning',
  'multipleResolves',
]);

/** A global that has a getter alone becomes one that can be set. */
function makeAssignable(on: object, key: string): void {
  const property = Object.getOwnPropertyDescriptor(on, key);
  if (property?.get === undefined || property.set !== undefined) return;
  const get = property.get.bind(on);
  let value: unknown;
  let isSet = false;
  Object.defineProperty(on, key, {
    configurable: true,
    enumerable: property.enumerable ?? false,
    get: () => (isSet ? value : get()) as unknown,
    set: (to: unknown) => {
      value = to;
      isSet = true;
    },
  });
}

/**
 * Memory by length of run. The models are of constant state, so whatever grows is the kernel's.
 * (A study's records grow with the run by nature, in its models and in the ledger.)
 */
import { World } from '../sim/world/world.js';
import { kernelSpec } from './kernel.js';
import type { KernelLoad } from './kernel.js';

export interface Held {
  /** The most that was alive at once during the run beyond what was before it, bytes. */
  readonly bytesMax: number;
  /** The most events that waited at once. */
  readonly pendingMax: number;
}

const LOOKS = 20;

/** Collects garbage and looks, twenty times in the course of the run. */
export function heldDuring(load: KernelLoad): Held {
  const { gc } = globalThis;
  if (gc === undefined) throw new Error('Memory is measured under node --expose-gc only.');
  const every = Math.max(1, Math.floor(load.events / LOOKS));
  let steps = 0;
  let bytesMax = 0;
  let pendingMax = 0;
  gc();
  const before = process.memoryUsage().heapUsed;
  const world = new World<number, never>(kernelSpec(load), {
    observers: [
      {
        onStepped: () => {
          steps += 1;
          if (steps % every !== 0) return;
          gc();
          bytesMax = Math.max(bytesMax, process.memoryUsage().heapUsed - before);
          pendingMax = Math.max(pendingMax, world.pendingEvents);
        },
      },
    ],
  });
  world.run();
  return { bytesMax, pendingMax };
}

/**
 * The machine that a benchmark runs on, by the costs on which its ratios depend: a step of a bare
 * loop, a load from memory, a turn of the event loop.
 */
import { cpus } from 'node:os';
import { performance } from 'node:perf_hooks';
import { bareHeapLoop } from './bare-heap.js';

export interface Machine {
  readonly node: string;
  readonly platform: string;
  readonly processor: string;
  readonly cores: number;
  /** A step of the bare heap loop, ns of processor time. */
  readonly loopStepNs: number;
  /** A load that depends on the one before it, at a random place in memory of that size, ns. */
  readonly loadNs: readonly { readonly mib: number; readonly ns: number }[];
  /**
   * A turn of the event loop that runs one immediate, ns by the wall. Fake timers take one for each
   * timer that they fire asynchronously, and it makes system calls.
   */
  readonly turnNs: number;
}

const LOOP_PENDING = 60;
const LOOP_STEPS = 2_000_000;
const LOADS = 2_000_000;
const TURNS = 50_000;
const PER_MIB = 2 ** 20 / Int32Array.BYTES_PER_ELEMENT;

const cpuNs = (work: () => void): number => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return 1_000 * (user + system);
};

/** One cycle through all places in random order (Sattolo): no processor can guess the next. */
export function chase(places: number): Int32Array {
  const next = new Int32Array(places).map((_, place) => place);
  let random = 1;
  for (let last = places - 1; last > 0; last -= 1) {
    random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((random / 2 ** 32) * last);
    const value = next[last] as number;
    next[last] = next[other] as number;
    next[other] = value;
  }
  return next;
}

/** Follows the cycle; returns the last place, so that no load can be left out. */
export function followed(next: Int32Array, loads: number): number {
  let place = 0;
  for (let load = 0; load < loads; load += 1) place = next[place] as number;
  return place;
}

function loadNs(mib: number): number {
  const next = chase(mib * PER_MIB);
  followed(next, LOADS);
  return cpuNs(() => followed(next, LOADS)) / LOADS;
}

const turns = (count: number): Promise<void> =>
  new Promise((resolve) => {
    let turn = 0;
    const next = (): void => {
      turn += 1;
      if (turn < count) setImmediate(next);
      else resolve();
    };
    setImmediate(next);
  });

async function turnNs(): Promise<number> {
  await turns(TURNS);
  const from = performance.now();
  await turns(TURNS);
  return ((performance.now() - from) * 1e6) / TURNS;
}

/** @param mibs sizes of the memory that loads are measured in */
export async function measuredMachine(mibs: readonly number[]): Promise<Machine> {
  const processors = cpus();
  bareHeapLoop(LOOP_PENDING, LOOP_STEPS);
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    processor: processors[0]?.model.trim() ?? 'unknown processor',
    cores: processors.length,
    loopStepNs: cpuNs(() => bareHeapLoop(LOOP_PENDING, LOOP_STEPS)) / LOOP_STEPS,
    loadNs: mibs.map((mib) => ({ mib, ns: loadNs(mib) })),
    turnNs: await turnNs(),
  };
}

/** The machine in two lines. */
export function machineText(machine: Machine): string {
  const { node, platform, processor, cores, loopStepNs, turnNs: turn } = machine;
  const loads = machine.loadNs.map(({ mib, ns }) => `${ns.toFixed(1)} ns in ${String(mib)} MiB`);
  return `Node ${node}, ${platform}, ${String(cores)} × ${processor}
Bare loop ${loopStepNs.toFixed(1)} ns; a load ${loads.join(', ')}; a turn of the event loop ${turn.toFixed(0)} ns`;
}

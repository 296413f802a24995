/** A node's disk and its pending answers as values, by the kernel's rules. */
import { Disk } from '../../../sim/disk/disk.js';
import { Stream } from '../../../sim/model/random.js';
import type { Effect } from '../../../sim/model/node.js';
import type { Seq } from '../../../sim/model/seq.js';

/** An answer that the disk has not given yet. */
interface PendingAnswer {
  readonly kind: 'synced' | 'disk-full';
  readonly file: string;
  readonly content: Seq<unknown>;
  /** True time, ms. */
  readonly dueAt: number;
}

export interface Storage {
  readonly disk: Disk;
  readonly pending: readonly PendingAnswer[];
}

export const blankStorage = (): Storage => ({ disk: new Disk(), pending: [] });

/** Kinds of the effects that concern a disk. */
export const DISK_EFFECTS: ReadonlySet<string> = new Set([
  'append',
  'write',
  'truncate',
  'remove',
  'sync',
]);

/** True if a crash can leave a half-written entry, and in one way only. */
export function isTearable({ disk }: Storage): boolean {
  const appended = [...disk.files()].map(([, file]) => file.appended).filter((count) => count > 0);
  // With more than one entry the kernel draws how much is kept; a search has no draws.
  return appended.length > 0 && appended.every((count) => count === 1);
}

/** The disk after the effects of a step at true time `at`, ms. */
export function written(
  before: Storage,
  effects: readonly Effect<unknown>[],
  at: number,
  syncLatencyMs: number,
): Storage {
  const disk = Disk.of(before.disk.files());
  const pending = [...before.pending];
  for (const effect of effects)
    switch (effect.kind) {
      case 'append':
        disk.append(effect.file, effect.entry);
        break;
      case 'write':
        disk.write(effect.file, effect.entries);
        break;
      case 'truncate':
        disk.truncate(effect.file, effect.count);
        break;
      case 'remove':
        disk.remove(effect.file);
        break;
      case 'sync': {
        const content = disk.contentOf(effect.file);
        pending.push({ kind: 'synced', file: effect.file, content, dueAt: at + syncLatencyMs });
        break;
      }
      default: // nothing on the disk
    }
  return { disk, pending };
}

/** The disk after its oldest pending answer, and the file that the answer concerns. */
export function answered(
  before: Storage,
): { readonly storage: Storage; readonly file: string } | undefined {
  const [first, ...pending] = before.pending;
  if (first === undefined) return undefined;
  const { file, content } = first;
  const disk = Disk.of(before.disk.files());
  disk.synced(file, content);
  return { storage: { disk, pending }, file };
}

const ANY_STREAM = new Stream(0, 'tearing of a single entry');

export function crashed(before: Storage, severity: 'power' | 'torn'): Storage {
  const disk = Disk.of(before.disk.files());
  // Where a single entry tears, the draw has no influence.
  disk.crash(severity, ANY_STREAM);
  return { disk, pending: [] };
}

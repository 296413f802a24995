/** The first difference of two recorded sequences. */
import { CHUNK } from './recorder.js';
import type { Recorder } from './recorder.js';

/** The decision or task at which two runs differ; or where to keep decisions to find it. */
type Difference =
  | { readonly kind: 'at'; readonly index: number }
  | { readonly kind: 'equal' }
  /** It comes after what was kept: to be found by recording again from there. */
  | { readonly kind: 'later'; readonly from: number };

export function firstDifference(a: Recorder, b: Recorder): Difference {
  const [from, to] = [Math.max(a.kept[0], b.kept[0]), Math.min(a.kept[1], b.kept[1])];
  for (let index = from; index < to; index += 1)
    if (a.key(index) !== b.key(index)) return { kind: 'at', index };
  const shorter = Math.min(a.count, b.count);
  if (to >= shorter)
    return a.count === b.count ? { kind: 'equal' } : { kind: 'at', index: shorter };
  let chunk = Math.floor(to / CHUNK);
  while (a.digest(chunk) !== undefined && a.digest(chunk) === b.digest(chunk)) chunk += 1;
  return { kind: 'later', from: chunk * CHUNK };
}

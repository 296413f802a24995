/** The last reading of a clock before a decision: a hint, which need not be what was compared. */
import type { RawRead } from './clock-reads.js';
import type { LastRead } from './deciding-line.js';
import type { Reader } from './reader.js';
import type { Recorder } from './recorder.js';

function lastOf(recorder: Recorder, index: number): RawRead | undefined {
  for (const read of recorder.readsBefore(index)) return read;
  return undefined;
}

export function lastReadBefore(
  losing: Recorder,
  passing: Recorder,
  index: number,
  reader: Reader,
): { readonly lastRead?: LastRead } {
  const [mine, other] = [lastOf(losing, index), lastOf(passing, index)];
  const read = mine ?? other;
  if (read === undefined) return {};
  const [inner, outer] = read.frames.map(([line, column]) => reader.frameOf(line, column));
  const caller = outer === undefined ? '' : `, called at ${outer}`;
  return {
    lastRead: {
      words: `${read.source} at ${inner ?? 'an unknown line'}${caller}`,
      ...{ clock: read.clock, at: read.at },
      ...(mine === undefined ? {} : { losing: mine.value }),
      ...(other === undefined ? {} : { passing: other.value }),
    },
  };
}

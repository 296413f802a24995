/** Readings of text as a file of one client would give them. */
import { parseClockFile } from './parse.js';
import { readingFrom } from './reading.js';
import type { ClockReading } from './reading.js';

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

export interface ReadOne extends ClockReading {
  readonly bad: readonly { readonly line: number; readonly got: string }[];
  readonly notes: string;
}

/** The reading of the client PC-1 from one file. */
export function readBytes(bytes: Uint8Array, client = 'PC-1'): ReadOne {
  const parsed = parseClockFile(bytes, `${client}.txt`);
  if (parsed.kind === 'table') throw new Error('a table');
  const reading = readingFrom(client, [{ place: `${client}.txt`, evidence: parsed.evidence }]);
  return {
    ...reading,
    bad: parsed.bad.map(({ line, reason }) => ({ line, got: reason.got })),
    notes: reading.remarks.map(({ text }) => text).join('\n'),
  };
}

/** A text that ends with a line break unless `cut`. */
export const read = (text: string, client = 'PC-1'): ReadOne =>
  readBytes(bytesOf(text.endsWith('\n') ? text : `${text}\n`), client);

/**
 * The records that a database has, by the identity that their agent gave them: client, start of the
 * agent, number. An identity stays valid when the disk of a server is replaced, and the server
 * numbers its rows again or reloads rows that it had given away.
 */
import type { UsageRow } from '../protocol.js';

/** Numbers in ascending ranges: the first and the last of each, one after another. */
type Ranges = readonly number[];

/** Numbers taken from one client, by start of its agent. */
export type SeenOfClient = Readonly<Record<string, Ranges>>;

interface Identity {
  readonly incarnation: number;
  readonly sequence: number;
}

/** The identity of a row; undefined: it was loaded by a server without identities. */
export const identityOf = ({ incarnation, sequence }: UsageRow): Identity | undefined =>
  incarnation === undefined || sequence === undefined ? undefined : { incarnation, sequence };

export function hasSeen(
  seen: SeenOfClient | undefined,
  { incarnation, sequence }: Identity,
): boolean {
  const ranges = seen?.[String(incarnation)] ?? [];
  for (let end = ranges.length - 1; end > 0; end -= 2)
    if (sequence >= (ranges[end - 1] as number)) return sequence <= (ranges[end] as number);
  return false;
}

function withNumber(ranges: Ranges, number: number): Ranges {
  const last = ranges.at(-1);
  // Numbers nearly always arrive in sequence.
  if (last === undefined || number > last + 1) return [...ranges, number, number];
  if (number === last + 1) return ranges.with(-1, number);
  const all: number[] = [];
  let added = false;
  for (let start = 0; start < ranges.length; start += 2) {
    const from = ranges[start] as number;
    if (!added && number < from) {
      all.push(number, number);
      added = true;
    }
    all.push(from, ranges[start + 1] as number);
  }
  const joined: number[] = [];
  for (let start = 0; start < all.length; start += 2) {
    const from = all[start] as number;
    const to = all[start + 1] as number;
    if (from === (joined.at(-1) ?? NaN) + 1) joined[joined.length - 1] = to;
    else joined.push(from, to);
  }
  return joined;
}

/** Adds one identity. */
export const withSeen = (
  seen: SeenOfClient | undefined,
  { incarnation, sequence }: Identity,
): SeenOfClient => {
  if (hasSeen(seen, { incarnation, sequence })) return seen ?? {};
  const key = String(incarnation);
  return { ...seen, [key]: withNumber(seen?.[key] ?? [], sequence) };
};

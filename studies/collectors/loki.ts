/**
 * Loki's push endpoint with the limits of its documented defaults: an entry is refused if it is older
 * than one week or more than ten minutes ahead of the server's clock. So is one that is more than one
 * hour behind the newest of its stream in the same request. The rest is kept; the answer is 400.
 *
 * The newest entry of earlier requests is not remembered: a handler is a pure function.
 */
import type { CollectorHandler } from '../../library/hosting.js';
import { markersIn } from './markers-in.js';

const OLDEST_MS = 7 * 86_400_000;
const NEWEST_MS = 10 * 60_000;
const BEHIND_MS = 3_600_000;
const NS_PER_MS = 1_000_000n;

interface Push {
  readonly streams: readonly { readonly values: readonly (readonly [string, string])[] }[];
}

const msOf = (ns: string): number => Number(BigInt(ns) / NS_PER_MS);

/** Answers a push in Loki's JSON. */
export const loki: CollectorHandler = ({ body, records }, { wall }) => {
  const { streams } = JSON.parse(body) as Push;
  const refused = streams.flatMap(({ values }) => {
    const newest = Math.max(
      ...values.map(([ns]) => msOf(ns)).filter((ms) => ms <= wall + NEWEST_MS),
    );
    return values.filter(([ns]) => {
      const ms = msOf(ns);
      return ms < wall - OLDEST_MS || ms > wall + NEWEST_MS || ms < newest - BEHIND_MS;
    });
  });
  if (refused.length === 0) return { status: 204 };
  const lost = refused.flatMap(([, line]) => markersIn(line));
  return {
    status: 400,
    body: 'entry has a timestamp that is too old, too far ahead or too far behind',
    accepted: records.filter((record) => !lost.includes(record)),
  };
};

/** Amplitude's HTTP API: a success with the number of events. */
import type { CollectorHandler } from '../../library/hosting.js';

const JSON_TYPE = [['content-type', 'application/json']] as const;

/** A body that is packed is not unpacked here: its records count. */
const isPacked = (body: string): boolean => body.startsWith('\u001f\u008b');

const countOf = (body: string): number =>
  (JSON.parse(body) as { readonly events?: readonly unknown[] }).events?.length ?? 0;

/** Answers a batch of events. */
export const amplitude: CollectorHandler = ({ body, records }) => {
  const count = isPacked(body) ? records.length : countOf(body);
  const answer = { code: 200, events_ingested: count, payload_size_bytes: body.length };
  return { status: 200, headers: JSON_TYPE, body: JSON.stringify(answer) };
};

/** Amplitude's HTTP API: a success with the number of events. */
import type { CollectorHandler } from '../../library/hosting.js';

const JSON_TYPE = [['content-type', 'application/json']] as const;

/** Answers a batch of events. */
export const amplitude: CollectorHandler = ({ body }) => {
  const { events = [] } = JSON.parse(body) as { readonly events?: readonly unknown[] };
  const answer = { code: 200, events_ingested: events.length, payload_size_bytes: body.length };
  return { status: 200, headers: JSON_TYPE, body: JSON.stringify(answer) };
};

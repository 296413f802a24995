/**
 * The ingestion endpoint of Application Insights: an item older than 48 hours is refused and named in
 * the answer, which is 206 if others were accepted and 400 if none was.
 */
import { gunzipSync } from 'node:zlib';
import type { CollectorHandler, CollectorRequest } from '../../library/hosting.js';
import { markersIn } from './markers-in.js';

const OLDEST_MS = 48 * 3_600_000;
const JSON_TYPE = [['content-type', 'application/json']] as const;
const GZIP = '\u001f\u008b';

interface Item {
  readonly time?: string;
}

/** Items as an array or as lines of JSON, packed or not. */
function itemsOf({ body }: CollectorRequest): readonly Item[] {
  const bytes = Buffer.from(body, 'latin1');
  const text = (body.startsWith(GZIP) ? gunzipSync(bytes) : bytes).toString('utf8').trim();
  if (text.startsWith('[')) return JSON.parse(text) as readonly Item[];
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as Item);
}

/** Answers a track request. */
export const applicationInsights: CollectorHandler = (request, { wall }) => {
  if (!request.url.includes('/track')) return { status: 200, headers: JSON_TYPE, body: '{}' };
  const items = itemsOf(request);
  const isOld = ({ time }: Item): boolean =>
    time !== undefined && Date.parse(time) < wall - OLDEST_MS;
  const errors = items.flatMap((item, index) =>
    isOld(item)
      ? [
          {
            index,
            statusCode: 400,
            message: `103: Field 'time' on type 'Envelope' is older than the allowed min date. Expected: now - ${String(OLDEST_MS)}ms`,
          },
        ]
      : [],
  );
  const itemsAccepted = items.length - errors.length;
  const body = JSON.stringify({ itemsReceived: items.length, itemsAccepted, errors });
  const refused = markersIn(JSON.stringify(items.filter(isOld)));
  const status = errors.length === 0 ? 200 : itemsAccepted === 0 ? 400 : 206;
  return { status, headers: JSON_TYPE, body, refused };
};

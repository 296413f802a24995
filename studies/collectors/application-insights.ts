/** The ingestion endpoint of Application Insights: it counts what it received and what it accepted. */
import type { CollectorHandler } from '../../library/hosting.js';

const JSON_TYPE = [['content-type', 'application/json']] as const;

const countOf = (body: string): number => {
  const text = body.trim();
  if (text.startsWith('[')) return (JSON.parse(text) as readonly unknown[]).length;
  return text.split('\n').filter((line) => line !== '').length;
};

/** Answers a track request, as JSON or as lines of JSON; packed bodies count as one item. */
export const applicationInsights: CollectorHandler = ({ url, body, records }) => {
  if (!url.includes('/track')) return { status: 200, headers: JSON_TYPE, body: '{}' };
  const packed = body.startsWith('\u001f\u008b');
  const count = packed ? Math.max(1, records.length) : countOf(body);
  const counted = { itemsReceived: count, itemsAccepted: count, errors: [] };
  return { status: 200, headers: JSON_TYPE, body: JSON.stringify(counted) };
};

/**
 * CloudWatch Logs as its documentation describes PutLogEvents: events from 14 days back to two hours
 * ahead are kept, the rest of a batch is named in a successful answer.
 */
import type { CollectorHandler, CollectorRequest } from '../../library/hosting.js';
import { markersIn } from './markers-in.js';

const DAY_MS = 86_400_000;
const OLDEST_MS = 14 * DAY_MS;
const NEWEST_MS = 2 * 3_600_000;

interface LogEvent {
  readonly timestamp: number;
  readonly message: string;
}

const header = ({ headers }: CollectorRequest, wanted: string): string =>
  headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? '';

const refusal = (type: string, message: string) => ({
  status: 400,
  headers: [['content-type', 'application/x-amz-json-1.1']] as const,
  body: JSON.stringify({ __type: type, message }),
});

/** Answers one call of the service by its target. */
export const cloudWatchLogs: CollectorHandler = (request, { wall }) => {
  const ok = (body: object) => ({
    status: 200,
    headers: [['content-type', 'application/x-amz-json-1.1']] as const,
    body: JSON.stringify(body),
  });
  const target = header(request, 'x-amz-target').split('.').at(-1);
  if (target === 'DescribeLogStreams')
    return ok({ logStreams: [{ logStreamName: 's', uploadSequenceToken: '1' }] });
  if (target !== 'PutLogEvents') return ok({});
  const { logEvents } = JSON.parse(request.body) as { logEvents: readonly LogEvent[] };
  const times = logEvents.map(({ timestamp }) => timestamp);
  if (times.some((time, at) => at > 0 && time < (times[at - 1] ?? 0)))
    return refusal(
      'InvalidParameterException',
      'Log events in a single PutLogEvents request must be in chronological order.',
    );
  const tooOld = logEvents.filter(({ timestamp }) => timestamp < wall - OLDEST_MS);
  const tooNew = logEvents.filter(({ timestamp }) => timestamp > wall + NEWEST_MS);
  const kept = times.filter((time) => time >= wall - OLDEST_MS && time <= wall + NEWEST_MS);
  if ((kept.at(-1) ?? 0) - (kept[0] ?? 0) > DAY_MS)
    return refusal(
      'InvalidParameterException',
      'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
    );
  const rejectedLogEventsInfo = {
    ...(tooNew.length === 0 ? {} : { tooNewLogEventStartIndex: logEvents.length - tooNew.length }),
    ...(tooOld.length === 0 ? {} : { tooOldLogEventEndIndex: tooOld.length }),
  };
  const isWhole = tooOld.length + tooNew.length === 0;
  return {
    ...ok({ nextSequenceToken: '2', ...(isWhole ? {} : { rejectedLogEventsInfo }) }),
    refused: [...tooOld, ...tooNew].flatMap(({ message }) => markersIn(message)),
  };
};

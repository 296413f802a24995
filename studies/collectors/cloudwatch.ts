/**
 * CloudWatch as its documentation describes PutMetricData: a timestamp is at most two weeks back and
 * two hours ahead; a request with another one is refused.
 */
import type { CollectorHandler } from '../../library/hosting.js';

const OLDEST_MS = 14 * 86_400_000;
const NEWEST_MS = 2 * 3_600_000;
const SECOND_MS = 1_000;
const JSON_TYPE = [['content-type', 'application/x-amz-json-1.0']] as const;

interface PutMetricData {
  readonly MetricData?: readonly { readonly Timestamp?: number }[];
}

/** Answers a request in the service's JSON protocol. */
export const cloudWatch: CollectorHandler = ({ body }, { wall }) => {
  const { MetricData = [] } = JSON.parse(body) as PutMetricData;
  const isOutside = MetricData.some(({ Timestamp: seconds }) => {
    const ms = seconds === undefined ? wall : seconds * SECOND_MS;
    return ms < wall - OLDEST_MS || ms > wall + NEWEST_MS;
  });
  if (!isOutside) return { status: 200, headers: JSON_TYPE, body: '{}' };
  const message =
    'The parameter MetricData.member.1.Timestamp must specify a time within the past two weeks';
  const fault = { __type: 'com.amazon.coral.service#InvalidParameterValueException', message };
  return { status: 400, headers: JSON_TYPE, body: JSON.stringify(fault) };
};

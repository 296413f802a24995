/** A clock more than two hours ahead, and the whole request is refused. */
export const collector = 'cloudwatch';
export const sides = { losing: 7_202_000, passing: 7_198_000 };

export default async ({ url, marker, step, by }) => {
  const { CloudWatch } = await import('@aws-sdk/client-cloudwatch');
  step(by);
  const credentials = { accessKeyId: 'id', secretAccessKey: 'key' };
  const client = new CloudWatch({ region: 'eu-west-1', credentials, endpoint: url });
  const Dimensions = [{ Name: 'marker', Value: marker }];
  const MetricData = [{ MetricName: 'uses', Dimensions, Timestamp: new Date(), Value: 1 }];
  await client.putMetricData({ Namespace: 'n', MetricData }).catch(() => undefined);
};

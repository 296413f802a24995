/** A clock more than two hours ahead: the call succeeds, and the event is named in its answer alone. */
export const collector = 'cloudwatch-logs';
export const sides = { losing: 7_202_000, passing: 7_198_000 };

export default async ({ url, marker, step, by }) => {
  const { CloudWatchLogs } = await import('@aws-sdk/client-cloudwatch-logs');
  step(by);
  const credentials = { accessKeyId: 'id', secretAccessKey: 'key' };
  const client = new CloudWatchLogs({ region: 'eu-west-1', credentials, endpoint: url });
  const logEvents = [{ timestamp: Date.now(), message: marker }];
  await client.putLogEvents({ logGroupName: 'g', logStreamName: 's', logEvents });
};

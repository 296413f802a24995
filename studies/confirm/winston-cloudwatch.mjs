/** A clock more than two hours ahead, and the service names the event in a successful answer. */
export const collector = 'cloudwatch-logs';
export const sides = { losing: 7_220_000, passing: 7_180_000 };

export default async ({ url, marker, step, by }) => {
  const { default: WinstonCloudWatch } = await import('winston-cloudwatch');
  step(by);
  const credentials = { accessKeyId: 'id', secretAccessKey: 'key' };
  const awsOptions = { region: 'eu-west-1', credentials, endpoint: url };
  const names = { logGroupName: 'g', logStreamName: 's' };
  const transport = new WinstonCloudWatch({ ...names, awsOptions });
  transport.log({ level: 'info', message: marker }, () => undefined);
};

/** The first write fails; the clock steps forward by more than the time in which retries are made. */
export const answers = [503];
export const sides = { losing: 182_000, passing: 150_000 };

export default async ({ url, marker, step, by, asked, sleep }) => {
  const { InfluxDB, Point } = await import('@influxdata/influxdb-client');
  const writeOptions = { flushInterval: 100, minRetryDelay: 1_000, retryJitter: 0 };
  const client = new InfluxDB({ url, token: 'token', writeOptions });
  const api = client.getWriteApi('org', 'bucket', 'ms', writeOptions);
  api.writePoint(new Point('use').stringField('marker', marker));
  await asked(1);
  await sleep(200);
  step(by);
};

/** The set-up of `@influxdata/influxdb-client`. */
import { program } from 'skewproof/hosting';

export const about = { packages: ['@influxdata/influxdb-client'] };

export default program({
  name: 'influxdb-client',
  agent: '@influxdata/influxdb-client',
  from: import.meta.url,
  start: ({ InfluxDB, Point }, { track, flush, told }) => {
    const client = new InfluxDB({ url: 'http://influx.example', token: 'token' });
    const api = client.getWriteApi('org', 'bucket', 'ms', { writeFailed: told });
    track((marker) => {
      api.writePoint(new Point('use').stringField('marker', marker));
    });
    flush(() => api.flush().catch(told));
  },
  collector: 'accept-all',
});

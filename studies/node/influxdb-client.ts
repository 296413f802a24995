/** The set-up of `@influxdata/influxdb-client`. */
import { program } from 'skewproof/hosting';

export const about = {
  packages: ['@influxdata/influxdb-client'],
  documented: {
    file: 'dist/index.d.ts',
    quote: 'max time (millis) that can be spent with retries',
  },
  decides: {
    file: '@influxdata/influxdb-client/src/impl/WriteApiImpl.ts',
    text: 'expires <= Date.now()',
  },
};

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
  // Texts on an attempt that will be repeated have its number.
  told: /Max retry time exceeded|Write to InfluxDB failed\. /,
});

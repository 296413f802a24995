/** The set-up of `prom-client`: a job that pushes its metric to a Pushgateway once, when it is done. */
import { program } from 'skewproof/hosting';

export const about = { packages: ['prom-client'] };

export default program({
  name: 'prom-client',
  agent: 'prom-client',
  from: import.meta.url,
  start: ({ Gauge, Pushgateway, Registry }, { track, told }) => {
    track((marker) => {
      const registry = new Registry();
      const settings = { name: 'done', help: 'done', labelNames: ['marker'] };
      new Gauge({ ...settings, registers: [registry] }).setToCurrentTime({ marker });
      const gateway = new Pushgateway('http://push.example', {}, registry);
      const pushed = gateway.pushAdd({ jobName: 'job' });
      pushed.catch((error: unknown) => told(`not sent ${marker}: ${error}`));
    });
  },
  collector: 'accept-all',
});

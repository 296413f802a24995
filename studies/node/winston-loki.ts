/** The set-up of `winston-loki`. */
import { program } from 'skewproof/hosting';
import { loki } from '../collectors/loki.js';

export const about = { packages: ['winston-loki', 'winston'] };

export default program({
  name: 'winston-loki',
  agent: 'winston-loki',
  from: import.meta.url,
  start: ({ default: LokiTransport }, { track, flush, told }) => {
    const { createLogger } = require('winston');
    const loki = { host: 'http://loki.example', json: true, onConnectionError: told };
    const transport = new LokiTransport({ ...loki, labels: { app: 'a' } });
    const logger = createLogger({ transports: [transport] });
    logger.on('error', told);
    track((marker) => logger.info(marker));
    flush(() => transport.flush());
  },
  collector: loki,
});

/** The set-up of `winston-loki`. */
import { program } from 'skewproof/hosting';
import { loki } from '../collectors/loki.js';

export const about = {
  packages: ['winston-loki', 'winston'],
  searched: { files: ['README.md'], words: ['clock', 'future', 'too far', 'ten minutes'] },
  decides: {
    by: 'service',
    because: 'Loki refuses the entry, and the batch with it is put back into the queue',
  },
};

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

/** The set-up of `pino-loki`, as a stream in the process: worker threads are not simulated. */
import { program } from 'skewproof/hosting';
import { loki } from '../collectors/loki.js';

export const about = {
  packages: ['pino-loki', 'pino'],
  searched: {
    files: ['README.md'],
    words: ['clock', 'future', 'too far', 'two hours', 'ten minutes'],
  },
  decides: {
    by: 'service',
    because:
      'Loki refuses the entry; the pusher writes its answer to the console and keeps no copy',
  },
};

export default program({
  name: 'pino-loki',
  agent: 'pino-loki',
  from: import.meta.url,
  start: ({ pinoLoki }, { track, told }) => {
    const { pino } = require('pino');
    const stream = pinoLoki({ host: 'http://loki.example', labels: { app: 'a' } });
    stream.on('error', told);
    const logger = pino({}, stream);
    track((marker) => logger.info(marker));
  },
  collector: loki,
  told: /error when trying to send log/i,
});

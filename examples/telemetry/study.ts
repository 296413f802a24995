/** The agent of telemetry.ts as it is, under the harness. */
import { program } from 'skewproof/hosting';
import type { Telemetry } from './telemetry.js';

export default program<{ readonly Telemetry: typeof Telemetry }>({
  name: 'telemetry',
  title: 'an agent with setInterval, fetch and fs',
  agent: './telemetry.js',
  from: import.meta.url,
  start: ({ Telemetry }, { track, flush }) => {
    const maxAgeMs = Number(process.env['MAX_AGE_MS'] ?? 12 * 3_600_000);
    const url = 'https://ingest.example/v1';
    const telemetry = new Telemetry({ url, file: '/tmp/events.ndjson', maxAgeMs });
    track((marker) => {
      telemetry.track(marker);
    });
    flush(() => telemetry.flush());
  },
  collector: 'json-lines',
  variants: {
    shipped: {
      title: 'events expire after twelve hours',
      violated: ['conservation', 'clock-innocent'],
    },
    corrected: { title: 'events wait until they are accepted', env: { MAX_AGE_MS: 'Infinity' } },
  },
});

/** The set-up of `@opentelemetry/sdk-metrics` with its OTLP/HTTP exporter, as changes since the last. */
import { program } from 'skewproof/hosting';

export const about = {
  packages: ['@opentelemetry/sdk-metrics', '@opentelemetry/exporter-metrics-otlp-http'],
  searched: {
    files: ['@opentelemetry/exporter-metrics-otlp-http/README.md', 'README.md'],
    words: ['clock', 'retry', 'retries'],
  },
  decides: {
    file: '@opentelemetry/otlp-exporter-base/src/retrying-transport.ts',
    text: 'retryInMillis > remainingTimeoutMillis',
  },
};

export default program({
  name: 'opentelemetry-sdk-metrics',
  agent: '@opentelemetry/sdk-metrics',
  from: import.meta.url,
  start: ({ MeterProvider, PeriodicExportingMetricReader }, { track, flush, told }) => {
    const { OTLPMetricExporter } = require('@opentelemetry/exporter-metrics-otlp-http');
    const { diag } = require('@opentelemetry/api');
    diag.setLogger({ error: told, warn: told, info() {}, debug() {}, verbose() {} });
    const url = 'http://otlp.example/v1/metrics';
    const exporter = new OTLPMetricExporter({ url, temporalityPreference: 0 });
    const provider = new MeterProvider({
      readers: [new PeriodicExportingMetricReader({ exporter })],
    });
    const counter = provider.getMeter('m').createCounter('uses');
    track((marker) => counter.add(1, { marker }));
    flush(() => provider.forceFlush());
  },
  collector: 'json',
  // An error, as JSON, of an export whose batch is given up.
  told: /"stack":/,
});

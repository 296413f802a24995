/** The set-up of `@opentelemetry/sdk-trace-base` with its OTLP/HTTP exporter. */
import { program } from 'skewproof/hosting';

export const about = {
  packages: ['@opentelemetry/sdk-trace-base', '@opentelemetry/exporter-trace-otlp-http'],
  documented: {
    file: '@opentelemetry/exporter-trace-otlp-http/README.md',
    quote: 'The exporter will retry exporting within the',
  },
  decides: {
    file: '@opentelemetry/otlp-exporter-base/src/retrying-transport.ts',
    text: 'retryInMillis > remainingTimeoutMillis',
  },
};

export default program({
  name: 'opentelemetry-sdk-trace-base',
  agent: '@opentelemetry/sdk-trace-base',
  from: import.meta.url,
  start: ({ BasicTracerProvider, BatchSpanProcessor }, { track, flush, told }) => {
    const { OTLPTraceExporter } = require('@opentelemetry/exporter-trace-otlp-http');
    const { diag } = require('@opentelemetry/api');
    diag.setLogger({ error: told, warn: told, info() {}, debug() {}, verbose() {} });
    const exporter = new OTLPTraceExporter({ url: 'http://otlp.example/v1/traces' });
    const provider = new BasicTracerProvider({
      spanProcessors: [new BatchSpanProcessor(exporter)],
    });
    const tracer = provider.getTracer('t');
    track((marker) => tracer.startSpan('use', { attributes: { marker } }).end());
    flush(() => provider.forceFlush());
  },
  collector: 'json',
  // An error, as JSON, of an export whose batch is given up.
  told: /"stack":/,
});

/** The set-up of `@opentelemetry/sdk-trace-web` with its OTLP/HTTP exporter. */
import { program } from 'skewproof/hosting';

export const about = {
  packages: ['@opentelemetry/sdk-trace-web', '@opentelemetry/exporter-trace-otlp-http'],
};

export default program({
  name: 'opentelemetry-sdk-trace-web',
  agent: '@opentelemetry/sdk-trace-web',
  platform: 'browser',
  from: import.meta.url,
  start: ({ WebTracerProvider, BatchSpanProcessor }, { track, flush, told }) => {
    const { OTLPTraceExporter } = require('@opentelemetry/exporter-trace-otlp-http');
    const { diag } = require('@opentelemetry/api');
    diag.setLogger({ error: told, warn: told, info() {}, debug() {}, verbose() {} });
    const exporter = new OTLPTraceExporter({ url: 'https://otlp.example/v1/traces' });
    const spanProcessors = [new BatchSpanProcessor(exporter)];
    const provider = new WebTracerProvider({ spanProcessors });
    const tracer = provider.getTracer('t');
    track((marker) => tracer.startSpan('use', { attributes: { marker } }).end());
    flush(() => provider.forceFlush());
  },
  collector: 'json',
  told: /./,
});

/** Two attempts fail; in between the clock steps forward by more than the time limit of an export. */
export const answers = [503, 503];
export const sides = { losing: 11_000, passing: 2_000 };

export default async ({ url, marker, step, by, asked }) => {
  const { BasicTracerProvider, BatchSpanProcessor } = await import('@opentelemetry/sdk-trace-base');
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const exporter = new OTLPTraceExporter({ url: `${url}/v1/traces` });
  const processor = new BatchSpanProcessor(exporter, { scheduledDelayMillis: 100 });
  const provider = new BasicTracerProvider({ spanProcessors: [processor] });
  const tracer = provider.getTracer('t');
  tracer.startSpan('use', { attributes: { marker } }).end();
  await asked(1);
  step(by);
};

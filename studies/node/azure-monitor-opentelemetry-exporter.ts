/** The set-up of `@azure/monitor-opentelemetry-exporter` with the batch processor of OpenTelemetry. */
import { program } from 'skewproof/hosting';
import { applicationInsights } from '../collectors/application-insights.js';

export const about = {
  packages: ['@azure/monitor-opentelemetry-exporter', '@opentelemetry/sdk-trace-base'],
  searched: { files: ['README.md'], words: ['clock', '48 hours', '7 days', 'older than'] },
  decides: {
    by: 'service',
    because: 'it refuses what is older than two days, and the sender drops it',
  },
};

export default program({
  name: 'azure-monitor-opentelemetry-exporter',
  agent: '@azure/monitor-opentelemetry-exporter',
  from: import.meta.url,
  env: { APPLICATION_INSIGHTS_NO_STATSBEAT: 'true' },
  start: ({ AzureMonitorTraceExporter }, { track, flush, told }) => {
    const { BasicTracerProvider, BatchSpanProcessor } = require('@opentelemetry/sdk-trace-base');
    const { diag } = require('@opentelemetry/api');
    diag.setLogger({ error: told, warn: told, info() {}, debug() {}, verbose() {} });
    const key = 'InstrumentationKey=11111111-1111-1111-1111-111111111111';
    const connectionString = `${key};IngestionEndpoint=https://ai.example`;
    const exporter = new AzureMonitorTraceExporter({ connectionString });
    const provider = new BasicTracerProvider({
      spanProcessors: [new BatchSpanProcessor(exporter)],
    });
    const tracer = provider.getTracer('t');
    track((marker) => tracer.startSpan('use', { attributes: { marker } }).end());
    flush(() => provider.forceFlush());
  },
  collector: applicationInsights,
});

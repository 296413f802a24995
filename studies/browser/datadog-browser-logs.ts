/** The set-up of `@datadog/browser-logs`. */
import { program } from 'skewproof/hosting';

export const about = {
  packages: ['@datadog/browser-logs'],
  decides: {
    file: '@datadog/browser-core/src/tools/valueHistory.ts',
    text: 'entry.startTime <= startTime',
  },
};

export default program({
  name: 'datadog-browser-logs',
  agent: '@datadog/browser-logs',
  platform: 'browser',
  from: import.meta.url,
  start: ({ datadogLogs }, { track }) => {
    datadogLogs.init({ clientToken: 'token', site: 'datadoghq.eu', telemetrySampleRate: 0 });
    track((marker) => datadogLogs.logger.info(marker));
  },
  collector: () => ({ status: 202 }),
});

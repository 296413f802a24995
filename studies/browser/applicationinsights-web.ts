/** The set-up of `@microsoft/applicationinsights-web`. */
import { program } from 'skewproof/hosting';
import { applicationInsights } from '../collectors/application-insights.js';

export const about = {
  packages: ['@microsoft/applicationinsights-web'],
  searched: {
    files: ['README.md'],
    words: ['clock', '48 hours', '7 days', 'older than', 'expired'],
  },
  decides: {
    by: 'service',
    because: 'it refuses what is older than two days, and the sender drops it',
  },
};

export default program({
  name: 'applicationinsights-web',
  agent: '@microsoft/applicationinsights-web',
  platform: 'browser',
  from: import.meta.url,
  start: ({ ApplicationInsights }, { track, flush }) => {
    const instrumentationKey = '11111111-1111-1111-1111-111111111111';
    const connectionString = `InstrumentationKey=${instrumentationKey};IngestionEndpoint=https://ai.example`;
    const config = { connectionString, disableAjaxTracking: true, disableFetchTracking: true };
    const insights = new ApplicationInsights({ config });
    insights.loadAppInsights();
    track((marker) => insights.trackEvent({ name: 'use' }, { marker }));
    flush(() => insights.flush());
  },
  collector: applicationInsights,
});

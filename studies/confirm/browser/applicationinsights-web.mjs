/** A clock more than two days behind, and the service refuses the event. */
export const collector = 'application-insights';
export const sides = { losing: -172_820_000, passing: -172_780_000 };

export default async ({ url, marker, step, by }) => {
  const { ApplicationInsights } = await import('@microsoft/applicationinsights-web');
  step(by);
  const key = '11111111-1111-1111-1111-111111111111';
  const connectionString = `InstrumentationKey=${key};IngestionEndpoint=${url}`;
  const config = { connectionString, disableAjaxTracking: true, disableFetchTracking: true };
  const insights = new ApplicationInsights({ config });
  insights.loadAppInsights();
  insights.trackEvent({ name: 'use' }, { marker });
  insights.flush();
};

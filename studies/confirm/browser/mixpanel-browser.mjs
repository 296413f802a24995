/** A clock more than five days behind, and Mixpanel refuses the event. */
export const collector = 'mixpanel';
export const sides = { losing: -432_020_000, passing: -431_980_000 };

export default async ({ url, marker, step, by }) => {
  const { default: Mixpanel } = await import('mixpanel-browser');
  step(by);
  Mixpanel.init('token', { api_host: url, autocapture: false, batch_flush_interval_ms: 500 });
  Mixpanel.track('use', { marker });
};

/** LaunchDarkly's endpoints: an empty set of flags, and events that are accepted as they are. */
import type { CollectorHandler } from '../../library/hosting.js';

const FLAGS = JSON.stringify({ flags: {}, segments: {} });

/** Answers polls with no flags, and events with 202. */
export const launchDarkly: CollectorHandler = ({ method }) =>
  method === 'GET'
    ? { status: 200, headers: [['content-type', 'application/json']], body: FLAGS }
    : { status: 202 };

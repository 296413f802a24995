/** The set-up of `@aws-sdk/client-cloudwatch-logs`: one log event for each use. */
import { program } from 'skewproof/hosting';
import { cloudWatchLogs } from '../collectors/cloudwatch-logs.js';

export const about = {
  packages: ['@aws-sdk/client-cloudwatch-logs'],
  documented: {
    file: 'dist-types/commands/PutLogEventsCommand.d.ts',
    quote:
      'Events more than 2 hours in the future are rejected while processing remaining valid events.',
  },
  decides: {
    by: 'service',
    because: 'a successful answer names the refused events in `rejectedLogEventsInfo` alone',
  },
};

export default program({
  name: 'aws-sdk-client-cloudwatch-logs',
  agent: '@aws-sdk/client-cloudwatch-logs',
  from: import.meta.url,
  start: ({ CloudWatchLogs }, { track, told }) => {
    const credentials = { accessKeyId: 'id', secretAccessKey: 'key' };
    const client = new CloudWatchLogs({ region: 'eu-west-1', credentials });
    track((message) => {
      const logEvents = [{ timestamp: Date.now(), message }];
      const sent = client.putLogEvents({ logGroupName: 'g', logStreamName: 's', logEvents });
      sent.catch((error: unknown) => told(`not sent ${message}: ${error}`));
    });
  },
  collector: cloudWatchLogs,
});

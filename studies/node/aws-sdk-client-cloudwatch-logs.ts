/** The set-up of `@aws-sdk/client-cloudwatch-logs`: one log event for each use. */
import { program } from 'skewproof/hosting';
import { cloudWatchLogs } from '../collectors/cloudwatch-logs.js';

export const about = { packages: ['@aws-sdk/client-cloudwatch-logs'] };

export default program({
  name: 'aws-sdk-client-cloudwatch-logs',
  agent: '@aws-sdk/client-cloudwatch-logs',
  from: import.meta.url,
  start: ({ CloudWatchLogs }, { track, told }) => {
    const credentials = { accessKeyId: 'id', secretAccessKey: 'key' };
    const client = new CloudWatchLogs({ region: 'eu-west-1', credentials });
    track((message) => {
      const logEvents = [{ timestamp: Date.now(), message }];
      client.putLogEvents({ logGroupName: 'g', logStreamName: 's', logEvents }).catch(told);
    });
  },
  collector: cloudWatchLogs,
  told: /./,
});

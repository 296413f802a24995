/** The set-up of `@aws-sdk/client-cloudwatch`: one datum for each use. */
import { program } from 'skewproof/hosting';
import { cloudWatch } from '../collectors/cloudwatch.js';

export const about = {
  packages: ['@aws-sdk/client-cloudwatch'],
  documented: {
    file: 'dist-types/commands/PutMetricDataCommand.d.ts',
    quote:
      'time stamps that are as much as two weeks before the current date, and as much as 2 hours after the current day and time.',
  },
  decides: { by: 'service', because: 'it refuses a datum whose time is outside its window' },
};

export default program({
  name: 'aws-sdk-client-cloudwatch',
  agent: '@aws-sdk/client-cloudwatch',
  from: import.meta.url,
  start: ({ CloudWatch }, { track, told }) => {
    const credentials = { accessKeyId: 'id', secretAccessKey: 'key' };
    const client = new CloudWatch({ region: 'eu-west-1', credentials });
    track((Value) => {
      const Dimensions = [{ Name: 'marker', Value }];
      const MetricData = [{ MetricName: 'uses', Dimensions, Timestamp: new Date(), Value: 1 }];
      const sent = client.putMetricData({ Namespace: 'n', MetricData });
      sent.catch((error: unknown) => told(`not sent ${Value}: ${error}`));
    });
  },
  collector: cloudWatch,
});

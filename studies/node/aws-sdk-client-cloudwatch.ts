/** The set-up of `@aws-sdk/client-cloudwatch`: one datum for each use. */
import { program } from 'skewproof/hosting';
import { cloudWatch } from '../collectors/cloudwatch.js';

export const about = { packages: ['@aws-sdk/client-cloudwatch'] };

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
      client.putMetricData({ Namespace: 'n', MetricData }).catch(told);
    });
  },
  collector: cloudWatch,
  told: /./,
});

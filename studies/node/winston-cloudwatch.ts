/** The set-up of `winston-cloudwatch`. */
import { program } from 'skewproof/hosting';
import { cloudWatchLogs } from '../collectors/cloudwatch-logs.js';

export const about = {
  packages: ['winston-cloudwatch', '@aws-sdk/client-cloudwatch-logs'],
  searched: {
    files: ['README.md', 'CHANGELOG.md'],
    words: ['rejectedLogEventsInfo', 'clock', 'too new', 'too old', '2 hours', '14 days'],
  },
  decides: {
    by: 'service',
    because:
      'the answer is a success that names the refused events; `upload` takes a token from it and no more',
  },
};

export default program({
  name: 'winston-cloudwatch',
  agent: 'winston-cloudwatch',
  from: import.meta.url,
  start: ({ default: WinstonCloudWatch }, { track, flush, told }) => {
    const credentials = { accessKeyId: 'id', secretAccessKey: 'key' };
    const awsOptions = { region: 'eu-west-1', credentials };
    const names = { logGroupName: 'g', logStreamName: 's', name: 'cw' };
    const transport = new WinstonCloudWatch({ ...names, awsOptions, errorHandler: told });
    track((marker) => transport.log({ level: 'info', message: marker }, () => undefined));
    flush(() => transport.kthxbye((error: unknown) => error && told(error)));
  },
  collector: cloudWatchLogs,
});

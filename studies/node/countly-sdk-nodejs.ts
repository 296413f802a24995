/** The set-up of `countly-sdk-nodejs`, with its queue on disk. */
import { program } from 'skewproof/hosting';

export const about = {
  packages: ['countly-sdk-nodejs'],
  searched: {
    files: ['README.md', 'CHANGELOG.md'],
    words: ['clock', 'fail_timeout', 'fail timeout'],
  },
  decides: { file: 'countly-sdk-nodejs/lib/countly.js', text: 'cc.getTimestamp() > failTimeout' },
};

export default program({
  name: 'countly-sdk-nodejs',
  agent: 'countly-sdk-nodejs',
  from: import.meta.url,
  start: ({ default: Countly }, { track }) => {
    const storage = { storage_path: '/data/', storage_type: 'file' };
    Countly.init({ app_key: 'key', device_id: 'd', url: 'https://countly.example', ...storage });
    track((marker) => Countly.add_event({ key: 'use', count: 1, segmentation: { marker } }));
  },
  collector: () => ({ status: 200, body: '{"result":"Success"}' }),
});

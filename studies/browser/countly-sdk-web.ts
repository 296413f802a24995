/** The set-up of `countly-sdk-web`, with its queue in localStorage. */
import { program } from 'skewproof/hosting';

export const about = {
  packages: ['countly-sdk-web'],
  searched: {
    files: ['README.md', 'CHANGELOG.md'],
    words: ['clock', 'fail_timeout', 'fail timeout'],
  },
  decides: {
    file: 'countly-sdk-web/lib/countly.js',
    text: 'getTimestamp() <= _classPrivateFieldGet2(_failTimeout, _this)',
  },
};

export default program({
  name: 'countly-sdk-web',
  agent: 'countly-sdk-web',
  platform: 'browser',
  from: import.meta.url,
  start: ({ default: Countly }, { track }) => {
    Countly.init({ app_key: 'key', device_id: 'd', url: 'https://countly.example' });
    track((marker) => Countly.add_event({ key: 'use', count: 1, segmentation: { marker } }));
  },
  collector: () => ({ status: 200, body: '{"result":"Success"}' }),
});

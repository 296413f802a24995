/** The set-up of `@redux-offline/redux-offline`, with its outbox in IndexedDB. */
import { program } from 'skewproof/hosting';

export const about = { packages: ['@redux-offline/redux-offline', 'redux'] };

export default program({
  name: 'redux-offline',
  agent: '@redux-offline/redux-offline',
  platform: 'browser',
  from: import.meta.url,
  start: ({ offline }, { track, told }) => {
    const defaults = require('@redux-offline/redux-offline/lib/defaults').default;
    const { createStore } = require('redux');
    const effect = async (body: string) => {
      const { ok, status } = await fetch('https://app.example/use', { method: 'POST', body });
      if (!ok) throw Object.assign(new Error(`answered ${status}`), { status });
    };
    const reducer = (state = {}, { type, meta, payload }: any) => {
      if (type === 'GAVE_UP') told(`gave up: ${payload}`);
      return { ...state, meta };
    };
    const store = offline({ ...defaults, effect })(createStore)(reducer);
    const of = (effect: string) => ({ offline: { effect, rollback: { type: 'GAVE_UP' } } });
    track((marker) => store.dispatch({ type: 'USE', meta: of(marker) }));
  },
  collector: 'accept-all',
});

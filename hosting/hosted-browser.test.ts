/** A browser program as a node: its pages, its storage, and what befalls them. */
import test from 'ava';
import { pagePlayed } from './_pages.test.js';

test('browser - a page runs, sends and hears the answer', async (t) => {
  const code = `exports.start = ({ track, told }) => {
    track((marker) => fetch('https://in.example/v1', { method: 'POST', body: JSON.stringify({ marker }) })
      .then((answer) => answer.text()).then((text) => told([marker, text, Date.now(), performance.now()])));
  };`;
  const { reports, server } = await pagePlayed(code, {
    inputs: [[1_000, { kind: 'track', record: 1 }]],
  });
  t.deepEqual(reports, ['told: ["sk~1~","{}",1700000001040,1040]']);
  t.deepEqual(server.records, [1]);
});

const LIFE = `exports.start = ({ told, track }) => {
  const had = [localStorage.getItem('kept'), sessionStorage.getItem('tab'), document.visibilityState];
  told(['page', ...had]);
  localStorage.setItem('kept', '1');
  sessionStorage.setItem('tab', '1');
  for (const type of ['load', 'beforeunload', 'pagehide', 'unload', 'pageshow'])
    addEventListener(type, (event) => told([type, event.persisted ?? null]));
  document.addEventListener('visibilitychange', () => told(document.visibilityState));
  addEventListener('pagehide', () => navigator.sendBeacon('https://in.example/last', 'sk~9~'));
  setTimeout(() => told('a timer of a page that is gone'), 5_000);
};`;

const call = (at: number, name: string, value?: number) =>
  [at, { kind: 'call', name, ...(value === undefined ? {} : { value }) }] as const;

test('browser - a reload has its events; the beacon arrives, timers do not; storage stays', async (t) => {
  const { reports, server, marks, state } = await pagePlayed(LIFE, {
    inputs: [call(2_000, 'reload')],
    endAt: 4_000,
  });
  const loaded = ['told: ["load",null]', 'told: ["pageshow",false]'];
  t.deepEqual(reports, [
    'told: ["page",null,null,"visible"]',
    ...loaded,
    'told: ["beforeunload",null]',
    'told: ["pagehide",false]',
    'told: hidden',
    'told: ["unload",null]',
    'told: ["page","1","1","visible"]',
    ...loaded,
  ]);
  t.deepEqual(server.records, [9]);
  t.true(marks.includes('page ended: reload'));
  t.is(state.life, 2);
});

test('browser - a tab that crashes has no events; one that is closed loses its session', async (t) => {
  const crashed = await pagePlayed(LIFE, { inputs: [call(2_000, 'crash')], endAt: 4_000 });
  t.deepEqual(crashed.server.records, []);
  t.is(crashed.reports[3], 'told: ["page","1","1","visible"]');
  const closed = await pagePlayed(LIFE, { inputs: [call(2_000, 'close')], endAt: 4_000 });
  t.true(closed.reports.includes('told: ["page","1",null,"visible"]'));
});

test('browser - local storage reaches the disk some seconds later, and is durable after a while', async (t) => {
  const crash = (severity: 'process' | 'power', at: number) =>
    pagePlayed(LIFE, {
      faults: [{ kind: 'crash', node: 'app', severity, downMs: 100, at }],
      endAt: at + 2_000,
      seed: 5,
    });
  const kept = async (severity: 'process' | 'power', at: number): Promise<boolean> =>
    (await crash(severity, at)).reports.includes('told: ["page","1",null,"visible"]');
  t.false(await kept('process', 4_000));
  t.true(await kept('process', 6_000));
  t.false(await kept('power', 6_000));
  t.true(await kept('power', 40_000));
});

test('browser - storage that is cleared is empty', async (t) => {
  const { reports } = await pagePlayed(LIFE, {
    faults: [{ kind: 'wipe', node: 'app', at: 40_000 }],
    endAt: 42_000,
  });
  t.is(reports.filter((text) => text === 'told: ["page",null,null,"visible"]').length, 2);
});

test('browser - tabs share storage and hear of its changes, of broadcasts and of locks', async (t) => {
  const code = `exports.start = ({ track, told, on }) => {
    const me = document.hidden ? 'behind' : 'front';
    addEventListener('storage', ({ key, oldValue, newValue, storageArea }) =>
      told([me, key, oldValue, newValue, storageArea === localStorage]));
    const channel = new BroadcastChannel('c');
    channel.onmessage = ({ data }) => told([me, data]);
    navigator.locks.request('leader', () => { told([me, 'leads']); return new Promise(() => {}); });
    track((marker) => { localStorage.setItem('last', marker); channel.postMessage({ from: me }); });
    on('empty', () => { if (me === 'front') { localStorage.removeItem('last'); localStorage.clear(); } });
  };`;
  const { reports } = await pagePlayed(code, {
    pages: { tabs: 2 },
    inputs: [
      [1_000, { kind: 'track', record: 1 }],
      [2_000, { kind: 'track', record: 2 }],
      call(3_000, 'empty'),
      call(4_000, 'crash'),
    ],
    endAt: 4_500,
  });
  t.deepEqual(reports, [
    'told: ["front","leads"]',
    'told: ["front","last",null,"sk~1~",true]',
    'told: ["front",{"from":"behind"}]',
    'told: ["behind","last","sk~1~","sk~2~",true]',
    'told: ["behind",{"from":"front"}]',
    'told: ["behind","last","sk~2~",null,true]',
    'told: ["behind","leads"]',
  ]);
});

test('browser - a machine without a network says so, and its requests fail at once', async (t) => {
  const code = `exports.start = ({ told }) => {
    for (const type of ['online', 'offline']) addEventListener(type, () => told([type, navigator.onLine]));
    const ask = () => fetch('https://in.example/').then(
      () => told('answered ' + performance.now()), (error) => told(error.name + ' ' + performance.now()));
    for (const ms of [1_000, 3_000]) setTimeout(ask, ms);
    setTimeout(() => told(navigator.sendBeacon('https://in.example/', 'sk~1~')), 1_500);
  };`;
  const { reports, server } = await pagePlayed(code, {
    inputs: [
      [500, { kind: 'machine', online: false }],
      [2_000, { kind: 'machine', online: true }],
    ],
  });
  t.deepEqual(reports, [
    'told: ["offline",false]',
    'told: TypeError 1000',
    'told: true',
    'told: ["online",true]',
    'told: answered 3040',
  ]);
  t.deepEqual(server.records, []);
});

test('browser - an error that nothing catches is reported, and the page lives on', async (t) => {
  const code = `exports.start = ({ told }) => {
    addEventListener('error', ({ message }) => told(message));
    setTimeout(() => { throw new RangeError('first'); }, 10);
    setTimeout(() => Promise.reject(new Error('second')), 20);
    setTimeout(() => queueMicrotask(() => { throw new Error('third'); }), 30);
    setTimeout(() => told('lives'), 40);
  };`;
  const { reports } = await pagePlayed(code);
  t.deepEqual(
    reports.map((text) => text.split('\n')[0]),
    [
      'told: Uncaught RangeError: first',
      'uncaught: RangeError: first',
      'uncaught (in promise): Error: second',
      'told: Uncaught Error: third',
      'uncaught: Error: third',
      'told: lives',
    ],
  );
});

test('browser - a hidden page gets its timers once a second, and is shown again', async (t) => {
  const code = `exports.start = ({ told }) => {
    document.addEventListener('visibilitychange', () => {
      const from = performance.now();
      setTimeout(() => told([document.hidden, performance.now() - from]), 10);
    });
  };`;
  const { reports } = await pagePlayed(code, {
    inputs: [call(1_000, 'hide'), call(5_000, 'show')],
  });
  t.deepEqual(reports, ['told: [true,1000]', 'told: [false,10]']);
});

test('browser - what is not simulated is refused by name, with the line that touched it', async (t) => {
  for (const [api, use] of [
    ['WebSocket', "new WebSocket('wss://a.example')"],
    ['Worker', "new Worker('/w.js')"],
    ['RTCPeerConnection', 'new RTCPeerConnection()'],
    ['EventSource', "new EventSource('/e')"],
    ['a synchronous XMLHttpRequest', "new XMLHttpRequest().open('GET', '/', false)"],
    ['a timer with code as text', "setTimeout('1', 1)"],
    ['leaving the page for /next', "location.href = '/next'"],
    ['the selector a > b', "document.querySelector('a > b')"],
    ['crypto.subtle.encrypt', 'crypto.subtle.encrypt()'],
  ] as const) {
    const error = await t.throwsAsync(
      pagePlayed(`exports.start = function start() { ${use}; };`),
      { code: 'SKEW-404' },
      api,
    );
    t.true(error.message.includes(api), error.message);
    t.regex(error.message, /program:page:1:\d+/);
  }
});

test('browser - a service worker has a registration and databases, and no document', async (t) => {
  const code = `exports.start = ({ told }) => told([
    typeof document, typeof window, typeof localStorage, typeof indexedDB, typeof caches,
    registration.scope, 'sync' in self.registration, self === globalThis]);
    addEventListener('activate', () => exports.start(exports.host));`;
  const { reports } = await pagePlayed(code, { pages: { kind: 'service-worker' } });
  t.is(
    reports[0],
    'told: ["undefined","undefined","undefined","object","undefined","https://shop.example/",false,true]',
  );
});

test('browser - names that a program puts into its window are found by name', async (t) => {
  const code = `exports.start = ({ told }) => {
    window.layer = [1];
    fetch = window.fetch = () => 'patched';
    told([layer.length, typeof missing, fetch(), this === window, typeof process, Object === window.Object]);
    try { missing; } catch (error) { told(error.name); }
  };`;
  t.deepEqual((await pagePlayed(code)).reports, [
    'told: [1,"undefined","patched",true,"undefined",true]',
    'told: ReferenceError',
  ]);
});

test('browser - a patched prototype is that of one page alone', async (t) => {
  const code = `exports.start = ({ told }) => {
    const { open } = XMLHttpRequest.prototype;
    const { addEventListener: add } = EventTarget.prototype;
    let calls = 0;
    XMLHttpRequest.prototype.open = function (...given) { calls += 1; return open.apply(this, given); };
    EventTarget.prototype.addEventListener = function (...given) { calls += 1; return add.apply(this, given); };
    const xhr = new XMLHttpRequest();
    xhr.addEventListener('load', () => {});
    xhr.open('GET', '/');
    told(calls);
  };`;
  const { reports } = await pagePlayed(code, { inputs: [call(1_000, 'reload')] });
  t.deepEqual(reports, ['told: 2', 'told: 2']);
});

test('browser - redirects are followed, refused, or shown as they are', async (t) => {
  const { server } = await import('./_worlds.test.js');
  const code = `exports.start = async ({ told }) => {
    const tried = (redirect, method) => fetch('https://in.example/from', { redirect, method, body: method && 'x' })
      .then(({ type, url, redirected, status }) => [type, url, redirected, status], ({ name }) => name);
    told([await tried('follow', 'POST'), await tried('error'), await tried('manual')]);
  };`;
  const { reports, server: received } = await pagePlayed(code, {
    answers: server(({ id, url }) => ({
      ...{ kind: 'response', id, body: '' },
      status: url.endsWith('/from') ? 302 : 200,
      headers: url.endsWith('/from') ? [['location', '/to']] : [],
    })),
  });
  t.deepEqual(reports, [
    'told: [["cors","https://in.example/to",true,200],"TypeError",["opaqueredirect","https://in.example/from",false,0]]',
  ]);
  t.deepEqual(received.bodies, ['x', '', '', '']);
});

/** Edges of a page's shims that no list of cases reaches. */
import test from 'ava';
import { pagePlayed } from './_pages.test.js';

/** Values that a page shows. */
const shown = async (
  code: string,
  play: Parameters<typeof pagePlayed>[1] = {},
): Promise<unknown> => {
  const { reports } = await pagePlayed(
    `exports.start = async ({ told, track }) => { const tried = async (make) => {
      try { return (await make()) ?? null; } catch (error) { return error.name; } };
      const after = (ms) => new Promise((done) => setTimeout(done, ms));
      told(await (${code})(tried, after)); };`,
    play,
  );
  return JSON.parse(reports.at(-1)?.slice(6) ?? 'null');
};

test('edges - cookies of a response are kept by the browser, and sent again where they belong', async (t) => {
  const { server } = await import('./_worlds.test.js');
  const code = `async () => {
    await fetch('/set');
    await fetch('https://in.example/set');
    await fetch('https://in.example/set', { credentials: 'include' });
    const mine = document.cookie;
    return [mine, await (await fetch('/get')).text(),
      await (await fetch('https://in.example/get', { credentials: 'include' })).text()];
  }`;
  const answers = server(({ id, url, headers }) => ({
    ...{ kind: 'response', id, status: 200 },
    headers: url.endsWith('/set')
      ? [
          ['set-cookie', 'seen=1; expires=Fri, 31-Dec-2027 23:59:59 GMT'],
          ['set-cookie', 'own=2; HttpOnly; path=/'],
        ]
      : [],
    body: headers.find(([name]) => name === 'cookie')?.[1] ?? 'none',
  }));
  t.deepEqual(await shown(code, { answers }), ['seen=1', 'seen=1; own=2', 'seen=1; own=2']);
});

test('edges - cookies outlive the browser where they have a date, and expire by its wall clock', async (t) => {
  const code = `exports.start = ({ told }) => {
    told(document.cookie);
    document.cookie = 'kept=1; max-age=3600';
    document.cookie = 'session=1';
    setTimeout(() => told(document.cookie), 9_000);
  };`;
  const { reports } = await pagePlayed(code, {
    endAt: 9_500,
    faults: [
      { kind: 'crash', node: 'app', severity: 'process', downMs: 100, at: 7_000 },
      { kind: 'clock', node: 'app', at: 8_000, adjustment: { kind: 'step', byMs: 7_200_000 } },
    ],
  });
  t.deepEqual(reports, ['told: ', 'told: kept=1']);
});

test('edges - a response is unpacked as its headers say', async (t) => {
  const { server } = await import('./_worlds.test.js');
  const { gzipSync } = await import('node:zlib');
  const answers = server(({ id }) => ({
    ...{ kind: 'response', id, status: 200, headers: [['content-encoding', 'gzip']] },
    body: gzipSync('packed').toString('latin1'),
  }));
  t.deepEqual(await shown(`async () => [await (await fetch('/')).text()]`, { answers }), [
    'packed',
  ]);
});

test('edges - XMLHttpRequest: its time limit, a body of a stream, headers that only the browser sets', async (t) => {
  const { server } = await import('./_worlds.test.js');
  const code = `() => new Promise((resolve) => {
    const all = [];
    const limited = new XMLHttpRequest();
    limited.open('GET', 'https://in.example/never');
    limited.timeout = 500;
    limited.ontimeout = () => all.push(['timeout', performance.now(), limited.status]);
    limited.send();
    const packed = new XMLHttpRequest();
    packed.open('POST', 'https://in.example/');
    packed.setRequestHeader('Cookie', 'none');
    packed.setRequestHeader('x-own', 'a');
    packed.setRequestHeader('x-own', 'b');
    packed.overrideMimeType('text/plain');
    packed.send(new Blob(['streamed']).stream());
    packed.onload = () => all.push([packed.responseText, packed.responseXML, packed.getResponseHeader('none')]);
    setTimeout(() => resolve(all), 2_000);
  })`;
  const answers = server(({ id, url, headers, body }) =>
    url.endsWith('/never')
      ? undefined
      : {
          ...{ kind: 'response', id, status: 200, headers: [] },
          body: [body, ...headers.filter(([name]) => /own|cookie/.test(name)).flat()].join(),
        },
  );
  t.deepEqual(await shown(code, { answers }), [
    ['streamed,x-own,a, b', null, null],
    ['timeout', 500, 0],
  ]);
});

test('edges - events of old: initEvent, createEvent, returnValue, cancelBubble, composedPath', async (t) => {
  const code = `async (tried) => {
    const event = document.createEvent('CustomEvent');
    event.initEvent('old', true, true);
    const div = document.body.appendChild(document.createElement('div'));
    const seen = [];
    div.addEventListener('old', (e) => {
      e.returnValue = false;
      e.stopPropagation();
      seen.push(e.composedPath().length, e.cancelBubble, e.returnValue, e.srcElement === div, e.currentTarget === div);
    });
    document.addEventListener('old', () => seen.push('never'));
    div.dispatchEvent(event);
    const listener = { handleEvent: 1 };
    div.addEventListener('x', null);
    div.removeEventListener('x', null);
    return [seen, event.type, event.bubbles, document.createEvent('Event').type, await tried(() => EventTarget.prototype.addEventListener.call({}, 'a', () => {})), await tried(() => new Event())];
  }`;
  t.deepEqual(await shown(code), [
    [5, true, false, true, true],
    'old',
    true,
    '',
    'TypeError',
    'TypeError',
  ]);
});

test('edges - performance lists what was marked, and one navigation', async (t) => {
  const code = `async () => {
    performance.mark('a');
    performance.measure('from the start');
    performance.measure('m', 'a');
    performance.clearResourceTimings();
    performance.setResourceTimingBufferSize(1);
    return [performance.getEntries().map(({ name }) => name), performance.toJSON().timeOrigin,
      JSON.stringify(performance.getEntriesByName('a', 'mark')[0]), new PerformanceObserver(() => {}).takeRecords()];
  }`;
  t.deepEqual(await shown(code), [
    ['https://shop.example/', 'a', 'from the start', 'm'],
    1_700_000_000_000,
    '{"name":"a","entryType":"mark","startTime":0,"duration":0,"detail":null}',
    [],
  ]);
});

test('edges - observers observe nothing, and functions of a window do nothing', async (t) => {
  const code = `async (tried) => {
    const observer = new MutationObserver(() => {});
    observer.observe(document.body);
    observer.unobserve(document.body);
    observer.disconnect();
    document.body.focus();
    scrollTo(0, 0);
    return [await tried(() => new IntersectionObserver()), getComputedStyle(document.body).getPropertyValue('a'),
      matchMedia('print').matches, getSelection(), await navigator.storage.persisted(), await navigator.storage.persist(),
      (await navigator.storage.estimate()).usage, navigator.javaEnabled(), document.body.getBoundingClientRect().width,
      document.hasFocus(), document.domain, document.documentURI, document.baseURI, history.length];
  }`;
  t.deepEqual(await shown(code), [
    ...['TypeError', '', false, null, false, false, 0, false, 0, true],
    ...['shop.example', 'https://shop.example/', 'https://shop.example/', 1],
  ]);
});

test('edges - scripts with a source load nothing; images that are served do', async (t) => {
  const code = `() => new Promise((resolve) => {
    const all = [];
    const script = document.createElement('script');
    script.src = '/more.js';
    script.onerror = () => all.push(['script', script.src]);
    document.head.appendChild(document.createDocumentFragment()).appendChild(script);
    const image = new Image();
    image.onload = () => all.push(['image', image.src]);
    image.src = '/pixel';
    setTimeout(() => resolve(all), 100);
  })`;
  t.deepEqual(await shown(code), [
    ['script', 'https://shop.example/more.js'],
    ['image', 'https://shop.example/pixel'],
  ]);
});

test('edges - bodies: streams, forms that come back, blobs in forms', async (t) => {
  const code = `async (tried) => {
    const [one, other] = [new Response(new Blob(['a']).stream()), new Response('b')];
    const copy = one.clone();
    const reader = other.body.getReader();
    const file = new FormData();
    file.append('f', new File(['x'], 'n"ame', { type: '' }));
    file.append('b', new Blob(['y']), 'given');
    return [await one.text(), await copy.text(), other.bodyUsed, [...(await reader.read()).value],
      (await new Response(file).text()).includes('filename="n%22ame"'), file.get('b').name,
      await tried(() => new Response('x').formData()), Response.redirect('/to').headers.get('location'),
      [...await new Response('c').bytes()], [...await new Blob(['d']).bytes()], new Response(null).body,
      [...file].length, [...file.values()].length];
  }`;
  t.deepEqual(await shown(code), [
    ...['a', 'a', true, [98], true, 'given', 'TypeError', 'https://shop.example/to'],
    ...[[99], [100], null, 2, 2],
  ]);
});

test('edges - an address without a server, and one that is none', async (t) => {
  const code = `async (tried, after) => [
    await tried(() => fetch('https://unknown.example/')), await tried(() => fetch('data:text/plain,x')),
    await tried(() => navigator.sendBeacon('https://in.example/', new Blob(['x']).stream()))]`;
  t.deepEqual(await shown(code, { server: { 'in.example': 'server' } }), [
    'TypeError',
    'TypeError',
    'TypeError',
  ]);
});

test('edges - a database that is deleted, and many transactions, are as they were after a crash', async (t) => {
  const code = `
    const done = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
    exports.start = async ({ told }) => {
      told((await indexedDB.databases()).map(({ name, version }) => name + version));
      const request = indexedDB.open('a', 3);
      request.onupgradeneeded = () => { if (!request.result.objectStoreNames.contains('s')) request.result.createObjectStore('s'); };
      const db = await done(request);
      told(await done(db.transaction('s').objectStore('s').getAll()));
      for (let n = 0; n < 70; n += 1) {
        const store = db.transaction('s', 'readwrite').objectStore('s');
        await done(store.put({ n, at: new Date(n), blob: new Blob(['b']), again: [NaN, undefined] }, [n % 3, 'é']));
      }
      await done(db.transaction('s', 'readwrite').objectStore('s').delete([0, 'é']));
      await done(indexedDB.open('gone', 1)).then((gone) => gone.close());
      await done(indexedDB.deleteDatabase('gone'));
    };`;
  const { reports } = await pagePlayed(code, {
    faults: [{ kind: 'crash', node: 'app', severity: 'process', downMs: 100, at: 5_000 }],
  });
  t.deepEqual(reports.slice(0, 3), ['told: []', 'told: []', 'told: ["a3"]']);
  t.regex(reports[3] ?? '', /^told: \[\{"n":67,.*\{"n":68,"at":"1970-01-01T00:00:00.068Z"/);
});

test('edges - a tab that crashes within a transaction holds up no other', async (t) => {
  const code = `
    const done = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
    exports.start = async ({ told, on }) => {
      const request = indexedDB.open('a', 1);
      request.onupgradeneeded = () => request.result.createObjectStore('s', { autoIncrement: true });
      const db = await done(request);
      on('hold', () => {
        if (document.hidden) return;
        const store = db.transaction('s', 'readwrite').objectStore('s');
        const again = (left) => { store.put('held').onsuccess = () => left > 0 && again(left - 1); };
        again(500);
      });
      on('count', async () => { if (document.hidden) told(await done(db.transaction('s').objectStore('s').count())); });
    };`;
  const call = (at: number, name: string) => [at, { kind: 'call', name }] as const;
  const { reports, summary } = await pagePlayed(code, {
    pages: { tabs: 2 },
    inputs: [call(1_000, 'hold'), call(1_000, 'crash'), call(2_000, 'count')],
    endAt: 5_000,
  });
  t.is(summary.outcome, 'ended');
  t.deepEqual(reports, ['told: 0']);
});

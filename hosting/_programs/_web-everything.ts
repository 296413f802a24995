/** The source of a page that uses all that is simulated for a browser: what differs between runs shows. */
export const WEB_EVERYTHING = `
exports.start = ({ track, flush, told, on }) => {
  const settled = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  told([localStorage.getItem('queue'), document.cookie, history.length, Math.random(), crypto.randomUUID()]);
  told([...crypto.getRandomValues(new Uint8Array(4)), new Date().toString()]);
  told([new Date(2020, 5).getTimezoneOffset(), performance.timeOrigin, navigator.userAgent, screen.width]);
  document.cookie = 'seen=' + Date.now() + '; max-age=86400';
  const queue = JSON.parse(localStorage.getItem('queue') ?? '[]');
  const channel = new BroadcastChannel('all');
  channel.onmessage = ({ data }) => told(['heard', data, document.hidden]);
  addEventListener('storage', ({ key }) => told(['storage', key]));
  addEventListener('pagehide', () => navigator.sendBeacon('https://in.example/last', JSON.stringify(queue)));
  const opened = (async () => {
    const request = indexedDB.open('all', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('notes', { autoIncrement: true });
    return settled(request);
  })();
  const send = (body) => new Promise((resolve) => {
    const xhr = new XMLHttpRequest();
    xhr.open('POST', 'https://in.example/xhr');
    xhr.timeout = 3_000;
    xhr.onloadend = () => resolve(xhr.status);
    xhr.send(body);
  });
  track(async (marker) => {
    queue.push({ marker, at: Date.now(), id: crypto.randomUUID() });
    localStorage.setItem('queue', JSON.stringify(queue));
    channel.postMessage({ marker });
    const notes = (await opened).transaction('notes', 'readwrite').objectStore('notes');
    told(await settled(notes.add({ marker, at: new Date(), bytes: new Uint8Array([1, 2]) })));
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(marker));
    const form = new FormData();
    form.append('marker', new Blob([marker, digest]));
    try {
      const answer = await fetch('https://in.example/form', { method: 'POST', body: form, signal: AbortSignal.timeout(5_000) });
      told([answer.status, await answer.text()]);
    } catch (error) { told(error.name); }
    told(await send(new URLSearchParams({ marker })));
    const packed = new Blob([JSON.stringify(queue)]).stream().pipeThrough(new CompressionStream('gzip'));
    const body = await new Response(packed).blob();
    await fetch('https://in.example/gzip', { method: 'POST', body, headers: { 'content-encoding': 'gzip' } }).catch((error) => told(error.message));
    await navigator.locks.request('lock', { ifAvailable: true }, async (lock) => told(lock?.name ?? 'none'));
  });
  flush(() => {
    if (!document.hidden) told([new Date().toLocaleString(), new Intl.DateTimeFormat().resolvedOptions().timeZone,
      (1234.5).toLocaleString(), ['b', 'a', 'ä'].sort((x, y) => x.localeCompare(y))]);
    requestAnimationFrame(told);
    requestIdleCallback(() => told('idle'));
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = ({ data }) => told(data);
    port1.postMessage(new Map([[1, performance.now()]]).size);
    setTimeout(() => { throw new Error('uncaught ' + performance.now()); }, 3);
    Promise.reject(new Error('rejected'));
    console.warn('warned', [1], { a: new Date(0) });
    new Image().src = 'https://in.example/pixel?' + Math.random();
  });
  setInterval(() => told([Date.now(), performance.now()]), 7_000);
};
`;

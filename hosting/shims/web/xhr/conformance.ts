/** Cases that `XMLHttpRequest` of a hosted page and that of a browser agree on. */
import type { WebCase } from '../conformance-case.js';

export const XHR_CASES: readonly WebCase[] = [
  {
    name: 'events of a request, in order, with the state and the status at each',
    run: ({ XMLHttpRequest }) =>
      new Promise((resolve) => {
        const all: unknown[] = [];
        const xhr = new XMLHttpRequest();
        for (const type of [
          'readystatechange',
          'loadstart',
          'load',
          'error',
          'timeout',
          'abort',
          'loadend',
        ])
          xhr.addEventListener(type, () => all.push([type, xhr.readyState, xhr.status]));
        // The real server answers before a body is sent: no more of its events are compared.
        xhr.upload.addEventListener('loadstart', () => all.push('upload loadstart'));
        xhr.addEventListener('loadend', () =>
          resolve([all, JSON.parse(xhr.responseText).body, xhr.responseURL]),
        );
        xhr.open('post', '/echo');
        xhr.send('text');
      }),
  },
  {
    name: 'a connection that is reset: done with the status 0, then error',
    run: ({ XMLHttpRequest }) =>
      new Promise((resolve) => {
        const all: unknown[] = [];
        const xhr = new XMLHttpRequest();
        for (const type of ['readystatechange', 'load', 'error', 'loadend'])
          xhr.addEventListener(type, () => all.push([type, xhr.readyState, xhr.status]));
        xhr.onloadend = () => resolve([all, xhr.responseText, xhr.getAllResponseHeaders()]);
        xhr.open('GET', 'https://in.example/reset');
        xhr.send();
      }),
  },
  {
    name: 'abort while it is in flight, and before',
    run: ({ XMLHttpRequest }) => {
      const all: unknown[] = [];
      const xhr = new XMLHttpRequest();
      for (const type of ['readystatechange', 'abort', 'error', 'loadend'])
        xhr.addEventListener(type, () => all.push([type, xhr.readyState]));
      xhr.abort();
      xhr.open('GET', '/echo');
      xhr.send();
      xhr.abort();
      return [all, xhr.readyState];
    },
  },
  {
    name: 'kinds of responses and headers',
    run: async ({ XMLHttpRequest }) => {
      const got = (url: string, kind: string, show: (xhr: any) => unknown) =>
        new Promise((resolve) => {
          const xhr = new XMLHttpRequest();
          xhr.open('GET', url);
          xhr.responseType = kind;
          xhr.onload = () => resolve(show(xhr));
          xhr.send();
        });
      return [
        await got('/echo', 'json', ({ response }) => response.method),
        await got('/status/503', 'json', ({ response, status, statusText }) => [
          response,
          status,
          statusText,
        ]),
        await got('/status/200', 'arraybuffer', ({ response }) => response.byteLength),
        await got('/status/200', 'blob', ({ response }) => [response.size, response.type]),
        await got('/headers', '', (xhr) => [
          xhr.getResponseHeader('X-TWO'),
          xhr.getResponseHeader('none'),
        ]),
      ];
    },
  },
  {
    name: 'calls in the wrong state are refused',
    run: async ({ XMLHttpRequest }, { tried }) => {
      const xhr = new XMLHttpRequest();
      const results = [
        await tried(() => xhr.send()),
        await tried(() => xhr.setRequestHeader('a', 'b')),
        await tried(() => xhr.open('GET', 'http://')),
      ];
      xhr.open('GET', '/echo');
      xhr.send();
      results.push(
        await tried(() => xhr.send()),
        await tried(() => xhr.setRequestHeader('a', 'b')),
      );
      xhr.abort();
      return [results, XMLHttpRequest.DONE, xhr.HEADERS_RECEIVED];
    },
  },
];

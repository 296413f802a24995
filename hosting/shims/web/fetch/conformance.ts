/** Cases that `fetch` of a hosted page and that of a browser agree on. */
import type { WebCase } from '../conformance-case.js';

export const FETCH_CASES: readonly WebCase[] = [
  {
    name: 'headers: names in lower case and order, values joined and trimmed',
    run: async ({ Headers }, { tried }) => {
      const headers = new Headers([
        ['B', ' 2 '],
        ['a', '1'],
      ]);
      headers.append('b', '3');
      headers.set('C', 'x');
      headers.delete('c');
      return [
        [...headers],
        headers.get('B'),
        headers.get('none'),
        [...new Headers({ One: 1, two: 'x' }).keys()],
        await tried(() => headers.set('a b', '1')),
        await tried(() => headers.set('a', 'x\ny')),
        await tried(() => headers.set('a', '☃')),
        await tried(() => new Headers([['one']])),
      ];
    },
  },
  {
    name: 'requests: methods, addresses, bodies and their types',
    run: async ({ Request, FormData, Blob, URLSearchParams }, { tried }) => {
      const type = (body: unknown) =>
        new Request('/x', { method: 'post', body }).headers
          .get('content-type')
          ?.replace(/WebKitFormBoundary\w+/, 'B') ?? null;
      const request = new Request('x?y#z', {
        method: 'patch',
        body: '1',
        headers: { Cookie: 'a', 'x-own': 'b' },
      });
      const copy = request.clone();
      const taken = new Request(request);
      return [
        [request.url, request.method, new Request('/', { method: 'put' }).method],
        [...request.headers],
        [
          'text',
          new URLSearchParams('a=b'),
          new Blob(['c'], { type: 'd/e' }),
          new Uint8Array(1),
          new FormData(),
        ].map(type),
        [request.mode, request.credentials, request.redirect, request.keepalive, request.cache],
        [await copy.text(), request.bodyUsed, await taken.text(), taken.bodyUsed],
        await tried(() => new Request('http://')),
        await tried(() => new Request('https://a:b@c.example')),
        await tried(() => new Request('/', { method: 'TRACE' })),
        await tried(() => new Request('/', { body: 'x' })),
        await tried(() => taken.text()),
        await tried(() => taken.clone()),
      ];
    },
  },
  {
    name: 'responses: made by a program, read once, copied',
    run: async ({ Response }, { tried }) => {
      const response = new Response('{"a":1}', {
        status: 201,
        statusText: 'Made',
        headers: { x: '1' },
      });
      const copy = response.clone();
      return [
        [response.status, response.statusText, response.ok, response.type, response.url],
        [...response.headers],
        await response.json(),
        response.bodyUsed,
        await copy.text(),
        await tried(() => response.text()),
        await tried(() => response.clone()),
        await tried(() => new Response('', { status: 99 })),
        await tried(() => new Response('x', { status: 204 })),
        [Response.error().type, Response.error().status],
        [...Response.json({ a: 1 }).headers],
        await tried(() => new Response('{').json()),
        new Response().body,
        [(await new Response('é').arrayBuffer()).byteLength, (await new Response('é').blob()).size],
        [
          ...(await new Response('a=1&b=2', {
            headers: { 'content-type': 'application/x-www-form-urlencoded' },
          }).formData()),
        ],
      ];
    },
  },
  {
    name: 'fetch sends what it is given, and answers',
    run: async ({ fetch, URLSearchParams, FormData, Uint8Array }) => {
      const form = new FormData();
      form.append('a', 'b"\n');
      const echoed = async (body: unknown, headers = {}) =>
        await (await fetch('https://in.example/echo', { method: 'POST', body, headers })).json();
      return [
        await echoed('text'),
        await echoed('{}', { 'Content-Type': 'application/json' }),
        await echoed(new URLSearchParams({ a: 'ü&' })),
        await echoed(new Uint8Array([0, 255])),
        await echoed(form),
        await (await fetch('https://in.example/echo')).json(),
        await (await fetch('/echo', { method: 'PUT' })).json(),
      ];
    },
  },
  {
    name: 'statuses, headers and kinds of responses',
    run: async ({ fetch }) => {
      const shown = async (url: string, init = {}) => {
        const r = await fetch(url, init);
        return [r.status, r.ok, r.type, r.redirected, r.url, await r.text()];
      };
      const headers = await fetch('https://in.example/headers');
      return [
        await shown('https://in.example/status/204'),
        await shown('https://in.example/status/503'),
        await shown('/status/404'),
        await shown('https://in.example/status/200', { mode: 'no-cors' }),
        [headers.headers.get('X-One'), headers.headers.get('content-type')],
      ];
    },
  },
  {
    name: 'a connection that is reset, and an address without a server, are failures of the network',
    run: async ({ fetch }, { tried }) => [
      await tried(() => fetch('https://in.example/reset')),
      await tried(() => fetch('http://')),
      await tried(() => fetch('https://in.example/x', { mode: 'same-origin' })),
      await tried(() =>
        fetch('https://in.example/x', {
          method: 'POST',
          keepalive: true,
          body: 'x'.repeat(65_537),
        }),
      ),
    ],
  },
  {
    name: 'a request that is aborted fails with its reason',
    run: async ({ fetch, AbortController, AbortSignal }, { tried }) => {
      const controller = new AbortController();
      const result = tried(() => fetch('https://in.example/echo', { signal: controller.signal }));
      controller.abort();
      return [
        await result,
        await tried(() => fetch('/echo', { signal: AbortSignal.abort(new RangeError('own')) })),
      ];
    },
  },
];

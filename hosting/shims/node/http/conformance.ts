/** Cases that HTTP of a hosted program and Node's own over loopback agree on. */
import type { ConformanceCase } from '../conformance-case.js';

export const HTTP_CASES: readonly ConformanceCase[] = [
  {
    name: 'a request and its response, as the server and as the client see them',
    run: (require) =>
      new Promise((resolve) => {
        const http = require('node:http');
        const seen: unknown[] = [];
        const server = http.createServer((req: any, res: any) => {
          let body = '';
          req.setEncoding('utf8');
          req.on('data', (chunk: string) => (body += chunk));
          req.on('end', () => {
            const { host: _, ...headers } = req.headers;
            seen.push([req.method, req.url, req.httpVersion, headers, body, req.complete]);
            res.statusCode = 201;
            res.setHeader('X-One', 'a');
            res.setHeader('Set-Cookie', ['b=1', 'c=2']);
            res.write('first ');
            res.end('second');
          });
        });
        server.listen(0, '127.0.0.1', () => {
          const { port } = server.address();
          const req = http.request(
            {
              host: '127.0.0.1',
              port,
              method: 'POST',
              path: '/a?b=c',
              headers: { 'Content-Type': 'text/plain', 'X-Two': ['1', '2'] },
            },
            (res: any) => {
              let body = '';
              res.on('data', (chunk: Buffer) => (body += chunk.toString()));
              res.on('end', () => {
                const { date: _date, 'keep-alive': _keep, ...headers } = res.headers;
                seen.push([res.statusCode, res.statusMessage, headers, body, res.complete]);
                server.close(() => {
                  resolve(seen);
                });
                server.closeAllConnections();
              });
            },
          );
          req.end('hello ä');
        });
      }),
  },
  {
    name: 'bodies in pieces, bodies without, get, HEAD, 204',
    run: async (require) => {
      const http = require('node:http');
      const { once } = require('node:events');
      const seen: unknown[] = [];
      const server = http.createServer((req: any, res: any) => {
        req.resume();
        req.on('end', () => {
          const {
            'content-length': length,
            'transfer-encoding': encoding,
            connection,
          } = req.headers;
          seen.push([req.method, length ?? null, encoding ?? null, connection]);
          if (req.url === '/none') res.writeHead(204).end();
          else res.end('body');
        });
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const ask = async (method: string, path: string, pieces: string[]) => {
        const { port } = server.address();
        const req = http.request({ host: '127.0.0.1', port, method, path });
        for (const piece of pieces.slice(0, -1)) req.write(piece);
        req.end(pieces.at(-1));
        const [res] = await once(req, 'response');
        let body = '';
        for await (const chunk of res) body += chunk;
        seen.push([res.statusCode, res.headers['content-length'] ?? null, body]);
      };
      await ask('POST', '/', ['a', 'b']);
      await ask('PUT', '/', ['whole']);
      await ask('POST', '/', []);
      await ask('GET', '/', []);
      await ask('DELETE', '/', []);
      await ask('HEAD', '/', []);
      await ask('GET', '/none', []);
      server.close();
      server.closeAllConnections();
      return seen;
    },
  },
  {
    name: 'order of events',
    run: async (require) => {
      const http = require('node:http');
      const { once } = require('node:events');
      const order: string[] = [];
      const server = http.createServer((req: any, res: any) => {
        req.on('end', () => order.push('req end'));
        res.on('finish', () => order.push('res finish'));
        req.resume();
        res.end('x');
      });
      server.on('close', () => order.push('server close'));
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address();
      const req = http.get(`http://127.0.0.1:${port}/`);
      for (const name of ['socket', 'finish', 'response', 'error', 'close'])
        req.on(name, () => order.push(`client ${name}`));
      const [res] = await once(req, 'response');
      res.on('end', () => order.push('res end'));
      res.on('close', () => order.push('res close'));
      res.resume();
      await once(req, 'close');
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
      // Which side is first within an exchange is the network's affair.
      const of = (side: RegExp) => order.filter((name) => side.test(name));
      return [of(/^client|^res end|^res close/), of(/^server|^res finish/)];
    },
  },
  {
    name: 'destroy, abort, signals and time limits of a client',
    run: async (require) => {
      const http = require('node:http');
      const { once } = require('node:events');
      const server = http.createServer(() => undefined);
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address();
      const failure = (begin: (req: any, controller: AbortController) => void) =>
        new Promise((resolve) => {
          const controller = new AbortController();
          const req = http.get({ host: '127.0.0.1', port, signal: controller.signal });
          const events: unknown[] = [];
          req.on('error', (error: any) => events.push([error.name, error.code, error.message]));
          req.on('abort', () => events.push('abort'));
          req.on('timeout', () => {
            events.push('timeout');
            req.destroy();
          });
          req.on('close', () => {
            resolve([events, req.destroyed, req.aborted]);
          });
          begin(req, controller);
        });
      const results = [
        await failure((req) => setTimeout(() => req.destroy(), 20)),
        await failure((req) => setTimeout(() => req.destroy(new RangeError('mine')), 20)),
        await failure((req) => setTimeout(() => req.abort(), 20)),
        await failure((_req, controller) =>
          setTimeout(() => {
            controller.abort();
          }, 20),
        ),
        await failure((req) => req.setTimeout(20)),
        await failure((req) => req.destroy()),
      ];
      server.close();
      server.closeAllConnections();
      return results;
    },
  },
  {
    name: 'a client that destroys its request once it has the answer',
    run: async (require) => {
      const http = require('node:http');
      const { once } = require('node:events');
      const server = http.createServer((req: any, res: any) => {
        req.resume();
        req.on('end', () => res.writeHead(202).end(req.url === '/body' ? 'a body' : undefined));
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const asked = (path: string, listens: boolean, error?: Error) =>
        new Promise((resolve) => {
          const events: unknown[] = [];
          const to = { port: server.address().port, path, method: 'POST' };
          const req = http.request(to, (res: any) => {
            for (const name of listens ? ['error', 'aborted', 'end'] : [])
              res.on(name, (one: any) => events.push(['res', name, one?.code]));
            req.destroy(error);
            setTimeout(() => {
              resolve([events, res.complete, res.aborted]);
            }, 20);
          });
          req.on('error', (one: any) => events.push(['req', one.name, one.message]));
          req.end('x');
        });
      const results = [
        await asked('/body', false),
        await asked('/body', true, new RangeError('mine')),
      ];
      server.close();
      server.closeAllConnections();
      return results;
    },
  },
  {
    name: 'a server that destroys the socket resets the client',
    run: async (require) => {
      const http = require('node:http');
      const { once } = require('node:events');
      const server = http.createServer((req: any) => req.socket.destroy());
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const req = http.get({ host: '127.0.0.1', port: server.address().port });
      const [error] = await once(req, 'error');
      server.close();
      return [error.code, error.message];
    },
  },
  {
    name: 'headers: names, values, what is refused',
    run: async (require, { tried }) => {
      const http = require('node:http');
      const { once } = require('node:events');
      let names: unknown;
      const server = http.createServer(async (_req: any, res: any) => {
        res.setHeader('X-A', 1);
        res.appendHeader('X-B', '1');
        res.appendHeader('x-b', ['2', '3']);
        res.setHeader('gone', 'x');
        res.removeHeader('Gone');
        names = [
          res.getHeaderNames(),
          res.getHeader('x-a'),
          res.getHeaders()['x-b'],
          res.hasHeader('GONE'),
          res.headersSent,
          await tried(() => res.setHeader('bad name', '1')),
          await tried(() => res.setHeader('x', 'a\nb')),
          await tried(() => res.setHeader('x', undefined)),
          await tried(() => res.writeHead(42)),
        ];
        res.writeHead(200, 'Fine', { 'X-C': 'c' });
        res.end();
        (names as unknown[]).push(res.headersSent, await tried(() => res.setHeader('late', '1')));
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address();
      const [res] = await once(http.get(`http://127.0.0.1:${port}`), 'response');
      res.resume();
      await once(res, 'end');
      server.close();
      server.closeAllConnections();
      return [
        names,
        res.headers['x-a'],
        res.headers['x-b'],
        res.headers['x-c'],
        res.rawHeaders.slice(0, 4),
        await tried(() => http.request({ protocol: 'ftp:' })),
        await tried(() => http.request({ path: '/a b' })),
      ];
    },
  },
  {
    name: 'fetch: text, JSON, headers, statuses, a body of each kind',
    run: async (require) => {
      const http = require('node:http');
      const { once } = require('node:events');
      const server = http.createServer(async (req: any, res: any) => {
        let body = '';
        for await (const chunk of req) body += chunk;
        const { 'content-type': type, 'content-length': length, accept } = req.headers;
        res.writeHead(req.url === '/teapot' ? 418 : 200, { 'content-type': 'application/json' });
        res.end(JSON.stringify({ method: req.method, url: req.url, type, length, accept, body }));
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const at = `http://127.0.0.1:${server.address().port}`;
      const asked = async (path: string, init?: any) => {
        const res = await fetch(at + path, init);
        return [
          res.status,
          res.ok,
          res.statusText,
          res.headers.get('content-type'),
          res.url.slice(at.length),
          res.redirected,
          res.type,
          await res.json(),
        ];
      };
      const results = [
        await asked('/plain'),
        await asked('/teapot', { method: 'DELETE' }),
        await asked('/text', { method: 'POST', body: 'text' }),
        await asked('/bytes', { method: 'PUT', body: new Uint8Array([65, 66]) }),
        await asked('/form', { method: 'POST', body: new URLSearchParams({ a: '1 2' }) }),
        await asked('/blob', { method: 'POST', body: new Blob(['b'], { type: 'text/x' }) }),
        await asked('/given', {
          method: 'POST',
          body: '{}',
          headers: { 'Content-Type': 'a/b', Accept: 'c/d' },
        }),
      ];
      server.close();
      server.closeAllConnections();
      return results;
    },
  },
  {
    name: 'fetch: redirects, failures, aborts',
    run: async (require, { tried }) => {
      const http = require('node:http');
      const { once } = require('node:events');
      const server = http.createServer((req: any, res: any) => {
        if (req.url === '/hang') return;
        if (req.url === '/reset') {
          req.socket.destroy();
          return;
        }
        const status = Number(req.url.slice(1, 4));
        if (status >= 300) res.writeHead(status, { Location: '/200' }).end();
        else res.end(req.method);
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const at = `http://127.0.0.1:${server.address().port}`;
      const asked = async (path: string, init?: any) => {
        const res = await fetch(at + path, init);
        return [res.status, res.redirected, res.url.slice(at.length), await res.text()];
      };
      const cause = async (path: string, init?: any) => {
        try {
          return await asked(path, init);
        } catch (error: any) {
          return [error.name, error.message, typeof error.cause];
        }
      };
      const controller = new AbortController();
      setTimeout(() => {
        controller.abort();
      }, 20);
      const results = [
        await asked('/301'),
        await asked('/302', { method: 'POST', body: 'x' }),
        await asked('/307', { method: 'POST', body: 'x' }),
        await asked('/303', { method: 'PUT', body: 'x' }),
        await asked('/302', { redirect: 'manual' }),
        await cause('/302', { redirect: 'error' }),
        await cause('/reset'),
        await cause('/hang', { signal: controller.signal }),
        await cause('/hang', { signal: AbortSignal.abort(new RangeError('mine')) }),
        await tried(() => fetch('no url')),
      ];
      server.close();
      server.closeAllConnections();
      return results;
    },
  },
  {
    name: 'fetch: a packed response is unpacked',
    run: async (require) => {
      const http = require('node:http');
      const zlib = require('node:zlib');
      const { once } = require('node:events');
      const server = http.createServer((req: any, res: any) => {
        const [encoding, pack] = (
          { '/gzip': ['gzip', zlib.gzipSync], '/deflate': ['deflate', zlib.deflateSync] } as any
        )[req.url] ?? ['br', zlib.brotliCompressSync];
        res.writeHead(200, { 'content-encoding': encoding }).end(pack('unpacked'));
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const at = `http://127.0.0.1:${server.address().port}`;
      const texts = [];
      for (const path of ['/gzip', '/deflate', '/br'])
        texts.push(await (await fetch(at + path)).text());
      server.close();
      server.closeAllConnections();
      return texts;
    },
  },
  {
    name: 'a port that is taken, a server that is not running',
    run: async (require) => {
      const http = require('node:http');
      const { once } = require('node:events');
      const first = http.createServer();
      first.listen(0, '127.0.0.1');
      await once(first, 'listening');
      const second = http.createServer();
      second.listen(first.address().port, '127.0.0.1');
      const [taken] = await once(second, 'error');
      first.close();
      await once(first, 'close');
      const closed = await new Promise<any>((resolve) => first.close(resolve));
      return [taken.code, taken.syscall, first.listening, closed.code, closed.message];
    },
  },
];

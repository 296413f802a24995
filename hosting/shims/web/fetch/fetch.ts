/** `fetch` of a page, over the simulated network. */
import type { Page } from '../page.js';
import { fromLatin1, latin1Of } from '../bytes.js';
import { takeBody } from './body.js';
import { KEEPALIVE_MAX, Request } from './request.js';
import { NULL_BODY, Response } from './response.js';
import { statusText } from './status-text.js';
import { exchange, isSameOrigin } from './transport.js';
import type { Answered } from './transport.js';

type Fetch = (input: unknown, init?: object) => Promise<Response>;

export function fetchShim(page: Page): Fetch {
  const failed = (): TypeError => new TypeError('Failed to fetch');

  const responseOf = (request: Request, answer: Answered): Response => {
    const own = page.own(Response);
    const isCross = !isSameOrigin(page, answer.url);
    if (request.mode === 'no-cors' && isCross)
      return Response.received(new own(), {
        ...{ url: '', redirected: false, type: 'opaque', status: 0 },
      });
    const { status, url, redirected } = answer;
    if (request.redirect === 'manual' && status >= 300 && status < 400 && status !== 304)
      return Response.received(new own(), {
        ...{ url, redirected: false, type: 'opaqueredirect', status: 0 },
      });
    const response = new own(NULL_BODY.has(status) ? null : fromLatin1(answer.body), {
      status,
      statusText: statusText(status),
      headers: answer.headers,
    });
    return Response.received(response, { url, redirected, type: isCross ? 'cors' : 'basic' });
  };

  const sent = async (request: Request): Promise<Response> => {
    request.signal.throwIfAborted();
    const bytes = await takeBody(request);
    request.signal.throwIfAborted();
    if (request.keepalive && bytes.length > KEEPALIVE_MAX) throw failed();
    const sameOrigin = isSameOrigin(page, request.url);
    if (request.mode === 'same-origin' && !sameOrigin) throw failed();
    const { method, url, redirect, signal, credentials, keepalive } = request;
    const answer = await new Promise<Answered | undefined>((resolve) => {
      const outgoing = {
        ...{ method, url, redirect, body: latin1Of(bytes), headers: [...request.headers] },
        ...{ isCors: request.mode === 'cors', keepalive },
        sendsCookies: credentials === 'include' || (credentials === 'same-origin' && sameOrigin),
      };
      const onAbort = (): void => {
        abandon();
        resolve(undefined);
      };
      const abandon = exchange(page, outgoing, (received) => {
        signal.removeEventListener('abort', onAbort);
        resolve(received);
      });
      signal.addEventListener('abort', onAbort, { once: true });
    });
    if (answer !== undefined) return responseOf(request, answer);
    signal.throwIfAborted();
    throw failed();
  };

  return function fetch(input, init) {
    let request: Request;
    try {
      request = new (page.own(Request))(input, init);
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new TypeError(String(error)));
    }
    return sent(request);
  };
}

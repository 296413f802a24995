/** Plays cases in a hosted page and in a real browser; a server of one kind answers both. */
import type { Page } from 'playwright-core';
import { pagePlayed } from '../../_pages.test.js';
import { server } from '../../_worlds.test.js';
import type { WebCase } from './conformance-case.js';

type Run = WebCase['run'];

/**
 * Outcome of a case, as text. It is played in pages: it names nothing outside. `slowness`: a busy
 * machine's browser needs longer than simulated time does.
 */
const outcome = async (run: Run, window: object, slowness = 1): Promise<string> => {
  const tried = async (make: () => unknown): Promise<unknown> => {
    try {
      return (await make()) ?? null;
    } catch (error) {
      const { name, constructor } = error as Error;
      return { error: name, of: constructor.name };
    }
  };
  const after = (ms: number): Promise<void> =>
    new Promise((done) => setTimeout(done, ms * slowness));
  const settled = (request: {
    onsuccess: unknown;
    onerror: unknown;
    result: unknown;
    error: Error;
  }): Promise<unknown> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => {
        resolve(request.result);
      };
      request.onerror = () => {
        reject(request.error);
      };
    });
  return JSON.stringify(await tried(() => run(window, { tried, after, settled })));
};

interface Answer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

/** The answer of both servers; undefined: the connection is reset. */
function answerTo(
  method: string,
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Answer | undefined {
  const { pathname } = new URL(url);
  const [, kind = '', value = ''] = pathname.split('/');
  const text = [['content-type', 'text/plain']] as const;
  switch (kind) {
    case 'status':
      return { status: Number(value), headers: text, body: Number(value) === 204 ? '' : 'body' };
    case 'redirect':
      return { status: Number(value), headers: [['location', '/echo']], body: '' };
    case 'reset':
      return undefined;
    case 'headers':
      return { status: 200, headers: [...text, ['x-one', '1'], ['x-two', '2']], body: 'x' };
    default: {
      const { 'content-type': type = null, origin = null } = headers;
      // A boundary is drawn: it differs.
      const same = body.replaceAll(/WebKitFormBoundary\w+/g, 'B');
      const kept = type?.replaceAll(/WebKitFormBoundary\w+/g, 'B') ?? null;
      const echo = JSON.stringify({ method, type: kept, origin, body: same });
      return { status: 200, headers: [['content-type', 'application/json']], body: echo };
    }
  }
}

/** Outcome of a case in a hosted page. */
export async function inShim(run: Run): Promise<string> {
  const code = `
    const outcome = ${outcome.toString()};
    exports.start = (host) => { setTimeout(() => outcome(${run.toString()}, window).then(host.told), 50); };`;
  const { reports } = await pagePlayed(code, {
    endAt: 600_000,
    link: { latencyMsMin: 1, latencyMsMax: 1 },
    answers: server(({ id, method, url, headers, body }) => {
      const named = Object.fromEntries(headers.map(([name, one]) => [name.toLowerCase(), one]));
      const answer = answerTo(method, url, named, body);
      if (answer === undefined) return { kind: 'reset', id };
      const bytes = Buffer.from(answer.body, 'utf8').toString('latin1');
      return { kind: 'response', id, ...answer, body: bytes };
    }),
  });
  return reports.find((text) => text.startsWith('told: '))?.slice(6) ?? reports.join('\n');
}

/** Allows and exposes everything, as a collector for browsers does. */
const cors = (origin: string): Record<string, string> => ({
  'access-control-allow-origin': origin,
  'access-control-allow-headers': 'content-type, x-own',
  'access-control-allow-methods': 'GET, POST, PUT, DELETE',
  'access-control-allow-credentials': 'true',
  'access-control-expose-headers': 'x-one, x-two',
});

/** Answers all requests of a real page, so that none leaves the machine. */
export async function served(page: Page): Promise<void> {
  await page.route('**/*', async (route) => {
    const request = route.request();
    const url = request.url();
    if (new URL(url).hostname === 'shop.example' && new URL(url).pathname === '/') {
      await route.fulfill({
        contentType: 'text/html; charset=utf-8',
        body: '<!doctype html><script></script>',
      });
      return;
    }
    const headers = await request.allHeaders();
    const body = request.postDataBuffer()?.toString('latin1') ?? '';
    const answer = answerTo(request.method(), url, headers, body);
    if (answer === undefined) await route.abort('connectionreset');
    else
      await route.fulfill({
        status: answer.status,
        headers: { ...Object.fromEntries(answer.headers), ...cors(headers['origin'] ?? '*') },
        body: answer.body,
      });
  });
  await page.goto('https://shop.example/');
}

/** Outcome of a case in a real page. */
export const inBrowser = async (page: Page, run: Run): Promise<string> =>
  await page.evaluate(
    `localStorage.clear(); sessionStorage.clear(); (${outcome.toString()})(${run.toString()}, window, 8)`,
  );

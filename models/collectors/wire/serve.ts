/** A collector over HTTP: memory, request and the server's clock give an answer and the next memory. */
import { collected } from '../collector.js';
import type { CollectorMemory, CollectorServer } from '../collector.js';
import type { SettledCollector } from '../choice.js';
import { wireAnswer } from './answers.js';
import type { WireAnswer } from './answers.js';
import { readBatch } from './read.js';
import type { RecordsIn } from './read.js';
import { ROUTES } from './routes.js';
import type { Route, WireRequest } from './wire.js';

/** An answer, and the records of the request that are kept after it. */
export interface Served extends WireAnswer {
  readonly kept: readonly number[];
}

const JSON_TYPE = [['content-type', 'application/json']] as const;

const refusal = (status: number, error: string): Served => ({
  ...{ status, headers: JSON_TYPE, body: JSON.stringify({ error }), kept: [] },
});

const pathOf = (url: string): string => url.replace(/^\w+:\/\/[^/]*/, '').replace(/[?#].*$/, '');

const targetOf = ({ headers }: WireRequest): string | undefined =>
  headers
    .find(([name]) => name.toLowerCase() === 'x-amz-target')?.[1]
    .split('.')
    .at(-1);

const routeOf = (name: string, request: WireRequest): Route | undefined =>
  ROUTES[name]?.find(
    ({ path, target }) =>
      path.test(pathOf(request.url)) && (target === undefined || target === targetOf(request)),
  );

/** Calls of an AWS service that carry no records: a client makes them before, and needs an answer. */
function otherCall(name: string, request: WireRequest): Served | undefined {
  const target = targetOf(request);
  const isOfService = ROUTES[name]?.some((route) => route.target !== undefined) === true;
  if (!isOfService || target === undefined) return undefined;
  const streams = target === 'DescribeLogStreams' ? { logStreams: [{ logStreamName: 's' }] } : {};
  const headers = [['content-type', 'application/x-amz-json-1.1']] as const;
  return { status: 200, headers, body: JSON.stringify(streams), kept: [] };
}

/** True for a collector that has a route over HTTP. */
export const hasRoute = (name: string): boolean => Object.hasOwn(ROUTES, name);

/**
 * Answers a request. A path that the service does not have is 404, a body of another form 400, and
 * neither changes the memory.
 */
export function servedOverHttp(
  row: SettledCollector,
  memory: CollectorMemory,
  request: WireRequest,
  server: CollectorServer,
  recordsIn: RecordsIn,
): readonly [CollectorMemory, Served] {
  const route = routeOf(row.name, request);
  if (route === undefined)
    return [memory, otherCall(row.name, request) ?? refusal(404, 'no such route')];
  const batch = readBatch(route, request, server.wall, recordsIn);
  if (batch === undefined) return [memory, refusal(400, 'malformed body')];
  const [next, judged] = collected(row, memory, batch, server);
  const kept = judged.items.flatMap(({ fate, item }) => (fate === 'kept' ? item.records : []));
  return [next, { ...wireAnswer(row, judged), kept }];
}

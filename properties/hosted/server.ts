/**
 * The server as a program sees it: the weather first, then the collector. Records of an accepted
 * request are kept for good, and a look shows each as often as it was accepted.
 */
import type { HttpHeaders, HttpMessage } from '../../hosting/network/http.js';
import { NO_EFFECTS } from '../../sim/model/node.js';
import type { Effect, LocalTime, Model, NodeEvent, Step } from '../../sim/model/node.js';
import { Seq } from '../../sim/model/seq.js';
import { msOf, SECOND_MS } from '../../sim/model/time.js';
import type { CollectorMemory } from '../../models/collectors/index.js';
import type { CollectorService } from './collector-service.js';
import type { CollectorAnswer, CollectorHandler } from './collectors.js';
import { httpDate } from './http-date.js';
import type { Progress } from './progress.js';
import { COLLECTOR } from './protocol.js';
import type { HostedInput } from './protocol.js';
import type { RetryAfter, Weather } from './scenario/weather.js';

type Request = Extract<HttpMessage, { kind: 'request' }>;
type Response = Extract<HttpMessage, { kind: 'response' }>;

/** An accepted request: who sent it, under which number, and the records in it. */
interface Accepted {
  readonly from: string;
  readonly id: number;
  readonly records: readonly number[];
}

/** A request that the collector behind has not answered yet. */
interface Waiting {
  readonly number: number;
  readonly from: string;
  readonly request: Request;
  readonly weather: Weather | null;
}

interface ServerState {
  readonly weather: Weather | null;
  readonly accepted: Seq<Accepted>;
  readonly waiting: readonly Waiting[];
  readonly sent: number;
  /** Of a named collector; null: there is none, or it had no request. */
  readonly memory: CollectorMemory | null;
}

type Stepped = Step<ServerState, HttpMessage>;

interface ServerOptions {
  /** Absent: the node `collector` answers. */
  readonly handler?: CollectorHandler | undefined;
  /** A named collector in the handler's place. */
  readonly service?: CollectorService | undefined;
  readonly progress: Progress;
}

const INITIAL: ServerState = {
  weather: null,
  accepted: Seq.empty(),
  waiting: [],
  sent: 0,
  memory: null,
};

const send = (to: string, message: HttpMessage): Effect<HttpMessage> => ({
  kind: 'send',
  to,
  message,
});

const retryHeader = (retryAfter: RetryAfter | undefined, wall: number): HttpHeaders => {
  if (retryAfter === undefined) return [];
  const { kind, seconds } = retryAfter;
  return [
    ['retry-after', kind === 'seconds' ? String(seconds) : httpDate(wall + seconds * SECOND_MS)],
  ];
};

function answerOf(id: number, answer: CollectorAnswer, wall: number): Response {
  const { status, headers = [], body = '' } = answer;
  return { kind: 'response', id, status, headers: [['date', httpDate(wall)], ...headers], body };
}

/** A browser asks whether another origin may send a request: what stands before a server answers. */
const isPreflight = ({ method, headers }: Request): boolean =>
  method === 'OPTIONS' && headers.some(([name]) => name === 'access-control-request-method');

const PREFLIGHT: CollectorAnswer = {
  status: 204,
  headers: [
    ['access-control-allow-origin', '*'],
    ['access-control-allow-methods', '*'],
    ['access-control-allow-headers', '*'],
  ],
};

const isGood = (status: number): boolean => status >= 200 && status < 300;

/** A service that throttles or fails answers preflights all the same. */
const beforeStatus = (weather: Weather | null): Weather | null =>
  weather?.kind === 'status' ? null : weather;

/** The weather's answer in the collector's place; undefined: the request reaches it. */
function turnedAway(
  weather: Weather | null,
  from: string,
  id: number,
  wall: number,
): readonly Effect<HttpMessage>[] | undefined {
  switch (weather?.kind) {
    case 'refused':
      return [send(from, { kind: 'reset', id, refused: true })];
    case 'reset-before':
      return [send(from, { kind: 'reset', id })];
    case 'black-hole':
      return NO_EFFECTS;
    case 'status': {
      const { status, retryAfter } = weather;
      const headers = retryHeader(retryAfter, wall);
      return [send(from, answerOf(id, { status, headers }, wall))];
    }
    default:
      return undefined;
  }
}

/** The client's part of the answer to an accepted request. */
function delivered(
  weather: Weather | null,
  from: string,
  response: Response,
): readonly Effect<HttpMessage>[] {
  if (weather?.kind === 'reset-after') return [send(from, { kind: 'reset', id: response.id })];
  return weather?.kind === 'answer-lost' ? NO_EFFECTS : [send(from, response)];
}

/** Rows of a look: each acceptance of each record. */
const rowsOf = ({ accepted }: ServerState): readonly object[] =>
  accepted
    .toArray()
    .flatMap(({ from, id, records }) => records.map((record) => ({ record, from, id })));

export function serverModel({
  handler,
  service,
  progress,
}: ServerOptions): Model<ServerState, HttpMessage, HostedInput> {
  function kept(state: ServerState, one: Accepted): ServerState {
    if (one.records.length === 0) return state;
    progress.accept(one.records);
    return { ...state, accepted: state.accepted.push(one) };
  }

  function served(state: ServerState, from: string, request: Request, now: LocalTime): Stepped {
    const wall = msOf(now.wall);
    const { weather } = state;
    const asks = isPreflight(request);
    const away = turnedAway(asks ? beforeStatus(weather) : weather, from, request.id, wall);
    if (away !== undefined) return [state, away];
    if (asks) return [state, delivered(weather, from, answerOf(request.id, PREFLIGHT, wall))];
    if (handler === undefined && service === undefined) {
      const number = state.sent + 1;
      return [
        { ...state, sent: number, waiting: [...state.waiting, { number, from, request, weather }] },
        [send(COLLECTOR, { ...request, id: number })],
      ];
    }
    const [memory, answer] =
      service === undefined
        ? [state.memory, handler?.(request, { wall }) ?? { status: 204 }]
        : service.serve(state.memory ?? service.first, request, wall);
    const { refused = [], accepted = [] } = answer;
    const records = isGood(answer.status)
      ? request.records.filter((record) => !refused.includes(record))
      : request.records.filter((record) => accepted.includes(record));
    const next = kept({ ...state, memory }, { from, id: request.id, records });
    return [next, delivered(weather, from, answerOf(request.id, answer, wall))];
  }

  function answered(
    state: ServerState,
    message: Response | { kind: 'reset'; id: number },
  ): Stepped {
    const found = state.waiting.find(({ number }) => number === message.id);
    if (found === undefined) return [state, NO_EFFECTS];
    const { from, request, weather } = found;
    const { id, records } = request;
    const rest = { ...state, waiting: state.waiting.filter((one) => one !== found) };
    if (message.kind === 'reset') return [rest, [send(from, { kind: 'reset', id })]];
    const next = isGood(message.status) ? kept(rest, { from, id, records }) : rest;
    return [next, delivered(weather, from, { ...message, id })];
  }

  return {
    name: 'server',
    initial: INITIAL,
    step(state, event: NodeEvent<HttpMessage, HostedInput>, now) {
      if (event.kind === 'message')
        return event.message.kind === 'request'
          ? served(state, event.from, event.message, now)
          : answered(state, event.message);
      if (event.kind !== 'input') return [state, NO_EFFECTS];
      if (event.input.kind === 'look') return [state, [{ kind: 'show', view: rowsOf(state) }]];
      if (event.input.kind !== 'weather') return [state, NO_EFFECTS];
      return [{ ...state, weather: event.input.weather ?? null }, NO_EFFECTS];
    },
  };
}

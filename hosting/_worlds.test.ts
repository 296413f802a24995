/** Worlds for tests of hosting: a program and a server that is a pure model. */
import { hashOf } from '../sim/hash/hash.js';
import type { Effect, Model } from '../sim/model/node.js';
import { trueMs } from '../sim/model/time.js';
import type { Fault } from '../sim/world/fault.js';
import type { LinkSpec } from '../sim/world/network.js';
import type { RunSummary } from '../sim/world/spec.js';
import { World } from '../sim/world/world.js';
import type { HostInput, HostOptions, HostState } from './host-model.js';
import { hostModel } from './host-model.js';
import type { HttpMessage } from './network/http.js';
import type { Program } from './program.js';

export const program = (code: string): Program => ({
  name: 'program',
  platform: 'node',
  code,
  hash: hashOf(code),
});

interface Received {
  readonly records: readonly number[];
  readonly bodies: readonly string[];
}

/** Answers each request by what `answer` makes of it; keeps what it accepted. */
export const server = (
  answer: (
    request: HttpMessage & { kind: 'request' },
    number: number,
  ) => HttpMessage | undefined = ({ id }) => ({
    kind: 'response',
    id,
    status: 200,
    headers: [],
    body: '{}',
  }),
): Model<Received, HttpMessage, HostInput> => ({
  name: 'server',
  initial: { records: [], bodies: [] },
  step: (state, event) => {
    if (event.kind !== 'message' || event.message.kind !== 'request') return [state, []];
    const request = event.message;
    const answered = answer(request, state.bodies.length);
    const accepts = answered?.kind === 'response' && answered.status < 300;
    const next: Received = {
      records: accepts ? [...state.records, ...request.records] : state.records,
      bodies: [...state.bodies, request.body],
    };
    return [
      next,
      answered === undefined ? [] : [{ kind: 'send', to: event.from, message: answered }],
    ];
  },
});

interface Play extends Partial<Omit<HostOptions, 'program'>> {
  readonly code?: string;
  /** The program itself, instead of its code. */
  readonly of?: Program;
  readonly inputs?: readonly (readonly [at: number, input: HostInput])[];
  readonly faults?: readonly Fault[];
  readonly endAt?: number;
  readonly healAt?: number;
  readonly link?: LinkSpec;
  readonly answers?: Model<Received, HttpMessage, HostInput>;
  readonly offsetMs?: number;
  readonly driftPpm?: number;
  readonly syncLatencyMs?: number;
  readonly seed?: number;
}

export interface Played {
  readonly summary: RunSummary;
  readonly hash: string;
  readonly server: Received;
  readonly state: HostState;
  readonly effects: readonly Effect<HttpMessage>[];
  readonly reports: readonly string[];
  readonly marks: readonly string[];
  readonly disk: Readonly<Record<string, unknown>>;
}

export const EPOCH_MS = 1_700_000_000_000;

/** Plays one program against one server. */
export function played(play: Play): Played {
  const {
    code = '',
    of = program(code),
    inputs = [],
    faults = [],
    endAt = 60_000,
    link = { latencyMsMin: 20, latencyMsMax: 20 },
  } = play;
  const effects: Effect<HttpMessage>[] = [];
  const queue = [...inputs];
  const model = hostModel({
    ...play,
    program: of,
    server: play.server ?? 'server',
  });
  const world = new World<HttpMessage, HostInput>(
    {
      seed: play.seed ?? 1,
      nodes: [
        {
          name: 'app',
          model,
          clock: { offsetMs: EPOCH_MS + (play.offsetMs ?? 0), driftPpm: play.driftPpm ?? 0 },
          syncLatencyMs: play.syncLatencyMs ?? 0,
        },
        { name: 'server', model: play.answers ?? server(), clock: { offsetMs: EPOCH_MS } },
      ],
      defaultLink: link,
      sources: [
        {
          next: () => {
            const next = queue.shift();
            return next === undefined ? undefined : { at: next[0], node: 'app', input: next[1] };
          },
        },
      ],
      faults,
      healAt: play.healAt ?? endAt,
      endAt,
    },
    {
      strict: true,
      observers: [
        {
          onEffect: (_at, node, effect) => {
            if (node === 'app') effects.push(effect);
          },
        },
      ],
    },
  );
  const summary = world.run(trueMs(endAt));
  return {
    summary,
    hash: summary.hash,
    server: world.stateOf('server') as Received,
    state: world.stateOf('app') as HostState,
    effects,
    reports: effects.flatMap((e) =>
      e.kind === 'report' ? [`${e.report.name}: ${String(e.report.details['text'])}`] : [],
    ),
    marks: effects.flatMap((e) => (e.kind === 'mark' ? [e.mark] : [])),
    disk: world.diskOf('app'),
  };
}

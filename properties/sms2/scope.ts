/**
 * Scope of an exhaustive check of the reference study, and the scenario that replays one of its
 * paths.
 */
import { MINUTE_MS } from '../../sim/model/time.js';
import * as sms2 from '../../models/sms2/index.js';
import type { Intervention, Scope, ScopeOptions, Script } from '../study/scope.js';

type Scenario = sms2.Sms2Scenario;

const USER = 'ann';
const PROGRAM = 'excel.exe';
/** Time of a poll and a collation, plus the wait of the last upload before them. */
const AFTER_POLL_MS = 2 * MINUTE_MS;

function usesOf(client: string, clients: number): Intervention<sms2.Input> {
  return {
    node: client,
    inputs: (number) => {
      // Explicit uses are numbered after every client's own.
      const record = clients * sms2.TRACERS_PER_SOURCE + number;
      const version = sms2.USE_VERSION;
      return [
        { kind: 'use-start', record, user: USER, program: PROGRAM, version },
        { kind: 'use-end', record },
      ];
    },
  };
}

const always = (node: string, input: sms2.Input): Intervention<sms2.Input> => ({
  node,
  inputs: () => [input],
});

const indexOf = (node: string): number => Number(/\d+$/.exec(node)?.[0] ?? 1) - 1;

/** Uses of a script: each start with the end that follows it. */
function playedOf({ inputs }: Script<sms2.Input>): sms2.ExplicitUse[] {
  const ends = new Map<number, number>();
  for (const { at, input } of inputs) if (input.kind === 'use-end') ends.set(input.record, at);
  return inputs.flatMap(({ at, node, input }) =>
    input.kind === 'use-start'
      ? [
          {
            client: indexOf(node),
            user: input.user,
            program: input.program,
            startMs: at,
            endMs: ends.get(input.record) ?? at,
          },
        ]
      : [],
  );
}

function actionsOf({ inputs }: Script<sms2.Input>): sms2.OperatorAction[] {
  return inputs.flatMap(({ at, node, input }): sms2.OperatorAction[] => {
    switch (input.kind) {
      case 'install':
      case 'delete-log':
        return [{ kind: input.kind, at, client: indexOf(node) }];
      case 'remove':
        return [{ kind: 'remove', at, client: indexOf(node), clean: input.clean }];
      default:
        return [];
    }
  });
}

export function scopeOf(options: ScopeOptions): Scope<Scenario, sms2.Input> {
  const simplest = sms2.simplestScenario(options.variant);
  const clients = Array.from({ length: options.clients }, (_, index) => sms2.clientName(index));
  return {
    uses: clients.map((client) => usesOf(client, clients.length)),
    actions: [
      // The last look is number 0.
      {
        node: sms2.CONSOLE,
        inputs: (number) => [{ kind: 'look', look: number + 1 }],
      },
      ...clients.flatMap((client) => [
        always(client, { kind: 'remove', clean: true }),
        always(client, { kind: 'install' }),
        always(client, { kind: 'delete-log' }),
      ]),
    ],
    crashes: [...clients, sms2.SERVER, sms2.DATABASE],
    clocks: clients,
    symmetric: clients,
    horizonMs: simplest.pollMinutes * MINUTE_MS + AFTER_POLL_MS,
    // As shipped, an installation is complete once the configuration has arrived.
    reads: (event) =>
      !sms2.isFixed(options.variant) &&
      event.kind === 'message' &&
      (event.message as sms2.Message).kind === 'configuration',
    // The fixed server keeps its knowledge of clients in a table by their names.
    canonicalised: (value) => (sms2.isTable(value) ? sms2.canonicalised(value) : value),
    scripted: (script) => ({
      ...simplest,
      clients: clients.map((client) => ({
        offsetMs: script.offsetsMs[client] ?? 0,
        driftPpm: 0,
        sessions: 0,
        installAtMs: 0,
        mode: 'offline',
      })),
      durationMs: script.healAt,
      network: { ...simplest.network, ordered: false },
      uses: playedOf(script),
      actions: actionsOf(script),
      faults: script.faults,
      schedule: {
        ...script.schedule,
        inputs: script.inputs.filter(({ input }) => input.kind === 'look'),
      },
    }),
  };
}

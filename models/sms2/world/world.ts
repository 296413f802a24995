/** Turns a scenario into a world: its machines, and the inputs and faults that reach them. */
import { inputError } from '../../../sim/model/errors.js';
import { MINUTE_MS } from '../../../sim/model/time.js';
import type { ClockSpec } from '../../../sim/clock/clock.js';
import type { Model } from '../../../sim/model/node.js';
import type { Fault } from '../../../sim/world/fault.js';
import type { InputSource, NodeSpec, TimedInput, WorldSpec } from '../../../sim/world/spec.js';
import { shippedAgent } from '../shipped/agent/agent.js';
import { summaryConsole } from '../site/console.js';
import type { ConsoleOptions } from '../site/console.js';
import { database } from '../site/database.js';
import { shippedPartsOf } from '../documented/variant.js';
import { eventsMax } from './event-budget.js';
import { fixedAgent } from '../fixed/agent/agent.js';
import { fixedServer } from '../fixed/server/server.js';
import { isFixed, partsOf } from '../fixed/variant.js';
import { actedAtMs, deadlineMs, healAtMs, lastLookAtMs, lastMomentMs } from './end-time.js';
import { shippedMeteringServer } from '../shipped/metering-server/server.js';
import type { Input, Message } from '../protocol.js';
import { clientName, CONSOLE, DATABASE, EPOCH_MS, SERVER, serverNames, SITE } from '../scenario.js';
import type { ClientScenario, OperatorAction, ServerClock, Sms2Scenario } from '../scenario.js';
import { serverTriggers } from './server-triggers.js';
import { siteServer } from '../site/site-server.js';
import type { SiteParts } from '../site/site-state.js';
import { triggerFaults, triggerInputs } from './triggers.js';
import { drawnUsage, playedUsage } from './usage.js';

type AnyModel = Model<unknown, Message, Input>;

const erased = <State>(model: Model<State, Message, Input>): AnyModel => model;

const clockOf = (clock: ServerClock): ClockSpec => ({
  offsetMs: EPOCH_MS + clock.offsetMs,
  driftPpm: clock.driftPpm,
});

interface Models {
  readonly agent: (client: ClientScenario, name: string) => AnyModel;
  readonly server: (name: string) => AnyModel;
  readonly site?: SiteParts;
  readonly database: AnyModel;
  readonly console: AnyModel;
}

const consoleOf = (scenario: Sms2Scenario): ConsoleOptions => ({
  servers: serverNames(scenario),
  report: scenario.report,
  summarising: scenario.summariseAfterMinutes > 0,
});

/**
 * The fix reports a period by the whole window: it also shows every older row that no earlier
 * report had.
 */
const wholeConsole = (scenario: Sms2Scenario): ConsoleOptions =>
  scenario.report?.kind === 'period'
    ? { ...consoleOf(scenario), report: undefined }
    : consoleOf(scenario);

function shippedModels(scenario: Sms2Scenario): Models {
  const parts = shippedPartsOf(scenario.variant);
  const { requestsPerRestart } = scenario;
  return {
    agent: (client, name) =>
      erased(
        shippedAgent({
          client: name,
          parts: parts.agent,
          mode: client.mode,
          toleranceMs: scenario.toleranceMs,
          logCapacity: scenario.logCapacity,
          syncBlindMs: scenario.syncBlindMs,
          localCheckMs: scenario.localCheckMinutes * MINUTE_MS,
          startDelayMs: client.startDelayMs ?? 0,
          inSession: client.nextLogonAtMs !== undefined,
          cannotWrite: client.cannotWrite ?? [],
          dosPrograms: scenario.dosPrograms ?? [],
          namePolicy: scenario.namePolicy ?? 'original',
          retryDelaySetBefore: scenario.retryDelaySetBefore ?? false,
          windows9x: client.windows9x ?? false,
          pipeRetries: scenario.pipeRetries ?? Infinity,
        }),
      ),
    server: (name) => erased(shippedMeteringServer({ name, requestsPerRestart }, parts.server)),
    site: parts.site,
    database: erased(database(parts.database)),
    console: erased(summaryConsole(parts.console, consoleOf(scenario))),
  };
}

function fixedModels(scenario: Sms2Scenario): Models {
  const parts = partsOf(scenario.variant);
  const { logCapacity } = scenario;
  const servers = serverNames(scenario);
  const server = servers.length === 1 ? SERVER : undefined;
  return {
    agent: ({ mode, startDelayMs = 0 }, client) =>
      erased(fixedAgent({ client, mode, logCapacity, server, startDelayMs }, parts.agent)),
    server: (name) => erased(fixedServer(parts.server, name)),
    site: parts.site,
    database: erased(database(parts.database)),
    console: erased(summaryConsole(parts.console, wholeConsole(scenario))),
  };
}

function nodesOf(scenario: Sms2Scenario): NodeSpec<Message, Input>[] {
  const { syncLatencyMs } = scenario;
  const models = isFixed(scenario.variant) ? fixedModels(scenario) : shippedModels(scenario);
  const clients = scenario.clients.map((client, index): NodeSpec<Message, Input> => {
    const name = clientName(index);
    return { name, model: models.agent(client, name), clock: clockOf(client), syncLatencyMs };
  });
  const servers = serverNames(scenario);
  const site = siteServer(
    {
      servers,
      pollMs: scenario.pollMinutes * MINUTE_MS,
      retries: scenario.retries,
      retryDelayMs: scenario.retryDelayMinutes * MINUTE_MS,
      excludedListBytes: scenario.excludedListBytes,
      collationMs: scenario.collationMinutes * MINUTE_MS,
      configurationAgeMs: scenario.configurationAgeMs,
      collationAgeMs: (scenario.collationAgeMinutes ?? 0) * MINUTE_MS,
      summariseAfterMs: scenario.summariseAfterMinutes * MINUTE_MS,
      summariseBy: scenario.summariseBy ?? 'hour',
      serverless: scenario.serverSetUpAtMs !== undefined,
    },
    models.site,
  );
  return [
    ...clients,
    ...servers.map((name): NodeSpec<Message, Input> => ({
      name,
      model: models.server(name),
      clock: name === SERVER ? clockOf(scenario.meteringServer) : { offsetMs: EPOCH_MS },
      syncLatencyMs,
    })),
    { name: SITE, model: erased(site), clock: clockOf(scenario.siteServer), syncLatencyMs },
    {
      name: DATABASE,
      model: models.database,
      clock: clockOf(scenario.databaseServer),
      syncLatencyMs,
    },
    // No source mentions the console's own clock: it is right.
    { name: CONSOLE, model: models.console, clock: { offsetMs: EPOCH_MS } },
  ];
}

const SERVERS = { metering: SERVER, site: SITE, database: DATABASE } as const;

type Intervention =
  | { readonly at: number; readonly input: Omit<TimedInput<Input>, 'at'> }
  | { readonly at: number; readonly fault: Fault };

/** Translates an action for the kernel: an input to a model, or a fault of a machine. */
function interventionOf(action: OperatorAction, scenario: Sms2Scenario): Intervention {
  const at = actedAtMs(action, scenario);
  const node = 'client' in action ? clientName(action.client % scenario.clients.length) : SITE;
  switch (action.kind) {
    case 'synchronise':
      return { at, fault: { kind: 'synchronise', at, node, to: SITE } };
    case 'set-clock':
      return {
        at,
        fault: { kind: 'clock', at, node, adjustment: { kind: 'step', byMs: action.byMs } },
      };
    case 'restart':
      return { at, fault: { kind: 'restart', at, node } };
    case 'correct-clock': {
      const adjustment = { kind: 'set', toMs: EPOCH_MS + at } as const;
      return { at, fault: { kind: 'clock', at, node: SERVERS[action.server], adjustment } };
    }
    case 'remove':
      return { at, input: { node, input: { kind: 'remove', clean: action.clean } } };
    case 'change-setting':
      return {
        at,
        input: { node, input: { kind: 'change-setting', pollMinutes: action.pollMinutes } },
      };
    case 'install':
    case 'delete-log':
    case 'delete-next-sync-time':
      return { at, input: { node, input: { kind: action.kind } } };
  }
}

const machinesOf = (scenario: Sms2Scenario): ReadonlySet<string> =>
  new Set([...serverNames(scenario), SITE, DATABASE, CONSOLE]);

/**
 * The machine that a fault names. Client indexes wrap, so that a scenario stays playable when
 * clients are removed; any other name is an error.
 */
function machineOf(
  name: string,
  clients: number,
  machines: ReadonlySet<string>,
  place: string,
): string {
  if (machines.has(name)) return name;
  const index = /^client-([1-9]\d{0,8})$/.exec(name)?.[1];
  if (index !== undefined) return clientName((Number(index) - 1) % clients);
  throw inputError({
    place,
    expected: `client-1 to client-${String(clients)}, ${[...machines].join(', ')}`,
    got: `"${name}"`,
  });
}

function faultsOf(scenario: Sms2Scenario): Fault[] {
  const clients = scenario.clients.length;
  const machines = machinesOf(scenario);
  return scenario.faults.map((fault, index) => {
    const place = `faults.${String(index)}`;
    const node = machineOf(fault.node, clients, machines, `${place}.node`);
    return 'to' in fault
      ? { ...fault, node, to: machineOf(fault.to, clients, machines, `${place}.to`) }
      : { ...fault, node };
  });
}

/** Stable: entries of one instant keep the order of the scenario. */
const byTime = (a: { at: number }, b: { at: number }): number => a.at - b.at;

const listSource = (inputs: readonly TimedInput<Input>[]): InputSource<Input> => {
  let next = 0;
  return {
    next: () => {
      const input = inputs[next];
      next += 1;
      return input;
    },
  };
};

function looksOf(scenario: Sms2Scenario): TimedInput<Input>[] {
  const looks: TimedInput<Input>[] = [];
  for (let look = 0; look < scenario.looks; look += 1) {
    const at = Math.floor((scenario.durationMs * (look + 1)) / (scenario.looks + 1));
    looks.push({ at, node: CONSOLE, input: { kind: 'look', look } });
  }
  looks.push({
    at: lastLookAtMs(scenario),
    node: CONSOLE,
    input: { kind: 'look', look: scenario.looks },
  });
  return looks;
}

export function worldOf(scenario: Sms2Scenario): WorldSpec<Message, Input> {
  const installs = scenario.clients.map((client, index): OperatorAction => ({
    kind: 'install',
    at: client.installAtMs,
    client: index,
  }));
  const interventions = [...installs, ...scenario.actions]
    .map((action) => interventionOf(action, scenario))
    .sort(byTime);
  const inputs = [
    ...triggerInputs(scenario),
    ...interventions.flatMap((intervention) =>
      'input' in intervention ? [{ at: intervention.at, ...intervention.input }] : [],
    ),
    ...serverTriggers(scenario, lastMomentMs(scenario)),
  ].sort(byTime);
  const machineActions = interventions.flatMap((intervention) =>
    'fault' in intervention ? [intervention.fault] : [],
  );
  const usage = scenario.clients.map((client, index) =>
    drawnUsage(scenario.seed, index, client.sessions, scenario.durationMs, client.renamed),
  );
  if (scenario.uses !== undefined)
    usage.push(
      playedUsage(scenario.clients.length, scenario.uses, scenario.clients, scenario.durationMs),
    );
  const { latencyMsMin } = scenario.network;
  return {
    seed: scenario.seed,
    nodes: nodesOf(scenario),
    defaultLink: scenario.network,
    sources: [listSource(inputs), ...usage, listSource(looksOf(scenario))],
    faults: [...triggerFaults(scenario), ...machineActions, ...faultsOf(scenario)].sort(byTime),
    healAt: healAtMs(scenario),
    quietFrom: deadlineMs(scenario),
    // The last look takes two messages for each server and the database.
    endAt: lastLookAtMs(scenario) + 2 * (1 + serverNames(scenario).length) * latencyMsMin + 1,
    eventsMax: eventsMax(scenario),
  };
}

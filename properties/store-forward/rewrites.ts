/**
 * Plainer scenarios that may lose a record in the same way: one clock's error, or one fault, in the
 * simplest scenario. Where two numbers decide a boundary together, no single step leads here.
 */
import { storeForward } from '../../models/index.js';

type Scenario = storeForward.StoreForwardScenario;

export function* rewrites(scenario: Scenario): Iterable<Scenario> {
  const simplest = { ...storeForward.simplestScenario(scenario.variant), seed: scenario.seed };
  const { agents, server, zone, everyMs, burst, cloned } = scenario;
  const [plain] = simplest.agents;
  if (plain === undefined) return;
  const cores: Partial<Scenario>[] = [
    {},
    { server },
    { zone, everyMs },
    { everyMs, burst },
    { cloned, agents: agents.map(({ records }) => ({ ...plain, records })) },
    ...agents.map(({ offsetMs }) => ({ agents: [{ ...plain, offsetMs }] })),
    ...agents.map(({ records }) => ({ agents: [{ ...plain, records }] })),
  ];
  for (const core of cores) {
    yield { ...simplest, ...core };
    for (const fault of scenario.faults) yield { ...simplest, ...core, faults: [fault] };
  }
  yield { ...simplest, agents, everyMs, faults: scenario.faults };
}

/**
 * Plainer scenarios that may lose a record in the same way: one clock's error, or one fault, in the
 * simplest scenario; and the same interventions at the simplest pace. Where two numbers decide a
 * boundary together (how far apart records are, and when power fails), no single step leads here.
 */
import * as storeForward from '../../models/store-forward/index.js';

type Scenario = storeForward.StoreForwardScenario;
type Pace = Pick<Scenario, 'everyMs' | 'uploadMs'>;

/** The true time at another pace: as long after the record, or after its upload, as before. */
function atPace(atMs: number, from: Pace, to: Pace): number {
  const records = Math.floor(atMs / from.everyMs);
  const sinceMs = atMs - records * from.everyMs;
  const uploaded = records > 0 && sinceMs >= from.uploadMs;
  return records * to.everyMs + (uploaded ? sinceMs - from.uploadMs + to.uploadMs : sinceMs);
}

const paced = (scenario: Scenario, pace: Pace): Scenario => ({
  ...scenario,
  ...pace,
  zone: { ...scenario.zone, changeAtMs: atPace(scenario.zone.changeAtMs, scenario, pace) },
  faults: scenario.faults.map((fault) => ({ ...fault, at: atPace(fault.at, scenario, pace) })),
});

export function* rewrites(scenario: Scenario): Iterable<Scenario> {
  const simplest = { ...storeForward.simplestScenario(scenario.variant), seed: scenario.seed };
  const { agents, server, zone, everyMs, burst, cloned, syncLatencyMs } = scenario;
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
  const atOnce = paced(scenario, simplest);
  yield atOnce;
  yield paced(scenario, { ...simplest, uploadMs: scenario.uploadMs });
  yield paced(scenario, { ...simplest, everyMs });
  for (const fault of atOnce.faults) {
    yield { ...simplest, syncLatencyMs, faults: [fault] };
    yield { ...simplest, agents, syncLatencyMs, faults: [fault] };
  }
}

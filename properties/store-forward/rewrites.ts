/**
 * Rewrites a scenario to simpler ones that may lose a record in the same way. One clock's error, or
 * one fault, in the simplest scenario; or the same interventions at the simplest pace. Where two
 * numbers decide a boundary together (the time between records, the time of a power cut), no single
 * step of shrinking leads there.
 */
import * as storeForward from '../../models/store-forward/index.js';

type Scenario = storeForward.StoreForwardScenario;
type Pace = Pick<Scenario, 'everyMs' | 'uploadMs'>;

/** The time at another pace: the same distance after the record, or after its upload. */
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

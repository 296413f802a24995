/**
 * Renames machines that a scenario no longer has.
 *
 * A fault of `agent-3` is one of `agent-1` once shrinking has removed two of three agents: names wrap,
 * so that the scenario stays playable. What is printed should name the machine that the fault befalls.
 */
import { judgedRun } from '../oracle/judged-run.js';
import { jsonOf, scenarioOf } from '../json/scenario.js';
import { get, paths, set } from '../json/tree.js';
import type { Json } from '../json/tree.js';
import type { RunnableStudy, ScenarioBase } from '../study/contract.js';

const NUMBERED = /^(.*?)\d+$/;

const stemOf = (name: string): string | undefined => NUMBERED.exec(name)?.[1];

/**
 * Returns the scenario with each numbered name of an absent machine replaced by that of the machine
 * it stands for: the one with which the run has the same trace.
 */
export function withExistingNames<Scenario extends ScenarioBase, Message, Input>(
  study: RunnableStudy<Scenario, Message, Input>,
  scenario: Scenario,
): Scenario {
  const names = study.build(scenario).nodes.map(({ name }) => name);
  const stems = new Set(names.map(stemOf));
  stems.delete(undefined);
  const absent = new Set(
    [...paths(jsonOf(scenario))]
      .map((path) => get(jsonOf(scenario), path))
      .filter((value) => typeof value === 'string')
      .filter((value) => !names.includes(value) && stems.has(stemOf(value))),
  );
  const hashOf = (one: Scenario): string => judgedRun(study, one).result.summary.hash;
  let current = scenario;
  for (const name of absent) {
    const hash = hashOf(current);
    const same = names
      .filter((one) => stemOf(one) === stemOf(name))
      .map((to) => scenarioOf<Scenario>(renamed(jsonOf(current), name, to)))
      .find((candidate) => hashOf(candidate) === hash);
    current = same ?? current;
  }
  return current;
}

function renamed(json: Json, from: string, to: string): Json {
  return [...paths(json)]
    .filter((path) => get(json, path) === from)
    .reduce<Json>((changed, path) => set(changed, path, to), json);
}

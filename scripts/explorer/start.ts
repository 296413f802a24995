/** The scenario that an explorer begins with, where none is asked for. */
import { planeClassOf } from '../../properties/frontier/frontier.js';
import { samplesOf } from '../../properties/frontier/scale.js';
import { runScenario } from '../../properties/oracle/judged-run.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import type { PlaneClass } from '../../properties/frontier/types.js';
import { knobsOf } from './view/knobs.js';
import { Outcomes } from './view/outcomes.js';

const SAMPLES = 61;
const LOST: ReadonlySet<PlaneClass> = new Set(['stranded', 'destroyed']);

/**
 * The losing side of the change nearest to zero along the study's first number, in the simplest
 * scenario with one record; without such a change, the simplest scenario.
 */
export function startScenario(study: AnyStudy, variant: string): ScenarioBase {
  const simplest = study.simplest(variant);
  const knobs = knobsOf(study, simplest);
  const main =
    knobs.find(({ id }) => id === study.plane?.x) ?? knobs.find((one) => one.isParameter);
  if (main === undefined) return simplest;
  const outcomes = new Outcomes((value) =>
    planeClassOf(runScenario(study, main.set(simplest, value))),
  );
  for (const _ of outcomes.settle(samplesOf(main, SAMPLES)));
  const losing = outcomes.edges
    .flatMap(({ low, high }) => [low, high])
    .filter((side) => LOST.has(side.class))
    .sort((a, b) => Math.abs(a.position) - Math.abs(b.position));
  const [first] = losing;
  return first === undefined ? simplest : main.set(simplest, first.position);
}

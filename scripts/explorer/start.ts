/** The scenario that an explorer begins with, where none is asked for. */
import { planeClassOf } from '../../properties/frontier/frontier.js';
import { samplesOf } from '../../properties/frontier/scale.js';
import { runScenario } from '../../properties/oracle/judged-run.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import type { PlaneClass } from '../../properties/frontier/types.js';
import { withCollector } from './view/collectors.js';
import { knobsOf } from './view/knobs.js';
import type { Knob } from './view/knobs.js';
import { Outcomes } from './view/outcomes.js';

const SAMPLES = 61;
/** A run of a program is dear. */
const SAMPLES_OF_PROGRAM = 13;
const LOST: ReadonlySet<PlaneClass> = new Set(['stranded', 'destroyed']);

/** Numbers that are tried; a run of a program is dear, so of its numbers the map's two. */
const KNOBS_MAX = 6;

/** The losing side of the change nearest to zero along one number; undefined: none loses. */
function losingAlong(study: AnyStudy, base: ScenarioBase, knob: Knob): ScenarioBase | undefined {
  const outcomes = new Outcomes((value) => planeClassOf(runScenario(study, knob.set(base, value))));
  const samples = study.identity === undefined ? SAMPLES : SAMPLES_OF_PROGRAM;
  for (const _ of outcomes.settle(samplesOf(knob, samples)));
  const [first] = outcomes.edges
    .flatMap(({ low, high }) => [low, high])
    .filter((side) => LOST.has(side.class))
    .sort((a, b) => Math.abs(a.position) - Math.abs(b.position));
  return first === undefined ? undefined : knob.set(base, first.position);
}

/**
 * The losing side of the change nearest to zero along the number that the study's map moves, or else
 * along another, in the simplest scenario; without such a change, the simplest scenario.
 * @param collector name of the one that serves the agent; default: the study's own server
 */
export function startScenario(study: AnyStudy, variant: string, collector?: string): ScenarioBase {
  const simplest = withCollector(study, study.simplest(variant), collector);
  const parameters = knobsOf(study, simplest).filter((knob) => knob.isParameter);
  const { plane } = study;
  const planned = [plane?.x, plane?.y].flatMap((id) => parameters.filter((one) => one.id === id));
  const others = parameters.filter((one) => !planned.includes(one));
  const tried =
    study.identity === undefined || planned.length === 0 ? [...planned, ...others] : planned;
  for (const knob of tried.slice(0, KNOBS_MAX)) {
    const losing = losingAlong(study, simplest, knob);
    if (losing !== undefined) return losing;
  }
  return simplest;
}

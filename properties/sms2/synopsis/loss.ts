/** Finds one loss of a shipped variant, shrinks it, and finds its boundary to the millisecond. */
import type * as sms2 from '../../../models/sms2/index.js';
import { explore } from '../../campaign/explore.js';
import { storyOf } from '../../explain/story.js';
import { planeClassOf } from '../../frontier/frontier.js';
import { Line } from '../../frontier/line.js';
import { samplesOf } from '../../frontier/scale.js';
import { runScenario } from '../../oracle/judged-run.js';
import { PARAMETERS } from '../parameters/parameters.js';
import { sms2Study } from '../study.js';
import type { Exploration, Finding } from '../../campaign/finding.js';
import type { StorySide } from '../../explain/story-types.js';
import type { LinePoint } from '../../frontier/line.js';
import type { PlaneAxis } from '../../frontier/types.js';
import type { Segment, SynopsisDecision, SynopsisLoss, SynopsisSide } from './types.js';

type Scenario = sms2.Sms2Scenario;

/** The part of the space that the article describes: clocks at the installation of agents. */
const SPACE = 'install';
const AXIS = 'clockOffset';
const SAMPLES = 48;

export interface SearchedLoss {
  readonly exploration: Exploration<Scenario>;
  /** Undefined if no record was lost. */
  readonly loss: SynopsisLoss | undefined;
}

/** Kinds of records that are gone, rather than shown twice or wrongly dated. */
const isLoss = ({ explanation }: Finding<Scenario>): boolean => {
  const { property, fate } = explanation.violation;
  return property === 'conservation' && (fate === 'stranded' || fate === 'destroyed');
};

function axis(): PlaneAxis {
  const { title, unit, from, to } = PARAMETERS[AXIS] as NonNullable<(typeof PARAMETERS)[string]>;
  return { name: AXIS, title, unit, from, to };
}

/** Joins the points that were run to stretches of one class. */
export function segmentsOf(points: readonly LinePoint[]): readonly Segment[] {
  const segments: Segment[] = [];
  for (const point of points) {
    const last = segments.at(-1);
    if (last?.class === point.class)
      segments[segments.length - 1] = { ...last, to: point.position };
    else segments.push({ from: point.position, to: point.position, class: point.class });
  }
  return segments;
}

const sideOf = ({ name, value, clock, latchedBy, latched }: StorySide): SynopsisSide => {
  const setBy = latched?.what ?? latchedBy;
  return {
    ...{ name, value },
    ...(clock === undefined ? {} : { clock }),
    ...(setBy === undefined ? {} : { setBy }),
  };
};

function decisionOf(
  scenario: Scenario,
  { minimal, explanation }: Finding<Scenario>,
): SynopsisDecision | undefined {
  const { decision } = storyOf(sms2Study, scenario, minimal?.explanation ?? explanation);
  if (decision === undefined) return undefined;
  const { moment, comparison, left, right, outcome } = decision;
  return {
    node: moment.node,
    trueMs: moment.atMs + sms2Study.epochMs,
    localMs: moment.localMs,
    ...{ comparison, outcome },
    left: sideOf(left),
    right: sideOf(right),
  };
}

function lossOf(finding: Finding<Scenario>, runs: number): SynopsisLoss {
  const scenario = finding.minimal?.scenario ?? finding.found;
  const plane = axis();
  const parameter = PARAMETERS[AXIS];
  let boundaryRuns = 0;
  const line = new Line(
    (offsetMs) => {
      boundaryRuns += 1;
      return planeClassOf(runScenario(sms2Study, parameter?.set(scenario, offsetMs) ?? scenario));
    },
    samplesOf(plane, SAMPLES),
  );
  line.settle();
  const { fate } = (finding.minimal?.explanation ?? finding.explanation).violation;
  const { metered, fates } = runScenario(sms2Study, scenario);
  const decision = decisionOf(scenario, finding);
  return {
    space: SPACE,
    runs,
    foundAtRun: finding.foundAtRun,
    shrinkRuns: finding.minimal?.runs ?? 0,
    ...{ scenario, fate },
    lost: fates.totals[fate],
    records: metered,
    offsetMs: scenario.clients[0]?.offsetMs ?? 0,
    axis: plane,
    segments: segmentsOf(line.points),
    boundaryRuns,
    ...(decision === undefined ? {} : { decision }),
  };
}

/** @throws SkewproofError as `explore` does. */
export function searchLoss(variant: string, seed: number, runs: number): SearchedLoss {
  const exploration = explore(sms2Study, variant, { seed, runs, space: SPACE });
  const finding = exploration.findings.find(isLoss);
  return { exploration, loss: finding && lossOf(finding, exploration.statistics.runs) };
}

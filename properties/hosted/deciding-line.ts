/**
 * Names the line of a program that decides a loss: plays the instrumented program in the losing scenario
 * and in its passing neighbour, on one machine after the other until a comparison is confirmed.
 */
import { decidingLine } from '../../hosting/decisions/deciding.js';
import type { Reader } from '../../hosting/decisions/reader.js';
import type { DecisionRecorder, Recorder } from '../../hosting/decisions/recorder.js';
import type { InstrumentedProgram } from '../../hosting/decisions/sites.js';
import type { HttpMessage } from '../../hosting/network/http.js';
import type { HostInput } from '../../hosting/host-model.js';
import type { Model } from '../../sim/model/node.js';
import type { NodeSpec, WorldSpec } from '../../sim/world/spec.js';
import { judgedRun } from '../oracle/judged-run.js';
import type { RunnableStudy } from '../study/contract.js';
import type { DecidedByCode, DecidingPair } from '../study/deciding-pair.js';
import type { HostedInput } from './protocol.js';
import type { ProgramScenario } from './scenario/scenario.js';

type ProgramStudy = RunnableStudy<ProgramScenario, HttpMessage, HostedInput>;
type World = WorldSpec<HttpMessage, HostedInput>;

/** A program whose code reports its decisions. */
export interface RecordedProgram {
  readonly instrumented: InstrumentedProgram;
  readonly reader: Reader;
  /** A model for one run of one machine. */
  model(node: string, recorder: DecisionRecorder): Model<unknown, HttpMessage, HostInput>;
}

/** A node whose program is recorded. */
interface RecordedNode {
  readonly node: string;
  readonly recorder: DecisionRecorder;
}

/** The parts of a study that recording needs. */
export interface RecordingParts {
  /** Programs of a variant by node, in the order in which they are asked. */
  readonly programs: (
    scenario: ProgramScenario,
  ) => readonly (readonly [node: string, program: RecordedProgram])[];
  /** The world in which the program of one node is the instrumented one. */
  readonly build: (scenario: ProgramScenario, recorded: RecordedNode) => World;
}

/** Decisions of a run before each event of its node. */
type Starts = number[];

function counting(
  spec: NodeSpec<HttpMessage, HostedInput>,
  recorder: Recorder,
  starts: Starts,
): NodeSpec<HttpMessage, HostedInput> {
  const { model } = spec;
  return {
    ...spec,
    model: {
      name: model.name,
      initial: model.initial,
      step: (state, event, now) => {
        starts.push(recorder.count);
        return model.step(state, event, now);
      },
    },
  };
}

/** The study with the program of one node recorded. A scenario with right clocks would be a second run. */
function recording(
  study: ProgramStudy,
  { build }: RecordingParts,
  node: string,
  recorder: Recorder,
  starts: Starts,
): ProgramStudy {
  return {
    ...study,
    rightClocks: () => undefined,
    build: (scenario) => {
      const world = build(scenario, { node, recorder });
      return {
        ...world,
        nodes: world.nodes.map((one) =>
          one.name === node ? counting(one, recorder, starts) : one,
        ),
      };
    },
  };
}

/** The last event that began before a decision. */
function eventOf(starts: Starts, decision: number): number {
  const after = starts.findIndex((count) => count > decision);
  return (after < 0 ? starts.length : after) - 1;
}

function decidedOn(
  study: ProgramStudy,
  parts: RecordingParts,
  pair: DecidingPair<ProgramScenario, HttpMessage, HostedInput>,
  [node, { instrumented, reader }]: readonly [string, RecordedProgram],
): DecidedByCode {
  let starts: Starts = [];
  const deciding = decidingLine(
    { program: instrumented, reader, node },
    {
      losing: (recorder) => {
        starts = [];
        return pair.loses(recording(study, parts, node, recorder, starts));
      },
      passing: (recorder) => judgedRun(recording(study, parts, node, recorder, []), pair.passing),
    },
  );
  // Up to the decision that is named all losing runs are one: the last tells its event.
  return {
    node,
    program: instrumented.name,
    deciding,
    eventOf: (decision) => eventOf(starts, decision),
  };
}

/** A confirmed comparison first, then any, then the reason why none decides. */
function rankOf({ deciding }: DecidedByCode): number {
  if (deciding.kind === 'none') return deciding.why === 'same' ? 3 : 2;
  return deciding.confirmed === true ? 0 : 1;
}

export function decidedByCode(
  study: ProgramStudy,
  parts: RecordingParts,
  pair: DecidingPair<ProgramScenario, HttpMessage, HostedInput>,
): DecidedByCode | undefined {
  const { node, losing } = pair;
  const programs = parts.programs(losing);
  // The machines that only look on come last.
  const ranked = [...programs].sort(([a], [b]) => Number(b === node) - Number(a === node));
  let best: DecidedByCode | undefined;
  for (const one of ranked) {
    const decided = decidedOn(study, parts, pair, one);
    if (best === undefined || rankOf(decided) < rankOf(best)) best = decided;
    if (rankOf(best) === 0) break;
  }
  return best;
}

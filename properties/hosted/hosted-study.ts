/** The study of a program: its world, its account, its spaces, its gate, and two more properties. */
import { TASKS_PER_SECOND_MAX } from '../../models/rules/hot-loop.js';
import type { HttpMessage } from '../../hosting/network/http.js';
import type { Model } from '../../sim/model/node.js';
import { FAULT_NAMES } from '../pipeline/scenario/faults.js';
import type { FaultName } from '../pipeline/scenario/faults.js';
import { EPOCH_MS } from '../pipeline/scenario/scenario.js';
import type { PropertyName, Study, Variant } from '../study/contract.js';
import { PAGES, ProgramAccount } from './account.js';
import { handlerOf } from './collectors.js';
import type { Collector } from './collectors.js';
import { passGate } from './gate.js';
import { decidedByCode } from './deciding-line.js';
import type { RecordedProgram, RecordingParts } from './deciding-line.js';
import { labelsOf } from './scenario/labels.js';
import { TAKEN } from './machine.js';
import type { ProgramModel } from './machine.js';
import { PARAMETERS, planeBase } from './scenario/parameters.js';
import { agentName } from '../pipeline/protocol.js';
import { COLLECTOR } from './protocol.js';
import type { HostedInput } from './protocol.js';
import { rewritesOf } from './scenario/rewrites.js';
import { HORIZON_MS, LIMITS, simplestOf, withRightClocks } from './scenario/scenario.js';
import type { ProgramScenario } from './scenario/scenario.js';
import { schemaOf } from './scenario/schema.js';
import { spacesOf } from './scenario/space.js';
import { coverageOf } from './told.js';
import type { Told } from './told.js';
import { usageRun } from './usage.js';
import { worldOf } from './world.js';

/** A program that can be hosted. */
interface HostedProgram {
  /** 16 hexadecimal digits of its code. */
  readonly hash: string;
  /** A model for one run of one machine. */
  model(node: string): ProgramModel;
  /** The program with its decisions reported; absent for a stand-in without code. */
  recorded?(): RecordedProgram;
}

/**
 * A variant of a program, and the properties that it is expected to violate.
 * @since 0.1.0
 */
interface ProgramVariant {
  readonly title: string;
  /** Default: none. */
  readonly violated?: readonly PropertyName[];
}

/** The parts of a study of a program, once the program is there. */
export interface HostedParts {
  readonly name: string;
  readonly title: string;
  readonly variants: Readonly<Record<string, ProgramVariant>>;
  readonly program: (variant: string) => HostedProgram;
  readonly collector: Collector | ((variant: string) => Model<unknown, HttpMessage, never>);
  /** The program that answers for the collector, with its decisions reported, if it is one. */
  readonly recordedCollector?: () => RecordedProgram;
  /** True if `collector` makes a model. */
  readonly collectorIsModel?: boolean;
  readonly told?: Told;
  readonly hasFlush?: boolean;
  /** Default: `node`. */
  readonly platform?: 'node' | 'browser';
  readonly tasksPerSecondMax?: number;
  readonly horizonMs?: number;
  readonly statuses?: readonly number[];
  readonly without?: readonly FaultName[];
  readonly marks?: readonly string[];
}

/** Statuses after which a client is expected to try again. */
const STATUSES = [408, 429, 500, 502, 503, 504] as const;
/** The server belongs to the harness: of its faults only those of its clock say anything of a program. */
const FAULTS: readonly FaultName[] = FAULT_NAMES.filter(
  (name) => !['server-crash', 'server-suspend', 'server-disk-full'].includes(name),
);
const ALSO: readonly PropertyName[] = ['clock-innocent', 'no-hot-loop'];
/** Samples of a map: a run of a program takes some fifty times as long as one of a model. */
const MAP_COLUMNS = 16;
/** Uses in calm weather, on each of two machines, before and after. */
const CALM_USES = 3;

const calm = (simplest: ProgramScenario): ProgramScenario => ({
  ...simplest,
  agents: Array.from({ length: LIMITS.agents }, () => ({
    offsetMs: 0,
    driftPpm: 0,
    uses: CALM_USES,
  })),
  later: 2,
});

/** The programs of a world that can be recorded: machines first, then what answers them. */
function recordingParts(
  { program, recordedCollector }: HostedParts,
  world: Parameters<typeof worldOf>[0],
): RecordingParts {
  const collector = recordedCollector && ([COLLECTOR, recordedCollector()] as const);
  return {
    programs: ({ variant, agents }) => {
      const recorded = program(variant).recorded?.();
      const machines = recorded && agents.map((_, at) => [agentName(at), recorded] as const);
      return [...(machines ?? []), ...(collector === undefined ? [] : [collector])];
    },
    build: (scenario, { node, recorder }) =>
      worldOf(
        {
          ...world,
          program: (variant, name) =>
            (name === node ? program(variant).recorded?.().model(name, recorder) : undefined) ??
            world.program(variant, name),
          ...(collector === undefined || node !== COLLECTOR
            ? {}
            : { collector: () => collector[1].model(COLLECTOR, recorder) }),
        },
        scenario,
      ),
  };
}

export function hostedStudy(parts: HostedParts): Study<ProgramScenario, HttpMessage, HostedInput> {
  const { name, title, program, collector, told = {} } = parts;
  const { statuses = STATUSES, without = [], marks = [] } = parts;
  const faults = FAULTS.filter((fault) => !without.includes(fault));
  const simplest = simplestOf(name, (variant) => program(variant).hash);
  const world: Parameters<typeof worldOf>[0] = {
    program: (variant, node) => program(variant).model(node),
    ...(parts.collectorIsModel === true
      ? { collector: collector as (variant: string) => Model<unknown, HttpMessage, never> }
      : { handler: handlerOf(collector as Collector, `program ${name}, field collector`) }),
    tasksPerSecondMax: parts.tasksPerSecondMax ?? TASKS_PER_SECOND_MAX,
    horizonMs: parts.horizonMs ?? HORIZON_MS,
    hasFlush: parts.hasFlush ?? true,
    isBrowser: parts.platform === 'browser',
  };
  const variants = Object.entries(parts.variants).map(
    ([variant, { title: what, violated = [] }]): readonly [string, Variant] => [
      variant,
      { title: what, violated, also: ALSO },
    ],
  );
  const study: Study<ProgramScenario, HttpMessage, HostedInput> = {
    name,
    title,
    epochMs: EPOCH_MS,
    variants: Object.fromEntries(variants),
    identity: 'program',
    schema: schemaOf(name, Object.keys(parts.variants), faults, statuses, world.isBrowser),
    spaces: spacesOf({ faults, statuses, simplest, isBrowser: world.isBrowser }),
    simplest,
    build: (scenario) => worldOf(world, scenario),
    metering: ({ syncLatencyMs }) =>
      new ProgramAccount(syncLatencyMs, world.isBrowser ? PAGES : undefined),
    // The account reads the rows: which repetition is a fault depends on what was answered.
    shown: () => [],
    coverage: (report) => coverageOf(report, told),
    dateToleranceMs: () => 0,
    labels: labelsOf,
    requiredMarks: () => [TAKEN, ...marks],
    rewrites: (scenario) => rewritesOf(scenario, simplest(scenario.variant)),
    rightClocks: withRightClocks,
    // A node that answers is a part of the system under test.
    ...(parts.collectorIsModel === true
      ? {}
      : { collectors: (scenario, chosen) => ({ ...scenario, collector: chosen }) }),
    decidingLine: (pair) => decidedByCode(study, recordingParts(parts, world), pair),
    gate: (variant) => {
      passGate(study, calm(simplest(variant)));
    },
    usage: (variant, recorded) => usageRun(world, simplest(variant), recorded),
    parameters: PARAMETERS,
    plane: {
      ...{ x: 'step', y: 'outage', resolution: MAP_COLUMNS },
      base: (variant) => planeBase(simplest(variant)),
    },
  };
  return study;
}

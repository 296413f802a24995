/**
 * The small form of a study: an agent, a server, and the properties that each variant breaks. The rest
 * is common to most pipelines, and is supplied here: a scenario with clocks, uses, links and faults,
 * spaces, a schema, labels, parameters, the account of use, and a scope for `check`.
 */
import { collectorNamed } from '../../models/collectors/index.js';
import { inputError } from '../../sim/model/errors.js';
import type { OperatorReport } from '../../sim/model/node.js';
import type { Coverage, ShownRow, Study } from '../study/contract.js';
import { coverageOf, shownRow, UseMetering } from './account.js';
import { agentOf } from './agent.js';
import { withLooks, withUses } from './adapters.js';
import { checkedPipeline } from './checked.js';
import { FAULT_NAMES } from './scenario/faults.js';
import type { FaultName } from './scenario/faults.js';
import { labelsOf } from './scenario/labels.js';
import { PARAMETERS, planeOf, SERVED_PARAMETERS } from './scenario/parameters.js';
import type { ParameterName } from './scenario/parameters.js';
import type {
  AgentModel,
  AgentParts,
  Dated,
  PipelineVariant,
  ServerModel,
  ServerParts,
  Use,
} from './parts.js';
import type { Input } from './protocol.js';
import { rewritesOf } from './scenario/rewrites.js';
import { EPOCH_MS, simplestOf } from './scenario/scenario.js';
import type { PipelineScenario } from './scenario/scenario.js';
import { schemaOf } from './scenario/schema.js';
import { scopeOf } from './scope.js';
import { serverOf } from './server.js';
import { spacesOf } from './scenario/space.js';
import { collectedDate, collectorParts } from './served.js';
import type { Served } from './served.js';
import { worldOf } from './world.js';

/**
 * A pipeline in the small form of a study: its agent, its server, and its variants.
 * @since 0.1.0
 */
export interface Pipeline<
  Variant extends string,
  Row extends Use,
  Request,
  Answer,
  AgentMemory,
  ServerMemory,
  State,
  ModelMessage,
  ModelInput,
> {
  /** Name of the study on the command line: lower-case letters, digits and hyphens. */
  readonly name: string;
  /** The system in one line. */
  readonly title: string;
  readonly variants: Readonly<Record<Variant, PipelineVariant>>;
  /** Handlers, or a model. Write it before `server`: types are inferred in this order. */
  readonly agent:
    | AgentParts<Variant, Row, Request, Answer, AgentMemory>
    | AgentModel<Variant, ModelMessage, ModelInput>;
  readonly server:
    | ServerParts<Variant, Row, Request, Answer, ServerMemory>
    | ServerModel<Variant, State, ModelMessage, ModelInput>;
  /**
   * States that a named collector can take the server's place, for an agent of handlers. Default: none
   * can.
   */
  readonly served?: Served<Variant, Row, Request, Answer, AgentMemory>;
  /** The date that a console shows for a stored row. Default: none, and `dates` always holds. */
  dated?(row: Row): Dated | undefined;
  /** Error of a date beyond the one that the row states that is still right, ms. Default 0. */
  readonly dateToleranceMs?: number;
  /**
   * The records that a report to an operator accounts for. Default: those that it names, of the
   * agent in its details, as in the reports of handlers.
   */
  coverage?(report: OperatorReport, scenario: PipelineScenario, atMs: number): Coverage | undefined;
  /** Marks without which a campaign has not tried the system. Default: none. */
  readonly marks?: readonly string[];
  /** The two parameters that a map shows by default. Default: `step` and `uses`. */
  readonly plane?: readonly [x: ParameterName, y: ParameterName];
  /**
   * Time after the last fault and the last use within which a correct system has delivered
   * everything, true ms. Default: ten uploads; ten minutes if the agent is a model.
   */
  readonly settleMs?: number;
  /**
   * Time at the beginning in which `check` may interfere, true ms. Default: two uploads and a
   * millisecond; two minutes and a millisecond if the agent is a model.
   */
  readonly horizonMs?: number;
  /**
   * Faults to leave out, in campaigns and in `check`: `server-crash`, for a service whose storage
   * is not in question. Default: none.
   */
  readonly without?: readonly FaultName[];
}

type Models = Parameters<typeof worldOf<unknown>>[0];

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a collector reads no type of a study's own
type Any = any;
type AnyPipeline = Pipeline<Any, Any, Any, Any, Any, Any, Any, Any, Any>;

/** The models of a scenario: where it names a collector, that answers. */
function servedBy(
  { name, agent, served }: Pick<AnyPipeline, 'name' | 'agent' | 'served'>,
  models: Models,
  { collector }: PipelineScenario,
): Models {
  if (collector === undefined) return models;
  const row = collectorNamed(collector.name);
  if (row === undefined || served === undefined || 'model' in agent)
    throw inputError({
      place: `scenario of ${name}, field collector`,
      expected: row === undefined ? 'the name of a collector' : 'none: no collector can serve it',
      got: `"${collector.name}"`,
    });
  const parts = served.agent?.(row);
  const server = collectorParts(row, collector, served);
  return {
    ...models,
    ...(parts === undefined
      ? {}
      : { agent: (node, variant) => agentOf(parts, node, variant) as ReturnType<Models['agent']> }),
    server: (variant) => serverOf(server, variant),
  };
}

const withCollector = (
  scenario: PipelineScenario,
  collector: NonNullable<PipelineScenario['collector']>,
): PipelineScenario => ({ ...scenario, collector });

const UPLOAD_EVERY_MS = 60_000;
const SETTLE_UPLOADS = 10;

/**
 * Makes the study of an agent that records use and of the server to which it uploads.
 * @example
 * ```ts
 * export default pipeline({
 *   name: 'spool',
 *   title: 'an agent that uploads what it has recorded',
 *   variants: { shipped: { title: 'as released' } },
 *   agent: {
 *     record: (agent, use) => ({ ...use, id: agent.id }),
 *     upload: (agent) => agent.rows,
 *     answer: (agent, ids: readonly number[]) => agent.keep(({ id }) => !ids.includes(id)),
 *   },
 *   server: {
 *     receive: (server, rows) => {
 *       server.addNew(rows, ({ id }) => id);
 *       return rows.map(({ id }) => id);
 *     },
 *   },
 * });
 * ```
 * @throws SkewproofError SKEW-101 for a field that is missing or wrong, with its place
 * @since 0.1.0
 */
export function pipeline<
  const Variant extends string,
  Row extends Use,
  Request,
  Answer,
  AgentMemory,
  ServerMemory,
  State,
  ModelMessage,
  ModelInput,
>(
  given: Pipeline<
    Variant,
    Row,
    Request,
    Answer,
    AgentMemory,
    ServerMemory,
    State,
    ModelMessage,
    ModelInput
  >,
): Study<PipelineScenario, unknown, Input> {
  checkedPipeline(given);
  const { name, title, agent, server } = given;
  const uploadEveryMs =
    ('uploadEveryMs' in agent ? agent.uploadEveryMs : undefined) ?? UPLOAD_EVERY_MS;
  const models = {
    agent: (node: string, variant: string) =>
      'model' in agent
        ? withUses(agent, node, variant as Variant)
        : agentOf(agent, node, variant as Variant),
    server: (variant: string) =>
      'model' in server
        ? withLooks(server, variant as Variant)
        : serverOf(server, variant as Variant),
    settleMs: given.settleMs ?? SETTLE_UPLOADS * uploadEveryMs,
  } as Parameters<typeof worldOf<unknown>>[0];
  const variants = Object.entries<PipelineVariant>(given.variants).map(
    ([variant, { title: what, violated = [] }]) => [variant, { title: what, violated }] as const,
  );
  const horizonMs = given.horizonMs ?? 2 * uploadEveryMs + 1;
  const { without = [], marks = [], dateToleranceMs = 0 } = given;
  const faults = FAULT_NAMES.filter((fault) => !without.includes(fault));
  return {
    name,
    title,
    epochMs: EPOCH_MS,
    variants: Object.fromEntries(variants),
    schema: schemaOf(name, Object.keys(given.variants), faults, given.served !== undefined),
    ...(given.served === undefined ? {} : { collectors: withCollector }),
    spaces: spacesOf(name, uploadEveryMs, faults),
    simplest: simplestOf(name),
    build: (scenario) => worldOf(servedBy(given, models, scenario), scenario),
    metering: () => new UseMetering(),
    shown: (view) =>
      (view as readonly (Row | ShownRow)[]).map((row) =>
        shownRow(row, (one) => collectedDate(one) ?? given.dated?.(one)),
      ),
    coverage: (report, scenario, atMs) =>
      given.coverage === undefined ? coverageOf(report) : given.coverage(report, scenario, atMs),
    dateToleranceMs: () => dateToleranceMs,
    labels: labelsOf,
    requiredMarks: () => marks,
    rewrites: rewritesOf,
    scope: (options) => scopeOf({ study: name, horizonMs, faults }, options),
    parameters: given.served === undefined ? PARAMETERS : { ...PARAMETERS, ...SERVED_PARAMETERS },
    plane: planeOf(name, given.plane ?? ['step', 'uses']),
  };
}

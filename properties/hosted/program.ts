/** The small form of a study of code that is there: an agent, how uses reach it, and a collector. */
import { instrumentedBy } from '../../hosting/decisions/instrument.js';
import { readerBy } from '../../hosting/decisions/reader.js';
import { loadDecisionTools } from '../../hosting/decisions/tools.js';
import type { DecisionTools } from '../../hosting/decisions/tools.js';
import { hostModel } from '../../hosting/host-model.js';
import type { HostOptions, PagesOptions } from '../../hosting/host-model.js';
import type { HttpMessage } from '../../hosting/network/http.js';
import type { Program } from '../../hosting/program.js';
import type { Model } from '../../sim/model/node.js';
import type { FaultName } from '../pipeline/scenario/faults.js';
import { SERVER } from '../pipeline/protocol.js';
import type { PropertyName, Study } from '../study/contract.js';
import { checkedProgram } from './checked.js';
import type { Collector } from './collectors.js';
import { entrySource, folderOf } from './entry.js';
import type { RecordedProgram } from './deciding-line.js';
import { hostedStudy } from './hosted-study.js';
import type { HostedParts } from './hosted-study.js';
import { COLLECTOR } from './protocol.js';
import type { HostedInput } from './protocol.js';
import type { ProgramScenario } from './scenario/scenario.js';

/**
 * The host, as the function `start` of a program gets it.
 * @since 0.1.0
 */
export interface ProgramHost {
  /** Registers the function that meters one use. `marker` goes into a property that is sent. */
  readonly track: (handler: (marker: string, record: number) => unknown) => void;
  /** Registers the function that asks the program to send what it holds. */
  readonly flush: (handler: () => unknown) => void;
  /** Reports what the program said: an error event, a rejection, the argument of a callback. */
  readonly told: (what: unknown) => void;
}

/**
 * Code to run as a program: a file, or the name of an installed package.
 * @since 0.1.0
 */
export interface ProgramSource<Agent> {
  /** A path from `from`, such as `./src/telemetry.ts`, or the name of a package. */
  readonly agent: string;
  /**
   * Makes the agent and registers how uses reach it. It runs inside the simulated process: it sees its
   * arguments and the process's globals, and nothing of the file that it is written in. Default: the
   * agent's own export `start`, or its exports `track` and `flush`.
   */
  readonly start?: (agent: Agent, host: ProgramHost) => void;
  /** Environment variables of the process. Default: none. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * A variant of a program, and the properties that it is expected to violate.
 * @since 0.1.0
 */
export interface ProgramVariantOptions<Agent> extends Partial<ProgramSource<Agent>> {
  readonly title: string;
  /** Default: none. */
  readonly violated?: readonly PropertyName[];
}

/**
 * A server in place of a named collector: a model on a node of its own, or a program that listens.
 * @since 0.1.0
 */
export type CollectorNode =
  { model(variant: string): Model<unknown, HttpMessage, never> } | ProgramSource<never>;

/**
 * A program under test.
 * @since 0.1.0
 */
export interface ProgramOptions<Agent> extends ProgramSource<Agent> {
  /** Name of the study on the command line: letters, digits, dots and hyphens. */
  readonly name: string;
  /** The program in one line. Default: the agent. */
  readonly title?: string;
  /** `import.meta.url` of the file that says this, or a folder. Default: the current directory. */
  readonly from?: string;
  /**
   * `browser`: the program is the script of a page. A restart of its machine is a reload of the page, and a
   * machine that is cut off from the server knows that it is offline. Default: `node`.
   */
  readonly platform?: Program['platform'];
  /** Address and tabs of the page of a program for a browser. */
  readonly pages?: PagesOptions;
  /** Answers requests. Default: `accept-all`. */
  readonly collector?: Collector | CollectorNode;
  /** Texts that report a loss. Default: by their words (`dropping`, `queue full`, `giving up`). */
  readonly told?: RegExp;
  /** Versions to compare. Default: `shipped` alone, which is expected to hold every property. */
  readonly variants?: Readonly<Record<string, ProgramVariantOptions<Agent>>>;
  /** Tasks a second, over ten seconds, above which a process is in a hot loop. Default: 200. */
  readonly tasksPerSecondMax?: number;
  /** Time after the last use in which missing records may arrive, ms. Default: three hours. */
  readonly horizonMs?: number;
  /** Statuses that the server may answer with for a while. Default: 408, 429, 500, 502, 503, 504. */
  readonly statuses?: readonly number[];
  /** Faults to leave out, such as `disk-full`. Default: none. */
  readonly without?: readonly FaultName[];
  /**
   * Time after which a supervisor starts a process that ended, ms; it doubles, up to five minutes,
   * while processes end within ten seconds of their start. Default 1,000.
   */
  readonly restartMs?: number;
}

/** Makes one script of source text; `root`: the folder in which its imports are looked up. */
type Bundle = (input: {
  readonly source: string;
  readonly root: string;
  readonly name: string;
  readonly platform: Program['platform'];
}) => Promise<Program>;

const SHIPPED = { shipped: { title: 'as it is' } } as const;

type AnySource = Partial<ProgramSource<never>>;

/** The script of a source, with what surrounds its process. */
async function built(
  bundle: Bundle,
  name: string,
  from: string | undefined,
  { agent, start, env }: AnySource,
  platform: Program['platform'] = 'node',
): Promise<{ readonly program: Program; readonly env?: Readonly<Record<string, string>> }> {
  const source = entrySource(agent ?? '', start);
  const program = await bundle({ source, root: folderOf(from), name, platform });
  return env === undefined ? { program } : { program, env };
}

type Built = Omit<HostOptions, 'node' | 'server' | 'recorder'>;

/** Instruments the program when a line is to be named first: most searches name none. */
function recordedBy(tools: DecisionTools, parts: Built, server: string): () => RecordedProgram {
  let made: RecordedProgram | undefined;
  return () => {
    if (made !== undefined) return made;
    const instrumented = instrumentedBy(tools, parts.program);
    const reader = readerBy(tools, instrumented);
    made = {
      ...{ instrumented, reader },
      model: (node, recorder) =>
        hostModel({ ...parts, program: instrumented, node, server, recorder }),
    };
    return made;
  };
}

type CollectorParts = Pick<HostedParts, 'collector' | 'collectorIsModel' | 'recordedCollector'>;

/** The collector: a name or a handler, or a model of the node `collector`. */
async function collectorOf(
  bundle: Bundle,
  tools: DecisionTools,
  { name, from, collector = 'accept-all' }: ProgramOptions<never>,
): Promise<CollectorParts> {
  if (typeof collector !== 'object') return { collector };
  if ('model' in collector)
    return { collector: (variant: string) => collector.model(variant), collectorIsModel: true };
  const parts = await built(bundle, `${name}'s collector`, from, collector);
  return {
    collector: () => hostModel({ ...parts, node: COLLECTOR, server: SERVER }),
    collectorIsModel: true,
    recordedCollector: recordedBy(tools, parts, SERVER),
  };
}

/**
 * Makes the study of a program, once its code is bundled.
 * @throws SkewproofError SKEW-101 for a field that is missing or wrong, and for code that cannot be
 *   bundled
 */
export async function programStudy<Agent>(
  bundle: Bundle,
  given: ProgramOptions<Agent>,
): Promise<Study<ProgramScenario, HttpMessage, HostedInput>> {
  checkedProgram(given);
  const options = given as ProgramOptions<never>;
  const { name, agent, start, env, from, title = agent } = options;
  const { restartMs, told, platform, pages } = options;
  const variants: Readonly<Record<string, ProgramVariantOptions<never>>> =
    options.variants ?? SHIPPED;
  const surroundings = {
    ...(restartMs === undefined ? {} : { restartMs }),
    ...(pages === undefined ? {} : { pages }),
  };
  const tools = await loadDecisionTools();
  const programs = new Map(
    await Promise.all(
      Object.entries(variants).map(async ([variant, own]) => {
        const source: AnySource = {
          agent,
          ...(start === undefined ? {} : { start }),
          ...(env === undefined ? {} : { env }),
          ...own,
        };
        const program = await built(bundle, name, from, source, platform);
        const ready = { ...program, ...surroundings };
        return [variant, { parts: ready, recorded: recordedBy(tools, ready, SERVER) }] as const;
      }),
    ),
  );
  return hostedStudy({
    ...options,
    title,
    variants,
    ...(await collectorOf(bundle, tools, options)),
    told: told === undefined ? {} : { loss: told },
    program: (variant) => {
      const known = programs.get(variant) ?? programs.values().next().value;
      if (known === undefined) throw new Error(`no program of the variant ${variant}`);
      const { parts, recorded } = known;
      return {
        hash: parts.program.hash,
        model: (node) => hostModel({ ...parts, node, server: SERVER }),
        recorded,
      };
    },
  });
}

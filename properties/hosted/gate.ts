/**
 * The gate: in calm weather every record arrives exactly once, two runs are one run, and the program
 * has no error. What fails it gets a diagnosis, since adapter faults look like losses.
 */
import { SkewproofError } from '../../sim/model/errors.js';
import type { Effect, NodeEvent } from '../../sim/model/node.js';
import type { TrueMs } from '../../sim/model/time.js';
import type { WorldObserver } from '../../sim/world/spec.js';
import type { HttpMessage } from '../../hosting/network/http.js';
import { judgedRun } from '../oracle/judged-run.js';
import type { JudgedRun } from '../oracle/judged-run.js';
import { HOT_LOOP } from '../../models/rules/hot-loop.js';
import { SERVER } from '../pipeline/protocol.js';
import type { RunnableStudy } from '../study/contract.js';
import { NOT_TAKEN } from './machine.js';
import type { HostedInput } from './protocol.js';
import type { ProgramScenario } from './scenario/scenario.js';

type ProgramStudy = RunnableStudy<ProgramScenario, HttpMessage, HostedInput>;
type Run = JudgedRun<ProgramScenario, HttpMessage, HostedInput>;

/** Texts that a diagnosis quotes, and their length. */
const SAID_MAX = 5;
const TEXT_MAX = 300;

/** Texts, requests and statuses of a run in calm weather. */
class Watch implements WorldObserver<HttpMessage, HostedInput> {
  readonly said: string[] = [];
  readonly requests: Extract<HttpMessage, { kind: 'request' }>[] = [];
  readonly statuses: number[] = [];

  onEvent(_at: TrueMs, node: string, event: NodeEvent<HttpMessage, HostedInput>): void {
    if (event.kind !== 'message') return;
    const { message } = event;
    if (node === SERVER && message.kind === 'request') this.requests.push(message);
    if (node !== SERVER && message.kind === 'response') this.statuses.push(message.status);
  }

  onEffect(_at: TrueMs, _node: string, effect: Effect<HttpMessage>): void {
    if (effect.kind !== 'report') return;
    const { name, details } = effect.report;
    this.said.push(`${name}: ${String(details['text']).slice(0, TEXT_MAX)}`);
  }
}

const listed = (records: readonly number[]): string => records.join(', ');

/** Why nothing, or not everything, arrived: the first cause that the run shows. */
function cause({ requests, statuses }: Watch, { ledger }: Run, missing: readonly number[]): string {
  if (ledger.marks.has(NOT_TAKEN) && ledger.metered.size === 0)
    return 'no process was running when the uses came: see what it said';
  if (requests.length === 0) return 'the program sent no request at all';
  if (requests.every(({ records }) => records.length === 0)) {
    const { method, url, body } = requests[0] ?? { method: '', url: '', body: '' };
    return `of ${String(requests.length)} requests none held a marker; the first was ${method} ${url} with the body ${JSON.stringify(body.slice(0, TEXT_MAX))}. Put \`record.marker\` into a property that is sent`;
  }
  const refused = statuses.find((status) => status < 200 || status > 299);
  if (refused !== undefined) return `the collector answered ${String(refused)}`;
  return requests.some(({ records }) => records.some((record) => missing.includes(record)))
    ? 'a request held them and was answered with success: see how the collector counts'
    : 'no request held them, and all others were accepted: look for a record that is dropped before it is sent';
}

/** Faults of a run in calm weather, a line each. */
function faultsOf(run: Run, again: Run, watch: Watch, expected: number): readonly string[] {
  const { result, ledger } = run;
  const { fates, summary, metered } = result;
  const of = (fate: string): readonly number[] =>
    fates.uncounted.filter((one) => one.fate === fate).map(({ record }) => record);
  const missing = fates.uncounted
    .filter(({ fate }) =>
      ['destroyed', 'stranded', 'lost-reported', 'excused', 'pending'].includes(fate),
    )
    .map(({ record }) => record);
  const ended = [...ledger.marks.keys()].filter((mark) => mark.startsWith('process ended'));
  const duplicated = of('duplicated');
  const phantoms = of('phantom');
  return [
    ...(metered < expected
      ? [`${String(metered)} of ${String(expected)} uses reached a running process`]
      : []),
    ...(missing.length > 0 || metered === 0
      ? [
          `missing: ${missing.length === 0 ? 'all' : listed(missing)}; ${cause(watch, run, missing)}`,
        ]
      : []),
    ...(duplicated.length > 0 ? [`more than once: ${listed(duplicated)}`] : []),
    ...(phantoms.length > 0 ? [`never used, and yet sent: ${listed(phantoms)}`] : []),
    ...ended.map((mark) => mark),
    ...(ledger.marks.has(HOT_LOOP) ? ['the program runs without a pause'] : []),
    ...(result.outcome === 'judged' ? [] : [result.reason]),
    ...(again.result.summary.hash === summary.hash
      ? []
      : [
          `two runs of one scenario differ (${summary.hash}, ${again.result.summary.hash}): the program reads something that is not simulated`,
        ]),
  ];
}

/**
 * Plays a scenario in calm weather, twice.
 * @throws SkewproofError SKEW-103 with what is missing, what came twice, and what the program said
 */
export function passGate(study: ProgramStudy, scenario: ProgramScenario): void {
  const watch = new Watch();
  const run = judgedRun(study, scenario, { observers: [watch] });
  const again = judgedRun(study, scenario);
  const expected = scenario.agents.reduce((sum, { uses }) => sum + uses + scenario.later, 0);
  const faults = faultsOf(run, again, watch, expected);
  if (faults.length === 0) return;
  const said = watch.said.slice(0, SAID_MAX).map((text) => `\n  it said  ${text}`);
  throw new SkewproofError('SKEW-103', {
    place: `program ${study.name}/${scenario.variant}, in calm weather`,
    expected: `each of ${String(expected)} records exactly once, two equal runs, and no error`,
    got: `${faults.map((fault) => `\n  ${fault}`).join('')}${said.map((text) => text.trimEnd()).join('')}`,
    advice:
      'Nothing is searched before this holds: correct the adapter, the collector or the agent.',
  });
}

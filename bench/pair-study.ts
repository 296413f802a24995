/** The agent and server of `pair-models.ts` under the library: its kernel, ledger and judges. */
import * as fc from 'fast-check';
import * as sms2 from '../models/sms2/index.js';
import { judgedRun } from '../properties/oracle/judged-run.js';
import { defineStudy } from '../properties/study/contract.js';
import type { MeteredRecord, Metering, ScenarioBase } from '../properties/study/contract.js';
import type { NodeEvent } from '../sim/model/node.js';
import type { Seq } from '../sim/model/seq.js';
import type { InputSource, TimedInput } from '../sim/world/spec.js';
import { pairAgent, pairServer, SERVER } from './pair-models.js';
import type { PairInput, PairMessage, Row } from './pair-models.js';
import {
  DURATION_MS,
  LATENCY_MS,
  outcomeOf,
  PAIR_LOOK_MS,
  POLL_MS,
  sessionsOf,
} from './workload.js';
import type { Counted, Session, Workload } from './workload.js';

interface PairScenario extends ScenarioBase, Workload {}

const useInput = (
  kind: 'use-start' | 'use-end',
  at: number,
  { session: record, program }: Session,
): TimedInput<PairInput> => ({ at, node: 'agent', input: { kind, record, program } });

/** Starts and ends in order of time, then one look. */
function inputsOf(workload: Workload): InputSource<PairInput> {
  const inputs: TimedInput<PairInput>[] = [];
  for (const session of sessionsOf(workload)) {
    inputs.push(useInput('use-start', session.startMs, session));
    inputs.push(useInput('use-end', session.endMs, session));
  }
  inputs.sort((a, b) => a.at - b.at);
  inputs.push({ at: PAIR_LOOK_MS, node: SERVER, input: { kind: 'look' } });
  let next = 0;
  return { next: () => inputs[next++] };
}

/** Metering from outside: a use counts when it ends. */
class PairMetering implements Metering<PairInput> {
  /** True time at which each record's use began, ms; undefined: it has not. */
  readonly #startedMs: (number | undefined)[] = [];

  event(node: string, at: number, event: NodeEvent<unknown, PairInput>): MeteredRecord | undefined {
    if (event.kind !== 'input' || event.input.kind === 'look') return undefined;
    const { kind, record, program } = event.input;
    if (kind === 'use-start') {
      this.#startedMs[record] = at;
      return undefined;
    }
    const startMs = this.#startedMs[record];
    if (startMs === undefined) return undefined;
    this.#startedMs[record] = undefined;
    return { record, node, key: program, startMs, endMs: at };
  }

  incident(): void {
    // No machine fails here.
  }
}

const simplest = (variant: string): PairScenario => ({
  study: 'pair',
  variant,
  seed: 0,
  sessions: 1,
  logCapacity: 1,
  offsetMs: 0,
});

const pairStudy = defineStudy<PairScenario, PairMessage, PairInput>({
  name: 'pair',
  title: 'one agent and one server',
  epochMs: sms2.EPOCH_MS,
  variants: { shipped: { title: 'a clock behind is never valid', violated: ['conservation'] } },
  schema: { type: 'object' },
  spaces: { everything: (variant) => fc.constant(simplest(variant)) },
  simplest,
  build(scenario) {
    const offsetMs = sms2.EPOCH_MS + scenario.offsetMs;
    const server = pairServer({ lastUpdateMs: sms2.EPOCH_MS, pollMs: POLL_MS });
    return {
      seed: scenario.seed,
      nodes: [
        {
          name: 'agent',
          model: pairAgent(scenario.logCapacity),
          clock: { offsetMs },
        },
        { name: SERVER, model: server },
      ],
      defaultLink: { latencyMsMin: LATENCY_MS, latencyMsMax: LATENCY_MS },
      sources: [inputsOf(scenario)],
      faults: [],
      healAt: DURATION_MS,
      endAt: PAIR_LOOK_MS,
    };
  },
  metering: () => new PairMetering(),
  shown: (view) =>
    (view as Seq<Row>).toArray().map(({ record, program, startMs, endMs }) => ({
      key: program,
      records: [record],
      uses: 1,
      startMs: startMs - sms2.EPOCH_MS,
      endMs: endMs - sms2.EPOCH_MS,
    })),
  coverage: () => undefined,
  dateToleranceMs: ({ offsetMs }) => Math.abs(offsetMs),
  labels: () => ({}),
});

/** Plays and judges one workload. */
export function playPair(workload: Workload): Counted {
  const scenario = { ...simplest('shipped'), ...workload };
  const { result } = judgedRun(pairStudy, scenario);
  if (result.verdict === 'harness-error') throw new Error(result.reason);
  const { duplicated, misdated, phantom } = result.fates.totals;
  if (duplicated + misdated + phantom > 0) throw new Error('a record twice, or with a wrong date');
  // An uncounted record has not arrived: nothing here is doubled or misdated.
  const uncounted = new Set(result.fates.uncounted.map(({ record }) => record));
  const { kept, lost } = outcomeOf(workload, (session) => !uncounted.has(session));
  return { kept, lost, events: result.summary.events };
}

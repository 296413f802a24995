/**
 * Plays recorded usage through a study, one machine after the other: of each use, whether it would
 * arrive. Nothing but the clocks of the machines is wrong.
 */
import { inputError } from '../../sim/model/errors.js';
import { judgedRun } from '../oracle/judged-run.js';
import type { RunResult } from '../oracle/judged-run.js';
import { worstOf } from '../oracle/verdict.js';
import type { RunnableStudy, ScenarioBase } from '../study/contract.js';
import { guarded } from '../study/guarded.js';
import { changesOf } from '../study/clock-history.js';
import { addFate, noUsage, sumOf } from '../study/usage.js';
import type { ClientTotals, Simulation, SimulatedUse, SimulationInput } from '../study/usage.js';

interface Played {
  readonly client: ClientTotals;
  readonly result: RunResult;
  /** End of the run, ms after its start. */
  readonly endMs: number;
}

function playedClient<Scenario extends ScenarioBase, Message, Input>(
  study: RunnableStudy<Scenario, Message, Input>,
  { variant, clients, onUse }: SimulationInput,
  index: number,
  startedAtMs: number,
  uses: readonly SimulatedUse[],
): Played | undefined {
  const { name = '', offsetMs = 0, boundMs, history = [] } = clients[index] ?? {};
  const usesAtMs = uses.map(({ startMs }) => startMs - startedAtMs).sort((a, b) => a - b);
  const clock =
    history.length === 0
      ? { offsetMs, changes: [] }
      : changesOf(history, startedAtMs, (usesAtMs.at(-1) ?? 0) + 1);
  const checked = guarded(study);
  const run = checked.usage?.(variant, { ...clock, startedAtMs, usesAtMs });
  if (run === undefined) return undefined;
  let endMs = 0;
  const build = (): ReturnType<typeof run.build> => {
    const spec = run.build();
    endMs = spec.endAt;
    return spec;
  };
  const played = { ...checked, build };
  const { result, ledger } = judgedRun(played, run.scenario);
  const fates = new Map(result.fates.uncounted.map((fate) => [fate.record, fate]));
  const totals = noUsage();
  totals.used = uses.length;
  const inOrder = [...uses].sort((a, b) => a.startMs - b.startMs);
  for (const [at, use] of inOrder.entries()) {
    const record = at + 1;
    const isMetered = ledger.metered.has(record);
    if (isMetered) addFate(totals, fates.get(record));
    onUse?.({ ...use, fate: isMetered ? (fates.get(record)?.fate ?? 'counted') : 'not-metered' });
  }
  const { shown, lostSilently, lostReported } = totals;
  const notMetered = totals.used - shown - lostSilently - lostReported;
  return {
    client: {
      name,
      offsetMs,
      ...(boundMs === undefined ? {} : { boundMs }),
      ...(history.length === 0 ? {} : { history }),
      ...totals,
      notMetered,
    },
    result,
    endMs,
  };
}

/**
 * Replays recorded usage through a variant of a study that can play it, such as that of a program.
 * @throws SkewproofError SKEW-101 for usage without a use, or a study that plays none
 */
export function simulateRecorded<Scenario extends ScenarioBase, Message, Input>(
  study: RunnableStudy<Scenario, Message, Input>,
  input: SimulationInput,
): Simulation {
  const starts = input.uses.map(({ startMs }) => startMs);
  const firstUseMs = starts.reduce((least, one) => Math.min(least, one), Infinity);
  if (starts.length === 0)
    throw inputError({ place: 'usage', expected: 'at least one use', got: 'none' });
  const installedAtMs = firstUseMs - input.installedBeforeMs;
  const usesOf = input.clients.map((): SimulatedUse[] => []);
  for (const use of input.uses) usesOf[use.client]?.push(use);
  const played = usesOf.flatMap((uses, index) => {
    const one = playedClient(study, input, index, installedAtMs, uses) ?? [];
    input.onProgress?.((index + 1) / usesOf.length);
    return one;
  });
  if (played.length === 0)
    throw inputError({
      place: 'study',
      expected: 'a study that plays recorded usage',
      got: `"${study.name}"`,
    });
  const clients = played.map(({ client }) => client);
  const reason = played.find(({ result }) => result.reason !== undefined)?.result.reason;
  return {
    variant: input.variant,
    verdict: worstOf(played.map(({ result }) => result.verdict)),
    ...(reason === undefined ? {} : { reason }),
    clients,
    totals: sumOf(clients),
    installedAtMs,
    firstUseMs,
    lastUseMs: starts.reduce((most, one) => Math.max(most, one), firstUseMs),
    lastLookMs: installedAtMs + Math.max(...played.map(({ endMs }) => endMs)),
    events: played.reduce((sum, { result }) => sum + result.summary.events, 0),
  };
}

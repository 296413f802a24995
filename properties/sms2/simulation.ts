/**
 * Simulates recorded usage on clients with measured clock offsets: what the console would show of
 * each client, against what was used on it.
 *
 * Everything else is ideal (no fault, no latency, the servers' clocks right, settings as shipped),
 * so that clocks alone cause every loss.
 */
import { inputError } from '../../sim/model/errors.js';
import { MINUTE_MS } from '../../sim/model/time.js';
import * as sms2 from '../../models/sms2/index.js';
import type { RecordFate } from '../oracle/fates.js';
import { judgedRun } from '../oracle/judged-run.js';
import type { Fate } from '../oracle/verdict.js';
import { changesOf } from '../study/clock-history.js';
import { addFate, noUsage, sumOf } from '../study/usage.js';
import type { ClientTotals, Simulation, SimulationInput } from '../study/usage.js';
import type { MeteredRecord } from '../study/contract.js';
import { sms2Study } from './study.js';

/** Scenario that plays the usage, with the true time of its time 0, ms since 1970. */
function scenarioOfUsage(input: SimulationInput): {
  readonly scenario: sms2.Sms2Scenario;
  readonly installedAtMs: number;
} {
  const uses = [...input.uses].sort((a, b) => a.startMs - b.startMs);
  const first = uses[0];
  if (first === undefined)
    throw inputError({ place: 'usage', expected: 'at least one session', got: 'none' });
  if (uses.length > sms2.TRACERS_PER_SOURCE)
    throw inputError({
      place: 'usage',
      expected: `at most ${String(sms2.TRACERS_PER_SOURCE)} sessions`,
      got: String(uses.length),
      advice: 'Split the file by client.',
    });
  const installedAtMs = first.startMs - input.installedBeforeMs;
  const lastEndMs = uses.reduce((last, use) => Math.max(last, use.endMs), first.endMs);
  const durationMs = lastEndMs - installedAtMs + MINUTE_MS;
  const clocks = input.clients.map(({ offsetMs, history = [] }) =>
    history.length === 0
      ? { offsetMs, changes: [] }
      : changesOf(history, installedAtMs, durationMs),
  );
  const scenario: sms2.Sms2Scenario = {
    ...sms2.simplestScenario(input.variant),
    seed: input.seed,
    clients: clocks.map(({ offsetMs }) => ({
      offsetMs,
      driftPpm: 0,
      sessions: 0,
      installAtMs: 0,
      mode: 'offline',
    })),
    durationMs,
    faults: clocks.flatMap(({ changes }, index) =>
      changes.map(({ at, adjustment }) => ({
        kind: 'clock' as const,
        at,
        node: sms2.clientName(index),
        adjustment,
      })),
    ),
    uses: uses.map((use) => ({
      ...use,
      startMs: use.startMs - installedAtMs,
      endMs: use.endMs - installedAtMs,
    })),
  };
  return { scenario, installedAtMs };
}

/**
 * A limit of some minutes of work: 300 clients polling every four hours make about 6,000,000 events
 * in a year.
 */
const EVENTS_MAX = 100_000_000;

type Spec = ReturnType<typeof sms2Study.build>;

/** Reports how far the inputs have been played: usage is spread over the whole run. */
function watched(spec: Spec, { onProgress }: SimulationInput): Spec {
  if (onProgress === undefined) return spec;
  const { sources, endAt } = spec;
  return {
    ...spec,
    sources: sources.map((source) => ({
      next: () => {
        const input = source.next();
        if (input !== undefined) onProgress(input.at / endAt);
        return input;
      },
    })),
  };
}

/** Names the fate of each use; a use that no agent metered has none. */
function tellUses(
  { uses, onUse }: SimulationInput,
  installedAtMs: number,
  metered: Iterable<MeteredRecord>,
  fates: ReadonlyMap<number, RecordFate>,
): void {
  const placeOf = (node: string, startMs: number): string => `${node} ${String(startMs)}`;
  // Two uses of one client may begin at one instant.
  const known = new Map<string, { readonly key: string; readonly fate: Fate }[]>();
  for (const { node, key, startMs, record } of metered) {
    const place = placeOf(node, startMs);
    const others = known.get(place) ?? [];
    others.push({ key, fate: fates.get(record)?.fate ?? 'counted' });
    known.set(place, others);
  }
  for (const use of uses) {
    const node = sms2.clientName(use.client);
    const here = known.get(placeOf(node, use.startMs - installedAtMs)) ?? [];
    const own = here.findIndex(({ key }) => key === `${node}/${use.user}/${use.program}`);
    const [found] = here.splice(Math.max(0, own), 1);
    onUse?.({ ...use, fate: found?.fate ?? 'not-metered' });
  }
}

/**
 * Replays recorded usage through a variant of the SMS study, with measured clock offsets.
 * @throws SkewproofError SKEW-101 for usage or clients that make no scenario.
 * @since 0.1.0
 */
export function simulateUsage(input: SimulationInput): Simulation {
  const { scenario, installedAtMs } = scenarioOfUsage(input);
  const study: typeof sms2Study = {
    ...sms2Study,
    build: (playable) => watched({ ...sms2Study.build(playable), eventsMax: EVENTS_MAX }, input),
    dateToleranceMs: () => input.dateToleranceMs,
  };
  const { result, ledger } = judgedRun(study, scenario);
  const totals = input.clients.map(noUsage);
  for (const use of input.uses) {
    const client = totals[use.client];
    if (client !== undefined) client.used += 1;
  }
  const at = new Map(input.clients.map((_, index) => [sms2.clientName(index), index]));
  const fates = new Map(result.fates.uncounted.map((fate) => [fate.record, fate]));
  for (const metered of ledger.metered.values()) {
    const client = totals[at.get(metered.node) ?? -1];
    if (client !== undefined) addFate(client, fates.get(metered.record));
  }
  if (input.onUse !== undefined) tellUses(input, installedAtMs, ledger.metered.values(), fates);
  const clients = input.clients.map((client, index): ClientTotals => {
    const own = totals[index] ?? noUsage();
    const notMetered = own.used - own.shown - own.lostSilently - own.lostReported;
    return { ...client, ...own, notMetered };
  });
  const uses = scenario.uses ?? [];
  return {
    variant: input.variant,
    verdict: result.verdict,
    ...(result.reason === undefined ? {} : { reason: result.reason }),
    clients,
    totals: sumOf(clients),
    installedAtMs,
    firstUseMs: installedAtMs + (uses[0]?.startMs ?? 0),
    lastUseMs: installedAtMs + scenario.durationMs - MINUTE_MS,
    lastLookMs: installedAtMs + sms2.lastLookAtMs(scenario),
    events: result.summary.events,
  };
}

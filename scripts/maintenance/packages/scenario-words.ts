/** A program's scenario in words: in which points it differs from the simplest one. */
import { formatDuration } from '../../../sim/clock/zone.js';
import type { Fault } from '../../../sim/world/fault.js';
import type { ProgramScenario } from '../../../properties/hosted/scenario/scenario.js';
import type { Weather } from '../../../properties/hosted/scenario/weather.js';
import { faultWords } from '../../../properties/words/fault.js';

const lead = (whose: string, offsetMs: number): string =>
  `${whose} clock is ${formatDuration(Math.abs(offsetMs))} ${offsetMs > 0 ? 'ahead' : 'behind'}`;

const atWords = (at: number): string =>
  at === 0 ? 'from the start' : `from ${formatDuration(at)}`;

const FATES: Readonly<Record<Exclude<Weather['kind'], 'status'>, string>> = {
  refused: 'connections are refused',
  'black-hole': 'requests are never answered and never arrive',
  'reset-before': 'connections are reset before acceptance',
  'reset-after': 'connections are reset after acceptance',
  'answer-lost': 'requests arrive and are never answered',
};

function retryWords(weather: Weather & { readonly kind: 'status' }): string {
  const { retryAfter } = weather;
  if (retryAfter === undefined) return '';
  const { kind, seconds } = retryAfter;
  const after = `Retry-After of ${formatDuration(seconds * 1_000)}`;
  return kind === 'seconds' ? ` with a ${after}` : ` with a ${after}, as a date`;
}

function weatherWords(weather: Weather): string {
  const what =
    weather.kind === 'status'
      ? `requests get ${String(weather.status)}${retryWords(weather)}`
      : FATES[weather.kind];
  return `${what} for ${formatDuration(weather.forMs)} ${atWords(weather.at)}`;
}

function turnWords(turn: NonNullable<ProgramScenario['pages']>[number]): string {
  const at = `at ${formatDuration(turn.at)}`;
  if (turn.kind === 'tab-crash') return `the tab crashes ${at}`;
  return `the page is ${turn.kind} for ${formatDuration(turn.forMs)} ${at}`;
}

const faultAt = (fault: Fault): string => `${faultWords(fault)} at ${formatDuration(fault.at)}`;

function machineWords(scenario: ProgramScenario, simplest: ProgramScenario): readonly string[] {
  const { agents } = scenario;
  return agents.flatMap(({ offsetMs, driftPpm, uses }, index) => {
    const whose = agents.length === 1 ? "the machine's" : `machine ${String(index + 1)}'s`;
    return [
      ...(offsetMs === 0 ? [] : [lead(whose, offsetMs)]),
      ...(driftPpm === 0 ? [] : [`${whose} clock drifts by ${String(driftPpm)} ppm`]),
      ...(uses === simplest.agents[0]?.uses
        ? []
        : [`${String(uses)} uses${agents.length === 1 ? '' : ` on machine ${String(index + 1)}`}`]),
    ];
  });
}

function linkWords({ link }: ProgramScenario, simplest: ProgramScenario): readonly string[] {
  const { loss, latencyMsMin, latencyMsMax, ordered } = link;
  return [
    ...(loss.of === 0 ? [] : [`${String(loss.of)} of ${String(loss.in)} messages are lost`]),
    ...(latencyMsMax === simplest.link.latencyMsMax && latencyMsMin === simplest.link.latencyMsMin
      ? []
      : [`messages take ${String(latencyMsMin)} to ${String(latencyMsMax)} ms`]),
    ...(ordered ? [] : ['messages overtake each other']),
  ];
}

/** Differences from the simplest scenario, each as one phrase; none: it is the simplest. */
export function scenarioWords(
  scenario: ProgramScenario,
  simplest: ProgramScenario,
): readonly string[] {
  const { agents, server, everyMs, syncLatencyMs, later, weather, faults, healAtMs } = scenario;
  return [
    ...(agents.length > 1 ? [`${String(agents.length)} machines`] : []),
    ...machineWords(scenario, simplest),
    ...(server.offsetMs === 0 ? [] : [lead("the server's", server.offsetMs)]),
    ...(server.driftPpm === 0
      ? []
      : [`the server's clock drifts by ${String(server.driftPpm)} ppm`]),
    ...(everyMs === simplest.everyMs ? [] : [`a use every ${formatDuration(everyMs)}`]),
    ...linkWords(scenario, simplest),
    ...(syncLatencyMs === 0 ? [] : [`a sync takes ${String(syncLatencyMs)} ms`]),
    ...(later === simplest.later ? [] : [`${String(later)} later uses`]),
    ...weather.map(weatherWords),
    ...faults.map(faultAt),
    ...(scenario.pages ?? []).map(turnWords),
    ...(healAtMs === undefined ? [] : [`faults end at ${formatDuration(healAtMs)}`]),
  ];
}

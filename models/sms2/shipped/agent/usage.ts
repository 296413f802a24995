/** Recording of program use in the offline log of the shipped agent. */
import { NO_EFFECTS } from '../../../../sim/model/node.js';
import { msOf } from '../../../../sim/model/time.js';
import type { Decision, LocalTime } from '../../../../sim/model/node.js';
import type { LocalMs } from '../../../../sim/model/time.js';
import { changed } from './change.js';
import { roomDecision, suspendedWhenLow } from './disk.js';
import { LOG, syncLog } from './state.js';
import type {
  AgentEffect,
  AgentOptions,
  AgentState,
  AgentStep,
  OpenUse,
  Registry,
} from './state.js';
import { dueDecisions, upload } from './synchronise.js';
import { blindStart, inExcludedProcess, mayNotWrite, notRunning } from './unseen.js';
import type { Input, UsageRecord } from '../../protocol.js';

/** The name by which a use is metered. */
function nameOf(agent: AgentOptions, input: Input & { kind: 'use-start' }): string {
  const { program, originalName = program } = input;
  const { originalNamesIn, standardSeesOriginal } = agent.parts;
  const original =
    agent.namePolicy === 'original' ? originalNamesIn(agent.mode) : standardSeesOriginal;
  return original ? originalName : program;
}

export function useStart(
  agent: AgentOptions,
  state: AgentState,
  input: Input & { kind: 'use-start' },
  now: LocalTime,
): AgentStep {
  const { record } = input;
  // DOS programs run inside Ntvdm.exe, which is on the list of excluded programs [Q230246].
  if (agent.dosPrograms.includes(input.program) && !agent.parts.metersDosPrograms)
    return [state, inExcludedProcess(record)];
  const use: OpenUse = {
    record,
    user: input.user,
    program: nameOf(agent, input),
    version: input.version,
    start: now.wall,
  };
  if (state.phase === 'starting')
    return [changed(state, { unseen: [...state.unseen, use] }), NO_EFFECTS];
  if (state.phase === 'dormant') return [state, notRunning(record)];
  if (state.phase !== 'running') return [state, NO_EFFECTS];
  if (msOf(now.elapsed) < state.blindUntil) return [state, blindStart(agent, state, now, record)];
  const [next, effects] = suspendedWhenLow(agent, state);
  if (next.suspended) return [next, [...effects, roomDecision(next, record)]];
  return [changed(next, { open: [...next.open, use] }), effects];
}

/** Written out: see `rules/changes.ts`. */
const recordOf = (agent: AgentOptions, use: OpenUse, end: LocalMs): UsageRecord => ({
  record: use.record,
  user: use.user,
  program: use.program,
  version: use.version,
  start: use.start,
  client: agent.client,
  end,
});

export function useEnd(
  agent: AgentOptions,
  state: AgentState,
  record: number,
  now: LocalTime,
): AgentStep {
  if (state.phase === 'starting') {
    const unseen = state.unseen.filter((candidate) => candidate.record !== record);
    return [changed(state, { unseen }), NO_EFFECTS];
  }
  const use = state.open.find((candidate) => candidate.record === record);
  if (state.phase !== 'running' || use === undefined || state.registry === undefined)
    return [state, NO_EFFECTS];
  const open = state.open.filter((candidate) => candidate !== use);
  const [next, effects] = suspendedWhenLow(agent, changed(state, { open }));
  if (next.suspended) return [next, [...effects, roomDecision(next, record)]];
  const made = recordOf(agent, use, now.wall);
  if (agent.parts.writesAs === 'user' && agent.cannotWrite.includes(use.user))
    return [next, mayNotWrite(use)];
  return keep(agent, next, made, state.registry, now);
}

function keep(
  agent: AgentOptions,
  state: AgentState,
  record: UsageRecord,
  registry: Registry,
  now: LocalTime,
): AgentStep {
  // Assumption: a full log accepts no record and reports nothing (no limit is documented).
  if (agent.logCapacity > 0 && state.log.length >= agent.logCapacity)
    return [
      state,
      [
        { kind: 'mark', mark: 'log-full' },
        { kind: 'decide', decision: fullDecision(agent, state) },
      ],
    ];
  const effects: AgentEffect[] = [{ kind: 'append', file: LOG, entry: record }, syncLog];
  const next: AgentState = changed(state, { log: state.log.push(record) });
  // Online, a record is uploaded at once, unless an earlier one is in flight or waits for a retry.
  if (agent.mode === 'online' && !state.offline)
    return next.sending === undefined && next.attempts === 0
      ? upload(agent, changed(next, { attempts: 1 }), now, effects)
      : [next, effects];
  effects.push(...dueDecisions(agent, registry, now));
  return [next, effects];
}

const fullDecision = (agent: AgentOptions, state: AgentState): Decision => ({
  name: 'log-has-room',
  left: { name: 'records in the log', value: state.log.length },
  comparison: '<',
  right: { name: 'log capacity', value: agent.logCapacity },
  held: false,
  outcome: 'the record is not kept',
});

/** Handles a full disk: metering is suspended without a report [Q213196]. */
export function diskFull(state: AgentState, file: string): AgentStep {
  if (file !== LOG) return [state, NO_EFFECTS];
  return [
    changed(state, { log: state.log.take(state.log.length - 1) }),
    [{ kind: 'mark', mark: 'metering-suspended' }],
  ];
}

export const localCheck = (agent: AgentOptions): AgentEffect[] =>
  agent.localCheckMs > 0 && agent.parts.splitsAtCheck
    ? [{ kind: 'elapsed-timer', timer: 'local-check', afterMs: agent.localCheckMs }]
    : [];

/** Performs a local check, which closes and reopens the records of running programs [Q210366]. */
export function check(agent: AgentOptions, state: AgentState, now: LocalTime): AgentStep {
  if (state.registry === undefined) return [state, NO_EFFECTS];
  const effects: AgentEffect[] = [...localCheck(agent)];
  let log = state.log;
  for (const use of state.open) {
    const record = recordOf(agent, use, now.wall);
    log = log.push(record);
    effects.push({ kind: 'append', file: LOG, entry: record });
  }
  if (state.open.length > 0) effects.push(syncLog);
  return [
    changed(state, { log, open: state.open.map((use) => ({ ...use, start: now.wall })) }),
    effects,
  ];
}

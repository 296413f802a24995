/** Reasons for which the shipped agent does not record a use, as comparisons. */
import { msOf } from '../../../../sim/model/time.js';
import type { Decision, LocalTime } from '../../../../sim/model/node.js';
import type { AgentEffect, AgentOptions, AgentState, OpenUse } from './state.js';

const refusal = (decision: Omit<Decision, 'held'>): AgentEffect[] => [
  { kind: 'decide', decision: { ...decision, held: false } },
];

/** A condition that does not hold, written as a comparison of 0 with 1. */
const conditionFails = (
  name: string,
  right: string,
  outcome: string,
  record: number,
): AgentEffect[] =>
  refusal({
    name,
    left: { name: right, value: 0 },
    comparison: '=',
    right: { name: 'yes', value: 1 },
    outcome,
    record,
  });

export const notRunning = (record: number): AgentEffect[] =>
  conditionFails(
    'agent-runs',
    'the agent was started',
    'installed, and not running: nothing is seen',
    record,
  );

export const mayNotWrite = (use: OpenUse): AgentEffect[] =>
  conditionFails(
    'user-may-write',
    'right of the user to write to the log',
    'the log is written with the rights of the user: the record is not kept',
    use.record,
  );

export const inExcludedProcess = (record: number): AgentEffect[] =>
  conditionFails(
    'process-metered',
    'the process of the program is metered',
    'a DOS program runs inside Ntvdm.exe, which is excluded',
    record,
  );

export const blindStart = (
  agent: AgentOptions,
  { blindUntil }: AgentState,
  now: LocalTime,
  record: number,
): AgentEffect[] =>
  refusal({
    name: 'agent-sees-starts',
    left: { name: 'elapsed time of the agent', value: msOf(now.elapsed), clock: agent.client },
    comparison: '>=',
    right: { name: 'end of the synchronisation', value: blindUntil, latchedBy: 'upload' },
    outcome: 'no start of a program is seen while the agent synchronises',
    record,
  });

/** Programs that started before an agent that sees starts only. */
export const missedStarts = (
  agent: AgentOptions,
  unseen: readonly OpenUse[],
  now: LocalTime,
): AgentEffect[] =>
  unseen.flatMap(({ record, start }) =>
    refusal({
      name: 'started-after-the-agent',
      left: { name: 'start of the program', value: msOf(start), clock: agent.client },
      comparison: '>',
      right: { name: 'start of the agent', value: msOf(now.wall), clock: agent.client },
      outcome: 'the agent sees starts only',
      record,
    }),
  );

/**
 * Metering suspended while the disk has little room; the agent checks again once a minute
 * [Q213196].
 */
import { MINUTE_MS } from '../../../../sim/model/time.js';
import { NO_EFFECTS } from '../../../../sim/model/node.js';
import { changed } from './change.js';
import type { AgentEffect, AgentOptions, AgentState, AgentStep } from './state.js';

export const LOW_DISK_KB = 200;
const CHECK_MS = MINUTE_MS;

const checkTimer: AgentEffect = { kind: 'elapsed-timer', timer: 'disk-check', afterMs: CHECK_MS };

const lowDisk = (agent: AgentOptions, { freeKb }: AgentState): boolean =>
  freeKb !== undefined && !agent.parts.metersWith(freeKb);

/**
 * Suspends metering, without a report, when the disk has too little room at a program's start or
 * end.
 */
export function suspendedWhenLow(agent: AgentOptions, state: AgentState): AgentStep {
  if (state.suspended || !lowDisk(agent, state)) return [state, NO_EFFECTS];
  return [changed(state, { suspended: true }), [checkTimer]];
}

/** Resumes metering when there is room again. Resuming is logged; suspending was not. */
export function checkDisk(agent: AgentOptions, state: AgentState): AgentStep {
  if (!state.suspended) return [state, NO_EFFECTS];
  if (lowDisk(agent, state)) return [state, [checkTimer]];
  return [changed(state, { suspended: false }), [{ kind: 'mark', mark: 'metering-resumed' }]];
}

export const roomDecision = ({ freeKb = 0 }: AgentState, record: number): AgentEffect => ({
  kind: 'decide',
  decision: {
    name: 'disk-has-room',
    left: { name: 'free room on the disk, kB', value: freeKb },
    comparison: '>=',
    right: { name: 'room below which metering is suspended, kB', value: LOW_DISK_KB },
    held: false,
    outcome: 'metering is suspended: the use is not recorded',
    record,
  },
});

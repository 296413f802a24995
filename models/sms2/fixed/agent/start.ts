/**
 * The time between the start of a machine and that of the fixed agent. Programs that are there
 * already when the agent starts are metered: all that is known of their start is that the machine
 * was up by then, so the record says how uncertain it is.
 */
import { NO_EFFECTS } from '../../../../sim/model/node.js';
import { msOf } from '../../../../sim/model/time.js';
import type { LocalTime } from '../../../../sim/model/node.js';
import type { Input } from '../../protocol.js';
import { changed } from './change.js';
import type { AgentParts } from './parts.js';
import { elapsedTimer, readingOf } from './state.js';
import type { FixedAgentState, FixedStep, OpenSession } from './state.js';
import { UNKNOWN_BOUND_MS } from './date-correction.js';

export const STARTS = 'agent-starts';

export const delayed = (state: FixedAgentState, delayMs: number): FixedStep => [
  changed(state, { starting: [] }),
  [elapsedTimer(STARTS, delayMs)],
];

/** What the operating system knows of programs while the agent does not run. */
export function withoutAgent(
  state: FixedAgentState,
  running: readonly OpenSession[],
  input: Input,
  now: LocalTime,
): FixedStep {
  switch (input.kind) {
    case 'use-start': {
      const session = sessionOf(state, input, now);
      return [changed(state, { starting: [...running, session] }), NO_EFFECTS];
    }
    case 'use-end':
      return [
        changed(state, { starting: running.filter(({ record }) => record !== input.record) }),
        NO_EFFECTS,
      ];
    default:
      return [state, NO_EFFECTS];
  }
}

/** A program is known by the name in its header, whatever its file is called. */
export const sessionOf = (
  { boot }: FixedAgentState,
  { record, user, program, originalName = program, version }: Input & { kind: 'use-start' },
  now: LocalTime,
): OpenSession => ({ record, user, program: originalName, version, start: readingOf(boot, now) });

/** The agent runs: what it finds was started since the machine was, on the elapsed clock. */
export function enumerated(
  parts: AgentParts,
  state: FixedAgentState,
  running: readonly OpenSession[],
  now: LocalTime,
): FixedAgentState {
  const start = readingOf(state.boot, now);
  // The elapsed clock did not count while the machine slept.
  const startedWithinMs = state.boot.sleeps > 0 ? UNKNOWN_BOUND_MS : msOf(now.elapsed);
  // An agent that is being removed meters nothing more.
  const seen = state.phase === 'running' ? parts.foundRunning(running) : [];
  const open = seen.map((session) => ({ ...session, start, startedWithinMs }));
  return changed(state, { starting: undefined, open });
}

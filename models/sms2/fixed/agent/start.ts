/**
 * The time between the start of a machine and that of the fixed agent. Programs that run already
 * when the agent starts are metered. Only one fact about their start is known: it came after that
 * of the machine. So the record states how uncertain it is.
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

/** Keeps the programs that run while the agent does not, as the operating system knows them. */
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

/** A program is identified by the name in its header, also when its file is renamed. */
export const sessionOf = (
  { boot }: FixedAgentState,
  { record, user, program, originalName = program, version }: Input & { kind: 'use-start' },
  now: LocalTime,
): OpenSession => ({ record, user, program: originalName, version, start: readingOf(boot, now) });

/**
 * Starts the agent: the programs that it finds were started since the machine, by the elapsed
 * clock.
 */
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

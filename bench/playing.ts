/** Plays the inputs of a workload on installed fake timers; both baselines use it. */
import type { Clock } from '@sinonjs/fake-timers';
import type { Session } from './workload.js';

interface Metering {
  start(session: Session): void;
  end(session: Session): void;
}

/**
 * Advances to `untilMs` after the clock's beginning `now`, with each session's start and end at its
 * time.
 */
export async function playSessions(
  clock: Clock,
  now: number,
  agent: Metering,
  sessions: readonly Session[],
  untilMs: number,
): Promise<void> {
  // Not all as timers at once: a delay beyond 2^31 - 1 ms would fire immediately.
  const interventions: { readonly at: number; readonly act: () => void }[] = [];
  for (const session of sessions) {
    interventions.push({
      at: session.startMs,
      act: () => {
        agent.start(session);
      },
    });
    interventions.push({
      at: session.endMs,
      act: () => {
        agent.end(session);
      },
    });
  }
  interventions.sort((a, b) => a.at - b.at);
  for (const { at, act } of interventions) {
    await clock.tickAsync(at - (clock.now - now));
    act();
  }
  await clock.tickAsync(untilMs - (clock.now - now));
}

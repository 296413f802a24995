/** What happens in a workload, played on installed fake timers: the same for both baselines. */
import type { Clock } from '@sinonjs/fake-timers';
import type { Session } from './workload.js';

interface Metering {
  start(session: Session): void;
  end(session: Session): void;
}

/** Goes on to `untilMs` after the clock's beginning `now`, with each session's start and end in its moment. */
export async function playSessions(
  clock: Clock,
  now: number,
  agent: Metering,
  sessions: readonly Session[],
  untilMs: number,
): Promise<void> {
  // Not all as timers at once: a delay beyond 2^31 - 1 ms would fire at once.
  const happenings: { readonly at: number; readonly happen: () => void }[] = [];
  for (const session of sessions) {
    happenings.push({
      at: session.startMs,
      happen: () => {
        agent.start(session);
      },
    });
    happenings.push({
      at: session.endMs,
      happen: () => {
        agent.end(session);
      },
    });
  }
  happenings.sort((a, b) => a.at - b.at);
  for (const { at, happen } of happenings) {
    await clock.tickAsync(at - (clock.now - now));
    happen();
  }
  await clock.tickAsync(untilMs - (clock.now - now));
}

/**
 * Searches the correct variants: half of the runs unguided, half guided, and none may find
 * anything.
 */
import { inThreads } from '../../scripts/campaign/threads.js';
import type { CorrectResult, CorrectShare } from './correct-worker.js';
import type { Subject } from './subjects.js';
import type { FalseAlarms } from './summary.js';

const SHARE_RUNS = 2_000;

/** A guided campaign cannot be divided: each of its shares is a campaign with a seed of its own. */
function sharesOf({ study, correct }: Subject, runs: number): readonly CorrectShare[] {
  const shares: CorrectShare[] = [];
  for (let from = 0, share = 0; from < runs; from += SHARE_RUNS, share += 1) {
    const guided = share % 2 === 1;
    shares.push({
      study,
      variant: correct,
      guided,
      seed: guided ? 1_000 + share : 1,
      from: guided ? 0 : from,
      runs: Math.min(SHARE_RUNS, runs - from),
    });
  }
  return shares;
}

export async function falseAlarms(
  subject: Subject,
  runs: number,
  onAlarm: (alarm: string) => void,
  onShare: (done: number, all: number) => void,
  threads?: number,
): Promise<FalseAlarms> {
  const sum = { runs: 0, guidedRuns: 0, alarms: 0, seconds: 0 };
  await inThreads<CorrectShare, CorrectResult>(
    new URL('./correct-worker.js', import.meta.url),
    sharesOf(subject, runs),
    {
      threads,
      onAnswer: (result, share) => {
        sum.runs += result.runs;
        if (share.guided) sum.guidedRuns += result.runs;
        sum.seconds += result.seconds;
        sum.alarms += result.alarms.length;
        result.alarms.forEach(onAlarm);
        onShare(sum.runs, runs);
      },
    },
  );
  return { study: subject.study, variant: subject.correct, ...sum };
}

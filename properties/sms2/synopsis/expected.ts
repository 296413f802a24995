/** Checks the study's synopsis against what it has to show, and words each deviation. */
import type { WorkaroundOutcome, WorkaroundSteps } from '../article/workaround.js';
import type { Segment, Synopsis, SynopsisLoss } from './types.js';

/** The remedy that the article advises. */
const REMEDY: WorkaroundSteps = 'remove cleanly, synchronise, reinstall';

const LOST: ReadonlySet<string> = new Set(['stranded', 'destroyed']);

interface Boundary {
  /** The offset nearest to zero in the lost stretch that holds the minimal scenario. */
  readonly lostMs: number;
  /**
   * The offset one ms nearer, and the record's fate there; absent if the stretch reaches the end of
   * the axis.
   */
  readonly kept: { readonly offsetMs: number; readonly class: Segment['class'] } | undefined;
}

/** Boundary of the minimal scenario's loss, on the side of a right clock. */
export function boundaryOf({ segments, offsetMs }: SynopsisLoss): Boundary {
  const holds = ({ from, to }: Segment): boolean => from <= offsetMs && offsetMs <= to;
  const at = segments.findIndex(holds);
  const step = offsetMs <= 0 ? 1 : -1;
  let place = at;
  while (LOST.has(segments[place + step]?.class ?? '')) place += step;
  const segment = segments[place] as Segment;
  const lostMs = step === 1 ? segment.to : segment.from;
  const next = segments[place + step];
  const kept = next && { offsetMs: step === 1 ? next.from : next.to, class: next.class };
  return { lostMs, kept };
}

/** Fates of usage when the article's advice is followed. */
export const remedyOf = (
  outcomes: readonly WorkaroundOutcome[],
  variant: string,
): WorkaroundOutcome | undefined =>
  outcomes.find((outcome) => outcome.variant === variant && outcome.steps === REMEDY);

function lossProblems({ loss, shipped }: Synopsis): readonly string[] {
  if (loss === undefined) return [`${shipped} lost no record: there is nothing to explain`];
  const { lostMs, kept } = boundaryOf(loss);
  const problems: string[] = [];
  if (lostMs !== loss.offsetMs)
    problems.push(
      `shrinking came to an offset of ${String(loss.offsetMs)} ms, and the loss begins at ${String(lostMs)} ms`,
    );
  if (kept === undefined) problems.push('the record is lost at every offset of the clock');
  if (loss.decision === undefined) problems.push('no comparison was found that decided the loss');
  return problems;
}

function remedyProblems({ remedy, shipped, fix }: Synopsis): readonly string[] {
  const problems: string[] = [];
  const asShipped = remedyOf(remedy, shipped)?.after;
  if (asShipped === undefined || asShipped.shown < asShipped.uses)
    problems.push(`the article's remedy does not mend ${shipped}`);
  const fixed = remedyOf(remedy, fix.variant);
  const lost = [fixed?.before, fixed?.after].some(
    (ends) => ends === undefined || ends.uses - ends.shown - ends.lostReported > 0,
  );
  if (lost) problems.push(`${fix.variant} loses usage when the article's remedy is followed`);
  return problems;
}

/** True if the planted defect went unnoticed: then a pass proves nothing. */
export const isBlind = ({ canary }: Synopsis): boolean => canary.caughtAtRun === undefined;

/** Deviations in words, the worst first; empty when all is as expected. */
export function problemsOf(synopsis: Synopsis): readonly string[] {
  const { fix, shipped, canary } = synopsis;
  const problems: string[] = [];
  if (isBlind(synopsis))
    problems.push(
      `the planted defect ${canary.variant} was not caught in ${String(canary.runs)} runs: no pass here proves anything`,
    );
  if (fix.verdict !== 'pass') {
    const [first] = fix.broken;
    problems.push(
      first === undefined
        ? `${fix.variant} did not pass: ${fix.verdict}${fix.reason === undefined ? '' : `, ${fix.reason}`}`
        : `${fix.variant} does not hold: run ${String(first.run)} breaks ${first.fingerprint}`,
    );
  }
  if (fix.comparedAsShipped > 0 && fix.lostAsShipped === 0)
    problems.push(`${shipped} lost nothing in ${fix.variant}'s scenarios: they prove nothing`);
  return [...problems, ...lossProblems(synopsis), ...remedyProblems(synopsis)];
}

/** Notes on input that was read and needs a remark, one sentence each. */
import { counted, describeBadRow } from './bad-row.js';
import type { BadRow } from './bad-row.js';
import { STEP_MS } from './clocks.js';
import type { ClockReading } from './clocks.js';
import type { ParsedUsage } from './usage.js';

const NAMED_MAX = 10;

const few = (notes: readonly string[], what: string): string[] =>
  notes.length <= NAMED_MAX
    ? [...notes]
    : [...notes.slice(0, NAMED_MAX), `${notes.length - NAMED_MAX} more ${what}.`];

export function usageNotes(
  usage: ParsedUsage,
  bad: readonly { readonly file: string; readonly rows: readonly BadRow[] }[],
): string[] {
  const notes: string[] = [];
  const skipped = bad.flatMap(({ file, rows }) => rows.map((row) => describeBadRow(file, row)));
  if (skipped.length > 0)
    notes.push(
      `${counted(skipped.length, 'bad row')} skipped; ${counted(usage.sessions.length, 'session')} read.`,
      ...few(
        skipped.map((text) => `skipped: ${text}.`),
        'skipped',
      ),
    );
  if (usage.comments > 0)
    notes.push(`${counted(usage.comments, 'comment line')} of the usage skipped.`);
  if (usage.ignoredColumns.length > 0)
    notes.push(`Unused columns of the usage: ${usage.ignoredColumns.join(', ')}.`);
  return notes;
}

/** Notes on a median over several samples, a step between two, and a failed measurement. */
export function clockNotes(readings: readonly ClockReading[]): string[] {
  const several = readings.filter((one) => one.samples > 1);
  const notes: string[] = [];
  if (several.length > 0)
    notes.push(
      `The median of several samples is the offset of ${counted(several.length, 'client')}.`,
    );
  const steps = readings.flatMap(({ client, place, step }) =>
    step === undefined
      ? []
      : [
          `${client}: its clock moved by ${step.byMs / 1_000} s between two samples (${place}:${step.line}; over ${STEP_MS / 1_000} s counts as a step); the run uses one offset throughout.`,
        ],
  );
  const unfollowed = readings
    .filter((one) => one.noSourceFollowed)
    .map(
      (one) =>
        `${one.client}: no source is marked as followed (${one.place}); median over the ${one.samples} reached.`,
    );
  const failed = readings
    .filter((one) => one.unusable > 0)
    .map(
      (one) =>
        `${one.client}: ${counted(one.unusable, 'line')} without a measurement (${one.place}).`,
    );
  return [
    ...notes,
    ...few(steps, 'clocks stepped'),
    ...few(unfollowed, 'clocks follow no source'),
    ...few(failed, 'files have lines without a measurement'),
  ];
}

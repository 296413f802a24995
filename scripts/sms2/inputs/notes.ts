/** Notes on input that was read and needs a remark, one sentence each. */
import { DAY_MS } from '../../../sim/model/time.js';
import { counted, describeBadRow, shown } from './bad-row.js';
import type { BadRows, UnreadFile } from './clocks/clock-files.js';
import type { RemarkKind } from './clocks/findings.js';
import { STEP_MS } from './clocks/reading.js';
import type { ClockReading } from './clocks/reading.js';
import type { ParsedUsage, UsageSession } from './usage.js';

const NAMED_MAX = 10;

const few = (notes: readonly string[], what: string): string[] =>
  notes.length <= NAMED_MAX
    ? [...notes]
    : [...notes.slice(0, NAMED_MAX), `${notes.length - NAMED_MAX} more ${what}.`];

/** `"a", "b" and 3 more` */
export function listOf(names: readonly string[]): string {
  const named = names
    .slice(0, NAMED_MAX)
    .map((name) => JSON.stringify(name))
    .join(', ');
  return names.length > NAMED_MAX ? `${named} and ${names.length - NAMED_MAX} more` : named;
}

const LINES_NAMED_MAX = 5;

/** `lines 3, 4 and 2 more` */
function linesText(lines: readonly number[]): string {
  const named = lines.slice(0, LINES_NAMED_MAX).join(', ');
  const more = lines.length > LINES_NAMED_MAX ? ` and ${lines.length - LINES_NAMED_MAX} more` : '';
  return `${lines.length === 1 ? 'line' : 'lines'} ${named}${more}`;
}

const LIKE = 3;

function timeNotes(usage: ParsedUsage, place: string): string[] {
  const { zone, folds, gaps, forms, duplicates } = usage;
  const notes: string[] = [];
  if (zone?.tzdb !== undefined)
    notes.push(
      `Times without a zone are of ${zone.name}, by version ${zone.tzdb} of the IANA data base.`,
    );
  if (folds.length > 0)
    notes.push(
      `${counted(folds.length, 'time')} happened twice, when the clocks were put back (${place}, ${linesText(folds)}): taken as the first, and an end as the first that is not before its start.`,
    );
  if (gaps.length > 0)
    notes.push(
      `${counted(gaps.length, 'time')} never happened, when the clocks were put forward (${place}, ${linesText(gaps)}): read by the offset before it.`,
    );
  const all = [...forms].sort((a, b) => b[1] - a[1]);
  if (all.length > 1)
    notes.push(
      `Times are in ${all.length} forms: ${all.map(([form, number]) => `${form} (${number})`).join(', ')}.`,
    );
  else if (all[0]?.[0] === 'day numbers of a spreadsheet')
    notes.push(
      'Times are day numbers of a spreadsheet that counts from 1900; --times excel-1904 for the other.',
    );
  if (duplicates.length > 0) {
    const extra = duplicates.reduce((sum, lines) => sum + lines.length - 1, 0);
    const shownGroups = duplicates
      .slice(0, LIKE)
      .map((lines) => linesText(lines))
      .join('; ');
    notes.push(
      `${counted(extra, 'row')} ${extra === 1 ? 'repeats' : 'repeat'} another in every field (${place}, ${shownGroups}${duplicates.length > LIKE ? '; …' : ''}); each counts as a use, and a join of tables often makes them.`,
    );
  }
  return notes;
}

/** Uses further apart than this are noted: the agents are taken to be installed before the first. */
const APART_DAYS = 365;

/** Uses that lie far from all others: one wrong date changes when every agent is installed. */
function apartNotes(sessions: readonly UsageSession[], place: string): string[] {
  const sorted = [...sessions].sort((a, b) => a.startMs - b.startMs);
  let endMs = -Infinity;
  return sorted.flatMap((session, at) => {
    const gapDays = Math.floor((session.startMs - endMs) / DAY_MS);
    const before = sorted[at - 1];
    endMs = Math.max(endMs, session.endMs);
    if (before === undefined || gapDays < APART_DAYS) return [];
    return [
      `Nothing is used for ${gapDays} d between ${place}:${before.line} and ${place}:${session.line}: every agent is taken to be installed before the first use, so that a clock that is behind by less has caught up by then. Is one of the dates wrong?`,
    ];
  });
}

export function usageNotes(usage: ParsedUsage, place: string, bad: readonly BadRows[]): string[] {
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
  if (usage.undated.length > 0)
    notes.push(
      `${counted(usage.undated.length, 'use')} without a date ${usage.undated.length === 1 ? 'is' : 'are'} not played, and not counted.`,
      ...few(
        usage.undated.map(({ line, why }) => `not played: ${place}:${line}: ${why}.`),
        'not played',
      ),
    );
  if (usage.comments > 0)
    notes.push(`${counted(usage.comments, 'comment line')} of the usage skipped.`);
  if (usage.ignoredColumns.length > 0)
    notes.push(`Unused columns of the usage: ${usage.ignoredColumns.join(', ')}.`);
  return [...notes, ...timeNotes(usage, place), ...few(apartNotes(usage.sessions, place), 'gaps')];
}

/** Ms as the text of an offset: `-3.2 s`, `+0.004 s`. */
const secondsText = (ms: number): string => `${ms > 0 ? '+' : ''}${ms / 1_000} s`;

/** A range of more than the answer's precision, 1 ms, is noted. */
const PRECISION_MS = 1;

function rangeNotes(readings: readonly ClockReading[]): string[] {
  return readings.flatMap(({ client, rangeMs, samples, offsetMs, place, history }) => {
    const [least, most] = rangeMs ?? [0, 0];
    if (most - least <= PRECISION_MS || offsetMs === undefined) return [];
    const used = history === undefined ? `; the median ${secondsText(offsetMs)} is used` : '';
    return [
      `${client}: its ${samples} samples are from ${secondsText(least)} to ${secondsText(most)} (${place})${used}.`,
    ];
  });
}

const REMARKS: Readonly<Record<RemarkKind, string>> = {
  'no source followed': 'clocks follow no source',
  'own clock': 'clocks follow themselves',
  'sign turned': 'clocks measured from elsewhere',
  tool: 'remarks on what a tool states',
  name: 'files found by another name',
  history: 'histories',
  'not read': 'outputs not used',
};

const remarkNotes = (readings: readonly ClockReading[]): string[] =>
  Object.entries(REMARKS).flatMap(([kind, what]) =>
    few(
      readings.flatMap(({ client, place, remarks }) =>
        remarks
          .filter((one) => one.kind === kind)
          .map(({ text }) =>
            kind === 'name' ? `${client}: ${text}.` : `${client}: ${text} (${place}).`,
          ),
      ),
      what,
    ),
  );

/** Notes on a history that does not cover the usage. */
export function coverageNotes(
  readings: readonly ClockReading[],
  firstMs: number,
  lastMs: number,
): string[] {
  const outside = readings.flatMap(({ client, place, history }) => {
    const from = history?.[0]?.atMs;
    const to = history?.at(-1)?.atMs;
    if (from === undefined || to === undefined || (from <= firstMs && to >= lastMs)) return [];
    const before = from > firstMs ? 'before its first sample the first offset is taken' : '';
    const after = to < lastMs ? 'after its last sample the last one' : '';
    return [
      `${client}: its history (${place}) does not cover the usage: ${[before, after].filter((one) => one !== '').join(', ')}.`,
    ];
  });
  return few(outside, 'histories do not cover the usage');
}

/** Notes on a median over several samples, a step between two, and a failed measurement. */
export function clockNotes(readings: readonly ClockReading[]): string[] {
  const several = readings.filter((one) => one.samples > 1 && one.history === undefined);
  const moving = readings.filter((one) => one.history !== undefined);
  const notes: string[] = [];
  if (several.length > 0)
    notes.push(
      `The median of several samples is the offset of ${counted(several.length, 'client')}.`,
    );
  if (moving.length > 0)
    notes.push(
      `The clock of ${counted(moving.length, 'client')} drifts and steps as its history says.`,
    );
  const steps = readings.flatMap(({ client, place, step, history }) =>
    step === undefined
      ? []
      : [
          `${client}: its clock moved by ${step.byMs / 1_000} s between two samples (${place}:${step.line}; over ${STEP_MS / 1_000} s counts as a step); the run ${history === undefined ? 'uses one offset throughout' : 'plays it'}.`,
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
    ...few(rangeNotes(readings), 'clocks with samples that differ'),
    ...few(unfollowed, 'clocks follow no source'),
    ...remarkNotes(readings),
    ...few(failed, 'files have lines without a measurement'),
  ];
}

/** Notes on files of a fleet that measure nothing, and on lines that are passed over in others. */
export function fleetNotes(
  unread: readonly UnreadFile[],
  bad: readonly BadRows[],
  files: number,
): string[] {
  const notes = [];
  if (unread.length > 0 && files > 1)
    notes.push(
      `${counted(unread.length, 'file')} of ${files} ${unread.length === 1 ? 'has' : 'have'} no measurement.`,
      ...few(
        unread.map(
          ({ place, why }) =>
            `no measurement: ${place}: ${why.replace(/\s+/g, ' ').replace(/\.$/, '')}.`,
        ),
        'without a measurement',
      ),
    );
  const lines = bad.flatMap(({ file, rows }) => rows.map((row) => describeBadRow(file, row)));
  return [
    ...notes,
    ...few(
      lines.map((text) => `line passed over: ${text}.`),
      'lines passed over',
    ),
  ];
}

/** `none for 2: "A", "B" (no usable sample for "A": an empty file)` */
export function missingText(
  missing: readonly string[],
  readings: ReadonlyMap<string, ClockReading>,
): string {
  const unusable = missing.filter((name) => readings.has(name));
  const reasons = unusable.slice(0, NAMED_MAX).map((name) => {
    const { why, place } = readings.get(name) ?? {};
    return `\n  no usable sample for ${shown(name)}: ${place ?? ''}: ${why ?? 'no line has a measurement'}`;
  });
  const more =
    unusable.length > NAMED_MAX ? [`\n  and for ${unusable.length - NAMED_MAX} more`] : [];
  return `none for ${missing.length}: ${listOf(missing)}${[...reasons, ...more].join('')}${unusable.length > 0 ? '\n ' : ''}`;
}

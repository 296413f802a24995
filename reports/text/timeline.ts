/** Words the timeline of one run for a terminal: every step with true and local time. */
import { formatDuration } from '../../sim/clock/zone.js';
import { eventWords, incidentWords, words } from '../../properties/trace/words.js';
import { msOf } from '../../sim/model/time.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import type { TraceEntry } from '../../properties/trace/recorder.js';
import type { Effect } from '../../sim/model/node.js';
import { civil } from '../../properties/words/civil.js';
import { coloursOf } from './text.js';
import type { TextStyle } from './text.js';
import { widthOf, wrappedLine } from './width.js';

/**
 * The part of a trace that a timeline shows.
 * @since 0.1.0
 */
export interface TimelineOptions {
  /** Only this node's lines. */
  readonly node?: string;
  /** Only steps around this one. */
  readonly step?: number;
  /** Lines to print at most; the middle is left out of longer ones. Default: all. */
  readonly linesMax?: number;
}

export function effectWords(effect: Effect<unknown>, localMs: number): string | undefined {
  switch (effect.kind) {
    case 'send':
      return `→ ${effect.to}: ${words(effect.message)}`;
    case 'wall-timer':
      return `wall timer ${effect.timer} for ${civil(msOf(effect.at))} (in ${formatDuration(msOf(effect.at) - localMs)})`;
    case 'elapsed-timer':
      return `elapsed timer ${effect.timer} in ${formatDuration(effect.afterMs)}`;
    case 'decide': {
      const { name, left, comparison, right, held, outcome } = effect.decision;
      const side = (value: typeof left): string =>
        `${value.name} ${value.clock === undefined ? String(value.value) : civil(value.value)}`;
      return `decides ${name}: ${side(left)} ${comparison} ${side(right)} is ${String(held)}${held ? '' : `: ${outcome}`}`;
    }
    case 'report':
      return `REPORTS to the operator: ${effect.report.name} ${words(effect.report.details)}`;
    case 'show':
      return `shows ${words(effect.view)}`;
    case 'mark':
      return `(${effect.mark})`;
    case 'append':
      return `appends to ${effect.file}`;
    case 'remove':
      return `removes ${effect.file}`;
    default:
      return undefined;
  }
}

/** Column at which events begin: after a civil time and two spaces. */
const EVENT_AT = 25;

function lineOf(entry: TraceEntry, epochMs: number, style: TextStyle): string | undefined {
  const colours = coloursOf(style);
  const { what } = entry;
  const at = civil(entry.atMs + epochMs);
  if (what.kind === 'incident') return `${at}  ${colours.yellow(incidentWords(what.incident))}`;
  const local = entry.localMs ?? 0;
  if (what.kind === 'event') {
    // A clock that is right needs no second time.
    const clock = civil(local) === at ? '' : `[${civil(local)}] `;
    return `${at}  ${colours.bold(entry.node ?? '')} ${colours.dim(`#${String(entry.step)}`)} ${colours.yellow(clock)}${eventWords(what.event)}`;
  }
  const effect = effectWords(what.effect, local);
  return effect === undefined ? undefined : `${' '.repeat(EVENT_AT)}  ${effect}`;
}

const AROUND_STEPS = 2;

/** The entries that the options select. */
export const entriesWanted = (
  entries: readonly TraceEntry[],
  { node, step }: Pick<TimelineOptions, 'node' | 'step'>,
): readonly TraceEntry[] =>
  entries.filter(
    (entry) =>
      (node === undefined || entry.node === node) &&
      (step === undefined || Math.abs(entry.step - step) <= AROUND_STEPS),
  );

/**
 * Returns a run's trace as text, one line for each step.
 * @since 0.1.0
 */
export function timelineReport(
  study: Pick<AnyStudy, 'epochMs'>,
  entries: readonly TraceEntry[],
  options: TimelineOptions,
  style: TextStyle,
): string {
  const lines = entriesWanted(entries, options).flatMap(
    (entry) => lineOf(entry, study.epochMs, style) ?? [],
  );
  const fit = (line: string): readonly string[] =>
    wrappedLine(line, widthOf(style), ' '.repeat(EVENT_AT + 4));
  const max = options.linesMax ?? lines.length;
  const head = `${'true time'.padEnd(EVENT_AT)}node, step [its clock, if not right], event`;
  if (lines.length <= max) return [head, ...lines.flatMap(fit)].join('\n');
  const half = Math.floor(max / 2);
  const left = `… ${String(lines.length - 2 * half)} lines left out: --all prints them; --node, --step and --until select …`;
  return [head, ...lines.slice(0, half), left, ...lines.slice(lines.length - half)]
    .flatMap(fit)
    .join('\n');
}

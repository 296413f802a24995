/**
 * Reads clock offsets as the usual tools print them, one file per client.
 *
 * All offsets are normalised to one sign: client's clock minus true time (the server's), ms, so
 * that a clock that is behind is negative. The tools disagree on the sign:
 *
 * - `chronyc -c tracking`, 5th field (System time), s: positive when the client is *behind*.
 * Source: chrony's client.c prints the field as `%O`, whose text form says "slow" for a number
 * above 0, and whose -c form prints the same number. So the sign is inverted.
 * - `chronyc -c sources`, 8th field (last sample, adjusted), s: positive when the client is
 * *ahead*. Source: manual of chronyc, "Positive offsets indicate that the local clock is ahead of
 * the source". The sign is kept.
 * - `ntpq -pn`, column offset, ms: positive when the client is behind. Source: manual of ntpq,
 * "offset of server relative to this host". The sign is inverted. ntpq prints 7 characters (`%8.7s`
 * in ntpq.c) and cuts the rest off, so an offset without its decimal point is refused.
 * - `w32tm /stripchart`, s: positive when the client is behind. Basis: it is NTP's offset, server
 * minus client (RFC 5905, theta); Microsoft's pages do not state a sign. The sign is inverted.
 */
import { badRow, shown } from './bad-row.js';
import type { BadRow, Reason } from './bad-row.js';
import { negated, roundedMs, secondsToMs } from './decimal.js';

export interface ClockSample {
  readonly line: number;
  /** Client's clock minus true time, ms. */
  readonly offsetMs: number;
}

export type ClockTool = 'chronyc tracking' | 'chronyc sources' | 'ntpq' | 'w32tm';

export interface ToolOutput {
  readonly tool: ClockTool;
  readonly samples: readonly ClockSample[];
  /**
   * True if the samples are those of one source over time, so that a change is a step of the clock.
   */
  readonly inTime: boolean;
  /** Lines without a measurement: a timeout, a source never reached. */
  readonly unusable: number;
  readonly bad: readonly BadRow[];
}

/** Result of one line. */
type Said =
  | { readonly kind: 'sample'; readonly offsetMs: number; readonly chosen: boolean }
  | { readonly kind: 'unusable' }
  | { readonly kind: 'passed-over' }
  | { readonly kind: 'bad'; readonly reason: Reason };

const UNUSABLE: Said = { kind: 'unusable' };
const PASSED_OVER: Said = { kind: 'passed-over' };

const sample = (offset: number | Reason, chosen = true): Said =>
  typeof offset === 'number'
    ? { kind: 'sample', offsetMs: offset, chosen }
    : { kind: 'bad', reason: offset };

const turned = (offset: number | Reason): number | Reason =>
  typeof offset === 'number' ? negated(offset) : offset;

const TRACKING = /^[0-9A-F]{8},[^,]*(?:,[^,]*){12}$/i;

/** `A29FC87B,162.159.200.123,4,1709727533.1,0.000004315,...,Normal` */
function tracking(line: string): Said {
  const fields = line.split(',');
  if (!TRACKING.test(line))
    return bad('the 14 fields of chronyc -c tracking', `${fields.length} fields: ${shown(line)}`);
  // Without a source, System time is 0, which is no measurement of the clock.
  if (/^not synchroni[sz]ed$/i.test(fields[13] ?? '')) return UNUSABLE;
  return sample(turned(secondsToMs(fields[4] ?? '')));
}

const SOURCES = /^[\^=#],[*+\-?x~ ],(?:[^,]*,){7}[^,]*$/;

/** `^,*,192.0.2.1,2,6,377,34,-0.000123,-0.000150,0.001`; * is the source that is followed. */
function sources(line: string): Said {
  const fields = line.split(',');
  if (!SOURCES.test(line))
    return bad('the 10 fields of chronyc -c sources', `${fields.length} fields: ${shown(line)}`);
  if (/^0*$/.test(fields[5] ?? '')) return UNUSABLE;
  return sample(secondsToMs(fields[7] ?? ''), fields[1] === '*');
}

const NTPQ_HEADER = /^ *remote +refid +st +t +when +poll +reach +delay +offset +(?:jitter|disp) *$/;
const NTPQ_COLUMNS = 10;

/** `*192.0.2.1  .GPS.  1 u  33  64  377  0.412  -1.234  0.087`; * and o mark the system peer. */
function ntpq(line: string): Said {
  if (NTPQ_HEADER.test(line) || /^ *=+ *$/.test(line)) return PASSED_OVER;
  const columns = line.slice(1).trim().split(/ +/);
  if (!/^[ *o+\-x.#]/.test(line) || columns.length !== NTPQ_COLUMNS)
    return bad('the 10 columns of ntpq -pn after its mark', shown(line));
  if (/^0*$/.test(columns[6] ?? '')) return UNUSABLE;
  const offset = columns[8] ?? '';
  if (/^[+-]?\d+$/.test(offset))
    return bad(
      'an offset with its decimal point (ntpq cuts it off after 7 characters)',
      `${shown(offset)}, which may have lost digits; give such a clock by w32tm, chronyc or a CSV`,
    );
  return sample(turned(roundedMs(offset)), /^[*o]/.test(line));
}

const W32TM_TIME = /^\d{1,2}[:.]\d\d[:.]\d\d/;
const W32TM_SAMPLE =
  /^\d{1,2}[:.]\d\d[:.]\d\d(?: ?[AP]M)?,? +(?:d:[+-]?[\d.,]+s,? +o:)?([+-]\d+(?:[.,]\d+)?)s(?: .*)?$/i;

/** `12:00:01, +05.1234567s`, or with delay and drawing `12:00:01 d:+00.0004s o:-25.3004160s [@ | ]`. */
function w32tm(line: string, before: boolean): Said {
  const found = W32TM_SAMPLE.exec(line);
  if (found !== null) return sample(turned(secondsToMs((found[1] ?? '').replace(',', '.'))));
  if (W32TM_TIME.test(line) && /0x[0-9a-f]{8}/i.test(line)) return UNUSABLE;
  // The first line of w32tm ("Tracking ...") is in the language of that Windows.
  if (before && !W32TM_TIME.test(line)) return PASSED_OVER;
  return bad('a sample of w32tm /stripchart (12:00:01, +05.1234567s)', shown(line));
}

const bad = (expected: string, got: string): Said => ({ kind: 'bad', reason: { expected, got } });

const READERS: Readonly<Record<ClockTool, (line: string, before: boolean) => Said>> = {
  'chronyc tracking': tracking,
  'chronyc sources': sources,
  ntpq,
  w32tm,
};

/** A remark added to the file by hand; no tool begins a line with # and a space. */
export const isComment = (line: string): boolean => /^#(?:\s|$)/.test(line);

/** The tool that wrote the text, by the first line that only this tool can have written. */
export function toolOf(lines: readonly string[]): ClockTool | undefined {
  for (const line of lines) {
    if (TRACKING.test(line)) return 'chronyc tracking';
    if (SOURCES.test(line)) return 'chronyc sources';
    if (NTPQ_HEADER.test(line)) return 'ntpq';
    if (W32TM_TIME.test(line)) return 'w32tm';
  }
  return undefined;
}

/**
 * The samples of one client. If a source is marked as the one that the client follows, only its
 * samples count. If none is (a clock far off follows none), all reached sources count.
 */
export function readTool(tool: ClockTool, lines: readonly string[]): ToolOutput {
  const all: (ClockSample & { readonly chosen: boolean })[] = [];
  const badRows: BadRow[] = [];
  let unusable = 0;
  let begun = false;
  lines.forEach((raw, at) => {
    const line = raw.trimEnd();
    if (line === '' || isComment(line)) return;
    const said = READERS[tool](line, !begun);
    begun ||= said.kind !== 'passed-over';
    if (said.kind === 'sample')
      all.push({ line: at + 1, offsetMs: said.offsetMs, chosen: said.chosen });
    else if (said.kind === 'unusable') unusable += 1;
    else if (said.kind === 'bad')
      badRows.push(badRow(at + 1, said.reason.expected, said.reason.got));
  });
  const chosen = all.filter((one) => one.chosen);
  const samples = (chosen.length > 0 ? chosen : all).map(({ line, offsetMs }) => ({
    line,
    offsetMs,
  }));
  return { tool, samples, inTime: chosen.length > 0, unusable, bad: badRows };
}

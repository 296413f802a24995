/**
 * Reads tracking.log and measurements.log of chronyd: a history of offsets.
 *
 * Source: manual of chrony.conf. In tracking.log the offset is positive for a clock that is fast, and
 * the remaining correction for one that is slow. The clock was off by their difference. In
 * measurements.log the offset is positive for a clock that is slow.
 */
import { shown } from '../bad-row.js';
import { parseInstant } from '../instant.js';
import { behindMs, sizeMs, toMs } from './amounts.js';
import { boundOf, Findings } from './findings.js';
import type { Reader } from './findings.js';
import { NOT_FOLLOWING, OWN_CLOCK } from './chronyc.js';

const STAMP = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)\s+(\S+)\s+(.*)$/;
const EXPONENT = /^[+-]?\d\.\d+e[+-]\d+$/i;
const RULE = /^=+$/;

/** The columns of a line after date, time and source, with its time. */
function columnsOf(line: string): { source: string; atMs: number; columns: string[] } | undefined {
  const found = STAMP.exec(line);
  const atMs = found === null ? undefined : parseInstant(`${found[1]}T${found[2]}Z`);
  if (found === null || typeof atMs !== 'number') return undefined;
  return { source: found[3] ?? '', atMs, columns: (found[4] ?? '').trim().split(/\s+/) };
}

export function trackingLog(): Reader {
  const found = new Findings('chrony tracking.log');
  return {
    found,
    expected: 'a line of chrony’s tracking.log',
    take(line, at) {
      if (/^\s*Date \(UTC\) Time\s+IP Address\s+St\s+Freq ppm/.test(line) || RULE.test(line))
        return true;
      const stamped = columnsOf(line);
      const [stratum = '', frequency = '', , offset = '', leap = ''] = stamped?.columns ?? [];
      if (stamped === undefined || !/^\d+$/.test(stratum) || !/^-?\d+\.\d+$/.test(frequency))
        return false;
      const remaining = stamped.columns[7] ?? '';
      if (stamped.columns.length < 11 || !EXPONENT.test(offset) || !EXPONENT.test(remaining))
        found.misread(at, '14 columns of chrony’s tracking.log', shown(line));
      else if (leap === '?' || stratum === '0') found.without(at, NOT_FOLLOWING);
      else if (/^(?:127\.127\.1\.|7F7F01)/i.test(stamped.source)) found.without(at, OWN_CLOCK);
      else sampled(stamped, at, found);
      return true;
    },
  };
}

function sampled(
  { source, atMs, columns }: { source: string; atMs: number; columns: readonly string[] },
  at: number,
  found: Findings,
): void {
  const column = (index: number): string => columns[index] ?? '';
  const offset = toMs(column(3), 's');
  const remaining = toMs(column(7), 's');
  const delay = sizeMs(column(8), 's');
  const sum =
    typeof offset === 'number' && typeof remaining === 'number'
      ? offset - remaining
      : typeof offset === 'number'
        ? remaining
        : offset;
  found.sample(at, sum, {
    atMs,
    of: source,
    ...boundOf(typeof delay === 'number' ? delay / 2 : delay, sizeMs(column(9), 's')),
  });
}

export function measurementsLog(): Reader {
  const found = new Findings('chrony measurements.log');
  return {
    found,
    expected: 'a line of chrony’s measurements.log',
    take(line, at) {
      if (/^\s*Date \(UTC\) Time\s+IP Address\s+L St 123 567/.test(line) || RULE.test(line))
        return true;
      const stamped = columnsOf(line);
      const [leap = '', stratum = '', tests = ''] = stamped?.columns ?? [];
      if (stamped === undefined || !/^[N?+-]$/.test(leap) || !/^[01]{3}$/.test(tests)) return false;
      const { source, atMs, columns } = stamped;
      const column = (index: number): string => columns[index] ?? '';
      const offset = column(8);
      if (columns.length < 13 || !EXPONENT.test(offset))
        found.misread(at, '20 columns of chrony’s measurements.log', shown(line));
      else if (leap === '?' || Number(stratum) >= 16 || stratum === '0')
        found.without(at, `the source ${source} is not synchronised`);
      else {
        found.sample(at, behindMs(offset, 's'), { atMs, of: source, ...measuredBound(columns) });
        found.remark(
          'tool',
          'measurements.log compares sources with chronyd’s own estimate: a correction that still goes on is not in it; tracking.log has it (chrony.conf: log tracking)',
        );
      }
      return true;
    },
  };
}

/** Half of peer delay and root delay, and both dispersions. */
function measuredBound(columns: readonly string[]): { boundMs?: number } {
  const sizes = [9, 10, 11, 12].map((index) => sizeMs(columns[index] ?? '', 's'));
  const [delay, dispersion, rootDelay, rootDispersion] = sizes;
  if (typeof delay !== 'number' || typeof rootDelay !== 'number') return {};
  return boundOf((delay + rootDelay) / 2, dispersion ?? 0, rootDispersion ?? 0);
}

/**
 * Reads loopstats and peerstats of ntpd: a history of offsets, in seconds, positive for a client that
 * is behind [pages on monitoring of ntpd]. The day is a modified Julian date, UTC.
 */
import { DAY_MS } from '../../../../sim/model/time.js';
import { shown } from '../bad-row.js';
import { behindMs, sizeMs } from './amounts.js';
import { boundOf, Findings } from './findings.js';
import type { Reader } from './findings.js';

/** The modified Julian date of 1970-01-01. */
const MJD_1970 = 40_587;
const STAMP = /^(\d{5}) (\d{1,5}(?:\.\d+)?) (.*)$/;
const NUMBER = /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;
const WITH_POINT = /^[+-]?\d+\.\d+(?:e[+-]?\d+)?$/i;
const SECONDS_MAX = 86_401;

function stampOf(line: string): { atMs: number; columns: readonly string[] } | undefined {
  const found = STAMP.exec(line.trim().replace(/\s+/g, ' '));
  const seconds = Number(found?.[2]);
  if (found === null || seconds > SECONDS_MAX) return undefined;
  const atMs = (Number(found[1]) - MJD_1970) * DAY_MS + Math.round(seconds * 1_000);
  return { atMs, columns: (found[3] ?? '').split(' ') };
}

/** Turns a stamp of the client's clock into true time: it is as far off as the sample says. */
function stamped(
  found: Findings,
  line: number,
  atMs: number,
  offset: ReturnType<typeof behindMs>,
  more: object,
): void {
  found.sample(line, offset, {
    ...more,
    atMs: typeof offset === 'number' ? atMs - offset : atMs,
  });
}

/** `50935 75440.031 0.000006019 13.778190 0.000351733 0.0133806 6` */
export function loopstats(): Reader {
  const found = new Findings('loopstats');
  return {
    found,
    expected: 'a line of loopstats',
    take(line, at) {
      const row = stampOf(line);
      const [offset = '', frequency = '', ...rest] = row?.columns ?? [];
      if (row === undefined || !NUMBER.test(offset) || row.columns.length > 5) return false;
      const interval = rest.at(-1) ?? '';
      if (
        !WITH_POINT.test(offset) ||
        !NUMBER.test(frequency) ||
        !/^\d+$/.test(interval) ||
        ![3, 5].includes(row.columns.length)
      )
        found.misread(at, 'the 7 columns of loopstats', shown(line));
      else stamped(found, at, row.atMs, behindMs(offset, 's'), {});
      return true;
    },
  };
}

/** Bits of the status word of a peer that say whether it is followed: 6 and 7. */
const SELECTED_MIN = 6;

/** `48773 10847.650 192.0.2.4 9714 -0.001605376 0.000000000 0.001424877 0.000958674` */
export function peerstats(): Reader {
  const found = new Findings('peerstats');
  return {
    found,
    expected: 'a line of peerstats',
    take(line, at) {
      const row = stampOf(line);
      const [of = '', status = '', offset = '', delay = '', dispersion = ''] = row?.columns ?? [];
      if (row === undefined || NUMBER.test(of) || !/^[0-9a-f]{4,5}$/i.test(status)) return false;
      if (!/^(?:[+-]?[\d.]+(?:e[+-]?\d*)?)?$/i.test(offset)) return false;
      if (row.columns.length < 5 || !WITH_POINT.test(offset) || !NUMBER.test(delay))
        found.misread(at, 'the 8 columns of peerstats', shown(line));
      else if (/^127\.127\.1\.|^LOCAL\(/i.test(of)) found.without(at, 'the client’s own clock');
      else {
        const half = sizeMs(delay, 's');
        stamped(found, at, row.atMs, behindMs(offset, 's'), {
          of,
          chosen: ((parseInt(status.slice(-4), 16) >> 8) & 7) >= SELECTED_MIN,
          ...boundOf(typeof half === 'number' ? half / 2 : half, sizeMs(dispersion, 's')),
        });
      }
      return true;
    },
  };
}

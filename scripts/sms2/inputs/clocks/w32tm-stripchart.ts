/**
 * Reads `w32tm /stripchart`, with /dataonly, /rdtsc or /packetinfo, in every language of Windows:
 * only its numbers are read.
 *
 * An offset is positive when the client is behind. Basis: it is NTP's offset, server minus client
 * (RFC 5905, theta); Microsoft's pages state no sign. Several runs may follow each other.
 */
import { shown } from '../bad-row.js';
import { behindMs } from './amounts.js';
import { Findings } from './findings.js';
import type { Reader } from './findings.js';

const TIME = /^\d{1,2}[:.]\d\d[:.]\d\d(?:[, ]|$)/;
const SAMPLE =
  /^\d{1,2}[:.]\d\d[:.]\d\d(?: ?[AP]\.?M\.?)?,? +(?:d:[+-]?[\d.,]+s,? +o:)?([+-]\d+(?:[.,]\d+)?)s(?: .*)?$/i;
const ERROR = /0x[0-9a-f]{8}/i;
/** `Tracking time.example.com [192.0.2.1:123].`, the words in any language. */
const TARGET = /(?:^|\s)([^\s[\]]+) \[\[?([0-9a-f.:%]+)\]?(?::\d+)?\](?!:)/i;
const RDTSC_HEADER = /RdtscStart.*NtpOffset/i;
const RDTSC = /^\d+, \d+, (\d{17,19}), (?:[+-][\d.,]+, ([+-]\d+[.,]\d+)|.*0x[0-9a-f]{8})\s*$/i;
const PACKET = /^\s*\[(?:non-)?NTP\b.*\]/i;
/** 100 ns units from 1601 to 1970. */
const FILETIME_1970 = 116_444_736_000_000_000n;
const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|::1|0:0:0:0:0:0:0:1)$/i;

export const isLoopback = (name: string): boolean => LOOPBACK.test(name);

/** Lines after the name of the server and before the first sample. */
const PREAMBLE_MAX = 3;

export function stripchart(): Reader {
  const found = new Findings('w32tm /stripchart');
  let of = '';
  let preamble = 0;
  let packet = false;
  const measured = (at: number, offset: string, filetime?: string): void => {
    const ms = behindMs(offset, 's');
    const atMs =
      filetime === undefined || typeof ms !== 'number'
        ? {}
        : { atMs: Number((BigInt(filetime) - FILETIME_1970) / 10_000n) - ms };
    if (isLoopback(of)) found.without(at, `${of} is the machine itself`);
    else found.sample(at, ms, { ...(of === '' ? {} : { of }), ...atMs });
  };
  return {
    found,
    expected: 'a sample of w32tm /stripchart (12:00:01, +05.1234567s)',
    take(line, at) {
      const sample = SAMPLE.exec(line);
      const rdtsc = sample === null ? RDTSC.exec(line) : null;
      if (sample !== null || rdtsc !== null || TIME.test(line)) {
        preamble = 0;
        packet = false;
      }
      if (sample !== null) measured(at, sample[1] ?? '');
      else if (rdtsc?.[2] !== undefined) measured(at, rdtsc[2], rdtsc[1]);
      else if (rdtsc !== null || (TIME.test(line) && ERROR.test(line)))
        found.without(at, `no answer: ${shown(line)}`);
      else if (TIME.test(line)) found.misread(at, this.expected, shown(line));
      else return passedOver(line);
      return true;
    },
  };

  function passedOver(line: string): boolean {
    const target = TARGET.exec(line);
    if (target !== null) {
      of = isLoopback(target[2]?.replace(/:\d+$/, '') ?? '') ? 'localhost' : (target[1] ?? '');
      preamble = PREAMBLE_MAX;
      packet = false;
      return true;
    }
    if (PACKET.test(line)) packet = true;
    if (packet || RDTSC_HEADER.test(line)) return true;
    preamble -= 1;
    return preamble > 0;
  }
}

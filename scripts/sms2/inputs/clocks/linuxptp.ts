/**
 * Reads the logs of phc2sys and ptp4l of linuxptp. Offsets are in ns, the client's clock minus its
 * master's, so that a positive one is a clock that is ahead.
 */
import { shown } from '../bad-row.js';
import { toMs } from './amounts.js';
import { Findings } from './findings.js';
import type { Reader } from './findings.js';

const OWN = /\b(phc2sys|ptp4l)(?:\[[\d.]+\])?:/;
const RMS = /\brms\s+\d+ max\s+[+-]?\d+ freq/;

/** TAI minus UTC since 2017, ms: a network card in TAI without its offset looks that far off. */
const TAI_MS = 37_000;
const TAI_SLACK_MS = 10;

export function phc2sys(): Reader {
  const found = new Findings('phc2sys');
  return {
    found,
    expected: 'an offset of phc2sys',
    take(line, at) {
      const one = /(\S+) (phc|sys) offset\s+([+-]?\d+) s\d\b/.exec(line);
      if (one === null) {
        if (!/\bphc2sys(?:\[[\d.]+\])?:/.test(line)) return false;
        if (RMS.test(line)) found.without(at, 'a root mean square has no sign');
        else if (/\boffset\s+[+-]?\d*\s*$/.test(line))
          found.misread(at, this.expected, shown(line));
        return true;
      }
      if (one[2] === 'sys' || one[1] !== 'CLOCK_REALTIME') {
        found.without(at, `${one[1] ?? ''} is a network card: the system clock was its master`);
        return true;
      }
      const offset = toMs(one[3] ?? '', 'ns');
      found.sample(at, offset);
      if (typeof offset === 'number' && Math.abs(Math.abs(offset) - TAI_MS) <= TAI_SLACK_MS)
        found.remark(
          'tool',
          'its offset is that of TAI from UTC (37 s): phc2sys without -w or -O compares a card in TAI',
        );
      return true;
    },
  };
}

export function ptp4l(): Reader {
  const found = new Findings('ptp4l');
  return {
    found,
    expected: 'an offset of ptp4l',
    take(line, at) {
      const one = /\b(?:master|source) offset\s+([+-]?\d+) s\d\b/.exec(line);
      if (one === null) {
        if (OWN.exec(line)?.[1] !== 'ptp4l') return false;
        if (RMS.test(line)) found.without(at, 'a root mean square has no sign');
        else if (/\boffset\s+[+-]?\d*\s*$/.test(line))
          found.misread(at, this.expected, shown(line));
        return true;
      }
      found.sample(at, toMs(one[1] ?? '', 'ns'));
      found.remark(
        'tool',
        'ptp4l states the clock of the network card; that of the system is in the log of phc2sys',
      );
      return true;
    },
  };
}

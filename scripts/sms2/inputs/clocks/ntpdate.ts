/**
 * Reads `ntpdate -q`, `sntp` of ntp and of macOS, and `ntpdig`. The offset is that of the server
 * relative to the client, in seconds, so that a positive one is a client that is behind.
 */
import { shown } from '../bad-row.js';
import { behindMs, sizeMs } from './amounts.js';
import { boundOf, Findings } from './findings.js';
import type { Reader } from './findings.js';
import { NOT_FOLLOWING } from './chronyc.js';
import { isLoopback } from './w32tm-stripchart.js';

const SERVER = /^server (\S+), stratum (\d+), offset ([+-]?\d+\.\d+), delay (\d+\.\d+)\s*$/;
const CHOSEN = /ntpdate\[\d+\]: (adjust|step) time server (\S+) offset ([+-]?\d+\.\d+) sec\s*$/;
const FAILED =
  /ntpdate\[\d+\]: .*(?:no server suitable|no servers can be used|the NTP socket is in use|Can't find host|name server cannot be used)/i;

export function ntpdate(): Reader {
  const found = new Findings('ntpdate');
  let servers = 0;
  return {
    found,
    expected: 'a line of ntpdate -q',
    take(line, at) {
      const server = SERVER.exec(line);
      const chosen = CHOSEN.exec(line);
      if (server !== null) serverRead(server, at);
      else if (chosen !== null) {
        const of = chosen[2] ?? '';
        if (isLoopback(of)) found.without(at, `${of} is the machine itself`);
        else found.sample(at, behindMs(chosen[3] ?? '', 's'), { of });
        if (servers === 0)
          found.remark(
            'tool',
            'ntpdate without -q corrects the clock after it: the offset is the one before',
          );
        servers = 0;
      } else if (FAILED.test(line)) found.without(at, 'no server answered');
      else if (
        /^server \S+, stratum/.test(line) ||
        /ntpdate\[\d+\]: (?:adjust|step) time/.test(line)
      )
        found.misread(at, this.expected, shown(line));
      else return /^\s*\d* ?\w* ?[\d:]* ?ntpdate\[\d+\]: ntpdate /.test(line);
      return true;
    },
  };

  function serverRead(
    [, of = '', stratum = '', offset = '', delay = '']: readonly string[],
    at: number,
  ): void {
    servers += 1;
    const half = sizeMs(delay, 's');
    if (stratum === '0' || Number(stratum) >= 16)
      found.without(at, `${of} did not answer, or is not synchronised`);
    else if (isLoopback(of)) found.without(at, `${of} is the machine itself`);
    else
      found.sample(at, behindMs(offset, 's'), {
        chosen: false,
        of,
        ...boundOf(typeof half === 'number' ? half / 2 : half),
      });
  }
}

const SNTP =
  /^(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? \([+-]\d{4}\) )?([+-]\d+\.\d+) \+\/- (\d+\.\d+)(?: (.*))?$/;

export function sntp(): Reader {
  const found = new Findings('sntp');
  return {
    found,
    expected: 'a line of sntp',
    take(line, at) {
      const one = SNTP.exec(line);
      if (one !== null) {
        const [host = '', ip = '', stratum = '', leap = ''] = (one[3] ?? '').split(' ');
        if (/^s(?:0|1[6-9])$/.test(stratum) || /unsync|alarm/.test(leap))
          found.without(at, NOT_FOLLOWING);
        else if (isLoopback(host) || isLoopback(ip))
          found.without(at, `${host} is the machine itself`);
        else
          found.sample(at, behindMs(one[1] ?? '', 's'), {
            ...(host === '' ? {} : { of: host }),
            ...boundOf(sizeMs(one[2] ?? '', 's')),
          });
        return true;
      }
      if (/^\{.*"offset":.*\}\s*$/.test(line)) {
        digRead(line, at, found);
        return true;
      }
      if (
        /^(?:sntp|ntpdig)\b.*(?:no (?:UCST |NTP )?response|no eligible servers|lookup of .* failed)/i.test(
          line,
        )
      ) {
        found.without(at, 'no server answered');
        return true;
      }
      return /^(?:sntp|ntpdig) \d/.test(line);
    },
  };
}

/** `{"time":"...","offset":0.000123,"precision":0.01,"host":"...","stratum":1,"leap":"no-leap"}` of ntpdig -j. */
function digRead(line: string, at: number, found: Findings): void {
  let value: Readonly<Record<string, unknown>>;
  try {
    value = JSON.parse(line) as Readonly<Record<string, unknown>>;
  } catch {
    found.misread(at, 'one JSON object of ntpdig -j', shown(line));
    return;
  }
  const { offset, precision, host, stratum } = value;
  if (typeof offset !== 'number' || typeof stratum !== 'number' || stratum < 1 || stratum > 15) {
    found.without(at, NOT_FOLLOWING);
    return;
  }
  found.sample(at, behindMs(offset.toFixed(9), 's'), {
    ...(typeof host === 'string' ? { of: host } : {}),
    ...(typeof precision === 'number' ? boundOf(precision * 1_000) : {}),
  });
}

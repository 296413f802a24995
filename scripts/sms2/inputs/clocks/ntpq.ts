/**
 * Reads `ntpq -p`, its variants and `ntpq -c rv`. Offsets are those of the source relative to the
 * client [manual of ntpq], so that a positive one is a client that is behind.
 */
import { shown } from '../bad-row.js';
import type { Reason } from '../bad-row.js';
import { behindMs, sizeMs } from './amounts.js';
import { boundOf, Findings } from './findings.js';
import type { Reader } from './findings.js';
import { NOT_FOLLOWING, OWN_CLOCK } from './chronyc.js';

/** Columns right of the names of source and reference, which may have blanks. */
const HEADER =
  /^ *remote +(?:refid|local)(?: +assid)? +st +t +when +poll +reach +delay +offset +(?:jitter|disp) *$/;
const RULE = /^ *=+ *$/;
const AMOUNT = /^([+-]?[\d.]+)(ns|us|µs|μs|ms|s)?$/;
const OWN = /^(?:127\.127\.1\.\d+|LOCAL\(\d+\))$/i;

/** ntpq prints 7 characters and cuts the rest off; ntpsec adds units on request. */
function offsetOf(text: string): number | Reason {
  if (/^[+-]?\d+$/.test(text))
    return {
      expected: 'an offset with its decimal point (ntpq cuts it off after 7 characters)',
      got: `${shown(text)}, which may have lost digits; give such a clock by ntpq -c rv, w32tm, chronyc or a CSV`,
    };
  const found = AMOUNT.exec(text);
  return behindMs(found?.[1] ?? text, found?.[2] ?? 'ms');
}

const sizeOf = (text: string): number | Reason => {
  const found = AMOUNT.exec(text);
  return sizeMs(found?.[1] ?? text, found?.[2] ?? 'ms');
};

interface PeerRow {
  readonly mark: string;
  readonly remote: string;
  readonly refid: string;
  readonly stratum: string;
  readonly reach: string;
  readonly delay: string;
  readonly offset: string;
  readonly jitter: string;
}

/** Splits a row from its right side: names may have blanks, the other columns never do. */
function peerRow(line: string): PeerRow | undefined {
  const mark = line.charAt(0);
  const columns = line.slice(1).trim().split(/\s+/);
  if (!/[ *o+\-x.#~]/.test(mark) || columns.length < 10) return undefined;
  const [stratum = '', , when = '', poll = '', reach = '', delay = '', offset = '', jitter = ''] =
    columns.slice(-8);
  if (!/^\d+$/.test(stratum) || !/^(?:-|\d+[mhdy]?)$/.test(when) || !/^\d+[mhd]?$/.test(poll))
    return undefined;
  if (!/^[0-7]+$/.test(reach) || !AMOUNT.test(delay) || !AMOUNT.test(jitter)) return undefined;
  const names = columns.slice(0, -8);
  return {
    ...{ mark, stratum, reach, delay, offset, jitter },
    remote: names.slice(0, -1).join(' '),
    refid: names.at(-1) ?? '',
  };
}

function rowRead(row: PeerRow, at: number, found: Findings): void {
  const { mark, remote, refid, stratum, reach, delay, offset, jitter } = row;
  const follows = mark === '*' || mark === 'o';
  if (OWN.test(remote) || /^\.?LOCL\.?$/.test(refid)) {
    found.without(at, OWN_CLOCK);
    if (follows)
      found.remark(
        'own clock',
        `${OWN_CLOCK} (${remote}); the others that it reached are measurements`,
      );
  } else if (/^0*$/.test(reach)) found.without(at, `${remote} was never reached`);
  else if (Number(stratum) >= 16) found.without(at, `${remote} is not synchronised`);
  else {
    const size = sizeOf(delay);
    found.sample(at, offsetOf(offset), {
      chosen: follows,
      of: remote,
      ...boundOf(typeof size === 'number' ? size / 2 : size, sizeOf(jitter)),
    });
    if (OWN.test(refid) || refid.startsWith('127.127.1.'))
      found.remark(
        'own clock',
        `its source ${remote} follows a clock of its own (${refid}): what it has is not known to be true time`,
      );
  }
}

export function ntpqPeers(): Reader {
  const found = new Findings('ntpq');
  let begun = false;
  let wrapped: { text: string; at: number } | undefined;
  const lost = (): void => {
    if (wrapped !== undefined)
      found.misread(wrapped.at, 'the 10 columns of ntpq -pn after its mark', shown(wrapped.text));
    wrapped = undefined;
  };
  return {
    found,
    expected: 'the 10 columns of ntpq -pn after its mark',
    take(line, at) {
      if (HEADER.test(line) || (begun && RULE.test(line))) {
        lost();
        begun = true;
        return true;
      }
      if (!begun || line.trim() === '') return false;
      // A long name stands on a line of its own, and its columns on the next.
      const joined =
        wrapped !== undefined && /^\s/.test(line) ? `${wrapped.text} ${line.trim()}` : line;
      const row = peerRow(joined);
      if (row !== undefined) {
        if (joined === line) lost();
        wrapped = undefined;
        rowRead(row, at, found);
        return true;
      }
      if (/^[ *o+\-x.#~]\S+\s*$/.test(line)) {
        lost();
        wrapped = { text: line.trimEnd(), at };
        return true;
      }
      if (/^[ *o+\-x.#~]\S+\s+\S+\s+\d+\s/.test(joined)) {
        wrapped = undefined;
        found.misread(at, 'the 10 columns of ntpq -pn after its mark', shown(line));
        return true;
      }
      return false;
    },
    finish: lost,
  };
}

/** Bits of the status word of the system that name its source; 5 is the local clock. */
const variablesOf = (text: string): ReadonlyMap<string, string> =>
  new Map(
    [...text.matchAll(/([a-z_]+)=("[^"]*"|[^,\s]*)/gi)].map(([, name = '', value = '']) => [
      name.toLowerCase(),
      value.replace(/"/g, ''),
    ]),
  );

function variablesRead(text: string, at: number, found: Findings): void {
  const all = variablesOf(text);
  const offset = all.get('offset');
  const refid = all.get('refid') ?? '';
  const flags = text.toLowerCase();
  if (offset === undefined) found.without(at, 'its variables have no offset');
  else if (OWN.test(refid) || /^\.?LOCL\.?$/.test(refid) || /\bsync_local\b/.test(flags))
    found.without(at, OWN_CLOCK);
  else if (
    all.get('stratum') === '16' ||
    /\bleap_alarm\b|\bsync_(?:unspec|alarm)\b/.test(flags) ||
    all.get('leap') === '11'
  )
    found.without(at, NOT_FOLLOWING);
  else {
    const delay = sizeOf(all.get('rootdelay') ?? '0');
    found.sample(at, behindMs(offset, 'ms'), {
      chosen: (all.get('associd') ?? '0') === '0' || /sel_(?:sys|pps)\.?peer/.test(flags),
      of: all.get('srcadr') ?? refid,
      ...boundOf(typeof delay === 'number' ? delay / 2 : delay, sizeOf(all.get('rootdisp') ?? '0')),
    });
  }
}

/** `associd=0 status=0615 leap_none, sync_ntp, ..., offset=-0.123, ...` over several lines. */
export function ntpqVariables(): Reader {
  const found = new Findings('ntpq rv');
  let text: string | undefined;
  let begunAt = 0;
  const ended = (): void => {
    if (text !== undefined) variablesRead(text, begunAt, found);
    text = undefined;
  };
  return {
    found,
    expected: 'the variables of ntpq -c rv',
    take(line, at) {
      if (/^\s*(?:associd|assID)=\d+ status=[0-9a-f]{4}\b/i.test(line)) {
        ended();
        text = line;
        begunAt = at;
        return true;
      }
      if (text === undefined || !/^\s*[a-z_]+=/i.test(line)) return false;
      text = `${text}\n${line}`;
      if (/\boffset=/.test(line)) begunAt = at;
      return true;
    },
    finish: ended,
  };
}

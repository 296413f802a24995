/**
 * Reads `chronyc tracking`, with and without `-c`, and `chronyd -Q`.
 *
 * System time of `-c` is positive when the client is *behind*: chrony's client.c prints the field as
 * `%O`, whose text form says "slow" for a number above 0. The manual bounds the error of the clock by
 * root dispersion and half the root delay, beside that offset.
 */
import { shown } from '../bad-row.js';
import { behindMs, sizeMs, toMs, turned } from './amounts.js';
import { boundOf, fieldOf, Findings } from './findings.js';
import type { Reader } from './findings.js';

const TRACKING = /^[0-9A-F]{8},[^,]*(?:,[^,]*){12}$/i;
const BEGUN = /^[0-9A-F]{8},[^,]*(?:,[^,]*){2,}$/i;
const LEAPS = ['normal', 'insert second', 'delete second'];

export const NOT_FOLLOWING = 'the client is not synchronised to any source';
export const OWN_CLOCK = 'the client follows its own clock';

/** Reason for which the reference is no source of time; undefined if it is one. */
function notFollowed(refid: string, stratum: string, leap: string): string | undefined {
  if (/^not synchroni[sz]ed$/i.test(leap)) return NOT_FOLLOWING;
  // 127.127.1.1 is the mode "local": the daemon serves the clock of the machine itself.
  if (/^7F7F01/i.test(refid)) return OWN_CLOCK;
  if (/^0{8}$/.test(refid) || stratum === '0' || Number(stratum) >= 16) return NOT_FOLLOWING;
  return undefined;
}

const boundsOf = (rootDelay: string, rootDispersion: string): { boundMs?: number } => {
  const delay = sizeMs(rootDelay, 's');
  return boundOf(typeof delay === 'number' ? delay / 2 : delay, sizeMs(rootDispersion, 's'));
};

const ref = (text: string): { of?: string } => (text === '' ? {} : { of: text });

/** `A29FC87B,162.159.200.123,4,1709727533.1,0.000004315,...,Normal` */
function trackingLine(line: string, at: number, found: Findings): void {
  const fields = line.split(',');
  const field = (index: number): string => fields[index]?.trim() ?? '';
  const leap = field(13);
  if (
    !TRACKING.test(line) ||
    !/^(?:not synchroni[sz]ed|invalid)$|^(?:insert|delete) second$|^normal$/i.test(leap)
  ) {
    found.misread(at, 'the 14 fields of chronyc -c tracking', `${fields.length}: ${shown(line)}`);
    return;
  }
  const why = LEAPS.includes(leap.toLowerCase())
    ? notFollowed(field(0), field(2), leap)
    : NOT_FOLLOWING;
  // Without a source, System time is 0, which is no measurement of the clock.
  if (why !== undefined) found.without(at, why);
  else
    found.sample(at, behindMs(field(4), 's'), {
      ...boundsOf(field(10), field(11)),
      ...ref(field(1)),
    });
}

/** The fields of one block that people read. */
class Block {
  readonly fields = new Map<string, string>();
  at = 0;
}

const SYSTEM_TIME = /^([\d.]+) seconds (slow|fast) of NTP time$/;

function blockEnded(block: Block, found: Findings): void {
  const { fields, at } = block;
  if (fields.size === 0) return;
  const system = SYSTEM_TIME.exec(fields.get('system time') ?? '');
  const refid = fields.get('reference id') ?? '';
  const leap = fields.get('leap status');
  if (system === null || leap === undefined) {
    found.without(at, 'its block is not complete');
    return;
  }
  const hex =
    /^[0-9A-F]{8}/i.exec(refid)?.[0] ?? (refid.startsWith('127.127.1.') ? '7F7F0101' : '');
  const why = notFollowed(hex, fields.get('stratum') ?? '', leap);
  if (why !== undefined) {
    found.without(at, why);
    return;
  }
  const seconds = (name: string): string => (fields.get(name) ?? '').split(' ')[0] ?? '';
  const size = toMs(system[1] ?? '', 's');
  found.sample(at, system[2] === 'slow' ? turned(size) : size, {
    ...boundsOf(seconds('root delay'), seconds('root dispersion')),
    ...ref(/\(([^)]+)\)/.exec(refid)?.[1] ?? ''),
  });
}

const FIELDS = [
  ...['reference id', 'stratum', 'ref time (utc)', 'system time', 'last offset', 'rms offset'],
  ...['frequency', 'residual freq', 'skew', 'root delay', 'root dispersion', 'update interval'],
  'leap status',
];

export function chronycTracking(): Reader {
  const found = new Findings('chronyc tracking');
  let block = new Block();
  const ended = (): void => {
    blockEnded(block, found);
    block = new Block();
  };
  return {
    found,
    expected: 'a line of chronyc tracking',
    take(line, at) {
      if (TRACKING.test(line) || BEGUN.test(line)) {
        ended();
        trackingLine(line, at, found);
        return true;
      }
      const [name = '', value = ''] = fieldOf(line) ?? [];
      if (!FIELDS.includes(name)) return false;
      // Other tools have a stratum, too: a block of chronyc begins with its reference or its time.
      if (block.fields.size === 0 && name !== 'reference id' && name !== 'system time')
        return false;
      if (name === 'reference id' || block.fields.has(name)) ended();
      if (name === 'system time' || block.at === 0) block.at = at;
      block.fields.set(name, value);
      return true;
    },
    finish: ended,
  };
}

/**
 * `System clock wrong by -3021.868977 seconds (ignored)`: the number is what the clock needs, so that
 * a clock that is behind has a positive one (chrony's reference.c prints the negated offset).
 */
const WRONG_BY = /\bSystem clock wrong by ([+-]?\d+\.\d+) seconds/;

export function chronydQuery(): Reader {
  const found = new Findings('chronyd -Q');
  return {
    found,
    expected: 'a line of chronyd -Q',
    take(line, at) {
      const wrong = WRONG_BY.exec(line);
      if (wrong === null)
        return /\bchronyd(?:\[\d+\])?[: ].*(?:starting|exiting|started|Using|Loaded|Initial|Frequency)/.test(
          line,
        );
      found.sample(at, behindMs(wrong[1] ?? '', 's'));
      if (!line.includes('(ignored)'))
        found.remark('tool', 'chronyd corrected the clock after it: the offset is the one before');
      return true;
    },
  };
}

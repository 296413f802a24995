/**
 * Reads `timedatectl timesync-status` and `timedatectl show-timesync`.
 *
 * systemd-timesyncd computes server minus client, so that a positive offset is a client that is
 * behind. It corrects the clock at once after the message, by a step from 0.4 s on.
 */
import { shown } from '../bad-row.js';
import { negated } from '../decimal.js';
import { roundedSpan, spanMs } from './amounts.js';
import { boundOf, fieldOf, Findings } from './findings.js';
import type { Reader } from './findings.js';
import { NOT_FOLLOWING } from './chronyc.js';

const FIELDS = [
  ...['server', 'poll interval', 'leap', 'version', 'stratum', 'reference', 'precision'],
  ...['root distance', 'offset', 'delay', 'jitter', 'packet count', 'frequency'],
];

const CORRECTED =
  'systemd-timesyncd corrects the clock after each message: the offset is the one before it';

function statusEnded(fields: ReadonlyMap<string, string>, at: number, found: Findings): void {
  const offset = fields.get('offset');
  const leap = fields.get('leap') ?? '';
  const ms = spanMs(offset ?? '');
  if (fields.size === 0) return;
  if (
    /^not synchroni[sz]ed/i.test(leap) ||
    fields.get('packet count') === '0' ||
    offset === undefined
  )
    found.without(at, NOT_FOLLOWING);
  else if (ms === undefined)
    found.misread(at, 'an offset with its unit (-1.087495s)', shown(offset));
  else {
    const distance = spanMs((fields.get('root distance') ?? '').replace(/ *\(.*$/, ''));
    found.sample(at, negated(roundedSpan(ms)), {
      of: /\(([^)]+)\)\s*$/.exec(fields.get('server') ?? '')?.[1] ?? fields.get('server') ?? '',
      ...(distance === undefined ? {} : boundOf(distance)),
    });
    found.remark('tool', CORRECTED);
  }
}

export function timesyncStatus(): Reader {
  const found = new Findings('timedatectl timesync-status');
  let fields = new Map<string, string>();
  let offsetAt = 0;
  const ended = (): void => {
    statusEnded(fields, offsetAt, found);
    fields = new Map();
  };
  return {
    found,
    expected: 'a line of timedatectl timesync-status',
    take(line, at) {
      const [name = '', value = ''] = fieldOf(line) ?? [];
      if (!FIELDS.includes(name) || (fields.size === 0 && name !== 'server')) return false;
      if (name === 'server') ended();
      if (name === 'offset' || fields.size === 0) offsetAt = at;
      fields.set(name, value);
      return true;
    },
    finish: ended,
  };
}

const STAMPS = [
  ...['OriginateTimestamp', 'ReceiveTimestamp'],
  ...['TransmitTimestamp', 'DestinationTimestamp'],
];
const CLOCK = /(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(\.\d+)?/;

/** Ms of a stamp. All four of a message are in one zone, so that their differences are exact. */
function stampMs(text: string | undefined): number {
  const found = CLOCK.exec(text ?? '');
  if (found === null) return NaN;
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map(Number) as [
    ...[number, number, number, number, number, number],
  ];
  return (
    Date.UTC(year, month - 1, day, hour, minute, second) +
    Math.round(Number(`0${found[7] ?? ''}`) * 1_000)
  );
}

/** The members of `NTPMessage={ Leap=0, ..., Jitter=5.386ms }`. */
const membersOf = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text.split(/, (?=[A-Z]\w+=)/).map((member) => {
      const at = member.indexOf('=');
      return [member.slice(0, at).trim(), member.slice(at + 1).trim()];
    }),
  );

function messageRead(text: string, at: number, found: Findings): void {
  const members = membersOf(text);
  const [originate = NaN, receive = NaN, transmit = NaN, destination = NaN] = STAMPS.map((name) =>
    stampMs(members.get(name)),
  );
  const offset = (receive - originate + (transmit - destination)) / 2;
  if (
    members.get('Leap') === '3' ||
    members.get('Ignored') === 'yes' ||
    members.get('Stratum') === '0'
  )
    found.without(at, NOT_FOLLOWING);
  else if (Number.isNaN(offset)) found.without(at, 'its message has no four timestamps');
  else {
    const exact = STAMPS.every((name) => /:\d\d\.\d/.test(members.get(name) ?? ''));
    const delay = spanMs(members.get('RootDelay') ?? '0') ?? 0;
    const dispersion = spanMs(members.get('RootDispersion') ?? '0') ?? 0;
    found.sample(
      at,
      negated(roundedSpan(offset)),
      boundOf(exact ? 1 : 1_000, delay / 2, dispersion),
    );
    found.remark('tool', CORRECTED);
    if (!exact)
      found.remark(
        'tool',
        'timedatectl show-timesync cuts its times to 1 s; timedatectl timesync-status has the offset',
      );
  }
}

export function showTimesync(): Reader {
  const found = new Findings('timedatectl show-timesync');
  return {
    found,
    expected: 'a property of timedatectl show-timesync',
    take(line, at) {
      const message = /^NTPMessage=\{ ?(.*?) ?\}$/.exec(line);
      if (message !== null) messageRead(message[1] ?? '', at, found);
      else if (line.startsWith('NTPMessage=')) found.without(at, 'its message is cut');
      else
        return /^(?:(?:Link|System|Runtime|Fallback)NTPServers|Server(?:Name|Address)|RootDistanceMaxUSec|Poll\w+USec|Frequency)=/.test(
          line,
        );
      return true;
    },
  };
}

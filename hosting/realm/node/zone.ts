/** The time zone of every hosted program is UTC, whatever the host's. */
import { SkewproofError } from '../../../sim/model/errors.js';
import { real } from './real.js';

/** Two instants of one year: at neither does UTC differ from itself. */
const WINTER_MS = 1_700_000_000_000;
const SUMMER_MS = 1_690_000_000_000;

const isUtc = (): boolean =>
  [WINTER_MS, SUMMER_MS].every((ms) => new real.Date(ms).getTimezoneOffset() === 0);

/** Asked once: the host's zone changes only while a program runs. */
let known: boolean | undefined;

/** @returns what `leaveUtc` restores; undefined: nothing was changed */
export function enterUtc(): { readonly zone: string | undefined } | undefined {
  known ??= isUtc();
  if (known) return undefined;
  const { env } = real.process;
  const before = { zone: env['TZ'] };
  env['TZ'] = 'UTC';
  if (isUtc()) return before;
  // The environment of a worker thread is a copy that no clock reads.
  throw new SkewproofError('SKEW-405', {
    place: 'the start of a hosted program',
    expected: 'the time zone UTC, so that every machine gives the same run',
    got: `an offset of ${String(new real.Date(WINTER_MS).getTimezoneOffset())} minutes in a thread that cannot change it`,
    advice: 'Start the process with TZ=UTC.',
  });
}

export function leaveUtc(before: ReturnType<typeof enterUtc>): void {
  if (before === undefined) return;
  const { env } = real.process;
  if (before.zone === undefined) delete env['TZ'];
  else env['TZ'] = before.zone;
}

/**
 * `Date` on a simulated wall clock. Its prototype is the real one, so that `instanceof` holds for
 * dates of either side, and libraries that look at tags see a date.
 */
import type { HostedProcess } from '../../../realm/hosted-process.js';
import { standIn } from '../stand-in.js';
import { real } from '../../../realm/node/real.js';

export function dateShim(host: HostedProcess): DateConstructor {
  function SimulatedDate(...given: unknown[]): Date | string {
    const target = standIn<(new () => Date) | undefined>(new.target);
    if (target === undefined) return new real.Date(host.wallMs).toString();
    const values = given.length === 0 ? [host.wallMs] : given;
    const made = target === (SimulatedDate as unknown) ? real.Date : target;
    return Reflect.construct(real.Date, values, made) as Date;
  }
  Object.defineProperties(SimulatedDate, {
    name: { value: 'Date', configurable: true },
    length: { value: 7, configurable: true },
    prototype: { value: real.Date.prototype, writable: false },
    now: { value: () => host.wallMs, writable: true, configurable: true },
    parse: { value: real.Date.parse, writable: true, configurable: true },
    UTC: { value: real.Date.UTC, writable: true, configurable: true },
  });
  return standIn<DateConstructor>(SimulatedDate);
}

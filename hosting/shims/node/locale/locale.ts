/**
 * Locale and time zone of a hosted program: en-US and UTC where it asks for none, whatever the
 * host's. A format without a date formats the simulated now.
 */
import type { HostedProcess } from '../../../realm/hosted-process.js';
import type { Swap } from '../../../realm/node/stage.js';
import { real } from '../../../realm/node/real.js';

const LOCALE = 'en-US';

type Formatted = Date | number | undefined;

export function intlShim(host: HostedProcess): object {
  const { Intl } = real;
  class DateTimeFormat extends Intl.DateTimeFormat {
    constructor(locales?: string | string[], options: Intl.DateTimeFormatOptions = {}) {
      super(locales ?? LOCALE, { timeZone: 'UTC', ...options });
      const format = this.format.bind(this);
      Object.defineProperty(this, 'format', {
        value: (date: Formatted) => format(date ?? host.wallMs),
      });
    }

    override formatToParts(date: Formatted): Intl.DateTimeFormatPart[] {
      return super.formatToParts(date ?? host.wallMs);
    }
  }
  const shims: Record<string, unknown> = {
    DateTimeFormat: callable(DateTimeFormat),
  };
  for (const name of ['Collator', 'NumberFormat', 'PluralRules', 'RelativeTimeFormat'] as const)
    shims[name] = callable(withLocale(Intl[name] as never));
  const intl = Object.create(Intl) as object;
  for (const [name, value] of Object.entries(shims))
    Object.defineProperty(intl, name, { value, writable: true, configurable: true });
  return intl;
}

type Maker = new (locales: unknown, ...rest: unknown[]) => object;

/** The same class, with a locale of its own where none is asked for. */
const withLocale = (made: Maker): Maker =>
  class extends made {
    constructor(locales: unknown, ...rest: unknown[]) {
      super(locales ?? LOCALE, ...rest);
    }
  };

/** Called with or without `new`. */
const callable = <F extends new (...values: never[]) => object>(made: F): F =>
  new Proxy(made, {
    apply: (target, _self, values) => Reflect.construct(target, values) as object,
  });

type Method = (this: unknown, ...values: unknown[]) => unknown;

/** Methods that take a locale in this place; `zoned`: their options name a time zone. */
const METHODS = [
  { on: real.Date.prototype, key: 'toLocaleString', zoned: true },
  { on: real.Date.prototype, key: 'toLocaleDateString', zoned: true },
  { on: real.Date.prototype, key: 'toLocaleTimeString', zoned: true },
  { on: Number.prototype, key: 'toLocaleString', zoned: false },
] as const;

/** Shared methods whose default is the host's locale. */
export function localeSwaps(): readonly Swap[] {
  const swaps = METHODS.map(({ on, key, zoned }): Swap => {
    const method = Reflect.get(on, key) as Method;
    const value: Method = function (locales, options) {
      const zone = zoned ? { timeZone: 'UTC', ...(options as object | undefined) } : options;
      return method.call(this, locales ?? LOCALE, zone);
    };
    return { on, key, value };
  });
  const texts = (['toString', 'toTimeString'] as const).map((key): Swap => {
    const method: unknown = Reflect.get(real.Date.prototype, key);
    // The name of the zone is in the host's language.
    const value = function (this: unknown): string {
      const text = (method as (this: unknown) => string).call(this);
      return text.replace(/\(.*\)$/, '(Coordinated Universal Time)');
    };
    return { on: real.Date.prototype, key, value };
  });
  const compare = Reflect.get(String.prototype, 'localeCompare') as Method;
  const localeCompare: Method = function (other, locales, options) {
    return compare.call(this, other, locales ?? LOCALE, options);
  };
  return [...swaps, ...texts, { on: String.prototype, key: 'localeCompare', value: localeCompare }];
}

/** Cookies of a browser. They expire by the wall clock of its machine. */
import { domString } from '../idl.js';
import type { HttpHeaders } from '../../../network/http.js';

/** One cookie, as it is kept. */
export interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  /** Only for the domain itself, not for those below it. */
  readonly isHostOnly: boolean;
  readonly path: string;
  readonly isSecure: boolean;
  readonly isHttpOnly: boolean;
  /** Wall clock, ms; undefined: it ends with the browser. */
  readonly expiresMs?: number;
}

/** Longest life that a browser grants, ms. */
const LIFE_MAX_MS = 400 * 86_400_000;

export class CookieJar {
  #cookies: readonly Cookie[];
  readonly #changed: (cookies: readonly Cookie[]) => void;

  constructor(
    cookies: readonly Cookie[] = [],
    changed: (cookies: readonly Cookie[]) => void = () => undefined,
  ) {
    this.#cookies = cookies;
    this.#changed = changed;
  }

  /** Cookies of an address, as the header `cookie` lists them. */
  headerFor(url: string, wallMs: number, isScript = false): string {
    return this.#matching(new URL(url), wallMs)
      .filter(({ isHttpOnly }) => !isScript || !isHttpOnly)
      .map(({ name, value }) => (name === '' ? value : `${name}=${value}`))
      .join('; ');
  }

  #matching({ hostname, pathname, protocol }: URL, wallMs: number): readonly Cookie[] {
    return this.#cookies
      .filter(
        ({ domain, isHostOnly, path, isSecure, expiresMs }) =>
          (hostname === domain || (!isHostOnly && hostname.endsWith(`.${domain}`))) &&
          pathname.startsWith(path) &&
          (!isSecure || protocol === 'https:') &&
          (expiresMs === undefined || expiresMs > wallMs),
      )
      .sort((a, b) => b.path.length - a.path.length);
  }

  /** Takes the cookies of a response. */
  received(url: string, headers: HttpHeaders, wallMs: number): void {
    for (const [name, value] of headers)
      if (name.toLowerCase() === 'set-cookie') this.set(url, value, wallMs);
  }

  /** Sets a cookie by its text, or removes it where its time has passed. */
  set(url: string, text: string, wallMs: number, isScript = false): void {
    const cookie = parsed(new URL(url), text, wallMs);
    if (cookie === undefined || (isScript && cookie.isHttpOnly)) return;
    const rest = this.#cookies.filter((one) => !isSame(one, cookie));
    const isOver = cookie.expiresMs !== undefined && cookie.expiresMs <= wallMs;
    this.#cookies = isOver ? rest : [...rest, cookie];
    this.#changed(this.#cookies);
  }
}

const isSame = (one: Cookie, other: Cookie): boolean =>
  one.name === other.name && one.domain === other.domain && one.path === other.path;

function parsed(
  { hostname, pathname, protocol }: URL,
  text: string,
  wallMs: number,
): Cookie | undefined {
  const [first = '', ...attributes] = domString(text).split(';');
  const at = first.indexOf('=');
  const given = new Map(
    attributes.map((one) => {
      const [key = '', ...rest] = one.split('=');
      return [key.trim().toLowerCase(), rest.join('=').trim()] as const;
    }),
  );
  const asked = given.get('domain')?.replace(/^\./, '').toLowerCase() ?? '';
  // A domain of one label is a public suffix, and belongs to no site.
  const isForeign = asked !== hostname && (!asked.includes('.') || !hostname.endsWith(`.${asked}`));
  const isSecure = given.has('secure');
  if ((asked !== '' && isForeign) || (isSecure && protocol !== 'https:')) return undefined;
  const path = given.get('path') ?? '';
  const expiresMs = expiryOf(given, wallMs);
  return {
    name: at < 0 ? '' : first.slice(0, at).trim(),
    value: first.slice(at + 1).trim(),
    domain: asked === '' ? hostname : asked,
    isHostOnly: asked === '',
    path: path.startsWith('/') ? path : pathname.slice(0, pathname.lastIndexOf('/')) || '/',
    isSecure,
    isHttpOnly: given.has('httponly'),
    ...(expiresMs === undefined ? {} : { expiresMs }),
  };
}

function expiryOf(given: ReadonlyMap<string, string>, wallMs: number): number | undefined {
  const age = given.get('max-age');
  if (age !== undefined && /^-?\d+$/.test(age))
    return wallMs + Math.min(LIFE_MAX_MS, Number(age) * 1_000);
  const date = given.get('expires');
  const expiresMs = date === undefined ? NaN : dateOf(date);
  return Number.isNaN(expiresMs) ? undefined : Math.min(expiresMs, wallMs + LIFE_MAX_MS);
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DATE = /(\d{1,2})[ -]([a-z]{3})[a-z]*[ -](\d{2,4}) (\d{1,2}):(\d{2}):(\d{2})/i;

/** An HTTP date, ms since 1970. */
function dateOf(text: string): number {
  const found = DATE.exec(text);
  if (found === null) return NaN;
  const [, day, name = '', year, hour, minute, second] = found;
  const month = MONTHS.indexOf(name.toLowerCase());
  const short = Number(year);
  const full = short < 70 ? short + 2_000 : short < 100 ? short + 1_900 : short;
  const days = daysBefore(full, month) + Number(day) - 1;
  return (((days * 24 + Number(hour)) * 60 + Number(minute)) * 60 + Number(second)) * 1_000;
}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Days from 1970 to the first of a month. */
function daysBefore(year: number, month: number): number {
  const leaps = (to: number): number =>
    Math.floor(to / 4) - Math.floor(to / 100) + Math.floor(to / 400);
  const years = (year - 1_970) * 365 + leaps(year - 1) - leaps(1_969);
  const before = LENGTHS.slice(0, month).reduce((sum, days) => sum + days, 0);
  return years + before + (month > 1 && isLeap(year) ? 1 : 0);
}

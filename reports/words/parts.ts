/** Parts of a scenario in words: `action 1: remove at 20 h 11 min 22.830 s, client 0, clean true`. */
import { formatDuration } from '../../sim/clock/zone.js';
import { count } from '../text/numbers.js';

/** Fields whose word is no repetition of their name. */
const PREPOSITION: Readonly<Record<string, string>> = {
  at: 'at',
  node: 'of',
  from: 'from',
  to: 'to',
  forMs: 'for',
  downMs: 'for',
  byMs: 'by',
};

const isTime = (name: string): boolean => name === 'at' || name.endsWith('Ms');

const spaced = (name: string): string =>
  name
    .replace(/Ms(?=[A-Z]|$)/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();

const singular = (name: string): string =>
  spaced(name)
    .replace(/ies$/, 'y')
    .replace(/([^s])s$/, '$1');

/** `faults.0.forMs` → `fault 1, for`; a field of the scenario itself keeps its name. */
export function pathWords(path: string): string {
  // A title is no path.
  if (!/^[\w.]+$/.test(path)) return path;
  const keys = path.split('.');
  const words = keys.map((key, at) => {
    if (/^\d+$/.test(key)) return String(Number(key) + 1);
    const isListed = /^\d+$/.test(keys[at + 1] ?? '');
    return at === keys.length - 1 && at > 0
      ? (PREPOSITION[key] ?? spaced(key))
      : isListed
        ? singular(key)
        : at === 0
          ? key
          : spaced(key);
  });
  const last = words.pop() ?? '';
  const isPlace = /^\d+$/.test(last);
  return words.length === 0 ? last : `${words.join(' ')}${isPlace ? ' ' : ', '}${last}`;
}

/** A number of a field without a title. */
export const numberWords = (path: string, value: number): string =>
  isTime(path.split('.').at(-1) ?? '') ? formatDuration(value) : count(value);

function fieldWords(name: string, value: unknown): string {
  const word = PREPOSITION[name] ?? spaced(name);
  if (typeof value === 'number') return `${word} ${numberWords(name, value)}`;
  if (typeof value === 'object' && value !== null) return itemWords(value) ?? JSON.stringify(value);
  return `${word} ${String(value)}`;
}

/** A fault or an operator's act: its kind first; undefined: the object has none. */
export function itemWords(item: object): string | undefined {
  const { kind, ...fields } = item as Readonly<Record<string, unknown>>;
  if (typeof kind !== 'string') return undefined;
  const said = Object.entries(fields);
  const isOwn = ([name]: readonly [string, unknown]): boolean => name in PREPOSITION;
  const near = said.filter(isOwn).map(([name, value]) => fieldWords(name, value));
  const other = said.filter((one) => !isOwn(one)).map(([name, value]) => fieldWords(name, value));
  return [[kind, ...near].join(' '), ...other].join(', ');
}

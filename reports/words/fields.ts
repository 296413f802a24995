/** Words for fields of a scenario: the study's own title of a number, its amount as one would say it. */
import { formatDuration } from '../../sim/clock/zone.js';
import { faultWords } from '../../properties/words/fault.js';
import { differencesOf } from '../../properties/json/differences.js';
import type { Fault } from '../../sim/world/fault.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import { count } from '../text/numbers.js';
import { itemWords, numberWords, pathWords } from './parts.js';

/** A field's words: its title, and the unit of its number. */
interface FieldWords {
  readonly title: string;
  readonly unit: string;
}

/** Words by the path of the field. */
export type FieldTitles = Readonly<Record<string, FieldWords>>;

const pathOf = (line: string): string => line.split(' = ')[0] ?? '';

/**
 * The titles of a scenario's fields, from the study's numeric parameters: each is set to another
 * value, and where one field alone differs then, the parameter's title is that field's.
 */
export function fieldTitles(study: AnyStudy, scenario: ScenarioBase): FieldTitles {
  const titles: Record<string, FieldWords> = {};
  for (const parameter of Object.values(study.parameters ?? {}))
    try {
      for (const value of [parameter.from, parameter.to]) {
        const lines = differencesOf(parameter.set(scenario, value), scenario);
        const [line] = lines;
        if (lines.length === 1 && line !== undefined)
          titles[pathOf(line)] ??= { title: parameter.title, unit: parameter.unit };
      }
    } catch {
      // A parameter that does not fit this scenario names no field of it.
    }
  return titles;
}

/** An offset of a clock has two directions: `1 h 0.001 s behind`. */
export const offsetText = (ms: number): string =>
  ms === 0 ? 'right' : `${formatDuration(Math.abs(ms))} ${ms < 0 ? 'behind' : 'ahead'}`;

const isOffset = (path: string): boolean => /offset(Ms)?$/i.test(path);

/** The value of a field in words. */
function amountText(path: string, value: unknown, unit?: string): string {
  if (typeof value !== 'number') return value === undefined ? 'none' : JSON.stringify(value);
  if (isOffset(path)) return offsetText(value);
  if (unit === 'ms' || path.endsWith('Ms')) return formatDuration(value);
  return unit === undefined || unit === '1' || unit === 'count' || unit === 'records'
    ? count(value)
    : `${count(value)} ${unit}`;
}

/** The field's title, or its path. */
const titleOf = (path: string, titles: FieldTitles): string => titles[path]?.title ?? path;

/** The value of a field as its title's unit says. */
export const amountOfField = (path: string, value: unknown, titles: FieldTitles): string =>
  amountText(path, value, titles[path]?.unit);

/** A fault of the world in words, with its time; undefined: another study means other things by it. */
function faultText(fault: Fault): string | undefined {
  const words = faultWords(fault) as string | undefined;
  return words === undefined || typeof fault.node !== 'string'
    ? undefined
    : `${words}, at ${formatDuration(fault.at)}`;
}

const isFault = (path: string): boolean => /^faults\.\d+$/.test(path);

/** A fault or an operator's act in words; undefined: the value is none that has a kind. */
function itemText(path: string, raw: string): string | undefined {
  if (!raw.startsWith('{') || !(isFault(path) || path.startsWith('actions.'))) return undefined;
  try {
    const item = JSON.parse(raw) as object;
    if (isFault(path)) return faultText(item as Fault);
    const words = itemWords(item);
    return words && `${pathWords(path)}: ${words}`;
  } catch {
    // A value with a remark is no JSON: the line stays.
    return undefined;
  }
}

/** One line `path = value` of a minimal scenario in words; the path of an unknown field stays. */
export function differenceText(line: string, titles: FieldTitles): string {
  const [, path = '', raw = ''] = /^(\S+) = (.*)$/.exec(line) ?? [];
  const item = itemText(path, raw);
  if (item !== undefined || isFault(path)) return item ?? line;
  const number = /^-?\d+(?=$| \()/.exec(raw)?.[0];
  if (number === undefined) return line;
  if (titles[path] === undefined && !isOffset(path))
    return path.includes('.') ? `${pathWords(path)} ${numberWords(path, Number(number))}` : line;
  return `${titleOf(path, titles)}: ${amountText(path, Number(number), titles[path]?.unit)}`;
}

/** The neighbour that passes: `at 1 h behind`. */
export const neighbourText = (path: string, value: unknown, titles: FieldTitles): string => {
  const amount = amountText(path, value, titles[path]?.unit);
  if (isOffset(path)) return amount;
  const title = titles[path]?.title;
  if (title !== undefined) return `${title} ${amount}`;
  return typeof value === 'number' && path.includes('.')
    ? `${pathWords(path)} ${numberWords(path, value)}`
    : `${path} = ${amount}`;
};

/**
 * Columns of a usage file: which of them is what, as `--columns` states it.
 *
 * A value is a list. `field=Column` may have alternatives after `|` (the first cell that is not empty)
 * and parts joined by `+` (a date and a time of day). `field:=text` is a text that every row has. A
 * single word is the name of a preset.
 */
import { reasonOf, shown } from './bad-row.js';
import type { Reason } from './bad-row.js';
import { PRESETS } from './presets.js';

export const FIELDS = [
  ...(['client', 'user', 'program', 'start', 'end', 'duration', 'running', 'version'] as const),
] as const;
export type Field = (typeof FIELDS)[number];

/** A field's text: alternatives in order, each the cells of some columns joined by a blank. */
export interface Source {
  readonly alternatives: readonly (readonly string[])[];
  readonly constant?: string;
}

export interface Columns {
  readonly fields: Readonly<Partial<Record<Field, Source>>>;
  /** Names of the presets, for the output. */
  readonly presets: readonly string[];
  /** Zone of times without one, where the format states it. */
  readonly zone?: string;
}

const own = (name: string): Source => ({ alternatives: [[name]] });

/** The columns of our own form. */
export const PLAIN: Columns = {
  fields: {
    ...{ client: own('client'), user: own('user'), program: own('program') },
    ...{ start: own('start'), end: own('end'), version: own('version') },
  },
  presets: [],
};

const isField = (name: string): name is Field => (FIELDS as readonly string[]).includes(name);

/** `Start date+Start time|Start` */
const sourceOf = (text: string): Source => ({
  alternatives: text
    .split('|')
    .map((one) => one.split('+').map((name) => name.trim().toLowerCase())),
});

const EXPECTED = `a list of field=Column, field:=text and presets (${Object.keys(PRESETS).join(', ')}), where a field is ${FIELDS.join(', ')}`;

/**
 * Reads the value of `--columns`.
 * @returns the reason, if it is none
 */
export function parseColumns(text: string): Columns | Reason {
  const fields: Partial<Record<Field, Source>> = {};
  const presets: string[] = [];
  let zone: string | undefined;
  for (const raw of text.split(',')) {
    const part = raw.trim();
    const preset = PRESETS[part.toLowerCase()];
    const found = /^(\w+) ?(:?=) ?([^=].*)$/.exec(part);
    const [, name = '', sign, value = ''] = found ?? [];
    const field = name.toLowerCase();
    if (preset !== undefined) {
      for (const [known, source] of Object.entries(preset.columns))
        if (isField(known)) fields[known] = sourceOf(source);
      presets.push(part.toLowerCase());
      zone = preset.zone ?? zone;
    } else if (found === null || !isField(field)) return reasonOf(EXPECTED, shown(part));
    else fields[field] = sign === ':=' ? { alternatives: [], constant: value } : sourceOf(value);
  }
  const all = presets.length > 0 ? fields : { ...PLAIN.fields, ...fields };
  return { fields: all, presets, ...(zone === undefined ? {} : { zone }) };
}

/** A field resolved against a header: indexes of cells. */
export interface Resolved {
  readonly alternatives: readonly (readonly number[])[];
  readonly constant?: string;
}

/** The alternatives of a source whose columns are all there. */
export function resolved({ alternatives, constant }: Source, header: readonly string[]): Resolved {
  const there = alternatives
    .map((names) => names.map((name) => header.indexOf(name)))
    .filter((indexes) => indexes.every((index) => index >= 0));
  return { alternatives: there, ...(constant === undefined ? {} : { constant }) };
}

export function cellOf({ alternatives, constant }: Resolved, cells: readonly string[]): string {
  for (const indexes of alternatives) {
    const text =
      indexes.length === 1
        ? (cells[indexes[0] as number] ?? '')
        : indexes
            .map((index) => cells[index] ?? '')
            .join(' ')
            .trim();
    if (text !== '') return text;
  }
  return constant ?? '';
}

/** The preset whose columns a header has, for the advice of an error. */
export const presetOf = (header: readonly string[]): string | undefined =>
  Object.entries(PRESETS).find(
    ([, { known }]) => known.length > 0 && known.every((name) => header.includes(name)),
  )?.[0];

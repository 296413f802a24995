/** Block characters for the fates of records: they differ also without colour. */
import type { PlaneClass } from '../../properties/frontier/types.js';
import { coloursOf } from '../text/text.js';
import type { TextStyle } from '../text/text.js';
import { CLASS_NAMES, LOOK } from '../words/look.js';

export const GLYPHS = Object.fromEntries(
  CLASS_NAMES.map((name) => [name, LOOK[name].glyph]),
) as Readonly<Record<PlaneClass, string>>;

export type Paint = (name: PlaneClass, text: string) => string;

export function paintOf(style: TextStyle): Paint {
  const colours = coloursOf(style);
  const by: Readonly<Record<PlaneClass, (text: string) => string>> = {
    safe: colours.green,
    misdated: colours.blue,
    duplicated: colours.magenta,
    stranded: colours.yellow,
    destroyed: (text) => colours.bold(colours.red(text)),
    unknown: colours.dim,
  };
  return (name, text) => by[name](text);
}

/** One row of a map. */
export function rowText(row: readonly PlaneClass[], paint: Paint): string {
  let text = '';
  for (let at = 0; at < row.length;) {
    const name = row[at] as PlaneClass;
    let end = at + 1;
    while (row[end] === name) end += 1;
    text += paint(name, GLYPHS[name].repeat(end - at));
    at = end;
  }
  return text;
}

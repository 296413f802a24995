/** HTML from templates: every value is escaped, unless it is HTML itself. */
import { escaped } from '../markup/markdown.js';

export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | Markup | readonly Markup[];

function partText(part: Part): string {
  if (part instanceof Markup) return part.text;
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  return part.map((one) => one.text).join('');
}

export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup =>
  new Markup(
    strings.reduce((text, string, at) => {
      const part = parts[at - 1];
      return `${text}${part === undefined ? '' : partText(part)}${string}`;
    }),
  );

export const NOTHING = new Markup('');

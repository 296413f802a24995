/** Quotes values in errors: never longer than a line, for values of any size and depth. */

/** Largest number of characters in a quotation. */
const SHOWN_MAX = 80;

/** The text, cut to `max` characters. */
export const cut = (text: string, max = SHOWN_MAX): string =>
  text.length > max ? `${text.slice(0, max - 3)}…` : text;

/** Writes JSON until the limit is reached: each level is a character, so depth is no problem. */
class Quotation {
  text = '';
  readonly #max: number;

  constructor(max: number) {
    this.#max = max;
  }

  get #full(): boolean {
    return this.text.length > this.#max;
  }

  write(value: unknown): void {
    if (typeof value === 'string') this.text += JSON.stringify(value.slice(0, this.#max));
    else if (Array.isArray(value)) this.#list(value);
    else if (typeof value === 'object' && value !== null) this.#fields(value);
    else if (typeof value === 'number' || typeof value === 'boolean') this.text += String(value);
    else this.text += 'null';
  }

  #list(items: readonly unknown[]): void {
    this.text += '[';
    for (let i = 0; i < items.length && !this.#full; i += 1) {
      if (i > 0) this.text += ',';
      this.write(items[i]);
    }
    this.text += ']';
  }

  #fields(fields: object): void {
    this.text += '{';
    let first = true;
    for (const key of Object.keys(fields)) {
      if (this.#full) break;
      const value = (fields as Readonly<Record<string, unknown>>)[key];
      if (value === undefined) continue;
      if (!first) this.text += ',';
      first = false;
      this.write(key);
      this.text += ':';
      this.write(value);
    }
    this.text += '}';
  }
}

/** A value as JSON, cut to a line; "nothing" for undefined. */
export function shortly(value: unknown, max = SHOWN_MAX): string {
  if (value === undefined) return 'nothing';
  const quotation = new Quotation(max);
  quotation.write(value);
  return cut(quotation.text, max);
}

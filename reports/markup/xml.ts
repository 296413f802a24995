/** Makes text safe for XML 1.0, which cannot express most control characters at all. */

/** Code points that XML 1.0 forbids, including unpaired surrogates. */
const FORBIDDEN =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

const visible = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A parser turns these into spaces in attributes, and drops a bare carriage return anywhere.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

const escaped = (text: string, characters: RegExp): string =>
  text
    .replace(FORBIDDEN, visible)
    .replace(characters, (character) => ENTITIES[character] ?? character);

export const xmlText = (text: string): string => escaped(text, /[&<>\r]/g);

export const xmlAttribute = (text: string): string => escaped(text, /[&<>"\t\n\r]/g);

/** Two hyphens would end a comment. */
export const xmlComment = (text: string): string =>
  escaped(text, /[&<>\r]/g).replace(/-(?=-|$)/g, '- ');

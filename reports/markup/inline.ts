/** Text inside a line of Markdown, so that none of it is read as markup. */
import { withoutLinks } from './no-links.js';

/** For a cell, a list's item or a paragraph: one line, every mark escaped, no address a link. */
export const inlineMarkdown = (text: string): string =>
  withoutLinks(text.replace(/[\\`*_[\]<>|~#@]/g, (character) => `\\${character}`)).replace(
    /\s*\n\s*/g,
    ' ',
  );

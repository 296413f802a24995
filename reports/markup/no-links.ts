/**
 * Keeps names in Markdown from becoming links: GitHub makes links of bare addresses, whatever their
 * punctuation is escaped by.
 */

/** Ends a match of the renderer, and is not shown. */
const BREAK = '<!-- -->';

/**
 * The text with each address broken where a renderer would find it. Give it text in which
 * punctuation is escaped already, as `<` is.
 */
export const withoutLinks = (escaped: string): string =>
  escaped
    .replaceAll(/(https?|ftp|mailto|xmpp):/gi, '$1\\:')
    .replaceAll(/(www)\./gi, '$1\\.')
    .replaceAll(/([\w.+-]\\?@)(?=\w)/g, `$1${BREAK}`);

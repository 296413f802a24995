/** What imports of a user's mean. */

const PACKAGE = 'skewproof';

/** An import of the engine, or of one of its doors. */
export const isEngine = (specifier: string): boolean =>
  specifier === PACKAGE || specifier.startsWith(`${PACKAGE}/`);

/** The engine's own files: of interest to nobody who watches a study. */
const ENGINE = new URL('../../', import.meta.url).href;

/** A file that the user can change, rather than the engine, an installed package or a part of Node. */
export const isOwnFile = (url: string): boolean =>
  url.startsWith('file:') && !url.includes('/node_modules/') && !url.startsWith(ENGINE);

/** Classifies the imports of a user's module. */

const PACKAGE = 'skewproof';

/** True for an import of the engine, or of one of its doors. */
export const isEngine = (specifier: string): boolean =>
  specifier === PACKAGE || specifier.startsWith(`${PACKAGE}/`);

/** True for a file of the engine: a change of it is not a change of a study. */
const ENGINE = new URL('../../', import.meta.url).href;

/**
 * True for a file that the user can change, rather than the engine, an installed package or a part
 * of Node.
 */
export const isOwnFile = (url: string): boolean =>
  url.startsWith('file:') && !url.includes('/node_modules/') && !url.startsWith(ENGINE);

/** The only door of models/sms2/documented: the known defects of the shipped product. */
export { DOCUMENTED_DEFECTS } from './catalogue.js';
export { EXCLUDED_LIST_LIMIT_BYTES } from './long-list-fails.js';
export { OUTSIDE } from './outside.js';
export { VERSIONS } from './types.js';
export type { DocumentedDefect, Version } from './types.js';
export { DOCUMENTED, isDocumented, shippedPartsOf } from './variant.js';
export { defectsOf, versionsOf } from './versions.js';

/**
 * The names of models/store-forward that other layers may import: a generic agent and server, and
 * their planted defects.
 */
export { DEFECTS, HARD_DEFECTS } from './defects/catalogue.js';
export type { Defect, Incident } from './defects/defect.js';
export * from './protocol.js';
export * from './scenario.js';
export * from './world.js';

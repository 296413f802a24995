/** The door of properties/check: every interleaving of a study within a small scope. */
export { check } from './check.js';
export type { Checked, CheckOptions, Counterexample } from './check.js';
export type { Happening, Scope, ScopeOptions, Script } from '../study/scope.js';

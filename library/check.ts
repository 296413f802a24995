/** The door `skewproof/check`: every interleaving of a small scope, and how a study states its scope. */
export { check } from '../properties/check/check.js';
export type { CheckOptions, Checked, Counterexample } from '../properties/check/check.js';
export { SCHEDULE_SCHEMA } from '../properties/study/schedule.js';
export type { Intervention, Scope, ScopeOptions, Script } from '../properties/study/scope.js';

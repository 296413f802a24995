/** The only door of models/sms2/fixed: the fix of the reference study, and its planted defects. */
export { fixedAgent } from './agent/agent.js';
export type { FixedAgentState } from './agent/state.js';
export { GAP_REPORT, NOT_KEPT_REPORT } from './history.js';
export { DEFECTS } from './defects.js';
export type { Defect } from './defects.js';
export { fixedServer } from './server/server.js';
export { isFixed, partsOf } from './variant.js';
export { isTable, rehung } from './server/table.js';

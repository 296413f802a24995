/** The only door of models/sms2: SMS 2.0 software metering. */
export { UPLOAD_TIMEOUT_MS } from './shipped/agent/state.js';
export type { AgentState } from './shipped/agent/state.js';
export { shippedAgent } from './shipped/agent/agent.js';
export * from './site/console.js';
export {
  defectsOf,
  DOCUMENTED_DEFECTS,
  DOCUMENTED,
  EXCLUDED_LIST_LIMIT_BYTES,
  isDocumented,
  OUTSIDE,
  VERSIONS,
  versionsOf,
} from './documented/index.js';
export type { DocumentedDefect, Version } from './documented/index.js';
export { DEFECTS, GAP_REPORT, isFixed, isTable, NOT_KEPT_REPORT, rehung } from './fixed/index.js';
export type { Defect, FixedAgentState } from './fixed/index.js';
export { actedAtMs, lastLookAtMs } from './world/end-time.js';
export * from './shipped/mechanisms.js';
export * from './protocol.js';
export { THIS_SITE } from './site/report-wizard.js';
export * from './scenario.js';
export { drawnUsage, TRACERS_PER_SOURCE, USE_VERSION } from './world/usage.js';
export * from './world/world.js';

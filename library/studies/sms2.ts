/** The door `skewproof/studies/sms2`: the reference study, SMS 2.0 software metering, and its simulation. */
export { sms2Study } from '../../properties/sms2/study.js';
export type { Sms2Scenario } from '../../models/sms2/scenario.js';
export { simulateUsage } from '../../properties/sms2/simulation.js';
export type { ClockPoint } from '../../properties/study/clock-history.js';
export type {
  ClientTotals,
  SimulatedClient,
  SimulatedUse,
  Simulation,
  SimulationInput,
  UsageTotals,
} from '../../properties/study/usage.js';

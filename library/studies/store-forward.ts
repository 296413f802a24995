/** The door `skewproof/studies/store-forward`: a generic store-and-forward pipeline and its planted defects. */
export { storeForwardStudy } from '../../properties/store-forward/study.js';
export type { StoreForwardScenario } from '../../models/store-forward/scenario.js';

/** The door `skewproof/studies/metering-agent`: a metering agent in three forms, for any collector. */
export { meteringAgentStudy } from '../../properties/collectors/reference/study.js';
export type { PipelineScenario } from '../../properties/pipeline/scenario/scenario.js';

/** Erases the types of a study's scenarios, messages and inputs: the only cast that does so. */
import type { RunnableStudy, ScenarioBase, Study } from './contract.js';

/**
 * A study without its own types of scenario, message and input; `eraseStudy` makes one.
 * @since 0.1.0
 */
export type AnyStudy = Study<ScenarioBase, unknown, unknown>;

/**
 * Erases a study's types of scenario, message and input.
 *
 * This is sound as long as the study receives only scenarios that it made or that its schema
 * accepts.
 * @since 0.1.0
 */
export const eraseStudy = <Scenario extends ScenarioBase, Message, Input>(
  study: Study<Scenario, Message, Input>,
): AnyStudy => study as unknown as AnyStudy;

/** Erases the types of a study that is only run. */
export const eraseRunnable = <Scenario extends ScenarioBase, Message, Input>(
  study: RunnableStudy<Scenario, Message, Input>,
): RunnableStudy<ScenarioBase, unknown, unknown> =>
  study as unknown as RunnableStudy<ScenarioBase, unknown, unknown>;

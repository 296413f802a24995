/** Studies whose own types nobody outside them needs to know, and the one cast that makes them so. */
import type { RunnableStudy, ScenarioBase, Study } from './contract.js';

/**
 * A study whose own types of scenario, message and input are forgotten; `eraseStudy` makes one.
 * @since 0.1.0
 */
export type AnyStudy = Study<ScenarioBase, unknown, unknown>;

/**
 * Forgets a study's own types of scenario, message and input. Sound as long as the study is only
 * given scenarios that it made itself or that its schema has admitted.
 * @since 0.1.0
 */
export const eraseStudy = <Scenario extends ScenarioBase, Message, Input>(
  study: Study<Scenario, Message, Input>,
): AnyStudy => study as unknown as AnyStudy;

/** The same for a study that is only run. */
export const eraseRunnable = <Scenario extends ScenarioBase, Message, Input>(
  study: RunnableStudy<Scenario, Message, Input>,
): RunnableStudy<ScenarioBase, unknown, unknown> =>
  study as unknown as RunnableStudy<ScenarioBase, unknown, unknown>;

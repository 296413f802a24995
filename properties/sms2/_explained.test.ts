/** Explanation of a loss for the tests of explanations (AVA takes no tests from `_` files). */
import * as sms2 from '../../models/sms2/index.js';
import { explain } from '../explain/explain.js';
import { runScenario } from '../oracle/judged-run.js';
import { storyOf } from '../explain/story.js';
import type { Story, StorySide } from '../explain/story-types.js';
import { sms2Study } from './study.js';

/** Fields that differ from the simplest scenario; `client` changes its one client. */
export type Patch = Partial<sms2.Sms2Scenario> & { readonly client?: Partial<sms2.ClientScenario> };

/** The explanation of the first loss whose fingerprint matches. */
export function explainedLoss(
  variant: string,
  { client, ...more }: Patch,
  fingerprint: RegExp,
): Story {
  const base = sms2.simplestScenario(variant);
  const clients = base.clients.map((one) => ({ ...one, ...client }));
  const scenario = { ...base, clients, ...more };
  for (const violation of runScenario(sms2Study, scenario).violations) {
    const explanation = explain(sms2Study, scenario, violation);
    if (fingerprint.test(explanation.fingerprint)) return storyOf(sms2Study, scenario, explanation);
  }
  throw new Error(`${variant}: no such loss`);
}

/**
 * One side of a comparison in words: name, clock, and the event that set it, with time and node.
 */
export const sideWords = (side: StorySide | undefined): string | undefined =>
  side &&
  `${side.name} on ${side.clock ?? 'no clock'}${side.latched === undefined ? '' : `, set by ${side.latched.what} at ${String(side.latched.atMs)} on ${side.latched.node}`}`;

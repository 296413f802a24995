/** How the tests of explanations tell a loss (AVA takes no tests from `_` files). */
import * as sms2 from '../../models/sms2/index.js';
import { explain } from '../explain/explanation.js';
import { runScenario } from '../oracle/judged-run.js';
import { storyOf } from '../explain/story.js';
import type { Story, StorySide } from '../explain/story-types.js';
import { sms2Study } from './study.js';

/** What a scenario has beyond the simplest; `client` is of its one client. */
export type Patch = Partial<sms2.Sms2Scenario> & { readonly client?: Partial<sms2.ClientScenario> };

/** The story of the first loss whose fingerprint fits. */
export function told(variant: string, { client, ...more }: Patch, fingerprint: RegExp): Story {
  const base = sms2.simplestScenario(variant);
  const clients = base.clients.map((one) => ({ ...one, ...client }));
  const scenario = { ...base, clients, ...more };
  for (const violation of runScenario(sms2Study, scenario).violations) {
    const explanation = explain(sms2Study, scenario, violation);
    if (fingerprint.test(explanation.fingerprint)) return storyOf(sms2Study, scenario, explanation);
  }
  throw new Error(`${variant}: no such loss`);
}

/** A side as the tests state it: what, on whose clock, set by which event where and when. */
export const sideWords = (side: StorySide | undefined): string | undefined =>
  side &&
  `${side.name} on ${side.clock ?? 'no clock'}${side.latched === undefined ? '' : `, set by ${side.latched.what} at ${String(side.latched.atMs)} on ${side.latched.node}`}`;

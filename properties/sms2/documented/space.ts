/**
 * Space in which documented defects are sought: their triggers, and nothing else. No message is
 * lost, no disk fails and no machine crashes. So the shipped design without its defects breaks
 * nothing here, and each breach is caused by the defect alone.
 */
import * as fc from 'fast-check';
import { MINUTE_MS } from '../../../sim/model/time.js';
import * as sms2 from '../../../models/sms2/index.js';
import { CLIENT_TRIGGERS } from './client-triggers.js';
import type { Trigger } from './client-triggers.js';
import { SERVER_TRIGGERS } from './server-triggers.js';

type Scenario = sms2.Sms2Scenario;

const TRIGGERS: readonly Trigger[] = [...CLIENT_TRIGGERS, ...SERVER_TRIGGERS];

const base = fc.record({
  seed: fc.nat({ max: 0xffff_ffff }),
  sessions: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 2 }),
  pollMinutes: fc.constantFrom(240, 60, 480, 1_440),
  polls: fc.integer({ min: 2, max: 8 }),
  collationQuarters: fc.integer({ min: 1, max: 12 }),
  looks: fc.nat({ max: 4 }),
});

type Base = typeof base extends fc.Arbitrary<infer T> ? T : never;

function scenarioOf(variant: string, drawn: Base): Scenario {
  const { seed, pollMinutes, looks } = drawn;
  const simplest = sms2.simplestScenario(variant);
  return {
    ...simplest,
    seed,
    clients: drawn.sessions.flatMap((sessions) =>
      simplest.clients.map((client) => ({ ...client, sessions })),
    ),
    pollMinutes,
    collationMinutes: Math.ceil((pollMinutes * drawn.collationQuarters) / 4),
    durationMs: drawn.polls * pollMinutes * MINUTE_MS,
    looks,
  };
}

/** Actions that a shorter run would move to its last moment come shortly before it, in order. */
const inTime = (scenario: Scenario): Scenario => ({
  ...scenario,
  actions: scenario.actions.map((action, index, { length }) => ({
    ...action,
    at: Math.min(action.at, scenario.durationMs - 1 - (length - index) * MINUTE_MS),
  })),
});

/** The triggers that act: most often one, sometimes several, sometimes none. */
const acting = fc.oneof(
  { arbitrary: fc.nat({ max: TRIGGERS.length - 1 }).map((only) => [only]), weight: 6 },
  {
    arbitrary: fc.subarray(TRIGGERS.map((_, index) => index)),
    weight: 3,
  },
  { arbitrary: fc.constant<number[]>([]), weight: 1 },
);

export const documentedSpace = (variant: string): fc.Arbitrary<Scenario> =>
  fc
    .tuple(base, acting, fc.tuple(...TRIGGERS))
    .map(([drawn, which, triggers]) =>
      inTime(
        triggers
          .filter((_, index) => which.includes(index))
          .reduce((scenario, trigger) => trigger(scenario), scenarioOf(variant, drawn)),
      ),
    );

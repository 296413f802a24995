/** A run that would never end is stopped soon, and no other run is. */
import test from 'ava';
import * as sms2 from '../../models/sms2/index.js';
import { chunkOf } from '../campaign/sampling.js';
import { runScenario } from '../oracle/judged-run.js';
import { sms2Study } from './study.js';

const SEED = 7;
/** Of a chunk, whose first scenarios are small. */
const ONE_IN = 8;

const limitOf = (scenario: sms2.Sms2Scenario): number => sms2Study.build(scenario).eventsMax ?? 0;

test('effort - no run of any space, as shipped or fixed, uses a quarter of its event budget', (t) => {
  for (const [space, arbitraryOf] of Object.entries(sms2Study.spaces))
    for (const variant of space === 'documented' ? ['documented'] : ['h5', 'fixed']) {
      let most = 0;
      for (const [run, scenario] of chunkOf(arbitraryOf(variant), SEED, 0).entries()) {
        if (run % ONE_IN !== 0) continue;
        const { summary } = runScenario(sms2Study, scenario);
        most = Math.max(most, summary.events / limitOf(scenario));
      }
      t.true(most > 0 && most < 1 / 4, `${space}, ${variant}: ${String(most)}`);
    }
});

/** After its restart the server knows higher numbers than it will assign for a while. */
const restarted = (variant: string): sms2.Sms2Scenario => {
  const simplest = sms2.simplestScenario(variant);
  return {
    ...simplest,
    seed: 5,
    clients: simplest.clients.map((client) => ({ ...client, sessions: 90 })),
    network: { ...simplest.network, loss: { of: 20, in: 100 } },
    actions: [{ kind: 'restart', at: 86_140_797, client: 0 }],
  };
};

test('effort - an agent that keeps asking for what its server cannot answer is soon stopped', (t) => {
  const { summary } = runScenario(sms2Study, restarted('fixed+sequence-reset-at-start'));
  t.is(summary.outcome, 'out-of-budget');
  t.true(summary.events < 40_000);
  t.is(runScenario(sms2Study, restarted('fixed')).summary.outcome, 'ended');
});

test('effort - months of a network that loses every message fit in the budget', (t) => {
  const simplest = sms2.simplestScenario('fixed');
  const { summary } = runScenario(sms2Study, {
    ...simplest,
    seed: 3,
    durationMs: 120 * 86_400_000,
    pollMinutes: 10_080,
    collationMinutes: 10_080,
    looks: 1,
    retries: 0,
    clients: [...simplest.clients, ...simplest.clients],
    network: { ...simplest.network, loss: { of: 1_000_000, in: 100 } },
  });
  t.is(summary.outcome, 'ended');
  t.true(summary.events > 20_000, String(summary.events));
});

test('effort - a network that doubles every message does not double the reads at each server', (t) => {
  const eventsOf = (meteringServers: number): number => {
    const simplest = sms2.simplestScenario('fixed');
    const { summary } = runScenario(sms2Study, {
      ...simplest,
      meteringServers,
      // The last look comes after the network is healed.
      looks: 3,
      network: { ...simplest.network, duplicate: { of: 1, in: 1 } },
    });
    t.is(summary.outcome, 'ended', `${String(meteringServers)} servers`);
    return summary.events;
  };
  // Linear: another six servers add as many events as the six before.
  const [two, eight, fourteen] = [eventsOf(2), eventsOf(8), eventsOf(14)];
  t.true(fourteen - eight < 1.1 * (eight - two), [two, eight, fourteen].join(' '));
});

/**
 * Triggers of the documented defects of the client, as changes of a scenario. Moments are shares of
 * the run plus a small offset, so that none coincides with a poll.
 */
import * as fc from 'fast-check';
import { DAY_MS, HOUR_MS, MINUTE_MS, YEAR_MS } from '../../../sim/model/time.js';
import * as sms2 from '../../../models/sms2/index.js';

type Scenario = sms2.Sms2Scenario;

/** Draws a change of the scenario. */
export type Trigger = fc.Arbitrary<(scenario: Scenario) => Scenario>;

/** A time of which no interval of a scenario is a multiple. */
const BESIDE_MS = 7_777;

const permille = fc.integer({ min: 0, max: 1_000 });

const atShare = ({ durationMs }: Scenario, share: number): number =>
  Math.floor((durationMs * share) / 1_000) + BESIDE_MS;

const everyClient = (
  scenario: Scenario,
  change: (client: sms2.ClientScenario) => sms2.ClientScenario,
): Scenario => ({ ...scenario, clients: scenario.clients.map(change) });

const withActions = (scenario: Scenario, actions: readonly sms2.OperatorAction[]): Scenario => ({
  ...scenario,
  actions: [...scenario.actions, ...actions],
});

/** Q226832, Q311764: the clock is set forward, and set back before the run ends. */
const excursion: Trigger = fc
  .record({ from: permille, forPolls: fc.nat({ max: 3 }), byMs: fc.nat({ max: 2 * YEAR_MS }) })
  .map(({ from, forPolls, byMs }) => (scenario) => {
    const at = atShare(scenario, from / 2);
    const backAt = at + 1 + forPolls * scenario.pollMinutes * MINUTE_MS;
    return withActions(scenario, [
      { kind: 'set-clock', at, client: 0, byMs },
      { kind: 'set-clock', at: backAt, client: 0, byMs: -byMs },
    ]);
  });

/** Q213261: the clock is behind at installation. */
const slowAtInstallation: Trigger = fc
  .oneof(fc.integer({ min: HOUR_MS, max: 60 * DAY_MS }), fc.integer({ min: DAY_MS, max: YEAR_MS }))
  .map(
    (behindMs) => (scenario) =>
      everyClient(scenario, (client) => ({ ...client, offsetMs: -behindMs })),
  );

/** Q213196: free room on the disk falls and rises. */
const lowDisk: Trigger = fc
  .record({
    from: permille,
    forMinutes: fc.integer({ min: 1, max: 240 }),
    kilobytes: fc.nat({ max: 300 }),
  })
  .map(({ from, forMinutes, kilobytes }) => (scenario) => {
    const atMs = atShare(scenario, from);
    const freeDisk = [
      { atMs, kilobytes },
      { atMs: atMs + forMinutes * MINUTE_MS, kilobytes: 100_000 },
    ];
    return everyClient(scenario, (client) => ({ ...client, freeDisk }));
  });

/** Q213157: 5 to 10 s are blind in each synchronisation; here the client synchronises often. */
const blind: Trigger = fc
  .record({
    syncBlindMs: fc.integer({ min: 5_000, max: 10_000 }),
    pollMinutes: fc.integer({ min: 1, max: 60 }),
  })
  .map((change) => (scenario) => ({ ...scenario, ...change }));

/** Q199997: the machine is restarted, and the agent starts some time after it. */
const lateStart: Trigger = fc
  .record({
    startDelayMs: fc.integer({ min: 1, max: 45 }).map((minutes) => minutes * MINUTE_MS + 1),
    restarts: fc.array(permille, { minLength: 1, maxLength: 4 }),
  })
  .map(
    ({ startDelayMs, restarts }) =>
      (scenario) =>
        withActions(
          everyClient(scenario, (client) => ({ ...client, startDelayMs })),
          restarts.map((share) => ({
            kind: 'restart',
            at: atShare(scenario, share),
            client: 0,
          })),
        ),
  );

/** Q235177: a user is logged on when the agent is installed. */
const installedInSession: Trigger = permille.map(
  (share) => (scenario) =>
    everyClient(scenario, (client) => ({ ...client, nextLogonAtMs: atShare(scenario, share) })),
);

/** Q199747, Q201762: the metering server is installed after the agents. */
const lateServer: Trigger = permille.map((share) => (scenario) => ({
  ...scenario,
  serverSetUpAtMs: atShare(scenario, share),
}));

/** Q290995: a user has no permission to write the log. */
const readOnlyUser: Trigger = fc
  .subarray(['ann', 'bob', 'carol'], { minLength: 1 })
  .map(
    (cannotWrite) => (scenario) => everyClient(scenario, (client) => ({ ...client, cannotWrite })),
  );

/** Q250976, Q199745: a program's file is renamed. */
const renamedProgram: Trigger = fc
  .record({
    program: fc.constantFrom('excel.exe', 'winword.exe', 'acad.exe'),
    namePolicy: fc.constantFrom('original' as const, 'standard' as const),
  })
  .map(({ program, namePolicy }) => (scenario) => ({
    ...everyClient(scenario, (client) => ({
      ...client,
      renamed: [{ program, as: 'renamed.exe' }],
    })),
    namePolicy,
  }));

/** Q230246: DOS programs. */
const dosProgram: Trigger = fc
  .constantFrom('sol.exe', 'acad.exe')
  .map((program) => (scenario) => ({ ...scenario, dosPrograms: [program] }));

/** Q210366: the local environment is checked. */
const localCheck: Trigger = fc
  .integer({ min: 5, max: 60 })
  .map((localCheckMinutes) => (scenario) => ({ ...scenario, localCheckMinutes }));

/** Q231217: the console removes an agent, and may install it again. */
const removal: Trigger = fc
  .record({ share: permille, again: fc.boolean() })
  .map(({ share, again }) => (scenario) => {
    const at = atShare(scenario, share);
    const remove = { kind: 'remove', at, client: 0, clean: false } as const;
    const install = { kind: 'install', at: at + HOUR_MS, client: 0 } as const;
    return withActions(scenario, again ? [remove, install] : [remove]);
  });

/** Upload promises of online clients: at once, or when a retry succeeds. */
const RETRIES_MAX = 20;
const SLOW_POLL_MINUTES = 1_440;

const online = (scenario: Scenario, retryDelayMinutes: number): Scenario => ({
  ...everyClient(scenario, (client) => ({ ...client, mode: 'online' })),
  pollMinutes: SLOW_POLL_MINUTES,
  retries: RETRIES_MAX,
  retryDelayMinutes,
  prompt: true,
});

/** Q311467: the excluded list grows, on an online client. */
const longList: Trigger = fc
  .integer({ min: 3_000_000, max: 5_000_000 })
  .map((excludedListBytes) => (scenario) => ({ ...online(scenario, 15), excludedListBytes }));

/** Q235153: the server cannot be reached for less time than the retries last. */
const outage: Trigger = fc
  .record({
    share: permille,
    delay: fc.integer({ min: 10, max: 60 }),
    retries: fc.integer({ min: 1, max: 15 }),
  })
  .map(({ share, delay, retries }) => (scenario) => ({
    ...online(scenario, delay),
    faults: [
      ...scenario.faults,
      ...scenario.clients.map((_, index) => ({
        kind: 'partition' as const,
        at: atShare(scenario, share),
        node: sms2.clientName(index),
        to: sms2.SERVER,
        both: true,
        forMs: retries * delay * MINUTE_MS,
      })),
    ],
  }));

export const CLIENT_TRIGGERS: readonly Trigger[] = [
  excursion,
  slowAtInstallation,
  lowDisk,
  blind,
  lateStart,
  installedInSession,
  lateServer,
  readOnlyUser,
  renamedProgram,
  dosProgram,
  localCheck,
  removal,
  longList,
  outage,
];

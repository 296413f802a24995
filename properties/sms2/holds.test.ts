/**
 * The fix holds at places of its schema that no space used to draw: each scenario once broke it, or
 * the oracle. See decision 31.
 */
import test from 'ava';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../sim/model/time.js';
import { PERFECT_LINK } from '../../sim/world/network.js';
import * as sms2 from '../../models/sms2/index.js';
import { decodeToken } from '../corpus/token.js';
import { checkedScenario } from '../corpus/scenario-file.js';
import { runScenario } from '../oracle/judged-run.js';
import { sms2Study } from './study.js';

type Scenario = sms2.Sms2Scenario;

const FIXED = sms2.simplestScenario('fixed');
const ONE_USE = FIXED.clients.map((client) => ({ ...client }));
/** Clients with no uses except the given ones. */
const quiet = (count: number): Scenario['clients'] =>
  Array.from({ length: count }, () => ONE_USE.map((client) => ({ ...client, sessions: 0 }))).flat();

const usesAt = (hours: readonly number[], client = 0): NonNullable<Scenario['uses']> =>
  hours.map((hour) => ({
    client,
    user: 'ann',
    program: 'excel.exe',
    startMs: hour * HOUR_MS,
    endMs: hour * HOUR_MS + 10 * MINUTE_MS,
  }));

const slowLink = (latencyMs: number): Pick<Scenario, 'network'> => ({
  network: { ...PERFECT_LINK, latencyMsMin: latencyMs, latencyMsMax: latencyMs },
});

const { SERVER, DATABASE, SITE } = sms2;
const WEEK_MINUTES = 10_080;
const CENTURY_MS = 36_525 * DAY_MS;
const EVERY_PROGRAM = ['excel.exe', 'winword.exe', 'acad.exe', 'sol.exe'];

/** Scenarios, and the fates of the records that are not counted. */
const HOLDS: Readonly<Record<string, readonly [Partial<Scenario>, ...excused: string[]]>> = {
  'every answer takes just as long as it is waited for': [slowLink(30_000)],
  'every message takes a quarter of an hour': [
    { ...slowLink(15 * MINUTE_MS), retryDelayMinutes: 1 },
  ],
  'every message takes a quarter of an hour, and a try comes once a week': [
    { ...slowLink(15 * MINUTE_MS), retryDelayMinutes: WEEK_MINUTES, pollMinutes: WEEK_MINUTES },
  ],
  'slow links and slow disks': [
    {
      ...slowLink(15 * MINUTE_MS),
      retryDelayMinutes: 1,
      syncLatencyMs: MINUTE_MS,
      clients: ONE_USE.map((client) => ({ ...client, sessions: 20 })),
    },
  ],
  "a metering server's disk is wiped, and its clients lose the records that only it held": [
    {
      clients: [...ONE_USE, ...ONE_USE],
      faults: [{ kind: 'wipe', at: 28_860_001, node: SERVER }],
    },
    'disk-destroyed',
  ],
  'rows are numbered from 1 again after a wipe, and none is mistaken for an earlier one': [
    {
      clients: quiet(1),
      uses: usesAt([1, 2, 3, 17, 18]),
      faults: [{ kind: 'wipe', at: 13 * HOUR_MS, node: SERVER }],
    },
  ],
  'a metering server goes on from an older disk': [
    {
      clients: quiet(1),
      uses: usesAt([1, 2, 3, 10, 18]),
      faults: [
        { kind: 'snapshot', at: 6 * HOUR_MS, node: SERVER },
        { kind: 'restore', at: 17 * HOUR_MS, node: SERVER },
      ],
    },
  ],
  "the metering server's clock is set to 1970": [
    {
      clients: quiet(1),
      uses: usesAt([9]),
      faults: [
        { kind: 'clock', at: 5 * HOUR_MS, node: SERVER, adjustment: { kind: 'set', toMs: 0 } },
      ],
    },
  ],
  "the metering server's clock is set by a client that is wrong": [
    {
      clients: quiet(1).map((client) => ({ ...client, offsetMs: HOUR_MS })),
      uses: usesAt([9]),
      faults: [{ kind: 'synchronise', at: 5 * HOUR_MS, node: SERVER, to: 'client-1' }],
    },
  ],
  'the clocks of all metering servers step': [
    {
      clients: quiet(4),
      meteringServers: 3,
      uses: [0, 1, 2, 3].flatMap((client) => usesAt([9], client)),
      faults: [SERVER, `${SERVER}-2`, `${SERVER}-3`].map((node) => ({
        kind: 'clock',
        at: 1,
        node,
        adjustment: { kind: 'step', byMs: HOUR_MS },
      })),
    },
  ],
  'the database has no room for an insert, and then no power': [
    {
      clients: quiet(1),
      uses: usesAt([1]),
      faults: [
        { kind: 'disk-full', at: 7 * HOUR_MS, node: DATABASE, forMs: 2 * HOUR_MS },
        { kind: 'crash', at: 10 * HOUR_MS, node: DATABASE, severity: 'power', downMs: 0 },
      ],
    },
  ],
  'the database is wiped when its rows had been seen': [
    {
      clients: quiet(1),
      uses: usesAt([1]),
      looks: 3,
      faults: [{ kind: 'wipe', at: 20 * HOUR_MS, node: DATABASE }],
    },
    'disk-destroyed',
  ],
  'the site forgets that a metering server has retired': [
    {
      clients: quiet(4),
      meteringServers: 2,
      retiredAtMs: 4 * HOUR_MS,
      durationMs: 3 * DAY_MS,
      uses: [0, 1, 2, 3].flatMap((client) => usesAt([60], client)),
      faults: [{ kind: 'wipe', at: 10 * HOUR_MS, node: SITE }],
    },
  ],
  'a wall clock goes to another century while nothing vouches for a date': [
    {
      clients: ONE_USE.map((client) => ({ ...client, sessions: 2 })),
      network: { ...PERFECT_LINK, loss: { of: 1, in: 1 } },
      faults: [{ kind: 'suspend', at: 18_898_090, node: 'client-1', forMs: 0 }],
      actions: [{ kind: 'set-clock', at: 18_898_090, client: 0, byMs: CENTURY_MS }],
    },
  ],
  'a report of the last days is read after a month': [
    {
      clients: ONE_USE.map((client) => ({ ...client, sessions: 4 })),
      durationMs: 30 * DAY_MS,
      report: { kind: 'period', earlierDays: 0 },
    },
  ],
  'programs are renamed to what they are called': [
    {
      clients: ONE_USE.map((client) => ({
        ...client,
        renamed: EVERY_PROGRAM.map((program) => ({ program, as: program })),
      })),
    },
  ],
};

for (const [what, [parts, ...excused]] of Object.entries(HOLDS))
  test(`holds - ${what}`, (t) => {
    const scenario = checkedScenario(sms2Study, { ...FIXED, ...parts }, 'test');
    const { verdict, reason, violations, fates, metered } = runScenario(sms2Study, scenario);
    t.is(verdict, 'pass', reason ?? JSON.stringify(violations));
    t.true(metered > 0);
    t.deepEqual(
      fates.uncounted.map(({ excuse }) => excuse),
      excused,
    );
  });

/** Found by search, and shrunk. */
const TOKENS: Readonly<Record<string, string>> = {
  "the metering server's clock steps by 2.110 s":
    'sk1.v1-4.050c1124.PctBDoIwEAXQu_z1kADu5g6egLBA-jEVWkxnMBrSuxs3rl_eAEvWQ7DENwPkhJEBehEs07G5QYcTa8wBinnb5xWCyaGtIO-BUCQ6S8z3xlheLD8Pj8M8MTv0n835hOD2uRq06buurXWs4xc',
  'an oscillator is slow by all that is allowed for':
    'sk1.v1-4.73945d4d.i1Yqzi02UtJRSsusSE1R0qlWSs7JTM0rKVayiq5WSinKTCsJKMhVstI1NDAw0FEqTi0uzszPK1ayMqqNrY0FAA',
  'the console alone still had what a metering server lost':
    'sk1.v1-4.cb57152e.Rc9BbsIwEIXhu7z1VDJ2FKjv0FWXKAvXnlALx0YeNxSh3L0CAt2O5pe-t4dMokEY4y8H0BU-Rc5NYPdXCIvEkgW2XwZCKuUosBvC6H7S-nOMOcDiHE8MgmuwndFKKbUh5BIYFhM3rjEf3oTrzBULvTJfnXyvnXoFwTX35YSfAUF45hrbBRanWjyLgBDKOX_cQJ3ZvW_NlhBzK5-X7O9Xpfvuxna-PUb8aytPZX56jVJG9ztN6_a7xCd2GXZ0SXgZluEP',
  'the database and a metering server lose their disks, one after the other':
    'sk1.v1-4.4ca0dbf6.bc2xboMwFIXhdzmzK-EEjLlru_IEUYZbfImsOAbZpglCvHvFEnXoGX_p07kgP_IJCqN_iYPakEUcSLfGnGxlWq2QpKT1SwKvvY9LkQzqjEKYbp888-DLCtIKUcpzSnfQhsBF4rD2ufcRZE1T1636U_kF6qpjCm6Zgx-4yAGnEaT3XWHkJZQMumy4--hAePpZoMAF1FSVtfa4nJyA8JAiycfbR5b0Iwm7-k-ddW2as-nezHHhb87yZtf9-gs',
  'the database goes back while a client has not heard that its record is there':
    'sk1.v1-4.5baa731c.dc7BasMwEIThd5nzFmTFpJXOvfoJgg-qtaYiqhS06zYm6N1LIORQ6HU-fpgT5EssCGu6cgTdIMwR3prxeHDGuoGw5MRFBf50V5FUi8DbPhMaa9vfOYd9SmVTFvhXQ1hqzkFTLc_VmjdCYf2p7Qx_Qw7KZdknmcIVfiDkKnKHusIfCanAD64T4nbJaQnKf9AeeiesYcuPZ-dUIjykhIt8VgUhKLwhlBoZHjFo-AjCL8Ltmxs6PZvGorXxIxmds8aY8f9y7vMv',
  'the client and the metering server lose their disks, one after the other':
    'sk1.v1-4.3ff8be2f.VY_LbsIwEEX_5a4HyXFCUrzuli9AWVh40loYO_I4pQj53xHi1a5mce7R0ewgR9EgTP6XHegCYXYwzUeru80wDIqwD55jEZjdjYr4FAVmXUdC5pLPnxzseevjUlhg9ECIXE4pH2AuCEnkdtME02wIPsKs-0pwyxz83hZ-0TtsayVMdgmP4sFHB4OTnxkEW2C6ViulVEOIyTEMjlw4-_i1Es4_nFHppUm0s3yn8lDfzv2pVfN3nFlKys-M7vr-X-atjHW8Ag',
  'a metering server that forgot the client hears none of its records before that disk goes too':
    'sk1.v1-4.0986d0e2.jVLBjtsgEP2XORMJMMY2t2p7jVSpx1UO1J4kKAQshmw2WvnfK2Jv4lZbqZwQM--9eY95BTqTBAZ7944DsA8gxAGMkp3qdCOblkHvHYZMYF5LlcjFQGB0zcAFytb7b3lLYBSvJC9n2jE4Y8bkwuEnpjdMYD4g7veE98ZNOzEgl_FZHJLb5x_jGUynJwaDzfaXJfwSLeqJQcKcHBKYar7fvqO3t60Ll1xepeIM-ui9zS6Gx7OQnIGPhxc72t7lGxjNYLikuYvAtFyru4fSFk_FFYOA-RrTqYzhbcbQ37a0te9gRNeWPqJ5QjCyKZmAEZwXF5fRu95m_CyLVXlisLcXv8R6cmEAAxTsSMeYgYHNhU6JRpdhQhwQzCPVDc3BTOwB7ZOl44Kra90pJblkQPiG6e4UxnjFBAyGeL17lbWcnS7k8zdvxJo1IeWYcOFthOS1kP830NWND1wlpfgD99TaMbB9nlfqGUR_tOGAG8KcXTgsNJqrpqu7WjMYo_ePX9V8Jbus5AKpBFe8ZPG5xWCEXqf2lU6lhW6bRou_dKT6t1DTSV5rWemVUDPtpt1v',
  'the console alone has a record when its server and its client go back to older disks':
    'sk1.v1-5.3a08ae63.jY9BbsMgEEXv8tdEAjt1XLZd-wSRF8iMU2QCFkPaRBF3r3AjteomXY7e-_NnjuAzNxCY3ZUsxB1MZKH7Q_u6V10jMHlHITP0sTJmFwNDt2UU8PH0ZlYzuXyDVgL2kkx2MQwM3ahO9p08VCsuvPFA-TOmBfoObzKF6TbwYK4b85G5gjhvowu1o65cvZtMpj9MqVIEZnPxj9MWFyw0OJiV32OGgMnQUiBES9A4U6bkwmnHlD4ooYjnme_Xd-q3nIhzTPRwlezlvpUv_6l5kvwpG8v4BQ',
  'a log is deleted that had been delivered to a server which forgets':
    'sk1.v1-5.7b09272f.dZC7bsMwDEX_5c4MIOdtzV3zBYEHwaJTIQoViHLaINC_F06cdupEgMS5Dx6hF12CMIRv9qAHlNnDrgh9DCxFYY_TUjUkUdiVIVySZ1gkiUEYtSNkLvn-wdHdD0HGwgq7bwl-zK6EJAeFbdem3W6aHUG4fKV8hn0gJtVppuFpGQR2VyfuGkPvCr9vTa2EwY1xznMO4mGh4q76mQoIrsAagryiXbhwDnJaKOcbZ1T6ZTJrSZlnZL9dG2NM8z_ZEVxfXuX_nD1HLryI6TQLbdqn0PL9N1hTu9r9AA',
  'a log is deleted twice while a slow answer is awaited':
    'sk1.v1-5.732d8254.dZDLisMwDEX_5a5diPOOdwOzzReULEyiDKYau0QO01Ly74PTUsLAbKWjK-mcId-SQ2F2N5qgHhCiCSYvm6Koq6rVCiM78lFgzo9tB0Rc8AJTKDgv0TJ_xF5g2iprC70NCtfA3Du_RhKYSmGhuNw_ie39XdUK07rY6IJPs7opdZ11pYKn-BOWC8wDbCP58d5L7zxMWXSVOtTsDSbXXaszBQ4iaSLMe3LC63xLK67sRhvpb1Nvm8JsV34-hovzEwwmJ5fTvDJDwUaYTMGHiWBeFk67q7DsJ9ddV-msTA_bMT6dHKKIKdKJw9crKy9zXdRvoTA66fyXbhKdHelhG34B',
};

for (const [what, token] of Object.entries(TOKENS))
  test(`holds - ${what}`, (t) => {
    const { scenario } = decodeToken(token, () => sms2Study);
    const { verdict, violations } = runScenario(sms2Study, scenario as Scenario);
    t.is(verdict, 'pass', JSON.stringify(violations));
  });

/** Found by search, and shrunk: half an entry of the agent's log, and a disk that is replaced later. */
const TORN_TOKENS: Readonly<Record<string, string>> = {
  'the log keeps a record that only the wiped database had':
    'sk1.v1-4.0fef7b97.fY7LasMwFET_ZdY3oIeJbX1Du-oyeKFKN1Q0lYKuktQE_3uxCaVQ2tkOc84cIB9iQDimT46gO4Q5wune2H7otDKEcEqcm8Ad1lYklSxwvV0mQrxU31LJzwLX2V6N46gsQeYcnnzjHOa10YSjv5wejPeUIxxC9fIGgm9w2hgzKK1GgvCVa2ozHFqpGYRYbhtfEXKJvE63RzuNhf7C2U5prf7D9cbu7aB_Qwkpt_Iy57BZfzhu6cwPRWeNWmO-99E3_-qFd8L1yhXLtExf',
  'the log keeps a record that a restored server has lost, and reported':
    'sk1.v1-4.a89f18cf.fY7LbsIwFET_ZdYXyUlKDP4HVl2iLKL4AhbJdeXr8hDKv1flGQm129HMmbOGDlqCsAkn9qALlNnDVYSuDyxZ4da_oWqIonDWEoboGQ5R-iCMsSFs2u_-Xt0H8XDoUqs7ENoMVxtjCoLygVPIZzjkmAQEH4-yUjhDkBvzdjorQAiS4-dZumthpCdZpf3SXcx3-Gs7cOYUZDtTTgdOmGymNouPui5Naf4TsqUp7PLdaoJMrDkmfkAru5gvi-pvmWZsfgA',
  'the log keeps a record that a wiped server has lost, and reported':
    'sk1.v1-4.07c79aa6.Lc5NjsIwDIbhu3xrI2UKaju5AyuWqIuqMTMWqYPilB-h3h3RdmvZj98zbLQKhIs8OYDeMOYAXxGGKKzF4M_veZmbSVKD_yWMKTA8kkZRxtwRbinGo-hU2OD3dUsIU-6LJD0afFPvq4Nrmopw6ae4qriKBngMubd_EPoCXzvnfgjGd85SXvAoKSsIIT0WyRF0fb727b7xoiWdXjosC9_YTX7IjTe4ObStW_HtfuTCWfRvZ5zvnDF3c_cB',
};

for (const [what, token] of Object.entries(TORN_TOKENS))
  test(`holds - half an entry: ${what}`, (t) => {
    const { scenario } = decodeToken(token, () => sms2Study);
    const verdictOf = (variant: string): string =>
      runScenario(sms2Study, { ...(scenario as Scenario), variant }).verdict;
    t.is(verdictOf('fixed'), 'pass');
    t.not(verdictOf('fixed+torn-entry-left'), 'pass');
  });

test('holds - the loss of a disk excuses no false report about a disk that is whole', (t) => {
  const wiped = { kind: 'wipe', at: 8 * HOUR_MS, node: SITE } as const;
  const scenario: Scenario = {
    ...FIXED,
    variant: 'fixed+gap-cried-always',
    clients: quiet(1),
    uses: usesAt([1, 9]),
    faults: [wiped],
  };
  const { violations } = runScenario(sms2Study, scenario);
  t.deepEqual(
    violations.map(({ property }) => property),
    ['reports-true'],
  );
});

test('holds - uses in any order, and none goes on after the run', (t) => {
  const uses = [
    ...usesAt([9, 3]),
    ...usesAt([23]).map((use) => ({ ...use, endMs: 40 * HOUR_MS })),
    ...usesAt([30]),
  ];
  const { verdict, metered } = runScenario(sms2Study, { ...FIXED, clients: quiet(1), uses });
  t.is(verdict, 'pass');
  t.is(metered, 3);
});

/**
 * The course of events in each article, played through the study's scenarios for each mechanism.
 */
import test from 'ava';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../sim/model/time.js';
import * as sms2 from '../../models/sms2/index.js';
import { observe } from './article/observed.js';
import { MECHANISM_NAMES } from './article/predictions.js';

const P_MS = 240 * MINUTE_MS;
const BROKEN = MECHANISM_NAMES.filter((name) => name !== 'h0');

interface Story {
  readonly offsetMs?: number;
  readonly days?: number;
  readonly mode?: 'offline' | 'online';
  readonly actions?: readonly sms2.OperatorAction[];
  readonly more?: Partial<sms2.Sms2Scenario>;
}

function scenarioOf(mechanism: sms2.MechanismName, story: Story): sms2.Sms2Scenario {
  const base = sms2.simplestScenario(mechanism);
  const durationMs = (story.days ?? 6) * DAY_MS;
  return {
    ...base,
    durationMs,
    actions: story.actions ?? [],
    clients: base.clients.map((client) => ({
      ...client,
      offsetMs: story.offsetMs ?? 0,
      mode: story.mode ?? 'offline',
      sessions: Math.floor(durationMs / HOUR_MS),
    })),
    ...story.more,
  };
}

const play = (mechanism: sms2.MechanismName, story: Story) => observe(scenarioOf(mechanism, story));

for (const name of BROKEN) {
  test(`Q213261 ${name} - clock 30 d behind at install: nothing shown, nothing reported`, (t) => {
    const seen = play(name, { offsetMs: -30 * DAY_MS });
    t.is(seen.shown.size, 0);
    t.is(seen.reports, 0);
    t.true(seen.uses.length > 100);
  });

  for (const [words, offsetMs] of [
    ['right', 0],
    ['slightly behind', -1_000],
    ['ahead', 30 * DAY_MS],
  ] as const)
    test(`Q213261 ${name} - clock ${words} at install: usage is reported`, (t) => {
      const seen = play(name, { offsetMs });
      // H5 drops what was used in the first second of a clock that is one second behind: here,
      // nothing.
      t.is(seen.shown.size, seen.uses.length);
    });

  test(`Q213261 ${name} - online usage is reported, clock 30 d behind or not`, (t) => {
    const seen = play(name, { offsetMs: -30 * DAY_MS, mode: 'online' });
    t.is(seen.shown.size, seen.uses.length);
  });

  test(`Q213261 ${name} - remove, synchronise, reinstall: usage from then on is reported`, (t) => {
    const at = 2 * DAY_MS;
    const seen = play(name, {
      offsetMs: -30 * DAY_MS,
      actions: [
        { kind: 'remove', at, client: 0, clean: true },
        { kind: 'synchronise', at: at + 1, client: 0 },
        { kind: 'install', at: at + 2, client: 0 },
      ],
    });
    const before = seen.uses.filter((use) => use.endMs < at);
    const after = seen.uses.filter((use) => use.startMs > at + 2);
    t.true(after.every((use) => seen.shown.has(use.record)));
    // The article does not mention the logs written before the removal: they are gone.
    t.true(before.length > 0 && before.every((use) => !seen.shown.has(use.record)));
  });

  test(`Q213261 ${name} - reinstalled without synchronising: still broken`, (t) => {
    const at = 2 * DAY_MS;
    const seen = play(name, {
      offsetMs: -30 * DAY_MS,
      actions: [
        { kind: 'remove', at, client: 0, clean: true },
        { kind: 'install', at: at + 2, client: 0 },
      ],
    });
    t.is(seen.shown.size, 0);
  });
}

test('Q213261 h0 - the documented rule alone: no failure at any distance behind', (t) => {
  for (const offsetMs of [-1, -HOUR_MS, -30 * DAY_MS, -3_650 * DAY_MS]) {
    const seen = play('h0', { offsetMs });
    t.is(seen.shown.size, seen.uses.length);
  }
});

const FORWARD = 20 * DAY_MS;
/** Forward past the upload that is due at a multiple of P, back an hour and a half later. */
const excursion = (fromMs: number, forMs: number): readonly sms2.OperatorAction[] => [
  { kind: 'set-clock', at: fromMs, client: 0, byMs: FORWARD },
  { kind: 'set-clock', at: fromMs + forMs, client: 0, byMs: -FORWARD },
];

for (const name of MECHANISM_NAMES) {
  test(`Q226832, Q311764 ${name} - forward over an upload and back: no upload until the false date`, (t) => {
    const fromMs = 10 * P_MS - HOUR_MS;
    const seen = play(name, { days: 30, actions: excursion(fromMs, 90 * MINUTE_MS) });
    // The step makes the next upload due at once; N is then the false date plus P.
    const falseDate = fromMs + FORWARD + P_MS;
    const during = seen.uploadsMs.filter((at) => at > fromMs && at < falseDate);
    t.deepEqual(during, []);
    t.true(seen.uploadsMs.some((at) => at >= falseDate && at < falseDate + P_MS));
    t.is(seen.reports, 0);
    // Waiting recovers all of it, as the article says.
    t.is(seen.shown.size, seen.uses.length);
  });

  test(`Q311764 ${name} - an excursion with no upload in it does no harm`, (t) => {
    // A small step: forward by less than the time left until the next upload.
    const fromMs = 10 * P_MS + MINUTE_MS;
    const actions: sms2.OperatorAction[] = [
      { kind: 'set-clock', at: fromMs, client: 0, byMs: 2 * HOUR_MS },
      { kind: 'set-clock', at: fromMs + HOUR_MS, client: 0, byMs: -2 * HOUR_MS },
    ];
    const seen = play(name, { days: 4, actions });
    const undisturbed = play(name, { days: 4 });
    t.deepEqual(seen.uploadsMs, undisturbed.uploadsMs);
    t.is(seen.shown.size, seen.uses.length);
  });

  for (const clean of [true, false])
    test(`Q226832 ${name} - reinstallation with the registry value ${clean ? 'gone recovers' : 'left behind does not'}`, (t) => {
      const fromMs = 10 * P_MS - HOUR_MS;
      const at = 5 * DAY_MS;
      const seen = play(name, {
        days: 10,
        actions: [
          ...excursion(fromMs, 90 * MINUTE_MS),
          { kind: 'remove', at, client: 0, clean },
          { kind: 'install', at: at + 2, client: 0 },
        ],
      });
      const after = seen.uploadsMs.filter((time) => time > at);
      if (clean) t.true(after.length > 10);
      else t.deepEqual(after, []);
    });
}

// ---- properties that must hold by the fact sheet (F6), on the control ----------------------

test('F6 - N = c + P only on success: an unreachable server leaves it, and retries go on', (t) => {
  const outage = 2 * DAY_MS;
  const seen = play('h0', {
    more: {
      faults: [
        {
          kind: 'partition',
          at: DAY_MS,
          node: 'client-1',
          to: sms2.SERVER,
          both: true,
          forMs: outage,
        },
      ],
    },
  });
  t.deepEqual(
    seen.uploadsMs.filter((at) => at > DAY_MS && at < DAY_MS + outage),
    [],
  );
  const first = seen.uploadsMs.find((at) => at >= DAY_MS + outage) ?? Infinity;
  t.true(first - (DAY_MS + outage) <= P_MS);
  t.is(seen.shown.size, seen.uses.length);
});

test('F6 - correction does not reset N: after a step back the next upload waits for the old N', (t) => {
  const at = 2 * DAY_MS + HOUR_MS;
  const seen = play('h0', {
    days: 8,
    actions: [{ kind: 'set-clock', at, client: 0, byMs: -3 * DAY_MS }],
  });
  t.deepEqual(
    seen.uploadsMs.find((time) => time > at),
    2 * DAY_MS + P_MS + 3 * DAY_MS,
  );
});

test('F6 - a failed download fails the synchronisation, but the upload stands', (t) => {
  const fine = play('h0', { more: { excludedListBytes: sms2.EXCLUDED_LIST_LIMIT_BYTES - 1 } });
  const large = play('h0', { more: { excludedListBytes: sms2.EXCLUDED_LIST_LIMIT_BYTES } });
  t.is(large.shown.size, large.uses.length);
  t.deepEqual(large.uploadsMs, fine.uploadsMs);
});

const IDLE = sms2.simplestScenario('h0').clients.map((client) => ({ ...client, sessions: 0 }));

test('F6 - blind time per synchronisation loses the uses that begin in it', (t) => {
  const uses = [
    { client: 0, user: 'ann', program: 'excel.exe', startMs: P_MS + 4_999, endMs: P_MS + HOUR_MS },
    { client: 0, user: 'ann', program: 'excel.exe', startMs: P_MS + 5_000, endMs: P_MS + HOUR_MS },
  ];
  const more = { uses, durationMs: DAY_MS };
  const scenario = {
    ...scenarioOf('h0', { more }),
    clients: IDLE,
  };
  t.is(observe({ ...scenario, syncBlindMs: 5_000 }).shown.size, 1);
  t.is(observe(scenario).shown.size, 2);
});

test('F6 - a run across local checks becomes one record per check interval (Q210366)', (t) => {
  const uses = [{ client: 0, user: 'ann', program: 'excel.exe', startMs: 1, endMs: HOUR_MS - 1 }];
  const clients = IDLE;
  const seen = observe({ ...scenarioOf('h0', { days: 1 }), clients, uses, localCheckMinutes: 15 });
  t.is(seen.looks.at(-1)?.view.rows.length, 4);
});

test('F6 - metering is suspended without a report while the disk is full, and resumes after it', (t) => {
  const seen = play('h0', {
    more: { faults: [{ kind: 'disk-full', at: DAY_MS, node: 'client-1', forMs: DAY_MS }] },
  });
  const during = seen.uses.filter((use) => use.endMs > DAY_MS && use.endMs < 2 * DAY_MS);
  t.true(during.length > 10 && during.every((use) => !seen.shown.has(use.record)));
  t.is(seen.shown.size, seen.uses.length - during.length);
  t.is(seen.reports, 0);
});

test('F6 - a retry delay of P or more starves the retry (Q235153)', (t) => {
  const outage: Partial<sms2.Sms2Scenario> = {
    pollMinutes: 60,
    faults: [
      {
        kind: 'partition',
        at: 0,
        node: 'client-1',
        to: sms2.SERVER,
        both: false,
        forMs: 70 * MINUTE_MS,
      },
    ],
  };
  const starved = play('h0', { days: 1, more: { ...outage, retryDelayMinutes: 240 } });
  const retried = play('h0', { days: 1, more: { ...outage, retryDelayMinutes: 15 } });
  t.is(starved.uploadsMs[0], 120 * MINUTE_MS);
  t.is(retried.uploadsMs[0], 60 * MINUTE_MS + sms2.UPLOAD_TIMEOUT_MS + 15 * MINUTE_MS);
});

test('F6 - collation moves rows; the Server column flips to [This Site]', (t) => {
  const seen = play('h0', { days: 2, more: { looks: 6, collationMinutes: 600 } });
  const columns = seen.looks.map((look) => new Set(look.view.rows.map((row) => row.serverColumn)));
  t.true(columns.some((column) => column.has(sms2.SERVER)));
  t.true(columns.at(-1)?.has(sms2.THIS_SITE));
  const flipped = seen.looks[0]?.view.rows.filter((row) => row.serverColumn === sms2.SERVER) ?? [];
  const last = seen.looks.at(-1)?.view.rows ?? [];
  for (const row of flipped)
    t.is(last.find((other) => other.row === row.row)?.serverColumn, sms2.THIS_SITE);
});

test('F6 - a new setting needs a contact or a CCIM cycle to reach the client', (t) => {
  const at = 2 * DAY_MS + MINUTE_MS;
  const seen = play('h0', { days: 4, actions: [{ kind: 'change-setting', at, pollMinutes: 60 }] });
  const gaps = seen.uploadsMs.slice(1).map((time, i) => time - (seen.uploadsMs[i] ?? 0));
  t.true(gaps.includes(P_MS) && gaps.includes(60 * MINUTE_MS));
  // The first contact after the change still runs on the old interval's next time.
  const after = seen.uploadsMs.filter((time) => time > at);
  t.is(after[0], 2 * DAY_MS + P_MS);
});

test('summarisation - keeps the count of uses, drops client and user', (t) => {
  const plain = play('h0', { days: 3 });
  const summarised = play('h0', { days: 3, more: { summariseAfterMinutes: 60 } });
  t.deepEqual([...summarised.shown].sort(), [...plain.shown].sort());
  const view = summarised.looks.at(-1)?.view;
  const uses = (view?.summaries ?? []).reduce((sum, row) => sum + row.uses, view?.rows.length ?? 0);
  t.is(uses, plain.uses.length);
  t.true((view?.summaries.length ?? 0) > 0);
  t.false('client' in (view?.summaries[0] ?? {}));
});

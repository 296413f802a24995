/** The account of a page's uses: what its end excuses, and when sending again is a fault. */
import test from 'ava';
import type { Fault } from '../../sim/world/fault.js';
import { PAGES, ProgramAccount } from './account.js';
import { SYNCED } from './answers.js';
import { TAKEN } from './machine.js';

const NODE = 'agent-1';

const mark = (account: ProgramAccount, atMs: number, text: string): void => {
  account.effect(NODE, atMs, { kind: 'mark', mark: text });
};

function use(account: ProgramAccount, record: number, tab: number): void {
  account.event(NODE, 0, { kind: 'input', input: { kind: 'track', record }, entropy: 0 });
  mark(account, 0, TAKEN);
  mark(account, 0, `use in tab ${String(tab)}`);
}

test('account - the end of a page excuses what it alone had, and not the uses of another tab', (t) => {
  const account = new ProgramAccount(0, PAGES);
  use(account, 1, 0);
  use(account, 2, 1);
  use(account, 3, 1);
  mark(account, 10, 'shared with other tabs: 3');
  mark(account, 20, 'page ended: crash in tab 0');
  t.deepEqual(
    [1, 2, 3].map((record) => account.diedInMemory(record)),
    [true, false, true],
  );
  mark(account, 30, 'page ended: reload in tab 1');
  t.true(account.diedInMemory(2));
});

test('account - the page of a browser with one tab takes all of its machine with it', (t) => {
  const account = new ProgramAccount(0, PAGES);
  account.event(NODE, 0, { kind: 'input', input: { kind: 'track', record: 1 }, entropy: 0 });
  mark(account, 0, TAKEN);
  mark(account, 5, 'page ended: reload');
  t.true(account.diedInMemory(1));
});

/** Rows of a record that is sent, answered at once, and sent again much later; a crash may come between. */
function rows(
  crash: readonly [severity: string, atMs: number] | undefined,
  settling = PAGES,
): number {
  const account = new ProgramAccount(0, settling);
  const sent = (id: number, atMs: number): void => {
    const message = { kind: 'request', id, records: [1] };
    account.effect(NODE, atMs, { kind: 'send', to: 'server', message });
    const answer = { kind: 'response', id, status: 200 };
    account.event(NODE, atMs + 50, { kind: 'message', from: 'server', message: answer });
  };
  sent(1, 50);
  if (crash !== undefined) {
    const [severity, at] = crash;
    const fault = { kind: 'crash', node: NODE, severity, at, downMs: 1 } as Fault;
    account.incident(at, { kind: 'fault', fault });
  }
  sent(2, 90_000);
  return account.shown([1, 2].map((id) => ({ record: 1, from: NODE, id }))).length;
}

test('account - a page may send again what a crash brought back, as long as it had not settled', (t) => {
  t.is(rows(['power', 30_000]), 1);
  t.is(rows(['power', 60_000]), 2);
  t.is(rows(['process', 4_000]), 1);
  t.is(rows(['process', 30_000]), 2);
  t.is(rows(['power', 30_000], SYNCED), 2);
  t.is(rows(undefined), 2);
});

test('account - a frozen page has not seen the answers that came', (t) => {
  const account = new ProgramAccount(0, PAGES);
  const sent = (id: number, atMs: number): void => {
    const message = { kind: 'request', id, records: [1] };
    account.effect(NODE, atMs, { kind: 'send', to: 'server', message });
    const answer = { kind: 'response', id, status: 200 };
    account.event(NODE, atMs + 50, { kind: 'message', from: 'server', message: answer });
  };
  const count = (...ids: readonly number[]): number =>
    account.shown(ids.map((id) => ({ record: 1, from: NODE, id }))).length;
  mark(account, 10, 'page frozen');
  sent(1, 20);
  mark(account, 5_000, 'page resumed');
  sent(2, 5_001);
  t.is(count(1, 2), 1);
  sent(3, 9_000);
  t.is(count(2, 3), 2);
});

test('account - an answer to a process that has ended is not known to the next one', (t) => {
  const shown = (isRestarted: boolean): number => {
    const account = new ProgramAccount(0, SYNCED);
    const asked = (id: number, atMs: number): void => {
      const message = { kind: 'request', id, records: [1] };
      account.effect(NODE, atMs, { kind: 'send', to: 'server', message });
    };
    const answered = (id: number, atMs: number): void => {
      const message = { kind: 'response', id, status: 200 };
      account.event(NODE, atMs, { kind: 'message', from: 'server', message });
    };
    asked(1, 50);
    const restart: Fault = { kind: 'restart', node: NODE, at: 60 };
    if (isRestarted) account.incident(60, { kind: 'fault', fault: restart });
    answered(1, 90);
    asked(2, 10_000);
    answered(2, 10_040);
    return account.shown([1, 2].map((id) => ({ record: 1, from: NODE, id }))).length;
  };
  t.deepEqual([shown(true), shown(false)], [1, 2]);
});

/** The life of a page that is not in front: hidden, frozen, shown again by its user. */
import test from 'ava';
import { pagePlayed } from './_pages.test.js';

/** Notes events and timers. */
const NOTES = `(note) => {
  for (const type of ['freeze', 'resume', 'visibilitychange'])
    document.addEventListener(type, ({ bubbles }) => note([type, bubbles, document.hidden]));
  let ticks = 0;
  const timer = setInterval(() => { ticks += 1; note('tick'); if (ticks === 2) clearInterval(timer); }, 400);
}`;

const call = (at: number, name: string) => [at, { kind: 'call', name }] as const;

test('life - a frozen page runs nothing until it is shown, and then all that was due', async (t) => {
  const { reports } = await pagePlayed(`exports.start = ({ told }) => (${NOTES})(told);`, {
    inputs: [call(500, 'hide'), call(600, 'freeze'), call(5_000, 'show')],
    endAt: 9_000,
  });
  t.deepEqual(reports, [
    'told: tick',
    'told: ["visibilitychange",true,true]',
    'told: ["freeze",false,true]',
    'told: ["resume",false,true]',
    'told: tick',
    'told: ["visibilitychange",true,false]',
  ]);
});

test('life - a page in front is not frozen; a use thaws and shows it; a crash drops what it missed', async (t) => {
  const code = `exports.start = ({ told, track }) => { track(() => told(document.visibilityState)); (${NOTES})(told); };`;
  const { reports } = await pagePlayed(code, {
    inputs: [
      call(10, 'freeze'),
      call(20, 'hide'),
      call(20, 'freeze'),
      [2_000, { kind: 'track', record: 1 }],
      call(3_000, 'show'),
      call(3_010, 'hide'),
      call(3_010, 'freeze'),
      call(4_000, 'crash'),
    ],
    endAt: 4_500,
  });
  t.is(reports.filter((text) => text.includes('freeze')).length, 2);
  t.true(reports.includes('told: visible'));
  t.is(reports.at(-1), 'told: ["freeze",false,true]');
});

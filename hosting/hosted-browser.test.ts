/** A browser program as a node: its pages, its storage, and what befalls them. */
import test from 'ava';
import { pagePlayed } from './_pages.test.js';

test('browser - a page runs, sends and hears the answer', async (t) => {
  const code = `exports.start = ({ track, told }) => {
    track((marker) => fetch('https://in.example/v1', { method: 'POST', body: JSON.stringify({ marker }) })
      .then((answer) => answer.text()).then((text) => told([marker, text, Date.now(), performance.now()])));
  };`;
  const { reports, server } = await pagePlayed(code, {
    inputs: [[1_000, { kind: 'track', record: 1 }]],
  });
  t.deepEqual(reports, ['told: ["sk~1~","{}",1700000001040,1040]']);
  t.deepEqual(server.records, [1]);
});

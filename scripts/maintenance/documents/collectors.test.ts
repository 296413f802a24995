/** The table of losses of docs/collectors.md: whole, and in a sample as a search makes it now. */
import test from 'ava';
import { collectorNamed, COLLECTORS } from '../../../models/collectors/index.js';
import { textAt } from './markdown.js';
import { lossTable } from './tables.js';

/** One for each kind of reaction; `npm run docs` searches all. */
const SAMPLE = ['kafka-4', 'loki', 'azure-marketplace-batch', 'datadog-metrics', 'segment'];

const searched = (): readonly string[] =>
  (
    /<!-- searched: collectors -->\n\n([\s\S]*?)\n\n<!-- end -->/.exec(
      textAt('docs/collectors.md'),
    )?.[1] ?? ''
  )
    .split('\n')
    .slice(2);

test('docs/collectors.md - the table of losses has every collector', (t) => {
  t.deepEqual(
    searched().map((line) => /`([^`]+)`/.exec(line)?.[1]),
    COLLECTORS.map(({ name }) => name),
  );
});

test('docs/collectors.md - a sample of its losses is what a search finds now', (t) => {
  const lines = searched();
  for (const name of SAMPLE) {
    const row = collectorNamed(name);
    if (row === undefined) throw new Error(name);
    const [, , line = ''] = lossTable([row]).split('\n');
    t.true(lines.includes(line), line);
  }
});

import test from 'ava';
import * as sms2 from '../../models/sms2/index.js';
import { explain } from '../../properties/explain/explain.js';
import { storyOf } from '../../properties/explain/story.js';
import { runScenario } from '../../properties/oracle/judged-run.js';
import { sms2Study } from '../../properties/sms2/study.js';
import { eraseStudy } from '../../properties/study/erase.js';
import { differencesOf } from '../../properties/json/differences.js';
import { HOUR_MS } from '../../sim/model/time.js';
import { fieldTitles } from '../words/fields.js';
import { findingText } from './finding-lines.js';
import type { PrintedFinding } from './finding-lines.js';

const STUDY = eraseStudy(sms2Study);

/** The agent of H4 on a clock that is one millisecond more behind than its tolerance. */
function finding(offsetMs: number, property: string): PrintedFinding {
  const simplest = sms2.simplestScenario('h4');
  const scenario = {
    ...simplest,
    clients: simplest.clients.map((client) => ({ ...client, offsetMs })),
  };
  const violation = runScenario(STUDY, scenario).violations.find(
    (one) => one.property === property,
  );
  if (violation === undefined) throw new Error(`no violation of ${property}`);
  const explanation = explain(STUDY, scenario, violation);
  return {
    story: storyOf(STUDY, scenario, explanation),
    detail: violation.detail,
    records: violation.count,
    epochMs: STUDY.epochMs,
    named: 'sms2/h4',
    differences: differencesOf(scenario, STUDY.simplest('h4')),
    neighbours: [],
    titles: fieldTitles(STUDY, scenario),
    minimal: true,
    command: 'npx skewproof reproduce sk1.x',
    place: '1 of 2',
  };
}

const LOST = finding(-HOUR_MS - 1, 'conservation');

test('finding - the loss first, then the comparison with both sides and by how much', (t) => {
  t.is(
    findingText(LOST, { colour: false, width: 80 }),
    `1 of 2  LOST: stranded on client-1, not reported                         sms2/h4
  client-1/carol/acad.exe, used 22 Oct 2000 10:29:56 to 11:05:42, is still on
  client-1 at the end, and nothing will move it. Breaks conservation,
  eventual-delivery.

  client-1, 22 Oct 04:00:00.000 (its own clock: 02:59:59.999)
               21 Oct 23:59:59.999  client's clock when the configuration was
                                    read + tolerance (client-1's clock, set
                                    00:00)
    must be >= 22 Oct 00:00:00.000  LastUpdate (site-server's clock, set 00:00)
    0.001 s short: offline synchronisation is marked as not yet in effect, and
    stays so

  client-1  ├─────────────◇──────────────▌━━━━━━━━━━━━━━━━━━━━━━━━━━━━╍ stranded
            00:00         04:00          10:29:56       23 Oct 08:32:00

  sealed from 22 Oct 00:00:00.001 on: with client-1's clock set right before, it
    is not stranded (run)
  smallest: clock offset of client-1: 1 h 0.001 s behind. At 1 h behind it is
            not stranded (run).
  again:    npx skewproof reproduce sk1.x`,
  );
});

for (const width of [60, 80, 100, 200])
  test(`finding - ${String(width)} columns: no line is wider, no word is broken`, (t) => {
    const lines = findingText(LOST, { colour: false, width }).split('\n');
    for (const line of lines) t.true(line.length <= width, line);
    const words = (text: string): string => text.replace(/[─━├▌◇╍\s]+/g, ' ').trim();
    // The same words in the same order, whatever the width; only the lanes' labels may be fewer.
    const prose = (text: string): string =>
      words(
        text
          .split('\n')
          .filter((line) => !/\d\d:\d\d {2,}|├/.test(line) || line.includes('must'))
          .join(' '),
      );
    t.true(
      prose(lines.join('\n')).includes(
        'offline synchronisation is marked as not yet in effect, and stays so',
      ),
    );
  });

test('finding - colour adds nothing to the characters', (t) => {
  const style = { width: 80 };
  const coloured = findingText(LOST, { colour: true, ...style });
  t.not(coloured, findingText(LOST, { colour: false, ...style }));
  t.is(coloured.replace(/\u001B\[\d+m/g, ''), findingText(LOST, { colour: false, ...style }));
});

test('finding - the time of the seal is exact: set right one ms earlier, the record is saved', (t) => {
  const { sealed } = LOST.story;
  t.deepEqual(sealed?.nodes, ['client-1']);
  t.is(sealed?.atMs, 1);
  // A clock that is right can be set at any time: nothing is sealed by it.
  t.is(finding(2, 'dates').story.sealed === undefined, false);
});

/** Scenarios of the golden files in this folder; `npm run golden` draws them again. */
import { HOUR_MS } from '../../sim/model/time.js';
import * as sms2 from '../../models/sms2/index.js';
import { sms2Study } from '../../properties/sms2/study.js';
import { explain } from '../../properties/explain/explain.js';
import { storyOf } from '../../properties/explain/story.js';
import { runScenario } from '../../properties/oracle/judged-run.js';
import { eraseStudy } from '../../properties/study/erase.js';
import { recordedRun } from '../../properties/trace/recorded.js';
import { spaceTimeOf, spaceTimePair } from '../spacetime/spacetime.js';
import { DEFAULT_VIEW } from '../spacetime/layout.js';
import { spaceTimeSvg } from '../spacetime/svg.js';

const STUDY = eraseStudy(sms2Study);

/** Behind by one ms more than the frozen offset of H2 allows. */
const EDGE_MS = -102_720_001;

const behind = (offsetMs: number): sms2.Sms2Scenario => {
  const simplest = sms2.simplestScenario('h2');
  return { ...simplest, clients: simplest.clients.map((client) => ({ ...client, offsetMs })) };
};

/** A crash, a clock set back, lost and doubled messages: every kind of mark. */
const eventful = (): sms2.Sms2Scenario => ({
  ...sms2.simplestScenario('h0'),
  seed: 7,
  network: {
    latencyMsMin: 2_000,
    latencyMsMax: 90_000,
    loss: { of: 1, in: 5 },
    duplicate: { of: 1, in: 5 },
    ordered: false,
  },
  faults: [{ kind: 'suspend', at: 5 * HOUR_MS, node: 'client-1', forMs: HOUR_MS }],
  actions: [{ kind: 'set-clock', at: 3 * HOUR_MS, client: 0, byMs: -2 * HOUR_MS }],
});

export const GOLDEN: Readonly<Record<string, () => string>> = {
  'stranded-h2': () => {
    const scenario = behind(EDGE_MS);
    const [run, twin] = [recordedRun(STUDY, scenario), recordedRun(STUDY, behind(EDGE_MS + 1))];
    const [violation] = runScenario(STUDY, scenario).violations;
    if (violation === undefined) throw new Error('this scenario strands its record');
    const story = storyOf(STUDY, scenario, explain(STUDY, scenario, violation));
    return spaceTimeSvg(spaceTimePair(STUDY, { run, twin }, { story }).run);
  },
  'eventful-h0': () => spaceTimeSvg(spaceTimeOf(STUDY, recordedRun(STUDY, eventful()))),
  'eventful-h0-narrow': () =>
    spaceTimeSvg(spaceTimeOf(STUDY, recordedRun(STUDY, eventful())), {
      ...DEFAULT_VIEW,
      spacing: 'time',
      words: false,
      names: 'above',
      room: 360,
    }),
};

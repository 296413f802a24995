/** Plays the run of a program, and records it for a page that can only replay it. */
import { recordedFindings } from '../../properties/campaign/recorded-findings.js';
import { encodeToken, reproduceCommand } from '../../properties/corpus/token.js';
import { explain } from '../../properties/explain/explain.js';
import { storyOf } from '../../properties/explain/story.js';
import { planeClassOf } from '../../properties/frontier/frontier.js';
import { judgedRun } from '../../properties/oracle/judged-run.js';
import type { JudgedRun } from '../../properties/oracle/judged-run.js';
import { kindsIn } from '../../properties/oracle/verdict.js';
import type { Violation } from '../../properties/oracle/verdict.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import { recordedRun } from '../../properties/trace/recorded.js';
import { spaceTimeOf, spaceTimePair } from '../../reports/spacetime/spacetime.js';
import type { SpaceTime } from '../../reports/spacetime/types.js';
import { sealedWords } from '../../reports/words/finding-words.js';
import { bySeverity } from '../../reports/words/severity.js';
import { recordsOf } from './view/frame.js';
import { knobsOf } from './view/knobs.js';
import { drawnMessages } from './view/recorded-data.js';
import type { RecordedData, RecordedLoss } from './view/recorded-data.js';
import { namedKnobs, outcomeWords, plainWords, sentenceOf } from './view/sentence.js';

type Run = JudgedRun<ScenarioBase, unknown, unknown>;

/** Losses of one run that are explained, the worst first. */
const LOSSES_MAX = 6;

function lossOf(study: AnyStudy, scenario: ScenarioBase, violation: Violation) {
  const explanation = explain(study, scenario, violation);
  return { explanation, story: storyOf(study, scenario, explanation) };
}

function recordedLoss(
  study: AnyStudy,
  scenario: ScenarioBase,
  { explanation, story }: ReturnType<typeof lossOf>,
  { records, hash }: Pick<RecordedData, 'records'> & { readonly hash: string },
): RecordedLoss {
  const { fingerprint } = explanation;
  const finding = { ...{ story, hash, fingerprint, explanation }, found: scenario, foundAtRun: 1 };
  const complete = { ...finding, minimal: undefined };
  const recorded = recordedFindings(study, [complete]).get(complete);
  const { divergence } = story;
  const options = { story, ...(divergence === undefined ? {} : { parting: divergence }) };
  const played = recorded?.run ?? recordedRun(study, scenario, explanation.record?.record);
  const pair: { readonly run: SpaceTime; readonly twin?: SpaceTime } =
    recorded?.twin === undefined
      ? { run: spaceTimeOf(study, played, { story }) }
      : spaceTimePair(study, { run: played, twin: recorded.twin }, options);
  const { run, twin } = pair;
  const followed = records.find(({ metered }) => metered.record === run.record?.tracer);
  return {
    shown: { followed, run, messages: drawnMessages(run), decision: story.decision },
    ...(twin === undefined || story.twin === undefined
      ? {}
      : { twin: { run: twin, words: story.twin.field } }),
    sealed: sealedWords(story, study.epochMs) ?? '',
  };
}

/** A run that loses nothing has one record to follow all the same. */
function calmRun(
  study: AnyStudy,
  scenario: ScenarioBase,
  records: RecordedData['records'],
): RecordedLoss {
  const run = spaceTimeOf(study, recordedRun(study, scenario));
  const followed = records.find(({ metered }) => metered.record === run.record?.tracer);
  return {
    shown: { followed, run, messages: drawnMessages(run), decision: undefined },
    sealed: '',
  };
}

const whyOf = ({ title }: AnyStudy): string =>
  `This run of ${title} was recorded when the page was written. The program runs in Node, whose ` +
  'clocks, timers, disks and network are replaced there; a page has no Node. So nothing here can be ' +
  'moved: change the scenario, and play it by the command below.';

/**
 * Records a program's run for a page.
 * @param reproduceOptions options by which a later `reproduce` finds the study; empty if it needs none
 * @throws SkewproofError as a run of the scenario does
 */
export function recordedPage(
  study: AnyStudy,
  scenario: ScenarioBase,
  reproduceOptions: string,
): RecordedData {
  const { result, ledger }: Run = judgedRun(study, scenario);
  const { events, hash } = result.summary;
  const records = recordsOf(result, ledger.metered.values());
  const losses = kindsIn(result.violations)
    .slice(0, LOSSES_MAX)
    .map((violation) => lossOf(study, scenario, violation))
    .sort((a, b) => bySeverity(a.story, b.story))
    .map((loss) => recordedLoss(study, scenario, loss, { records, hash }));
  const knobs = knobsOf(study, scenario);
  const named = namedKnobs(
    knobs,
    scenario,
    study.simplest(scenario.variant),
    study.plane?.x ?? knobs[0]?.id ?? '',
  );
  return {
    title: study.title,
    variant: `${scenario.variant}: ${study.variants[scenario.variant]?.title ?? ''}`,
    sentence: plainWords(sentenceOf(named, scenario)),
    verdict: outcomeWords({ result, records }),
    outcome: planeClassOf(result),
    why: whyOf(study),
    command: reproduceCommand(encodeToken(study, scenario), reproduceOptions),
    identity: `${String(events)} events; trace hash ${hash}.`,
    records,
    losses: losses.length === 0 ? [calmRun(study, scenario, records)] : losses,
  };
}

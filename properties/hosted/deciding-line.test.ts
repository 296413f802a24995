/** The line of a hosted program that decides a loss, as a user of a program's study sees it. */
import test from 'ava';
import type { Program } from '../../hosting/program.js';
import { outsideMicrotasks } from '../../hosting/realm/node/drain.js';
import type { Finding } from '../campaign/finding.js';
import { recordedFindings } from '../campaign/recorded-findings.js';
import { losingWords, passingWords, readsBehind } from '../explain/words/code-words.js';
import { explain } from '../explain/explain.js';
import type { ScenarioBase } from '../study/contract.js';
import { eraseStudy } from '../study/erase.js';
import { codedStudy, stepAfterUse, toldAtThreshold } from './_coded.test.js';
import type { Told } from './_coded.test.js';
import { CODED } from './_coded-defects.test.js';
import type { CodedDefect } from './_coded-defects.test.js';
import { MACHINE_DEFECTS } from './_machine-defects.test.js';

const told = async ({ source, options, at = stepAfterUse, lost }: CodedDefect): Promise<Told> =>
  await toldAtThreshold(await codedStudy(source, options), at, lost);

const ALL = [...CODED, ...MACHINE_DEFECTS];

for (const defect of ALL.filter(({ line }) => line !== undefined))
  test(`deciding line - ${defect.name}`, async (t) => {
    const { losesFrom, story } = await told(defect);
    const { decision } = story;
    t.is(losesFrom, defect.losesFrom);
    if (decision?.source === undefined) {
      t.fail(JSON.stringify(story.undecided ?? story.decision ?? story.twin));
      return;
    }
    t.is(`${decision.source.place}  ${decision.source.text}`, defect.line ?? '');
    t.is(decision.source.confirmed, defect.confirmed ?? true);
    if (decision.source.confirmed) t.not(decision.held, decision.passing?.held);
    if (defect.operands !== undefined)
      t.deepEqual(
        [losingWords(decision).operands, passingWords(decision)?.operands],
        [...defect.operands],
      );
    if (defect.reads !== undefined)
      t.deepEqual(
        readsBehind(decision).map(({ place }) => place),
        [...defect.reads],
      );
  });

for (const defect of ALL.filter(({ undecided }) => undecided !== undefined))
  test(`deciding line - none: ${defect.name}`, async (t) => {
    const { losesFrom, story } = await told(defect);
    t.is(losesFrom, defect.losesFrom);
    const { undecided, decision } = story;
    t.is(decision?.name, undefined);
    const [words, losing, passing] = defect.undecided ?? [/./, /./, /./];
    t.regex(undecided?.words ?? JSON.stringify(story), words);
    t.regex(undecided?.losing ?? '', losing);
    t.regex(undecided?.passing ?? '', passing);
    t.regex(story.paragraph, /No comparison of coded decides: /);
  });

/** A source map that is one line off, as of a bundle that was changed after it was mapped. */
const oneLineOff = (program: Program): Program => {
  const map = JSON.parse(program.map ?? '{}') as { readonly mappings: string };
  return { ...program, map: JSON.stringify({ ...map, mappings: `;${map.mappings}` }) };
};

test('deciding line - a wrong source map names a wrong line: these tests have teeth', async (t) => {
  const [defect] = CODED as [CodedDefect];
  const study = await codedStudy(defect.source, {}, oneLineOff);
  const { losesFrom, story } = await toldAtThreshold(study, stepAfterUse, defect.lost);
  t.is(losesFrom, defect.losesFrom);
  t.not(story.decision?.source?.place, defect.line?.split('  ')[0]);
});

test('deciding line - a study whose code cannot be recorded keeps its story', async (t) => {
  const [defect] = CODED as [CodedDefect];
  const study = await codedStudy(`${defect.source}\nexport const __skewproof_b = 1;`);
  const { story } = await toldAtThreshold(study, stepAfterUse, defect.lost);
  t.regex(
    story.undecided?.words ?? '',
    /^The deciding line could not be named: SKEW-101 at program/,
  );
  t.not(story.twin, undefined);
});

test('deciding line - it is put into the trace of both runs, each in its step', async (t) => {
  const [defect] = CODED as [CodedDefect];
  const { study, scenario, story, violation } = await told(defect);
  const explanation = await outsideMicrotasks(() => explain(study, scenario, violation));
  const finding: Finding<ScenarioBase> = {
    ...{ fingerprint: story.fingerprint, foundAtRun: 1, found: scenario, explanation, story },
    ...{ minimal: undefined, hash: undefined },
  };
  const recorded = await outsideMicrotasks(() => recordedFindings(eraseStudy(study), [finding]));
  const { run, twin } = recorded.get(finding) ?? {};
  const decisions = [run, twin].map((one) =>
    (one?.entries ?? []).flatMap(({ atMs, what }) =>
      what.kind === 'effect' && what.effect.kind === 'decide'
        ? [[atMs, what.effect.decision.left.value, what.effect.decision.held]]
        : [],
    ),
  );
  t.deepEqual(decisions, [[[10_000, 3_600_000, false]], [[10_000, 3_599_999, true]]]);
});

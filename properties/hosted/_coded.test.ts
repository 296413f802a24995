/** Programs of these tests as studies: source text, bundled and hosted, with a clock that is wrong by x. */
import { bundleProgram } from '../../hosting/bundler/bundle.js';
import type { Program } from '../../hosting/program.js';
import { outsideMicrotasks } from '../../hosting/realm/node/drain.js';
import { explain } from '../explain/explain.js';
import { storyOf } from '../explain/story.js';
import type { Story } from '../explain/story-types.js';
import { judgedRun } from '../oracle/judged-run.js';
import type { Violation } from '../oracle/verdict.js';
import { programStudy } from './program.js';
import type { ProgramOptions } from './program.js';
import type { ProgramScenario } from './scenario/scenario.js';

/** The package itself: its folder has no agent, since the tests give the text. */
const ROOT = new URL('../../../', import.meta.url).pathname;

type CodedStudy = Awaited<ReturnType<typeof programStudy>>;

/**
 * The study of a program that is given as the text of its file `program.ts`.
 * @param changed what becomes of its bundle, to plant a defect of the harness
 */
export const codedStudy = (
  source: string,
  options: Partial<ProgramOptions<never>> = {},
  changed: (program: Program) => Program = (program) => program,
): Promise<CodedStudy> =>
  programStudy(
    async ({ name }) =>
      changed(
        await bundleProgram({
          ...{ name, root: ROOT, platform: 'node' },
          source: name.endsWith('collector') ? String(options.title) : source,
        }),
      ),
    { name: 'coded', agent: './program.ts', ...options },
  );

/** A scenario by how wrong the clock is, in the unit of the defect. */
export type At = (simplest: ProgramScenario, x: number) => ProgramScenario;

/** A step forward of the first machine's clock right after its first use; x in ms. */
export const stepAfterUse: At = (simplest, byMs) => ({
  ...simplest,
  everyMs: 1_500,
  faults: [{ kind: 'clock', at: 1_600, node: 'agent-1', adjustment: { kind: 'step', byMs } }],
});

export interface Told {
  /** The least x that loses. */
  readonly losesFrom: number;
  readonly violation: Violation;
  readonly story: Story;
  readonly study: CodedStudy;
  readonly scenario: ProgramScenario;
}

/** Bisects for the least x below `lost` that breaks conservation, and tells its story. */
export async function toldAtThreshold(study: CodedStudy, at: At, lost: number): Promise<Told> {
  const simplest = study.simplest('shipped');
  const violationAt = (x: number): Violation | undefined =>
    judgedRun(study, at(simplest, x)).result.violations.find(
      ({ property }) => property === 'conservation',
    );
  return await outsideMicrotasks(() => {
    let [kept, losing] = [0, lost];
    while (losing - kept > 1) {
      const middle = Math.floor((kept + losing) / 2);
      if (violationAt(middle) === undefined) kept = middle;
      else losing = middle;
    }
    const scenario = at(simplest, losing);
    const violation = violationAt(losing);
    if (violation === undefined) throw new Error('nothing is lost at all');
    const story = storyOf(study, scenario, explain(study, scenario, violation));
    return { losesFrom: losing, violation, story, study, scenario };
  });
}

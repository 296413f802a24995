/** The code that runs a scenario runs in a page: bundled, small, without Node, and with the same trace. */
import { createContext, runInContext } from 'node:vm';
import test from 'ava';
import type * as fc from 'fast-check';
import { chunkOf } from '../../../properties/campaign/sampling.js';
import { encodeToken } from '../../../properties/corpus/token.js';
import { runScenario } from '../../../properties/oracle/judged-run.js';
import { eraseStudy } from '../../../properties/study/erase.js';
import type { AnyStudy } from '../../../properties/study/erase.js';
import type { ScenarioBase } from '../../../properties/study/contract.js';
import { sms2Study } from '../../../properties/sms2/study.js';
import { storeForwardStudy } from '../../../properties/store-forward/study.js';
import { CHROMIUM, opened } from '../../cli/_chromium.test.js';
import { bundled, problemsOf } from './_bundle.test.js';

const GZIPPED_MAX = 100_000;
const SCENARIOS = 30;

const STUDIES = [
  { study: eraseStudy(sms2Study), variants: ['h2', 'fixed'], part: 'sms2Runnable' },
  { study: eraseStudy(storeForwardStudy), variants: ['correct'], part: 'storeForwardRunnable' },
] as const;

const RUN = "import { runScenario } from './properties/oracle/judged-run.ts';\n";
const importOf = ({ study, part }: (typeof STUDIES)[number]): string =>
  `import { ${part} } from './properties/${study.name}/runnable.ts';\n`;

/** Text in, text out: nothing of one realm is an object of the other. */
const JUDGED = `
  const said = ({ summary, verdict, violations }) =>
    [summary.hash, summary.events, verdict, violations.length].join(' ');
  export const judged = (name, text) => said(runScenario(studies[name], JSON.parse(text)));
`;
const namesOf = (all: readonly (typeof STUDIES)[number][]): string =>
  `const studies = { ${all.map(({ study, part }) => `'${study.name}': ${part}`).join(', ')} };`;
const runner = (all: readonly (typeof STUDIES)[number][]): string =>
  `${RUN}${all.map(importOf).join('')}${namesOf(all)}${JUDGED}`;

function judged(study: AnyStudy, scenario: ScenarioBase): string {
  const { summary, verdict, violations } = runScenario(study, scenario);
  return [summary.hash, summary.events, verdict, violations.length].join(' ');
}

const drawn = (study: AnyStudy, variant: string): readonly ScenarioBase[] => {
  const everything = study.spaces['everything'] as (variant: string) => fc.Arbitrary<ScenarioBase>;
  return chunkOf(everything(variant), 7, 0).slice(0, SCENARIOS);
};

for (const one of STUDIES)
  test(`browser - runScenario and ${one.study.name} are at most 100 kB, and nothing of Node`, async (t) => {
    const bundle = await bundled(runner([one]));
    t.deepEqual(problemsOf(bundle), []);
    t.true(bundle.gzipped <= GZIPPED_MAX, String(bundle.gzipped));
    t.true(bundle.inputs.includes('sim/world/world.ts'));
    t.log(`${String(bundle.gzipped)} bytes gzipped`);
  });

test('browser - where there is nothing but the language, a run has the same trace and verdict', async (t) => {
  const bundle = await bundled(runner(STUDIES));
  t.deepEqual(problemsOf(bundle), []);
  t.true(bundle.gzipped <= GZIPPED_MAX, String(bundle.gzipped));
  // No global of Node or of a page, and no code from text.
  const bare = createContext(Object.create(null) as object, {
    codeGeneration: { strings: false, wasm: false },
  });
  const absent = [
    'process',
    'Buffer',
    'require',
    'setTimeout',
    'URL',
    'TextEncoder',
    'performance',
  ];
  for (const name of absent) t.is(runInContext(`typeof ${name}`, bare), 'undefined');
  runInContext(bundle.text, bare);
  for (const { study, variants } of STUDIES)
    for (const variant of variants)
      for (const scenario of drawn(study, variant)) {
        const asked = `bundle.judged(${JSON.stringify(study.name)}, ${JSON.stringify(JSON.stringify(scenario))})`;
        t.is(runInContext(asked, bare), judged(study, scenario));
      }
});

/** The further needs of the report's page and of one that replays runs: tokens, checks, explanations, drawings. */
const FOR_A_PAGE = `
  export { checkedScenario } from './properties/corpus/scenario-file.ts';
  import { decodeToken, encodeToken } from './properties/corpus/token.ts';
  import { checkedScenario } from './properties/corpus/scenario-file.ts';
  export { storyOf } from './properties/explain/story.ts';
  export { stepsOf } from './properties/trace/steps.ts';
  export { frontier } from './properties/frontier/frontier.ts';
  export { check } from './properties/check/check.ts';
  export { spaceTimePair } from './reports/spacetime/spacetime.ts';
  export { spaceTimeSvg } from './reports/spacetime/svg.ts';
  export { mapSvg } from './reports/map/svg.ts';
  export { htmlReport } from './reports/html/page.ts';
  export { markdownReport } from './reports/formats/markdown.ts';
  export { junitReport } from './reports/formats/junit.ts';
  export const judgedToken = (token) => {
    const { scenario } = decodeToken(token, (name) => studies[name]);
    const study = studies[scenario.study];
    if (encodeToken(study, scenario) !== token) throw new Error('another token');
    return said(runScenario(study, checkedScenario(study, scenario, 'token')));
  };
`;

test('browser - what a page needs of properties/ and reports/ holds nothing of Node either', async (t) => {
  t.deepEqual(problemsOf(await bundled(`${runner(STUDIES)}${FOR_A_PAGE}`)), []);
});

/** Scripts of the page itself, and none that is made from text. */
const POLICY = "default-src 'none'; script-src 'unsafe-inline'";

(CHROMIUM === undefined ? test.skip : test)(
  'browser - in a page that forbids code from text, a token gives the same trace and verdict',
  async (t) => {
    const { text } = await bundled(`${runner(STUDIES)}${FOR_A_PAGE}`);
    const { context, close } = await opened(CHROMIUM ?? '');
    try {
      const page = await context.newPage();
      await page.setContent(
        `<meta http-equiv="Content-Security-Policy" content="${POLICY}"><script>${text.replaceAll('</script', '<\\/script')};globalThis.bundle = bundle;</script>`,
      );
      for (const { study, variants } of STUDIES)
        for (const variant of variants)
          for (const scenario of drawn(study, variant)) {
            const token = encodeToken(study, scenario);
            t.is(await page.evaluate(`bundle.judgedToken("${token}")`), judged(study, scenario));
          }
    } finally {
      await close();
    }
  },
);

const REFUSED: readonly (readonly [title: string, source: string, why: RegExp])[] = [
  ['fs', "import { readFileSync } from 'fs'; export const f = readFileSync;", /"fs"/],
  ['zlib', "import { inflateRawSync } from 'node:zlib'; export { inflateRawSync };", /"node:zlib"/],
  ['a deferred built-in', "export const os = () => import('node:os');", /"node:os"/],
];

test('browser - a built-in, code from text, and what only drawing needs are found', async (t) => {
  for (const [title, source, why] of REFUSED)
    await t.throwsAsync(bundled(source), { message: why }, title);
  const ajv = problemsOf(await bundled("import { Ajv } from 'ajv'; export const a = new Ajv();"));
  t.true(ajv.includes('makes code from text'));
  t.true(ajv.some((problem) => problem.startsWith('holds node_modules/ajv/')));
  const named = "export const a = eval('1'); export const b = Function('return 1')();";
  t.deepEqual(problemsOf(await bundled(named)), ['makes code from text']);
  const drawing = await bundled("export { SPACES } from './properties/store-forward/space.ts';");
  t.true(problemsOf(drawing).some((problem) => problem.includes('node_modules/fast-check/')));
});

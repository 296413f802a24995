/** Tests as text, for each runner. */
import type { Violation } from '../../properties/oracle/verdict.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import type { Runner } from './runner.js';

/** Path of a study in a module: `['default']`, `['acme']`, `['default', 'studies', '0']`. */
export interface StudyImport {
  readonly specifier: string;
  readonly path: readonly string[];
}

/** JSON as a literal of code: names have no quotes where they need none. */
export const literal = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(/^(\s*)"([A-Za-z_$][\w$]*)":/gm, '$1$2:');

export interface TestCase {
  readonly title: string;
  /** A statement that throws when the test is to fail. */
  readonly body: string;
  /** The statement plays a program: it has to run outside of microtasks, on a study that is promised. */
  readonly hosted?: boolean;
}

const RUNNER_IMPORTS: Readonly<Record<Runner, string>> = {
  vitest: "import { test } from 'vitest';",
  ava: "import test from 'ava';",
  node: "import test from 'node:test';",
  jest: "import { test } from '@jest/globals';",
};

const quoted = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;

function studyLines({ specifier, path }: StudyImport, study: string): readonly string[] {
  const [first = 'default', ...rest] = path;
  const from = `from ${quoted(specifier)};`;
  if (rest.length === 0)
    return [
      first === 'default' ? `import ${study} ${from}` : `import { ${first} as ${study} } ${from}`,
    ];
  const steps = rest.map((key) => (/^\d+$/.test(key) ? `[${key}]` : `.${key}`)).join('');
  const name = first === 'default' ? 'exported' : first;
  return [
    first === 'default' ? `import exported ${from}` : `import { ${first} } ${from}`,
    '',
    `const ${study} = ${name}${steps};`,
  ];
}

/**
 * Time limit of a written test, ms, as a literal. Vitest ends a test after 5 s, and AVA a file
 * after 10 s without news; a slow machine needs longer for a campaign.
 */
const LIMIT = '120_000';

/** The end of a test. Node's own runner has no limit. */
const endOf = (runner: Runner): string =>
  runner === 'vitest' || runner === 'jest' ? `}, ${LIMIT});` : '});';

function testLines(runner: Runner, { title, body, hosted }: TestCase): readonly string[] {
  const isAva = runner === 'ava';
  if (hosted === true)
    return [
      `test(${quoted(title)}, async ${isAva ? '(t)' : '()'} => {`,
      ...(isAva ? [`  t.timeout(${LIMIT});`] : []),
      '  const study = await promised;',
      `  await ${isAva ? 't.notThrowsAsync(' : ''}outsideMicrotasks(() => {`,
      `    ${body}`,
      `  })${isAva ? ')' : ''};`,
      endOf(runner),
    ];
  if (isAva)
    return [
      `test(${quoted(title)}, (t) => {`,
      `  t.timeout(${LIMIT});`,
      '  t.notThrows(() => {',
      `    ${body}`,
      '  });',
      '});',
    ];
  return [`test(${quoted(title)}, () => {`, `  ${body}`, endOf(runner)];
}

export interface TestText {
  readonly runner: Runner;
  /** The file's first comment. */
  readonly about: readonly string[];
  /** Names from the package. */
  readonly names: readonly string[];
  readonly study: StudyImport;
  /** Declarations between the imports and the tests. */
  readonly declarations?: readonly string[];
  readonly cases: readonly TestCase[];
}

export function testText(text: TestText): string {
  const { runner, about, names, study, declarations = [], cases } = text;
  const isHosted = cases.some(({ hosted }) => hosted === true);
  const imports = [
    ...(runner === 'ava' || runner === 'node' ? [RUNNER_IMPORTS[runner]] : []),
    `import { ${names.join(', ')} } from 'skewproof';`,
    ...(isHosted ? ["import { outsideMicrotasks } from 'skewproof/hosting';"] : []),
    ...(runner === 'ava' || runner === 'node' ? [] : [RUNNER_IMPORTS[runner]]),
    ...studyLines(study, isHosted ? 'promised' : 'study'),
  ];
  return [
    ...(about.length === 1
      ? [`/** ${about[0] ?? ''} */`]
      : ['/**', ...about.map((line) => ` * ${line}`.trimEnd()), ' */']),
    ...imports,
    ...(declarations.length === 0 ? [] : ['', ...declarations]),
    ...cases.flatMap((one) => ['', ...testLines(runner, one)]),
    '',
  ].join('\n');
}

/** A scenario as a test, and what its run showed. */
export interface ScenarioTest {
  readonly runner: Runner;
  readonly scenario: ScenarioBase;
  /** The first property that its run broke. */
  readonly violation: Violation | undefined;
  /** The command that runs it again. */
  readonly command: string;
  readonly study: StudyImport;
  /** The study is of a program. */
  readonly hosted?: boolean;
}

/** Returns a test that fails while the scenario breaks a property. */
export function scenarioTest(wanted: ScenarioTest): string {
  const { runner, scenario, violation, command, study, hosted = false } = wanted;
  const campaign = `${scenario.study}/${scenario.variant}`;
  const title =
    violation === undefined
      ? `${campaign} keeps every record`
      : `${campaign}, ${violation.property}: ${String(violation.count)} record(s) ${violation.fate}`;
  return testText({
    runner,
    about: [
      violation === undefined
        ? `A scenario in which ${campaign} keeps every record.`
        : `A scenario in which ${campaign} broke ${violation.property}.`,
      '',
      command,
    ],
    names: ['assertScenario'],
    study,
    declarations: [`const scenario = ${literal(scenario)};`],
    cases: [{ title, body: 'assertScenario(study, scenario);', hosted }],
  });
}

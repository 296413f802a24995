/** Tests as text, for each runner. */
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
}

const RUNNER_IMPORTS: Readonly<Record<Runner, string>> = {
  vitest: "import { test } from 'vitest';",
  ava: "import test from 'ava';",
  node: "import test from 'node:test';",
  jest: "import { test } from '@jest/globals';",
};

const quoted = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;

function studyLines({ specifier, path }: StudyImport): readonly string[] {
  const [first = 'default', ...rest] = path;
  const from = `from ${quoted(specifier)};`;
  if (rest.length === 0)
    return [first === 'default' ? `import study ${from}` : `import { ${first} as study } ${from}`];
  const steps = rest.map((key) => (/^\d+$/.test(key) ? `[${key}]` : `.${key}`)).join('');
  const name = first === 'default' ? 'exported' : first;
  return [
    first === 'default' ? `import exported ${from}` : `import { ${first} } ${from}`,
    '',
    `const study = ${name}${steps};`,
  ];
}

function testLines(runner: Runner, { title, body }: TestCase): readonly string[] {
  if (runner === 'ava')
    return [
      `test(${quoted(title)}, (t) => {`,
      '  t.notThrows(() => {',
      `    ${body}`,
      '  });',
      '});',
    ];
  return [`test(${quoted(title)}, () => {`, `  ${body}`, '});'];
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
  const imports = [
    ...(runner === 'ava' || runner === 'node' ? [RUNNER_IMPORTS[runner]] : []),
    `import { ${names.join(', ')} } from 'skewproof';`,
    ...(runner === 'ava' || runner === 'node' ? [] : [RUNNER_IMPORTS[runner]]),
    ...studyLines(study),
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

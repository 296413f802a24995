import test from 'ava';
import type { ExecutionContext } from 'ava';
import { Seq } from '../../library/index.js';
import { SkewproofError } from '../../sim/model/errors.js';
import { bufferProject, bufferSources, Project, reexported } from './_project.test.js';
import { loadedModule } from './module-file.js';
import { Studies } from './studies.js';
import { referredStudy } from './study-ref.js';

function projectWith(t: ExecutionContext, files: Readonly<Record<string, string>>): Project {
  const project = new Project();
  project.write(files);
  t.teardown(() => {
    project.remove();
  });
  return project;
}

async function refused(t: ExecutionContext, opened: Promise<unknown>): Promise<SkewproofError> {
  return await t.throwsAsync(opened, { instanceOf: SkewproofError });
}

test('studies - a file is found by its path, and again by its reference', async (t) => {
  const project = bufferProject();
  t.teardown(() => {
    project.remove();
  });
  const studies = await Studies.open({ cwd: project.folder, files: ['./acme.study.ts'] });
  const study = studies.named('./acme.study.ts');
  t.is(study.name, 'buffer');
  t.is(studies.named('buffer'), study);
  t.is(studies.optionFor(study), '--study ./acme.study.ts');
  t.deepEqual(studies.refOf(study), {
    name: 'buffer',
    file: project.path('acme.study.ts'),
    path: ['default'],
  });
  t.is(await referredStudy(studies.refOf(study)), study);
  t.deepEqual(studies.refOf(studies.named('sms2')), { name: 'sms2' });
});

test('studies - a config is found upwards, and needs no option', async (t) => {
  const project = projectWith(t, {
    ...bufferSources('model'),
    'skewproof.config.ts':
      "import { defineConfig } from 'skewproof';\nexport default defineConfig({ studies: './model/study.ts', runs: 7, corpus: 'kept' });",
    'deep/er/x.txt': '',
  });
  const studies = await Studies.open({ cwd: project.path('deep/er') });
  t.is(studies.optionFor(studies.named('buffer')), '');
  t.is(studies.defaults.runs, 7);
  t.is(studies.defaults.corpus, project.path('kept'));
  const none = await Studies.open({ cwd: project.path('deep/er'), config: false });
  t.throws(() => none.named('buffer'), {
    message: /--study <file>, or by a skewproof\.config\.ts/,
  });
});

test('studies - a config holds studies themselves, and each is found again from it', async (t) => {
  const project = projectWith(t, {
    ...bufferSources('model'),
    'entry.ts': reexported('./model/study.js'),
    'skewproof.config.mts':
      "import study from './entry.js';\nexport default { studies: [study, { ...study, name: 'other', simplest: (variant) => ({ ...study.simplest(variant), study: 'other' }), schema: { type: 'object' } }] };",
  });
  const studies = await Studies.open({ cwd: project.folder });
  t.deepEqual(studies.refOf(studies.named('other')).path, ['default', 'studies', '1']);
  t.is(await referredStudy(studies.refOf(studies.named('other'))), studies.named('other'));
});

test('studies - skewproof in a user’s file is the engine that runs, installed or not', async (t) => {
  const shows =
    "import { Seq } from 'skewproof';\nimport { S } from '@lib/part';\nimport { S as again } from './lib/part.js';\nexport default { Seq, S, again, asked: await Promise.resolve(1) };";
  const project = projectWith(t, {
    'tsconfig.json': '{ "compilerOptions": { "baseUrl": ".", "paths": { "@lib/*": ["lib/*"] } } }',
    'lib/part.ts':
      "import { Seq } from 'skewproof';\nexport enum Kind { One }\nexport const S: typeof Seq = Seq;",
    'shows.ts': shows,
    'plain.mjs': "import { Seq } from 'skewproof';\nexport default { Seq };",
    // Another engine, which Node's own rules would find.
    'other/node_modules/skewproof/package.json':
      '{ "name": "skewproof", "type": "module", "exports": "./index.js" }',
    'other/node_modules/skewproof/index.js': 'export class Seq {}',
    'other/shows.ts': "import { Seq } from 'skewproof';\nexport default { Seq };",
    'other/plain.mjs': "import { Seq } from 'skewproof';\nexport default { Seq };",
  });
  const { default: seen } = await loadedModule(project.path('shows.ts'));
  t.deepEqual(seen, { Seq, S: Seq, again: Seq, asked: 1 });
  for (const name of ['plain.mjs', 'other/shows.ts', 'other/plain.mjs'])
    t.is(
      (await loadedModule(project.path(name)))['default' as const] instanceof Object,
      true,
      name,
    );
  for (const name of ['plain.mjs', 'other/shows.ts', 'other/plain.mjs']) {
    const exports = (await loadedModule(project.path(name)))['default'] as { Seq: unknown };
    t.is(exports.Seq, Seq, name);
  }
  project.install('skewproof');
  project.write({ 'installed.mjs': "import { Seq } from 'skewproof';\nexport default { Seq };" });
  const { default: installed } = await loadedModule(project.path('installed.mjs'));
  t.deepEqual(installed, { Seq });
});

const WHOLE = `import { defineStudy } from 'skewproof';
const study = (name) => ({
  name, title: 'a study', epochMs: 0,
  variants: { only: { title: 'the only one', violated: [] } },
  schema: { type: 'object' },
  spaces: { everything: () => undefined },
  simplest: (variant) => ({ study: name, variant, seed: 0 }),
  build: () => undefined, metering: () => undefined, shown: () => [], coverage: () => undefined,
  dateToleranceMs: () => 0, labels: () => ({}),
});
`;

const REFUSED: readonly (readonly [string, string, RegExp])[] = [
  [
    'no study',
    'export const a = 1; export const f = () => 1;',
    /got a module that exports a \(no study\), f \(a function\)/,
  ],
  ['nothing', 'const a = 1;', /got a module that exports nothing/],
  ['an empty list', 'export default [];', /expected a study as its default export/],
  ['a function', 'export default () => ({});', /got a function\. Export the value that it returns/],
  [
    'a syntax error',
    'export default {\n  name: = 1,\n};',
    /expected a module without syntax errors, got ParseError.*acme\.ts:2:/,
  ],
  [
    'an exception',
    'const f = () => {\n  throw new TypeError("nope");\n};\nf();',
    /acme\.ts \(at f .*acme\.ts:2:\d+\).*got an exception, TypeError: nope/s,
  ],
  [
    'an import that does not exist',
    "import './gone.js';\nexport default {};",
    /expected imports that can be found, got .*gone\.js/,
  ],
  [
    'parts',
    "export default { name: 'acme', variants: { a: { title: 'a', violated: ['conservaton'] } }, build() {} };",
    /with 11 faults:\n {2}title: expected a text, got nothing\n.*\n {2}variants\.a\.violated: expected one of .*got "conservaton"\. Did you mean "conservation"\?\n {2}schema: expected the JSON Schema/s,
  ],
  [
    'a simplest of another study',
    `${WHOLE}export default { ...study('a'), name: 'b' };`,
    /simplest\("only"\)\.study: expected "b", got "a"/,
  ],
  [
    'the name of a built-in study',
    `${WHOLE}export default study('sms2');`,
    /expected a study with a name of its own, got "sms2", which is a study of skewproof/,
  ],
  ['a reserved name', `${WHOLE}export default study('report');`, /got "report", which is reserved/],
  [
    'one name twice',
    `${WHOLE}export default [study('a'), study('a')];`,
    /got "a", which is the study of/,
  ],
];

for (const [title, text, message] of REFUSED)
  test(`studies - refused, with a remedy: ${title}`, async (t) => {
    const project = projectWith(t, { 'acme.ts': text });
    const error = await refused(t, Studies.open({ cwd: project.folder, files: ['acme.ts'] }));
    t.is(error.code, 'SKEW-101');
    t.true(error.place.startsWith(project.folder), error.place);
    t.regex(error.message, message);
  });

test('studies - a missing file, a folder, and a file of another kind', async (t) => {
  const project = projectWith(t, { 'acme.json': '{}' });
  const open = (file: string) => Studies.open({ cwd: project.folder, files: [file] });
  t.regex((await refused(t, open('gone.ts'))).message, /expected a file that exists, got none/);
  t.regex((await refused(t, open('.'))).message, /got a folder/);
  t.regex((await refused(t, open('acme.json'))).message, /expected a module .*got "\.json"/);
});

test('studies - of several in a file, the default export is meant, or one by its name', async (t) => {
  const project = projectWith(t, {
    'main.ts': `${WHOLE}export const first = study('first');\nexport default study('main');`,
    'list.ts': `${WHOLE}export default [study('one'), study('two')];`,
    'beside.ts': `${WHOLE}export default { not: 'one' };\nexport const named = study('named');`,
  });
  const open = (file: string) => Studies.open({ cwd: project.folder, files: [file] });
  const main = await open('main.ts');
  t.is(main.named('./main.ts').name, 'main');
  t.deepEqual(main.refOf(main.named('first')).path, ['first']);
  t.is((await open('beside.ts')).named('./beside.ts').name, 'named');
  const list = await open('list.ts');
  t.is(list.named('two').name, 'two');
  const error = t.throws(() => list.named('./list.ts'), { instanceOf: SkewproofError });
  t.regex(error.message, /got 2 \(one, two\)\. Name one of them: skewproof <command> one --study/);
});

test('studies - an unknown one is named, with the nearest', async (t) => {
  const studies = await Studies.open({ cwd: '/', config: false });
  const error = t.throws(() => studies.named('sms3'), { instanceOf: SkewproofError });
  t.is(error.code, 'SKEW-102');
  t.is(error.advice, 'Did you mean "sms2"?');
  for (const name of ['constructor', '__proto__']) t.throws(() => studies.named(name));
});

const CONFIGS: readonly (readonly [string, RegExp])[] = [
  [
    'export default { studeis: [] };',
    /field studeis: expected one of studies, .*got "studeis"\. Did you mean "studies"\?/,
  ],
  ['export default { runs: 0 };', /field runs: expected an integer from 1 to 1000000000, got 0/],
  ['export default { seed: "1" };', /field seed: expected an integer from 0 .*got "1"/],
  ['export default { bail: 1 };', /field bail: expected true or false/],
  ['export default { studies: 3 };', /field studies: expected a study, the path/],
  ['export default { studies: ["./gone.ts"] };', /gone\.ts: expected a file that exists/],
  ['export default { studies: [{}] };', /export default\.studies\.0: expected a study/],
  ['export const a = 1;', /expected a default export with a config .*got none/],
  ['export default [];', /expected a default export with a config/],
  ['export default () => ({});', /got a function/],
];

for (const [text, message] of CONFIGS)
  test(`config - refused: ${text}`, async (t) => {
    const project = projectWith(t, { 'skewproof.config.mjs': text });
    const error = await refused(t, Studies.open({ cwd: project.folder }));
    t.is(error.code, 'SKEW-101');
    t.regex(error.message, message);
  });

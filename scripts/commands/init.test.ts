/** `skewproof init` for each runner: the files that it writes pass their own test. */
import { existsSync, readdirSync, symlinkSync } from 'node:fs';
import test from 'ava';
import { cli } from '../cli/_cli.test.js';
import { Project } from '../config/_project.test.js';
import { projectOfRunners, tested } from '../init/_runners.test.js';
import { languageOf } from '../init/language.js';
import { RUNNERS, runnerOf } from '../init/runner.js';

function projectWith(manifest: object, files: Readonly<Record<string, string>> = {}): Project {
  const project = new Project();
  project.write({ 'package.json': JSON.stringify(manifest), ...files });
  return project;
}

const init = async (project: Project, ...args: readonly string[]) =>
  await cli(['init', ...args], { cwd: project.folder });

test('init - the runner is that of the test script, then of the dependencies, then Node', (t) => {
  t.is(runnerOf({ scripts: { test: 'c8 ava' }, devDependencies: { vitest: '4' } }), 'ava');
  t.is(
    runnerOf({ scripts: { test: 'node --import x --test' }, devDependencies: { jest: '1' } }),
    'node',
  );
  t.is(runnerOf({ scripts: { test: 'make' }, devDependencies: { jest: '30' } }), 'jest');
  t.is(runnerOf({ dependencies: { vitest: '4' } }), 'vitest');
  t.is(runnerOf({}), 'node');
});

test('init - TypeScript where the project has it and its runner takes it', (t) => {
  const project = projectWith({}, { 'tsconfig.json': '{}' });
  t.teardown(() => {
    project.remove();
  });
  const at = (runner: (typeof RUNNERS)[number], manifest: object) =>
    languageOf(project.folder, runner, manifest);
  t.is(at('vitest', {}), 'ts');
  t.is(at('ava', {}), 'js');
  t.is(at('ava', { ava: { extensions: { ts: 'module' } } }), 'ts');
  t.is(at('node', { scripts: { test: 'node --import tsx --test' } }), 'ts');
  t.is(at('jest', {}), 'js');
  t.is(at('jest', { devDependencies: { 'ts-jest': '29' } }), 'ts');
});

for (const runner of RUNNERS)
  test(`init - ${runner}: the written study passes its own test, and its defect is found`, async (t) => {
    const project = projectOfRunners({ devDependencies: { [runner]: '1' } });
    t.teardown(() => {
      project.remove();
    });
    const { code, stdout, stderr } = await init(
      project,
      '--yes',
      '--name',
      'acme',
      '--dir',
      'models',
    );
    t.is(code, 0, stderr);
    const ending = runner === 'vitest' && existsSync(project.path('tsconfig.json')) ? 'ts' : 'js';
    const file = `models/acme.test.${ending}`;
    t.true(
      stdout.includes(`Written: ./models/acme.study.${ending}, ./${file}, ./skewproof.config.`),
    );
    const passing = tested(project, runner, file);
    t.true(passing.passed, passing.output);
    const found = await cli('explore acme --variant shipped --runs 200 --no-save'.split(' '), {
      cwd: project.folder,
    });
    t.is(found.code, 1, found.stderr);
    t.regex(found.stdout, /LOST: destroyed on /);
    // The test has teeth: with the shipped rule in its place the corrected variant fails.
    const study = `models/acme.study.${ending}`;
    project.write({ [study]: project.read(study).replaceAll("=== 'shipped'", "!== 'never'") });
    t.false(tested(project, runner, file).passed);
  });

test('init - TypeScript: study, test and config; Vitest runs the test', async (t) => {
  const project = projectOfRunners({ devDependencies: { vitest: '4', typescript: '6' } });
  t.teardown(() => {
    project.remove();
  });
  const { stdout } = await init(project, '--yes', '--name', 'acme');
  t.regex(stdout, /Written: \.\/acme\.study\.ts, \.\/acme\.test\.ts, \.\/skewproof\.config\.ts/);
  const passing = tested(project, 'vitest', 'acme.test.ts');
  t.true(passing.passed, passing.output);
});

test('init - TypeScript for a runner that does not take it: the output says so', async (t) => {
  const project = projectWith({ devDependencies: { ava: '6' } });
  t.teardown(() => {
    project.remove();
  });
  const { stdout } = await init(project, '--yes', '--name', 'acme', '--language', 'ts');
  t.regex(stdout, /Run its test, once AVA takes TypeScript here:\n {2}npx ava \.\/acme\.test\.mts/);
});

test('init - if one file cannot be written, none stays', async (t) => {
  const project = projectWith({});
  t.teardown(() => {
    project.remove();
  });
  // A link to nothing: no file is there, and none can be made.
  symlinkSync(project.path('nowhere/at-all'), project.path('skewproof.config.mjs'));
  const { code, stderr } = await init(project, '--yes', '--name', 'acme', '--runner', 'node');
  t.is(code, 2, stderr);
  t.regex(stderr, /config\.mjs: expected a file that can be written, got EEXIST/);
  t.deepEqual(readdirSync(project.folder), ['package.json', 'skewproof.config.mjs']);
});

test('init - overwrites nothing, and writes no file if one of them exists', async (t) => {
  const project = projectWith({}, { 'skewproof.config.js': '// mine\n' });
  t.teardown(() => {
    project.remove();
  });
  const { code, stderr } = await init(project, '--yes', '--name', 'acme');
  t.is(code, 2);
  t.regex(
    stderr,
    /skewproof\.config\.js: expected no file of that name.*"\.\/acme\.study\.mjs" is among its studies/,
  );
  t.false(existsSync(project.path('acme.study.mjs')));
  t.is(project.read('skewproof.config.js'), '// mine\n');
  t.is((await init(project, '--yes', '--name', 'acme', '--force')).code, 0);
  t.regex(project.read('skewproof.config.js'), /studies: \['\.\/acme\.study\.mjs'\]/);
});

test('init - a name that a study cannot have is refused', async (t) => {
  const project = projectWith({});
  t.teardown(() => {
    project.remove();
  });
  for (const name of ['sms2', 'report', 'a/b', '1st']) {
    const { code, stderr } = await init(project, '--yes', '--name', name);
    t.is(code, 2);
    t.regex(stderr, /at --name: expected /);
  }
});

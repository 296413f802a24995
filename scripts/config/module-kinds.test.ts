/**
 * Every kind of module in which a newcomer may write a study or a config, in any kind of package. One
 * after another, as a command loads them: `require` of a module that is being imported fails.
 */
import { symlinkSync } from 'node:fs';
import test from 'ava';
import { cli } from '../cli/_cli.test.js';
import { runCommand } from '../init/runner.js';
import { STUDIES } from '../studies.js';
import { Project } from './_project.test.js';
import { Studies } from './studies.js';

const esm = (name: string): string => `import { pipeline } from 'skewproof';
export default pipeline({
  name: '${name}', title: 'a study', variants: { shipped: { title: 'the only one' } },
  agent: {
    record: (agent, use) => ({ ...use, id: agent.id }), upload: (agent) => agent.rows,
    answer: (agent, ids) => agent.keep(({ id }) => !ids.includes(id)),
  },
  server: { receive: (server, rows) => { server.addNew(rows, ({ id }) => id); return rows.map(({ id }) => id); } },
});
`;

const commonJs = (name: string): string =>
  esm(name)
    .replace("import { pipeline } from 'skewproof'", "const { pipeline } = require('skewproof')")
    .replace('export default', 'module.exports =');

const projectOf = (type: string | undefined, files: Readonly<Record<string, string>>): Project => {
  const project = new Project();
  project.install('skewproof');
  project.write({
    'package.json': JSON.stringify({ name: 'acme', ...(type === undefined ? {} : { type }) }),
    ...files,
  });
  return project;
};

const namesIn = async (project: Project, file: string): Promise<readonly string[]> => {
  const { all } = await Studies.open({ cwd: project.folder, files: [file] });
  return all.map(({ name }) => name).slice(Object.keys(STUDIES).length);
};

for (const [type, files] of [
  [
    'module',
    { 'a.js': esm, 'a.mjs': esm, 'a.cjs': commonJs, 'a.ts': esm, 'a.mts': esm, 'a.cts': commonJs },
  ],
  [
    'commonjs',
    {
      'a.js': commonJs,
      'a.mjs': esm,
      'a.cjs': commonJs,
      'a.ts': esm,
      'a.mts': esm,
      'a.cts': commonJs,
    },
  ],
  [undefined, { 'a.js': esm, 'b.js': commonJs, 'a.ts': esm, 'b.ts': commonJs }],
] as const)
  test.serial(`module kinds - studies in a package of type ${type ?? 'not stated'}`, async (t) => {
    const texts = Object.entries(files).map(([file, write]): [string, string] => [
      file,
      write(file.replace('.', '-')),
    ]);
    const project = projectOf(type, Object.fromEntries(texts));
    for (const [file] of texts)
      t.deepEqual(await namesIn(project, file), [file.replace('.', '-')], file);
    project.remove();
  });

test.serial('module kinds - an import in a CommonJS package says what to do', async (t) => {
  const project = projectOf('commonjs', { 'a.js': esm('a') });
  await t.throwsAsync(namesIn(project, 'a.js'), {
    message: /a\.js: expected a CommonJS module.*Name it \.mjs or \.ts, or set "type": "module"\.$/,
  });
  project.remove();
});

for (const ending of ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'])
  test.serial(`module kinds - a config that ends in .${ending} is found`, async (t) => {
    const isCommon = ['cts', 'cjs'].includes(ending);
    const config = "{ studies: './a.study.mjs', seed: 7 }";
    const project = projectOf('module', {
      'a.study.mjs': esm('acme'),
      [`skewproof.config.${ending}`]: `${isCommon ? 'module.exports =' : 'export default'} ${config};\n`,
    });
    const studies = await Studies.open({ cwd: project.folder });
    t.is(studies.defaults.seed, 7);
    t.is(studies.named('acme').title, 'a study');
    project.remove();
  });

test.serial(
  'module kinds - line ends of Windows, a link, and a path with spaces and letters',
  async (t) => {
    const folder = 'Übung mit Leerzeichen';
    const project = projectOf('module', {
      [`${folder}/mein Gerät.study.ts`]: esm('umlaut').replaceAll('\n', '\r\n'),
    });
    symlinkSync(`${folder}/mein Gerät.study.ts`, project.path('link.study.ts'));
    t.deepEqual(await namesIn(project, 'link.study.ts'), ['umlaut']);
    const path = `./${folder}/mein Gerät.study.ts`;
    const studies = await Studies.open({ cwd: project.folder, files: [path] });
    // As a shell takes it.
    t.is(studies.optionFor(studies.named('umlaut')), `--study '${path}'`);
    const line = ['explore', path, '--variant', 'shipped', '--runs', '2', '--no-save'];
    const { code, stdout, stderr } = await cli(line, { cwd: project.folder });
    t.is(code, 0, stderr);
    t.regex(stdout, /^umlaut\/shipped, seed \d+: 2 runs, pass/m);
    project.remove();
  },
);

test.serial(
  'module kinds - the command of a written test is one that a shell and this Node run',
  (t) => {
    t.is(runCommand('ava', './Ü b/a.test.js'), "npx ava './Ü b/a.test.js'");
    t.is(runCommand('jest', './a b.test.js').split('jest ')[1], "'a b.test.js'");
    t.is(runCommand('node', './a.test.ts', true), 'node --test ./a.test.ts');
    t.is(runCommand('node', './a.test.mts', false), 'npx tsx --test ./a.test.mts');
    t.is(runCommand('node', './a.test.js', false), 'node --test ./a.test.js');
  },
);

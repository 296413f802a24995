/** A session of a user's own study with the installed package: by the path of its file, and by a config. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './strangers.mjs';

const expect = (holds, what) => {
  if (!holds) throw new Error(what);
};

/** The packed example `buffer`, as a user would have written it. */
function writeStudy(cwd) {
  const text = readFileSync(join(cwd, 'node_modules/skewproof/examples/buffer/study.ts'), 'utf8');
  const own = text.replace(/'[./]*\/library\/index\.js'/, "'skewproof'");
  expect(own.includes("'skewproof'"), `the example does not import the package:\n${text}`);
  mkdirSync(join(cwd, 'own'));
  writeFileSync(join(cwd, 'own/buffer.study.ts'), own);
}

/**
 * One session.
 * @param study the argument that names the study
 * @param option the option that a token's command must have
 */
async function session(cwd, study, option) {
  const skewproof = (args, codes) => run('npx', ['--no', 'skewproof', ...args], cwd, codes);
  const naive = [study, '--variant', 'naive'];
  const campaign = ['--runs', '200', '--no-save', '--report', 'own/report', '--json'];
  const explored = JSON.parse(await skewproof(['explore', ...naive, ...campaign], [1]));
  const [{ token, reproduce }] = explored.findings;
  expect(reproduce === `npx skewproof reproduce ${token}${option}`, reproduce);
  const page = readFileSync(explored.report, 'utf8');
  expect(page.includes(token), `no token of the finding in ${explored.report}`);
  const again = await skewproof(reproduce.split(' ').slice(2), [1]);
  expect(again.includes('buffer/naive'), again);
  const checked = await skewproof(
    ['check', ...naive, '--records', '2', '--no-save', '--json'],
    [0, 1],
  );
  expect(JSON.parse(checked).distinct > 10, checked);
  const mapped = await skewproof(['map', ...naive, '--resolution', '8', '--json']);
  expect(JSON.parse(mapped).study === 'buffer', mapped);
}

/** @returns the sessions, by title */
export function ownSessions(cwd) {
  return {
    'a study of their own, by path: explore, report, reproduce, check, map': async () => {
      writeStudy(cwd);
      await session(cwd, './own/buffer.study.ts', ' --study ./own/buffer.study.ts');
    },
    'a study of their own, by config: explore, report, reproduce, check, map': async () => {
      const config = `import { defineConfig } from 'skewproof';
export default defineConfig({ studies: ['./own/buffer.study.ts'] });
`;
      writeFileSync(join(cwd, 'skewproof.config.ts'), config);
      await session(cwd, 'buffer', '');
    },
  };
}

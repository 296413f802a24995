/**
 * A user's study on the command line: every command and every output works as for a built-in study.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { bufferProject } from '../config/_project.test.js';
import type { Project } from '../config/_project.test.js';
import { BIN, cli } from './_cli.test.js';
import type { Ran } from './_cli.test.js';

const project: Project = bufferProject();
test.after.always(() => {
  project.remove();
});

const CONFIG = `import { defineConfig } from 'skewproof';
export default defineConfig({ studies: ['./acme.study.ts'], runs: 200, workers: 2 });
`;

/** Another project, with a config. */
const configured = bufferProject();
configured.write({ 'skewproof.config.ts': CONFIG });
test.after.always(() => {
  configured.remove();
});

const at =
  (where: Project) =>
  async (line: string, env: Record<string, string> = {}, threads = false) =>
    await cli(line.split(' '), { cwd: where.folder, env, threads });
const here = at(project);
const withConfig = at(configured);

/** An absolute path as a path from the folder of the test process; commands get it unchanged. */
const inside = (where: Project, name: string): string => join(where.folder, name);

interface Explored {
  readonly findings: readonly {
    readonly token: string;
    readonly reproduce: string;
    readonly path: string;
  }[];
  readonly statistics: { readonly runs: number };
}

let found: Promise<Ran> | undefined;

/** Token of the study's one finding; searched for once. */
async function foundToken(): Promise<string> {
  found ??= here('explore ./acme.study.ts --variant naive --runs 200 --no-save --json');
  return (JSON.parse((await found).stdout) as Explored).findings[0]?.token ?? '';
}

test.serial('own study - explored by its path: the printed command finds it again', async (t) => {
  const folder = inside(project, 'kept');
  const { code, stdout, stderr } = await here(
    `explore ./acme.study.ts --variant naive --runs 200 --corpus ${folder} --json`,
    {},
    true,
  );
  t.is(code, 1, stderr);
  const { findings, statistics } = JSON.parse(stdout) as Explored;
  t.is(statistics.runs, 200);
  t.is(findings.length, 1);
  const [finding] = findings;
  t.is(
    finding?.reproduce,
    `npx skewproof reproduce ${finding?.token ?? ''} --study ./acme.study.ts`,
  );
  const again = await here((finding?.reproduce ?? '').replace('npx skewproof ', ''));
  t.is(again.code, 1, again.stderr);
  t.regex(again.stdout, /buffer\/naive, seed/);
  const kept = await here(`replay --study ./acme.study.ts --corpus ${folder}`);
  t.is(kept.code, 1);
  t.regex(kept.stdout, /1 entries in .*, 1 still fail, 0 run differently/);
  const file = await here(`reproduce ${finding?.path ?? ''} --study ./acme.study.ts`);
  t.regex(file.stdout, /as saved/);
});

test('own study - a token without its study is refused with a remedy', async (t) => {
  const token = await foundToken();
  const { code, stderr } = await here(`reproduce ${token}`);
  t.is(code, 2);
  t.regex(
    stderr,
    /SKEW-102 at token: expected one of sms2, store-forward, metering-agent, got "buffer"/,
  );
  t.regex(stderr, /--study <file>, or by a skewproof\.config\.ts/);
  t.is((await withConfig(`reproduce ${token}`)).code, 1);
});

test('own study - listed, its schema printed, and a config’s options are defaults', async (t) => {
  const list = await withConfig('list');
  t.regex(list.stdout, /study buffer: .*\n\nvariant/);
  const schema = await withConfig('schema buffer');
  t.is(typeof JSON.parse(schema.stdout), 'object');
  const runs = async (line: string): Promise<number> =>
    (JSON.parse((await withConfig(`${line} --no-save --json`)).stdout) as Explored).statistics.runs;
  t.is(await runs('explore buffer --variant sequenced'), 200);
  t.is(await runs('explore buffer --variant sequenced --runs 100'), 100);
  t.is(await runs('explore buffer --variant sequenced --no-config --study ./acme.study.ts'), 1_000);
});

test('own study - verified with a report: page, JSON, JUnit and summary name its file', async (t) => {
  const report = inside(project, 'report');
  const summary = inside(project, 'summary.md');
  const { code, stdout } = await here(
    `verify ./acme.study.ts --runs 200 --corpus ${inside(project, 'none')} --report ${report}`,
    { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary },
  );
  t.is(code, 0, stdout);
  t.regex(stdout, /All as expected/);
  t.regex(stdout, /npx skewproof explore \.\/acme\.study\.ts --variant naive/);
  t.regex(readFileSync(summary, 'utf8'), /## skewproof: buffer/);
  const command = /npx skewproof reproduce sk1\.\S+ --study \.\/acme\.study\.ts/;
  for (const name of readdirSync(report)) {
    const text = readFileSync(join(report, name), 'utf8');
    // The explorer makes its command when it runs.
    if (name === 'explorer.html') t.regex(text, /--study \.\/acme\.study\.ts/);
    else if (name === 'report.json')
      t.regex(text, /"reproduceOptions":"--study \.\/acme\.study\.ts"/);
    else t.regex(text, command, name);
  }
  t.regex(
    readFileSync(join(report, 'report.html'), 'utf8'),
    /<html lang="en"\s+data-reproduce-options="--study \.\/acme\.study\.ts"/,
  );
});

test('own study - annotated under GitHub Actions', async (t) => {
  const { stdout } = await here('explore ./acme.study.ts --variant naive --runs 200 --no-save', {
    GITHUB_ACTIONS: 'true',
  });
  t.regex(
    stdout,
    /::error title=buffer\/naive breaks conservation.*reproduce sk1\.\S+ --study \.\/acme\.study\.ts/,
  );
});

test('own study - checked and mapped', async (t) => {
  const check = await withConfig(
    'check buffer --variant naive --records 2 --offsets 0,-1h --no-save',
  );
  t.is(check.code, 1, check.stderr);
  t.regex(check.stdout, /npx skewproof reproduce sk1\.\S+$/m);
  const map = await withConfig('map buffer --variant naive --resolution 8');
  t.is(map.code, 0, map.stderr);
  t.regex(map.stdout, /skewproof reproduce sk1\./);
});

test('own study - played as another variant of its study', async (t) => {
  const token = await foundToken();
  const fixed = await withConfig(`reproduce ${token} --variant sequenced`);
  t.is(fixed.code, 0, fixed.stderr);
  t.regex(fixed.stdout, /verdict: pass/);
  t.is((await withConfig(`reproduce ${token} --variant sequencd`)).code, 2);
});

test('own study - real usage is played through sms2 and programs, and the error states it', async (t) => {
  const { code, stderr } = await withConfig('simulate buffer --variant naive --usage a --clocks b');
  t.is(code, 2);
  t.regex(
    stderr,
    /a study that real usage can be played through \(sms2, or that of a program\), got "buffer"/,
  );
});

test('own study - a misspelt command, option or study names the nearest', async (t) => {
  for (const [line, meant] of [
    ['explroe buffer', /Did you mean explore\?/],
    ['explore buffer --variant naive --seeed 1', /Did you mean --seed\?/],
    ['explore bufer --variant naive', /Did you mean "buffer"\?/],
    ['check buffer --variant naive --property conservtion', /Did you mean "conservation"\?/],
  ] as const) {
    const { code, stderr } = await withConfig(line);
    t.is(code, 2);
    t.regex(stderr, meant);
  }
});

test('own study - --bail ends a search at the first finding, and verify at the first unexpected one', async (t) => {
  const { code, stdout } = await withConfig(
    'explore buffer --variant naive --bail --no-save',
    {},
    true,
  );
  t.is(code, 1);
  const runs = Number(
    /naive, seed \d+: (\d+) runs, .*\(stopped at the first finding\)/.exec(stdout)?.[1],
  );
  t.true(runs > 0 && runs < 200, stdout);
  t.is((await withConfig('verify buffer --bail')).code, 0);
  const surprised = bufferProject();
  t.teardown(() => {
    surprised.remove();
  });
  surprised.write({
    'wrong.ts': `import buffer from './acme.study.js';
const { naive, sequenced } = buffer.variants;
export default { ...buffer, variants: { naive: { ...naive, violated: [] }, sequenced } };`,
  });
  const verify = await at(surprised)('verify ./wrong.ts --bail --runs 20000 --workers 1');
  t.is(verify.code, 1);
  t.regex(
    verify.stdout,
    /Stopped at the first unexpected finding; not searched to the end: sequenced\./,
  );
});

test('own study - in a path with spaces: the printed command finds it again', async (t) => {
  project.write({ "its own's/a study.ts": "export { default } from '../acme.study.ts';\n" });
  const { stdout, stderr } = await cli(
    ['explore', "./its own's/a study.ts", '--variant', 'naive', '--runs', '100', '--no-save'],
    { cwd: project.folder },
  );
  const [, rest = ''] = /npx skewproof (reproduce .*)$/m.exec(stdout) ?? [];
  t.true(rest.endsWith(` --study './its own'\\''s/a study.ts'`), rest + stderr);
  if (process.platform === 'win32') return;
  const shell = spawnSync('sh', ['-c', `"${process.execPath}" "${BIN}" ${rest}`], {
    cwd: project.folder,
    encoding: 'utf8',
  });
  t.is(shell.status, 1, shell.stderr);
  t.regex(shell.stdout, /buffer\/naive, seed/);
});

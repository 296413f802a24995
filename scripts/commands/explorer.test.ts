/** `skewproof explorer`: the page that it writes, and what it refuses. */
import { gunzipSync, gzipSync } from 'node:zlib';
import test from 'ava';
import { cli } from '../cli/_cli.test.js';
import { bufferSources, Project } from '../config/_project.test.js';
import { COLLECTORS } from '../../models/collectors/index.js';
import { decodeToken } from '../../properties/corpus/token.js';
import type { ScenarioBase } from '../../properties/study/contract.js';
import { collectorIn } from '../explorer/view/collectors.js';
import { studyNamed } from '../studies.js';

const GZIPPED_MAX = 300_000;

function projectFor(t: { teardown: (end: () => void) => void }): Project {
  const project = new Project();
  t.teardown(() => {
    project.remove();
  });
  return project;
}

test('explorer - a page of 300 kB at most that needs no network and makes no code from text', async (t) => {
  const project = projectFor(t);
  const { code, stdout, stderr } = await cli(
    ['explorer', 'sms2', '--variant', 'h4', '--out', 'page.html'],
    { cwd: project.folder },
  );
  t.is(code, 0, stderr);
  t.regex(stdout, /Written to page\.html \(\d+ kB gzipped\)/);
  const page = project.read('page.html');
  t.true(gzipSync(page, { level: 6 }).length <= GZIPPED_MAX);
  t.is(gunzipSync(gzipSync(page)).toString(), page);
  t.regex(page, /script-src 'sha256-[^']+'; img-src data:/);
  t.notRegex(page, /unsafe-eval|<script[^>]+src=|<link[^>]+href="(?!data:)|@import/);
  // Without scripts it says what is lost, and draws it.
  t.regex(page, /<noscript>.*1 h 0\.001 s behind\. The record is stranded.*<svg /s);
  const again = await cli(['explorer', 'sms2', '--variant', 'h4', '--out', 'page.html'], {
    cwd: project.folder,
  });
  t.is(again.code, 0, 'an earlier page is overwritten');
  t.is(project.read('page.html'), page, 'the same page is written again');
});

test('explorer - a study of the user, from its file, gets a page with its own name', async (t) => {
  const project = projectFor(t);
  project.install('skewproof');
  project.write(bufferSources('model'));
  const { code, stderr } = await cli(
    ['explorer', './model/study.ts', '--variant', 'naive', '--json'],
    { cwd: project.folder },
  );
  t.is(code, 0, stderr);
  const page = project.read('buffer-explorer.html');
  t.regex(page, /--study \.\/model\/study\.ts/);
  t.regex(page, /buffer-explored\.test\.ts/);
});

test('explorer - a token is the scenario that the page begins with', async (t) => {
  const project = projectFor(t);
  const token =
    'sk1.v1-4.495ab604.i1Yqzi02UtJRyjBR0qlWSs7JTM0rKVayiq5Wyk9LK04t8S1WstI1NjMwMDAwrI2tjQUA';
  const { code, stderr } = await cli(['explorer', token, '--out', 'x.html'], {
    cwd: project.folder,
  });
  t.is(code, 0, stderr);
  t.true(project.read('x.html').includes(token));
});

test('explorer - begins at a collector, and offers every one that can serve the agent', async (t) => {
  const project = projectFor(t);
  const args = ['explorer', 'metering-agent', '--variant', 'naive', '--collector', 'loki'];
  const { code, stderr } = await cli([...args, '--out', 'x.html'], { cwd: project.folder });
  t.is(code, 0, stderr);
  const page = project.read('x.html');
  for (const { name } of COLLECTORS)
    t.true(page.includes(`"name":"${name}"`) || page.includes(`name:"${name}"`), name);
  const [token = ''] = /sk1\.[\w.-]+/.exec(page) ?? [];
  const { scenario } = decodeToken(token, studyNamed);
  t.is(collectorIn(scenario as ScenarioBase), 'loki');
});

const REFUSED: readonly (readonly [what: string, args: readonly string[], why: RegExp])[] = [
  ['an unknown study', ['smss2'], /SKEW-102.*smss2/s],
  ['an unknown variant', ['sms2', '--variant', 'h44'], /h44.*h4/s],
  ['a name that is no page', ['sms2', '--variant', 'h4', '--out', 'x.svg'], /ends in \.html/],
  ['another file', ['sms2', '--variant', 'h4', '--out', 'mine.html'], /--force/],
  ['a folder that is missing', ['sms2', '--variant', 'h4', '--out', 'no/x.html'], /no\/x\.html/],
  ['a broken token', ['sk1.v1-4.00000000.xxxx'], /token/],
  [
    'an unknown collector',
    ['metering-agent', '--variant', 'naive', '--collector', 'lokki'],
    /loki/,
  ],
  ['a study that none can serve', ['sms2', '--variant', 'h4', '--collector', 'loki'], /can serve/],
];

for (const [what, args, why] of REFUSED)
  test(`explorer - ${what} is refused, and nothing is written`, async (t) => {
    const project = projectFor(t);
    project.write({ 'mine.html': '<p>mine</p>' });
    const { code, stderr } = await cli(['explorer', ...args], { cwd: project.folder });
    t.is(code, 2, stderr);
    t.regex(stderr, why);
    t.is(project.read('mine.html'), '<p>mine</p>');
  });

test('explorer - what needs Node is refused with its line', async (t) => {
  const project = projectFor(t);
  project.install('skewproof');
  const sources = bufferSources();
  project.write({
    ...sources,
    'study.ts': `import { hostname } from 'node:os';\nexport const where = hostname();\n${sources['study.ts'] ?? ''}`,
  });
  const { code, stderr } = await cli(['explorer', './study.ts', '--variant', 'naive'], {
    cwd: project.folder,
  });
  t.is(code, 2);
  t.regex(stderr, /study\.ts:1.*node:os/s);
});

test('explorer - a report has one beside it, linked from each finding; a later report without one removes it', async (t) => {
  const project = projectFor(t);
  const args = ['explore', 'sms2', '--variant', 'h4', '--space', 'install', '--runs', '20'];
  const { code } = await cli([...args, '--no-save', '--report', project.path('r')], {
    cwd: project.folder,
  });
  t.is(code, 1);
  const page = project.read('r/explorer.html');
  const linked = project.read('r/report.html').matchAll(/href="explorer\.html#(sk1\.[^"]+)"/g);
  const tokens = [...linked].map(([, token = '']) => token);
  t.true(
    tokens.some((token) => page.includes(token)),
    'it begins with a finding',
  );
  t.regex(project.read('r/report.json'), /"explorer":"explorer\.html"/);
  project.install('skewproof');
  const sources = bufferSources();
  project.write({
    ...sources,
    'study.ts': `import { hostname } from 'node:os';\nexport const where = hostname();\n${sources['study.ts'] ?? ''}`,
  });
  const without = await cli(
    [
      'explore',
      './study.ts',
      '--variant',
      'naive',
      '--runs',
      '20',
      '--no-save',
      '--report',
      project.path('r'),
    ],
    { cwd: project.folder },
  );
  t.regex(without.stderr, /has no explorer: .*study\.ts:1/);
  t.throws(() => project.read('r/explorer.html'));
  t.notRegex(project.read('r/report.html'), /explorer\.html/);
});

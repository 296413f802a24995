/** Given scenarios whose run never returns: the command that plays them ends, and says which. */
import { mkdirSync, writeFileSync } from 'node:fs';
import test from 'ava';
import { bufferProject } from '../config/_project.test.js';
import { cli } from '../cli/_cli.test.js';
import type { Ran } from '../cli/_cli.test.js';

const project = bufferProject();
test.after.always(() => {
  project.remove();
});

/** The study `buffer` with these lines before its object, and these fields in it. */
const changed = (fields: string): string => `
import base from './acme.study.ts';
const endless = (build) => (scenario) => {
  const spec = build(scenario);
  const [first, ...others] = spec.nodes;
  return { ...spec, nodes: [{ ...first, model: { ...first.model, step: () => { for (;;); } } }, ...others] };
};
export default { ...base, ${fields} };
`;
project.write({
  'loop.study.ts': changed('build: endless(base.build)'),
  'gate.study.ts': changed('gate: () => { for (;;); }'),
  'canary.study.ts': changed(
    `canary: 'naive', build: (scenario) => (scenario.variant === 'naive' ? endless(base.build) : base.build)(scenario)`,
  ),
});

/** The token of a finding of the study without a loop, and a corpus with it. */
const found = (async (): Promise<{ readonly token: string; readonly corpus: string }> => {
  const corpus = project.path('corpus');
  const line =
    'explore ./acme.study.ts --variant naive --runs 100 --bail --shrink-runs 20 --json --corpus';
  const { stdout } = await cli([...line.split(' '), corpus], { cwd: project.folder });
  const { findings } = JSON.parse(stdout) as { findings: { token: string }[] };
  return { token: findings[0]?.token ?? '', corpus };
})();

/** Only a thread of its own can be ended. A run that returns may take this long on a busy machine. */
const played = (...args: string[]): Promise<Ran> =>
  cli([...args, '--run-seconds', '3'], { cwd: project.folder, threads: true });

const STALLED =
  /: expected a run that ends within 3 s of real time, .*, got a step of a model, or a function of the study, that did not return\. .*--run-seconds <s>\./;

test.serial('lost play - reproduce names the run, and no token: it was given', async (t) => {
  const { token } = await found;
  const { code, stdout, stderr } = await played('reproduce', token, '--study', './loop.study.ts');
  t.deepEqual([code, stdout], [2, ''], stderr);
  t.regex(stderr, /^skewproof: SKEW-101 at reproduction of buffer\/naive, seed \d+/);
  t.regex(stderr, STALLED);
  t.false(stderr.includes(token));
});

test.serial('lost play - replay and explore name the entry’s run, with its token', async (t) => {
  const { corpus } = await found;
  for (const args of [
    ['replay', '--study', './loop.study.ts'],
    ['explore', './loop.study.ts', '--variant', 'naive', '--no-save'],
  ]) {
    const { code, stderr } = await played(...args, '--corpus', corpus);
    t.is(code, 2, stderr);
    t.regex(stderr, /SKEW-101 at the corpus of buffer, seed \d+/);
    t.regex(stderr, STALLED);
    t.regex(stderr, /reproduce sk1\S+ --study \.\/loop\.study\.ts/);
  }
});

test.serial('lost play - a gate that never returns is named, before any run', async (t) => {
  const { token } = await found;
  for (const [args, place] of [
    [['reproduce', token, '--study'], /reproduction of buffer\/naive, gate of naive/],
    [['explore', '--variant', 'naive', '--no-save'], /the gate of buffer, gate of naive/],
    [['map', '--variant', 'naive'], /map of buffer\/naive, gate of naive/],
  ] as const) {
    const { code, stdout, stderr } = await played(...args, './gate.study.ts');
    t.deepEqual([code, stdout], [2, ''], stderr);
    t.regex(stderr, place);
    t.regex(stderr, STALLED);
  }
});

test.serial(
  'lost play - a canary that never returns: all that was verified is printed',
  async (t) => {
    const line = 'verify ./canary.study.ts --variant sequenced --runs 20 --workers 1';
    const { code, stdout, stderr } = await played(...line.split(' '));
    t.is(code, 2, stderr);
    t.regex(stderr, /SKEW-101 at the canary of buffer, seed \d+/);
    t.regex(stderr, STALLED);
    t.regex(stdout, /^As expected: no property is broken/m);
  },
);

test.serial('lost play - in a thread of its own a run is printed as in this one', async (t) => {
  const { token, corpus } = await found;
  const options = ['--study', './acme.study.ts'];
  for (const args of [
    ['reproduce', token, '--all', '--json', ...options],
    ['reproduce', token, ...options],
    ['replay', '--corpus', corpus, ...options],
  ]) {
    const here = await cli(args, { cwd: project.folder });
    const there = await cli(args, { cwd: project.folder, threads: true });
    t.is(here.code, 1, here.stderr);
    t.deepEqual(there, here);
  }
});

test.serial('lost play - a folder without entries needs no thread', async (t) => {
  const corpus = project.path('empty');
  mkdirSync(corpus);
  const { code, stdout } = await played('replay', '--corpus', corpus);
  t.is(code, 0);
  t.regex(stdout, /^Nothing to replay/);
  // An entry of an unknown study is refused before any run.
  writeFileSync(`${corpus}/x.json`, '{"format":1,"study":"nope","variant":"v"}');
  t.is((await played('replay', '--corpus', corpus)).code, 2);
});

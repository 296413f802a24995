/** A search that a fault of the study or of a model ends: the reason comes first. */
import test from 'ava';
import { cli } from '../cli/_cli.test.js';
import { bufferProject } from '../config/_project.test.js';

const project = bufferProject();
test.after.always(() => {
  project.remove();
});

const based = (change: string): string =>
  `import base from './acme.study.ts';\nexport default { ...base, ${change} };\n`;

project.write({
  'map.study.ts': based(`build(scenario) {
  const spec = base.build(scenario);
  const [first, ...others] = spec.nodes;
  const initial = { ...first.model.initial, kept: new Map() };
  return { ...spec, nodes: [{ ...first, model: { ...first.model, initial } }, ...others] };
}`),
  'shown.study.ts': based('shown: () => [{ key: "k", records: [1], uses: NaN }]'),
  'late.study.ts': based(
    'build(scenario) { const spec = base.build(scenario); return scenario.seed % 50 === 23 ? { ...spec, endAt: NaN } : spec; }',
  ),
  'marks.study.ts': based('requiredMarks: () => { throw new Error("oops"); }'),
});

const run = (...args: string[]) =>
  cli([...args, '--variant', 'sequenced'], { cwd: project.folder });

test('refused - the first line of explore says why, and claims no equal hashes', async (t) => {
  for (const [file, why] of [
    [
      './map.study.ts',
      'SKEW-403, a Map at buffer/sequenced, seed \\d+, .*node [\\w-]+, state\\.kept',
    ],
    ['./shown.study.ts', 'SKEW-402, NaN at .*study buffer, function shown, result\\[0\\]\\.uses'],
  ] as const) {
    const { code, stdout, stderr } = await run('explore', file, '--runs', '20', '--no-save');
    t.is(code, 4, stderr);
    t.regex(
      stdout,
      new RegExp(`^buffer/sequenced, seed \\d+: refused after 0 runs, no failure: ${why}`),
    );
    t.regex(stderr, new RegExp(`^buffer/sequenced: refused after 0 runs, no failure: ${why}`, 'm'));
    t.regex(stderr, /SKEW-40[23] at .*: expected .*, got /);
    t.notRegex(stdout + stderr, /hashes equal|out-of-budget|at Object|\.js:\d+/);
  }
});

test('refused - after some runs: their number, and the verdict of a search without a result', async (t) => {
  const options = ['--runs', '300', '--no-save', '--json'];
  const { code, stdout } = await run('explore', './late.study.ts', ...options);
  t.is(code, 4);
  const { verdict, reason, statistics } = JSON.parse(stdout) as {
    verdict: string;
    reason: string;
    statistics: { runs: number };
  };
  t.is(verdict, 'unknown');
  t.regex(reason, /^refused: SKEW-402, NaN at .*function build, result\.endAt$/);
  t.true(statistics.runs > 0);
});

test('refused - requiredMarks that throws costs no run', async (t) => {
  const { code, stderr } = await run('explore', './marks.study.ts', '--runs', '20', '--no-save');
  t.is(code, 4);
  t.regex(stderr, /SKEW-402 at study buffer, function requiredMarks: .* got Error: oops\./);
  t.notRegex(stderr, /\.js:\d+/);
});

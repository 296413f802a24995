/** Runs that never return: their thread is ended, they are named, and what was found is kept. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import test from 'ava';
import { bufferProject } from '../config/_project.test.js';
import { BIN, cli } from '../cli/_cli.test.js';

const project = bufferProject();
test.after.always(() => {
  project.remove();
});

/** The study `buffer` with a change of its worlds, written as a user would. */
const changed = (change: string): string => `
import base from './acme.study.ts';
export default { ...base, build(scenario) {
  const spec = base.build(scenario);
  const [first, ...others] = spec.nodes;
  const stepping = (step) => ({ ...spec, nodes: [{ ...first, model: { ...first.model, step } }, ...others] });
  ${change}
} };
`;
project.write({
  'loop.study.ts': changed(
    'return scenario.seed % 50 === 23 ? stepping(() => { for (;;); }) : spec;',
  ),
  'throw.study.ts': changed(
    'return scenario.seed % 50 === 23 ? stepping(() => { throw new Error("oops"); }) : spec;',
  ),
  'slow.study.ts': changed(
    'return stepping((state, event, now) => { const until = performance.now() + 100; while (performance.now() < until); return first.model.step(state, event, now); });',
  ),
  'memory.study.ts': changed(
    'return stepping(() => { const all = []; for (;;) all.push(new Array(1000).fill(all.length)); });',
  ),
  'exit.study.ts': changed(
    'return scenario.seed % 50 === 23 ? stepping(() => { process.exit(7); }) : spec;',
  ),
  // A thread that ends once: its range is run again in another one.
  'once.study.ts': `import { existsSync, writeFileSync } from 'node:fs';
const mark = new URL('./ended.mark', import.meta.url);
${changed(
  'if (scenario.seed % 50 !== 23 || existsSync(mark)) return spec; writeFileSync(mark, ""); return stepping(() => { process.exit(7); });',
)}`,
  'answer.study.ts': changed(
    'return stepping((state, event, now) => { if (event.kind === "message") for (;;); return first.model.step(state, event, now); });',
  ),
  'drawn.study.ts': `
import base from './acme.study.ts';
export default { ...base, spaces: { everything: (variant) =>
  base.spaces.everything(variant).map(() => { for (;;); }) } };
`,
});

const explored = (file: string, ...options: string[]) =>
  cli(['explore', file, '--variant', 'naive', '--run-seconds', '1', '--workers', '1', ...options], {
    cwd: project.folder,
    // A job without an end needs a thread that can be ended.
    threads: true,
  });

test.serial(
  'lost run - a step that never returns is named, and what was found before is printed',
  async (t) => {
    const folder = project.path('kept');
    const { code, stdout, stderr } = await explored(
      './loop.study.ts',
      '--runs',
      '300',
      '--corpus',
      folder,
      '--json',
    );
    t.is(code, 2, stderr);
    t.regex(
      stderr,
      /SKEW-101 at buffer\/naive, run \d+, seed \d+: expected a run that ends within 1 s of real time, .*, got a step of a model, or a function of the study, that did not return/,
    );
    const [, token = ''] =
      /npx skewproof reproduce (sk1\S+) --study \.\/loop\.study\.ts/.exec(stderr) ?? [];
    const seed = Number(/seed (\d+)/.exec(stderr)?.[1]);
    t.is(seed % 50, 23);
    // The token is the scenario that was noted; the study without the loop shows it.
    const again = await cli(['reproduce', token, '--study', './acme.study.ts'], {
      cwd: project.folder,
    });
    t.regex(again.stdout, new RegExp(`^buffer/naive, seed ${String(seed)}\n`, 'm'));
    const { findings } = JSON.parse(stdout) as {
      findings: { foundAtRun: number; minimal: object }[];
    };
    // In the same share of 100 runs.
    const run = Number(/run (\d+)/.exec(stderr)?.[1]);
    t.true(run <= 100 && (findings[0]?.foundAtRun ?? 100) < run, stderr);
    t.is(readdirSync(folder).length, 1);
  },
);

test.serial(
  'lost run - a thread that ends is replaced: if once, nothing is lost; if each time, its run is named',
  async (t) => {
    const few = ['--runs', '100', '--no-save'];
    const whole = await explored('./acme.study.ts', ...few);
    const once = await explored('./once.study.ts', ...few);
    t.true(existsSync(project.path('ended.mark')));
    t.is(once.stdout.replaceAll('once.study', 'acme.study'), whole.stdout);
    t.is(once.code, whole.code);
    const each = await explored('./exit.study.ts', ...few);
    t.is(each.code, 2);
    t.regex(each.stdout, /LOST/);
    t.regex(
      each.stderr,
      /SKEW-101 at buffer\/naive, run \d+, seed \d+: expected a run that leaves its thread as it is, got one that ended it\..*reproduce sk1/,
    );
  },
);

const watched = (line: string) =>
  cli([...line.split(' '), '--run-seconds', '1'], { cwd: project.folder, threads: true });

test.serial('lost run - a check whose model does not return names the step', async (t) => {
  const { code, stdout, stderr } = await watched(
    'check ./answer.study.ts --variant naive --no-save',
  );
  t.deepEqual([code, stdout], [2, ''], stderr);
  t.regex(
    stderr,
    /SKEW-101 at check of buffer\/naive, node \S+, message from \S+, true time \d+ ms: expected a run that ends within 1 s of real time, .*, got a step of a model/,
  );
});

test.serial(
  'lost run - a map whose model does not return names the run, with its token',
  async (t) => {
    const { code, stdout, stderr } = await watched('map ./answer.study.ts --variant naive');
    t.deepEqual([code, stdout], [2, ''], stderr);
    t.regex(
      stderr,
      /SKEW-101 at map of buffer\/naive, seed \d+: expected a run that ends within 1 s/,
    );
    const [, token = ''] = /reproduce (sk1\S+) --study \.\/answer/.exec(stderr) ?? [];
    const again = await cli(['reproduce', token, '--study', './acme.study.ts'], {
      cwd: project.folder,
    });
    t.regex(again.stdout, /buffer\/naive, seed \d+\n/);
  },
);

test.serial(
  'lost run - a check and a map of a model that returns, in a thread of their own',
  async (t) => {
    const checked = await watched('check ./acme.study.ts --variant naive --records 2 --no-save');
    t.deepEqual([checked.code, checked.stderr.includes('SKEW')], [1, false], checked.stderr);
    t.regex(checked.stdout, /^buffer\/naive: violation\.\n/);
    t.regex(checked.stdout, / {2}npx skewproof reproduce sk1\S+ --study \.\/acme\.study\.ts\n/);
    const map = await watched('map ./acme.study.ts --variant naive --resolution 8');
    t.is(map.code, 0, map.stderr);
    t.regex(map.stdout, /buffer\/naive/);
  },
);

test.serial('lost run - one that is drawn without an end', async (t) => {
  const { code, stderr } = await explored('./drawn.study.ts', '--no-save');
  t.is(code, 2);
  t.regex(stderr, /at buffer\/naive, while the scenario of run 1 was drawn: /);
});

test.serial('lost run - one that a thread has no memory for, twice', (t) => {
  const line = 'explore ./memory.study.ts --variant naive --workers 1 --no-save';
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--max-old-space-size=96', BIN, ...line.split(' ')],
    { cwd: project.folder, encoding: 'utf8' },
  );
  t.is(status, 2, stderr);
  t.regex(
    stderr,
    /at buffer\/naive, run 1, seed \d+: expected runs that fit .*, got one that was out of memory twice/,
  );
});

test.serial('lost run - a step that throws: its token, after what was found before', async (t) => {
  const { code, stdout, stderr } = await explored('./throw.study.ts', '--no-save');
  t.is(code, 4, stderr);
  t.regex(
    stderr,
    /SKEW-402 at buffer\/naive, seed \d+, .*Error: oops.* npx skewproof reproduce sk1\S+ --study/,
  );
  t.regex(stdout, /^1 of \d+ {2}[A-Z]/m);
  const [, token = ''] = /reproduce (sk1\S+)/.exec(stderr) ?? [];
  const again = await cli(['reproduce', token, '--study', './throw.study.ts'], {
    cwd: project.folder,
  });
  t.is(again.code, 4);
  t.regex(again.stderr, /Error: oops/);
});

test.serial(
  'lost run - reproduce ends a run that takes too long, with what it came to',
  async (t) => {
    const line = [
      'explore',
      './acme.study.ts',
      '--variant',
      'naive',
      '--runs',
      '100',
      '--no-save',
      '--json',
    ];
    const { stdout } = await cli(line, { cwd: project.folder });
    const { findings } = JSON.parse(stdout) as { findings: { token: string }[] };
    const slow = await cli(
      ['reproduce', findings[0]?.token ?? '', '--study', './slow.study.ts', '--run-seconds', '1'],
      { cwd: project.folder },
    );
    t.is(slow.code, 5, slow.stderr);
    t.regex(slow.stdout, /verdict: out-of-budget \(the run exceeded its budget of real time/);
  },
);

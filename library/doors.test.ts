/** Loading of the doors: the npm packages that each needs, and the time that the kernel takes. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** User CPU time that `import 'skewproof/sim'` may take in a new process, Node's own start included, ms. */
const SIM_MS_MAX = 300;

const { exports } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')) as {
  exports: Record<string, string | { default: string }>;
};
const fileOf = (door: string): string => {
  const target = exports[door];
  if (typeof target !== 'object') throw new Error(`no door ${door}`);
  return target.default;
};

/** Packages and files that a door's static imports reach. */
async function reachedBy(door: string): Promise<{ packages: string[]; files: string[] }> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [fileOf(door)],
    ...{ bundle: true, write: false, metafile: true, format: 'esm', packages: 'external' },
  });
  const inputs = Object.entries(metafile.inputs);
  const packages = inputs.flatMap(([, { imports }]) =>
    imports
      .filter(({ path, external }) => external === true && !/^(?:<|node:)/.test(path))
      .map(({ path }) => /^(@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path),
  );
  return { packages: [...new Set(packages)].sort(), files: inputs.map(([path]) => path) };
}

const KERNEL = ['seedrandom'];
const SPACES = ['fast-check', 'seedrandom'];
const ENGINE = ['@cfworker/json-schema', '@sinonjs/fake-timers', 'leven', 'pako', 'seedrandom'];

const LOADS: Readonly<Record<string, readonly string[]>> = {
  './sim': KERNEL,
  './sim/fake-timers': ['@sinonjs/fake-timers'],
  './arbitraries': SPACES,
  './check': ['leven', 'seedrandom'],
  '.': [...ENGINE, 'fast-check'].sort(),
  './hosting': [
    '@jridgewell/trace-mapping',
    'acorn',
    'esbuild',
    'fast-check',
    'leven',
    'pako',
    'seedrandom',
  ],
  './collectors': [],
  './reports': ['cli-table3', 'leven', 'pako', 'picocolors', 'seedrandom'],
  './studies/sms2': ['fast-check', 'leven', 'seedrandom'],
  './studies/store-forward': SPACES,
  './studies/metering-agent': SPACES,
};

for (const [door, wanted] of Object.entries(LOADS))
  test(`doors - ${door} loads the packages that it needs, and no others`, async (t) => {
    const { packages } = await reachedBy(door);
    t.deepEqual(packages, wanted);
  });

test('doors - every door is in this list', (t) => {
  const doors = Object.keys(exports).filter((door) => door !== './package.json');
  t.deepEqual(doors.sort(), Object.keys(LOADS).sort());
});

test('doors - the kernel reaches nothing but sim/', async (t) => {
  const { files } = await reachedBy('./sim');
  t.true(files.length > 20);
  t.deepEqual(
    files.filter((path) => !/^dist\/(sim|library\/sim)\//.test(path)),
    [],
  );
});

test('doors - only the doors of the studies reach a study', async (t) => {
  for (const door of Object.keys(LOADS).filter((name) => !name.startsWith('./studies/'))) {
    const { files } = await reachedBy(door);
    t.deepEqual(
      files.filter((path) => /\/(sms2|store-forward)\//.test(path)),
      [],
      door,
    );
  }
});

test('doors - the kernel loads within its time', (t) => {
  const program = `import('skewproof/sim').then(({ World }) => {
    if (World === undefined) throw new Error('no World');
    console.log(process.cpuUsage().user / 1000);
  });`;
  // The least of three: other processes can only add to it.
  const times = [1, 2, 3].map(() =>
    Number(execFileSync(process.execPath, ['-e', program], { cwd: ROOT, encoding: 'utf8' })),
  );
  t.true(Math.min(...times) <= SIM_MS_MAX, times.join(', '));
});

/** Instrumented code behaves as it did: pieces of every syntax, and installed packages. */
import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';
import { TraceMap, decodedMappings } from '@jridgewell/trace-mapping';
import test from 'ava';
import type * as commander from 'commander';
import type * as fastCheck from 'fast-check';
import { bundleProgram } from '../bundler/bundle.js';
import type { BundledProgram } from '../bundler/bundle.js';
import type { Program } from '../program.js';
import { SNIPPETS } from './_snippets.test.js';
import { instrumentProgram } from './instrument.js';
import { PLAIN_REPORTS } from './primitive.js';
import { readerOf } from './reader.js';
import { Recorder } from './recorder.js';
import type { DecisionRecorder } from './recorder.js';

const ROOT = new URL('../../../', import.meta.url).pathname;
const nodeRequire = createRequire(import.meta.url);

type Reports = Pick<DecisionRecorder, 'branch' | 'compare'>;

const plain = (code: string): Program => ({ name: 'snippet', platform: 'node', code, hash: '' });

/** Everything that a script logs and returns, after its promises. */
async function outcome({ code }: Program, { branch, compare }: Reports): Promise<unknown> {
  const logged: unknown[] = [];
  const log = (...given: readonly unknown[]): void => {
    logged.push(structuredClone(given));
  };
  const run = compileFunction(code, ['log', '__skewproof_b', '__skewproof_c']);
  logged.push(run.call({}, log, branch, compare));
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
  return logged;
}

for (const [name, code] of Object.entries(SNIPPETS))
  test(`instrumentation - ${name}`, async (t) => {
    const program = plain(code);
    const instrumented = await instrumentProgram(program);
    t.true(instrumented.sites.length > 0);
    const expected = await outcome(program, PLAIN_REPORTS);
    const recorder = new Recorder({ sites: instrumented.sites, script: 'snippet' });
    t.deepEqual(await outcome(instrumented, recorder), expected);
    t.deepEqual(await outcome(instrumented, PLAIN_REPORTS), expected);
    t.true(instrumented.code !== code);
    t.is(instrumented.code.split('\n').length, code.split('\n').length);
  });

test('instrumentation - a snippet that differs is seen to differ', async (t) => {
  const program = plain('log(1 < 2 && "a");');
  const expected = await outcome(program, PLAIN_REPORTS);
  const instrumented = await instrumentProgram(program);
  const inverted = { ...PLAIN_REPORTS, compare: () => false };
  t.notDeepEqual(await outcome(instrumented, inverted), expected);
});

test('instrumentation - a program that reports already is refused', async (t) => {
  const once = await instrumentProgram(plain('log(1 < 2);'));
  await t.throwsAsync(instrumentProgram(once), { message: /^SKEW-101 at program snippet: / });
  await t.throwsAsync(instrumentProgram(plain('log(')), { message: /JavaScript of the latest/ });
});

interface Semver {
  satisfies(version: string, range: string, options: object): boolean;
  rsort(versions: readonly string[]): readonly string[];
  coerce(text: string): { readonly version: string } | null;
}

test('instrumentation - the source map leads each token to where it led', async (t) => {
  const program = await bundleProgram({ packageName: 'semver', platform: 'node', root: ROOT });
  const instrumented = await instrumentProgram(program);
  const [before, after] = [program, instrumented].map(({ code, map }) => ({
    lines: code.split('\n'),
    mappings: decodedMappings(new TraceMap(map ?? '')),
  }));
  const word = (text: string): string =>
    /^[\w$]+|^./.exec(text.replace(/^(__skewproof_[bc]\(\d+,("[^"]+",|\()?)+/, ''))?.[0] ?? '';
  let seen = 0;
  for (const [line, segments] of before?.mappings.entries() ?? [])
    for (const [at, [column, ...original]] of segments.entries()) {
      const [moved = -1, ...same] = after?.mappings[line]?.[at] ?? [];
      t.deepEqual(same, original);
      const [here, there] = [before?.lines[line]?.slice(column), after?.lines[line]?.slice(moved)];
      // Operators are replaced by commas.
      if (!/^\s*[-+*/<>=!]/.test(here ?? '')) t.is(word(there ?? ''), word(here ?? ''));
      seen += 1;
    }
  t.true(seen > 1000);
});

test('instrumentation - texts of the original, not of the bundle', async (t) => {
  const source = `import { gcd } from 'pure-rand-of-no-use';
const Limit = { max: 1_000 };
export const f = (a: number, b: number): boolean => (a as number) + b > Limit.max && b! < 60 * 1000;
export const g = (a: string): boolean => gcd(a) === 0x10;`;
  const external = ['pure-rand-of-no-use'];
  const program = await bundleProgram({ source, platform: 'node', root: ROOT, external });
  const instrumented = await instrumentProgram(program);
  const reader = await readerOf(instrumented);
  const texts = instrumented.sites
    .filter(({ kind, file }) => kind === 'comparison' && file === 'program.ts')
    .map((site) => [reader.placeOf(site), reader.textOf(site).source]);
  t.deepEqual(texts, [
    // Types stand in the way of the reader: the text is the bundle's.
    ['program.ts:3', 'a + b > Limit.max'],
    ['program.ts:3', 'b < 60 * 1e3'],
    ['program.ts:4', 'gcd(a) === 0x10'],
  ]);
});

/** Uses of installed packages that return plain data. */
const USES: Readonly<Record<string, (loaded: never) => unknown>> = {
  pako: (pako: { deflate(s: string): Uint8Array; inflate(b: Uint8Array, o: object): string }) => {
    const packed = pako.deflate('a record, a record and one more record, '.repeat(20));
    return [packed, pako.inflate(packed, { to: 'string' })];
  },
  commander: ({ Command }: typeof commander) => {
    const program = new Command();
    const seen: unknown[] = [];
    program.name('x').exitOverride().option('-n, --count <n>', 'how many', Number, 3);
    program.configureOutput({ writeErr: (text) => void seen.push(text) });
    program
      .argument('<file>')
      .action((file: string, options: unknown) => void seen.push(file, options));
    program.parse(['a.txt', '-n', '7'], { from: 'user' });
    try {
      program.parse(['--cuont', '1'], { from: 'user' });
    } catch (error) {
      seen.push((error as Error).message);
    }
    return [seen, program.helpInformation()];
  },
  'fast-check': (fc: typeof fastCheck) => {
    const values = fc.sample(fc.array(fc.record({ a: fc.integer(), s: fc.string() })), {
      seed: 7,
      numRuns: 20,
    });
    const failed = fc.check(
      fc.property(fc.array(fc.nat()), (list) => list.reduce((a, b) => a + b, 0) < 1000),
      { seed: 1 },
    );
    return [values, failed.counterexample, failed.numShrinks];
  },
  semver: (semver: Semver) => [
    semver.satisfies('1.2.3-beta.2', '^1.2.0-beta || >=2 <3.1', { includePrerelease: true }),
    semver.rsort(['1.0.0', '1.0.0-rc.1', '0.9.9', '10.0.0', '2.0.0']),
    semver.coerce('v3.4 of it')?.version,
  ],
  lodash: (_: {
    sortBy(list: unknown, by: string): unknown;
    range(n: number): number[];
    chunk(list: unknown, n: number): unknown;
    merge(...given: unknown[]): unknown;
    template(text: string): (data: object) => string;
  }) => [
    _.sortBy([{ a: 3 }, { a: 1 }, { a: 2 }], 'a'),
    _.chunk(_.range(10), 3),
    _.merge({ a: [1, { b: 2 }] }, { a: [3, { c: 4 }] }),
    _.template('<% if (n > 1) { %>many <%- n %><% } %>')({ n: 2 }),
  ],
};

function load({ code }: Program, { branch, compare }: Reports): never {
  const module = { exports: {} };
  const names = ['exports', 'require', 'module', '__skewproof_b', '__skewproof_c'];
  const given = [module.exports, nodeRequire, module, branch, compare];
  Reflect.apply(compileFunction(code, names), undefined, given);
  return module.exports as never;
}

for (const [packageName, use] of Object.entries(USES))
  test(`instrumentation - ${packageName} works as before`, async (t) => {
    const program: BundledProgram = await bundleProgram({
      ...{ packageName, platform: 'node', root: ROOT },
    });
    const instrumented = await instrumentProgram(program);
    const expected = use(load(program, PLAIN_REPORTS));
    const recorder = new Recorder({ sites: instrumented.sites, script: packageName });
    t.deepEqual(use(load(instrumented, recorder)), expected);
    t.is(instrumented.hash, program.hash);
    t.true(recorder.count > 100);
    // It reads the real clock here, to count the calls of a second.
    if (packageName === 'lodash') return;
    const again = new Recorder({ sites: instrumented.sites, script: packageName });
    use(load(instrumented, again));
    t.is(again.count, recorder.count);
    t.is(again.digest(0), recorder.digest(0));
  });

/** The lint rules that hold the layers apart do find an import that goes the wrong way. */
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { ESLint } from 'eslint';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

/** Messages of the layer rule and the bans on a file that need not exist. */
async function messages(
  filePath: string,
  text: string,
  rules = /^(import-x\/no-restricted-paths$|(@typescript-eslint\/)?no-restricted-)/,
): Promise<readonly string[]> {
  const eslint = new ESLint({
    cwd: ROOT,
    overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
    ruleFilter: ({ ruleId }) => rules.test(ruleId),
  });
  const results = await eslint.lintText(text, { filePath });
  return results.flatMap((result) => result.messages.map((message) => message.message));
}

/** A file of each layer, as another layer would import it. */
const FILES: Readonly<Record<string, string>> = {
  sim: 'sim/clock/clock',
  hosting: 'hosting/program',
  models: 'models/rules/answer',
  properties: 'properties/oracle/ledger',
  reports: 'reports/text/text',
  library: 'library/index',
  scripts: 'scripts/skewproof',
};
const LAYERS = Object.keys(FILES);

for (const [at, layer] of LAYERS.entries())
  test(`layers - ${layer}/ may import what is before it, and nothing after`, async (t) => {
    const text = LAYERS.filter((other) => other !== layer)
      .map((other) => `import * as ${other} from '../${FILES[other] ?? ''}.js';`)
      .join('\n');
    const found = await messages(`${layer}/virtual.ts`, text);
    // models/ and hosting/ stand beside each other.
    const beside = layer === 'models' ? 1 : 0;
    t.is(found.length, LAYERS.length - 1 - at + beside, found.join('\n'));
    t.true(found.every((message) => message.includes('Imports go one way')));
  });

test('layers - tests, types, re-exports and deferred imports go one way too', async (t) => {
  const wrongWays = [
    "import type { Ledger } from '../properties/oracle/ledger.js';",
    "export * from '../properties/oracle/ledger.js';",
    "await import('../properties/oracle/ledger.js');",
    "type Ledger = import('../properties/oracle/ledger.js').Ledger;",
  ];
  for (const text of wrongWays) t.is((await messages('sim/virtual.test.ts', text)).length, 1, text);
});

test('layers - a report runs nothing; its tests and golden files may', async (t) => {
  for (const from of ['oracle/judged-run', 'explain/story', 'campaign/explore', 'trace/recorded']) {
    const text = `import * as runs from '../../properties/${from}.js';`;
    const [message, ...more] = await messages('reports/text/virtual.ts', text);
    t.regex(message ?? '', /A report runs nothing/);
    t.deepEqual(more, []);
    t.deepEqual(await messages('reports/text/virtual.test.ts', text), []);
    t.deepEqual(await messages('reports/golden/virtual.ts', text), []);
    const beside = `import * as runs from '../properties/${from}.js';`;
    t.is((await messages('reports/virtual.ts', beside)).length, 1, beside);
  }
});

test('layers - the engine imports no study; its tests may', async (t) => {
  for (const from of ['properties/sms2/study.js', 'models/store-forward/index.js']) {
    const text = `import * as study from '../../${from}';`;
    const [message, ...more] = await messages('properties/campaign/virtual.ts', text);
    t.regex(message ?? '', /The engine imports no study/);
    t.deepEqual(more, []);
    t.deepEqual(await messages('properties/campaign/virtual.test.ts', text), []);
    const beside = `import * as study from '../${from}';`;
    t.is((await messages('properties/virtual.ts', beside)).length, 1, beside);
  }
});

test('layers - a study imports no other study', async (t) => {
  const text = "import { storeForwardStudy } from '../store-forward/study.js';";
  const [message, ...more] = await messages('properties/sms2/virtual.ts', text);
  t.regex(message ?? '', /A study imports no other study\./);
  t.deepEqual(more, []);
});

test('bans - a banned name is an error that says what instead', async (t) => {
  const [message] = await messages('models/virtual.ts', 'export const now = Date.now();');
  t.regex(message ?? '', /Date differs between runs or machines: true time comes from the event/);
  t.is((await messages('models/virtual.ts', 'globalThis.process.exit();')).length, 1);
  t.is((await messages('models/virtual.ts', "import 'node:crypto';")).length, 1);
  t.is((await messages('models/virtual.ts', 'Math.sin(1); Math.floor(1);')).length, 1);
  t.deepEqual(await messages('scripts/virtual.ts', 'export const now = Date.now();'), []);
});

/** Ways round the lists of names: each needs a rule of its own. */
const HIDDEN: Readonly<Record<string, readonly string[]>> = {
  sim: [
    "import { explore } from 'skewproof';",
    "import type { Study } from 'skewproof/studies/sms2';",
    "export * from 'fast-check';",
  ],
  models: [
    "import FakeTimers from '@sinonjs/fake-timers';",
    "import seedrandom from 'seedrandom';",
    "import { LocalDate } from '@js-joda/core';",
    "const name = 'node:fs'; await import(name);",
    "await import('skewproof');",
    'const { Date: D } = globalThis; export const x = D;',
    "export const x = Reflect.get(globalThis, 'Date');",
    "const name = 'Date'; export const x = globalThis[name];",
    'export const x = self;',
  ],
  properties: ["import Piscina from 'piscina';", "import * as s from 'skewproof/studies/sms2';"],
  reports: ["import { explore } from 'skewproof';", "import fc from 'fast-check';"],
  library: ["import fc from 'fast-check';"],
};

for (const [layer, texts] of Object.entries(HIDDEN))
  test(`bans - ${layer}/ has the packages that it lists, and no global object by another name`, async (t) => {
    for (const text of texts) t.is((await messages(`${layer}/virtual.ts`, text)).length, 1, text);
  });

test('bans - a package has its doors, and every layer may import its own files when it needs them', async (t) => {
  t.deepEqual(await messages('sim/model/random.ts', "import seedrandom from 'seedrandom';"), []);
  t.deepEqual(await messages('properties/virtual.ts', "import * as fc from 'fast-check';"), []);
  t.deepEqual(await messages('models/virtual.ts', "await import('./sms2/index.js');"), []);
  t.deepEqual(await messages('hosting/virtual.ts', "await import('acorn');"), []);
});

const PORTABLE = ['sim', 'hosting', 'models', 'properties', 'reports', 'library'];
const NODES_OWN = [
  "import { readFileSync } from 'node:fs';",
  "import { deflateRawSync } from 'zlib';",
  "import type { Worker } from 'node:worker_threads';",
  "export * from 'node:path';",
  "import test from 'node:test';",
  "await import('node:fs/promises');",
  "await import('fs');",
  "await import('fs/promises');",
  "export const bytes = Buffer.from('');",
  'export const bytes = globalThis.Buffer;',
  "export const fs: unknown = require('fs');",
  'export const here = __dirname;',
  'export const all = global;',
];

for (const layer of PORTABLE)
  test(`bans - ${layer}/ holds no built-in of Node, its tests may`, async (t) => {
    for (const text of NODES_OWN) {
      const [message, ...more] = await messages(`${layer}/virtual.ts`, text);
      t.regex(message ?? '', /is Node's own, and this layer runs in a page too/, text);
      t.deepEqual(more, [], text);
      t.deepEqual(await messages(`${layer}/virtual.test.ts`, text), [], text);
    }
    t.deepEqual(await messages(`scripts/virtual.ts`, NODES_OWN.slice(0, 6).join('\n')), []);
  });

test('bans - the parts of hosting/ that stand in for Node hold built-ins, and no clock of the host', async (t) => {
  for (const path of ['realm/node/x', 'shims/node/x/x', 'bundler/x']) {
    const allowed = `import 'node:fs'; import 'node:crypto'; export const bytes = Buffer.from('');`;
    t.deepEqual(await messages(`hosting/${path}.ts`, allowed), [], path);
    t.is((await messages(`hosting/${path}.ts`, 'Date.now(); setTimeout(f, 1);')).length, 2, path);
  }
  for (const path of ['host-model', 'realm/realm', 'network/x', 'disk/x', 'decisions/x'])
    t.is((await messages(`hosting/${path}x.ts`, "import 'node:fs';")).length, 1, path);
});

test('casts - a cast of a cast has its doors, and is an error elsewhere', async (t) => {
  const text = 'export const made = (given: object) => given as unknown as string;';
  for (const file of [
    'sim/clock/virtual.ts',
    'models/virtual.ts',
    'properties/virtual.ts',
    'scripts/virtual.ts',
  ]) {
    const [message, ...more] = await messages(file, text);
    t.regex(message ?? '', /A cast of a cast: use msOf/, file);
    t.deepEqual(more, []);
  }
  for (const file of [
    'sim/model/time.ts',
    'properties/json/scenario.ts',
    'properties/study/erase.ts',
    'properties/virtual.test.ts',
  ])
    t.deepEqual(await messages(file, text), [], file);
});

test('lint - a function has at most 70 lines, without comments and empty lines', async (t) => {
  const text = (lines: number): string =>
    `export function f(a: number[]): void {\n// why\n\n${'  a.push(1);\n'.repeat(lines - 2)}}\n`;
  const found = async (path: string, lines: number): Promise<number> =>
    (await messages(path, text(lines), /^max-lines-per-function$/)).length;
  t.is(await found('sim/virtual.ts', 70), 0);
  t.is(await found('sim/virtual.ts', 71), 1);
  t.is(await found('scripts/virtual.mjs', 71), 1);
  t.is(await found('sim/virtual.test.ts', 71), 0);
});

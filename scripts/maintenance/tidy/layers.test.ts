/** The lint rules that hold the layers apart do find an import that goes the wrong way. */
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { ESLint } from 'eslint';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

/** Messages of the layer rule and the bans on a file that need not exist. */
async function messages(filePath: string, text: string): Promise<readonly string[]> {
  const eslint = new ESLint({
    cwd: ROOT,
    overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
    ruleFilter: ({ ruleId }) =>
      ruleId === 'import-x/no-restricted-paths' || ruleId.startsWith('no-restricted-'),
  });
  const results = await eslint.lintText(text, { filePath });
  return results.flatMap((result) => result.messages.map((message) => message.message));
}

const LAYERS = ['sim', 'models', 'properties', 'reports', 'scripts'];
const entry = (layer: string): string => (layer === 'scripts' ? 'skewproof' : 'index');

for (const [at, layer] of LAYERS.entries())
  test(`layers - ${layer}/ may import what is before it, through its door, and nothing after`, async (t) => {
    const text = LAYERS.filter((other) => other !== layer)
      .map((other) => `import * as ${other} from '../${other}/${entry(other)}.js';`)
      .join('\n');
    const found = await messages(`${layer}/virtual.ts`, text);
    t.is(found.length, LAYERS.length - 1 - at, found.join('\n'));
    t.true(found.every((message) => message.includes('Imports go one way')));
  });

test('layers - tests, types, re-exports and deferred imports go one way too', async (t) => {
  const wrongWays = [
    "import type { Ledger } from '../properties/index.js';",
    "export * from '../properties/index.js';",
    "await import('../properties/index.js');",
    "type Ledger = import('../properties/index.js').Ledger;",
  ];
  for (const text of wrongWays) t.is((await messages('sim/virtual.test.ts', text)).length, 1, text);
});

test('layers - another layer is entered through its index.ts only, from bench/ as well', async (t) => {
  const text = "import { Clock } from '../sim/clock.js';";
  for (const folder of ['models', 'scripts', 'bench', 'examples']) {
    const [message, ...more] = await messages(`${folder}/virtual.ts`, text);
    t.regex(message ?? '', /Enter sim\/ through sim\/index\.ts/);
    t.deepEqual(more, []);
  }
  t.deepEqual(await messages('bench/virtual.ts', "import { Clock } from '../sim/index.js';"), []);
});

test('bans - a banned name is an error that says what instead', async (t) => {
  const [message] = await messages('models/virtual.ts', 'export const now = Date.now();');
  t.regex(message ?? '', /Date differs between runs or machines: true time comes from the event/);
  t.is((await messages('models/virtual.ts', 'globalThis.process.exit();')).length, 1);
  t.is((await messages('models/virtual.ts', "import 'node:crypto';")).length, 1);
  t.is((await messages('models/virtual.ts', 'Math.sin(1); Math.floor(1);')).length, 1);
  t.deepEqual(await messages('scripts/virtual.ts', 'export const now = Date.now();'), []);
});

/** Adapters are counted by one rule, and none of them is longer than it allows. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { ADAPTER_LINES_MAX, adapterLines } from './adapter-lines.js';
import { ROOT, studyFiles } from './roster.js';

const study = (start: string): string =>
  `export const about = { start: 1 };\nexport default program({\n  name: 'a',\n${start}\n});`;

test('adapter lines - from the name of the function to its closing brace', (t) => {
  const text = study(`  start: ({ A }, { track }) => {
    const a = new A();

    // A comment is no line of an adapter.
    track((marker) => {
      a.track(marker); // but this is
    });
  },`);
  t.is(adapterLines(text), 6);
});

test('adapter lines - a method counts as a function does', (t) => {
  t.is(adapterLines('program({ start({ A }) {\n  new A();\n} })'), 3);
});

test('adapter lines - a study without a function is refused', (t) => {
  t.throws(() => adapterLines("program({ agent: './telemetry.ts' })"), { message: /start/ });
});

for (const { name, path } of studyFiles())
  test(`adapter lines - ${name} has at most ${String(ADAPTER_LINES_MAX)}`, (t) => {
    const lines = adapterLines(readFileSync(join(ROOT, path), 'utf8'));
    t.true(lines <= ADAPTER_LINES_MAX, String(lines));
  });

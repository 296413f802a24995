/** Pages of findings name the versions that are pinned and the line that was found, and were run. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { filedOf, filedPages, filedRuns } from './filed.js';
import { WORKSPACE } from './roster.js';
import { savedResult } from './saved.js';

const { dependencies } = JSON.parse(readFileSync(join(WORKSPACE, 'package.json'), 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>;
};
const VERSIONED = /(?<name>(?:@[\w-]+\/)?[\w-]+)@(?<version>\d[\w.-]*\w)/g;

test('filed - there are five', (t) => {
  t.is(filedPages().length, 5);
});

for (const { study, text } of filedPages()) {
  test(`filed - ${study} names the versions that are pinned`, (t) => {
    const named = [...text.matchAll(VERSIONED)].map(({ groups }) => groups ?? {});
    t.true(named.length > 0);
    for (const { name = '', version } of named) t.is(dependencies[name], version, name);
    const tested = savedResult(study)?.packages ?? [];
    t.true(
      tested.some((one) => text.split('\n')[0]?.includes(one)),
      tested.join(),
    );
  });

  test(`filed - ${study} names the line that the run found`, (t) => {
    const line = savedResult(study)?.clocks?.line;
    const words = text.replaceAll(/\s+/g, ' ');
    if (line !== undefined) t.true(words.includes(`\`${line.file}:${String(line.line)}\``));
    if (line !== undefined) t.true(words.includes(`\`${line.source}\``));
    t.regex(text, /^## The line$/m);
    t.regex(text, /^## A suggested change$/m);
    t.notRegex(text, /skewproof/);
  });

  test(`filed - ${study} was run, and its script printed what it says`, (t) => {
    t.true(
      filedRuns().some((one) => one.study === study && one.agrees),
      'npm run study:confirm runs it',
    );
  });
}

test('filed - a page without a script, or with two, is refused', (t) => {
  const page = '```js\na();\n```\n\n```text\nb\n```\n';
  t.deepEqual(filedOf('acme', page), {
    study: 'acme',
    text: page,
    script: 'a();\n',
    output: 'b\n',
  });
  for (const text of [page.replace('```js', '```ts'), page + page, page.replace('text', 'json')])
    t.throws(() => filedOf('acme', text), { message: /docs\/packages\/acme\.md: one block of/ });
});

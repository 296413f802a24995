/** The rules of language on sources and documents that break them, and on the tree. */
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { printed } from './finding.js';
import { breachesByRoom, passagesOf, proseFindings, proseRules } from './prose.js';
import { textFiles } from './tree.js';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const rules = proseRules();
const file = (path: string, text: string) => ({ path, text });
const found = (path: string, text: string): readonly string[] =>
  proseFindings(file(path, text), rules).map(printed);

test('prose - a banned word is found in comments, messages and documents, with its line and its replacement', (t) => {
  const source = [
    '/** Runs a scenario. */',
    'const a = 1; // begins anew',
    '// somebody',
    '// looks',
    "const message = 'the record is gone for ever';",
    'const other = `node ${a} is told`;',
    '/* Whoever holds it. */',
  ].join('\n');
  const lines = found('a.ts', source);
  t.deepEqual(lines.map((line) => /^a\.ts:\d+: "[^"]*"/.exec(line)?.[0]).sort(), [
    'a.ts:2: "anew"',
    'a.ts:3: "somebody"',
    'a.ts:5: "for ever"',
    'a.ts:6: "is told"',
    'a.ts:7: "Whoever"',
  ]);
  t.true(lines.some((line) => line.endsWith('; again')));
  t.deepEqual(
    found('a.md', 'A line.\n\nThe node is gone for\never.').map((l) => l.split('; ')[0]),
    ['a.md:3: "for ever"'],
  );
});

test('prose - code, identifiers, sessions, links and short literals are not read', (t) => {
  t.deepEqual(
    found('a.ts', "const anew = 'anew';\nconst somebody = anew; /** Returns `nobody`. */"),
    [],
  );
  const document = [
    '```console\nnobody was told\n```',
    'See [the page](somebody.md) and `anew`.',
    '    npx whoever does',
    '<!-- anew -->',
    '<!-- table: x -->\n\n| anew |\n\n<!-- end -->',
  ].join('\n\n');
  t.deepEqual(found('a.md', document), []);
  t.deepEqual(found('a.json', 'anew'), []);
});

test('prose - a docstring begins with a verb or a name; a comment may begin with a question word', (t) => {
  const lines = found('a.ts', '/** What a node does. */\nconst a = 1; // What it is for.\n');
  t.deepEqual(lines, [
    'a.ts:1: a docstring begins with "What"; begin with a verb or with the name of the thing',
  ]);
});

test('prose - a sentence is at most as long as the rules say, in docstrings, documents and cells', (t) => {
  const words = (count: number): string => `Word ${'word '.repeat(count - 2)}word.`;
  const { sentenceWords } = rules;
  t.deepEqual(found('a.md', `${words(sentenceWords)} ${words(sentenceWords)}`), []);
  t.is(found('a.md', words(sentenceWords + 1)).length, 1);
  t.is(found('a.ts', `/** ${words(sentenceWords + 1)} */`).length, 1);
  t.is(found('a.ts', `// ${words(sentenceWords + 1)}`).length, 0);
  const cell = words(sentenceWords - 1);
  t.deepEqual(found('a.md', `| ${cell} | ${cell} |`), []);
});

test('prose - paragraphs, list items and the lines of one comment are passages of their own', (t) => {
  const source = '// one\n// two\n\nconst a = 1;\n/**\n * Three\n * four.\n *\n * - five\n */\n';
  t.deepEqual(
    passagesOf(file('a.ts', source)).map(({ kind, line, text }) => [
      kind,
      line,
      text.trim().replaceAll(/\s+/g, ' '),
    ]),
    [
      ['comment', 1, 'one two'],
      ['docstring', 6, 'Three four.'],
      ['docstring', 9, '- five'],
    ],
  );
});

test('prose - breaches are counted by room', (t) => {
  const files = [
    file('sim/clock/a.ts', '// anew, anew'),
    file('sim/clock/deep/b.ts', '// nobody'),
    file('README.md', 'It is gone for ever.'),
    file('docs/x.md', 'Good.'),
  ];
  t.deepEqual(
    [...breachesByRoom(files, rules)],
    [
      ['.', 1],
      ['sim/clock', 3],
    ],
  );
});

const tree = textFiles(ROOT);

test('prose - every exempt file is in the tree, breaks a rule, and is not reported', (t) => {
  const withoutExemptions = { ...rules, exempt: {} };
  for (const path of Object.keys(rules.exempt)) {
    const exempt = tree.find((other) => other.path === path);
    t.true(exempt !== undefined, path);
    if (exempt === undefined) continue;
    t.deepEqual(proseFindings(exempt, rules), [], path);
    t.true(proseFindings(exempt, withoutExemptions).length > 0, path);
  }
});

test('the tree - the rules of language hold in every file', (t) => {
  t.deepEqual(tree.flatMap((other) => proseFindings(other, rules)).map(printed), []);
});

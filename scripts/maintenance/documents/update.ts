/** `npm run docs`: brings sessions, included code, tables and pictures of the documents up to date. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { blocksOf, documents, ROOT, textAt } from './markdown.js';
import { PICTURES } from './pictures.js';
import { withSearched, withTables } from './tables.js';
import { wantedIn } from './wanted.js';

let changed = 0;
function write(path: string, text: string): void {
  mkdirSync(dirname(join(ROOT, path)), { recursive: true });
  writeFileSync(join(ROOT, path), text);
  changed += 1;
  process.stdout.write(`${path} updated\n`);
}

for (const [path, draw] of Object.entries(PICTURES)) {
  const picture = draw();
  if (!existsSync(join(ROOT, path)) || textAt(path) !== picture) write(path, picture);
}
for (const { path, text } of documents()) {
  let updated = withSearched(withTables(text));
  // From the last to the first, so that places before a change stay true.
  for (const block of [...blocksOf(updated)].reverse())
    updated = updated.slice(0, block.start) + (await wantedIn(block)) + updated.slice(block.end);
  if (updated !== text) write(path, updated);
}
process.stdout.write(`${String(changed)} file(s) changed\n`);

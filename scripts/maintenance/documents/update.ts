/** `npm run docs`: writes into every document what its commands print, its files say and the code tabulates now. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { blocksOf, documents, ROOT } from './markdown.js';
import { withTables } from './tables.js';
import { wantedIn } from './wanted.js';

let changed = 0;
for (const { path, text } of documents()) {
  let updated = withTables(text);
  // From the last to the first, so that places before a change stay true.
  for (const block of [...blocksOf(updated)].reverse())
    updated = updated.slice(0, block.start) + (await wantedIn(block)) + updated.slice(block.end);
  if (updated === text) continue;
  writeFileSync(join(ROOT, path), updated);
  changed += 1;
  process.stdout.write(`${path} updated\n`);
}
process.stdout.write(`${String(changed)} document(s) changed\n`);

/**
 * `npm run tidy:prose`: prints breaches of the rules of language.
 * `-- --count` counts them per room, `-- PATH…` prints those of some files or folders.
 */
import { fileURLToPath } from 'node:url';
import { printed } from './finding.js';
import { breachesByRoom, proseFindings, proseRules } from './prose.js';
import { textFiles } from './tree.js';

const files = textFiles(fileURLToPath(new URL('../../../../', import.meta.url)));
const rules = proseRules();
const [first, ...others] = process.argv.slice(2);

if (first === '--count') {
  const counts = breachesByRoom(files, rules);
  for (const [room, count] of counts) console.log(`${String(count).padStart(6)}  ${room}`);
  console.log(
    `${String([...counts.values()].reduce((a, b) => a + b, 0)).padStart(6)}  in all; sentences over ${String(rules.sentenceWords)} words count as one each`,
  );
} else {
  const paths = first === undefined ? [] : [first, ...others];
  const found = files
    .filter(({ path }) => paths.length === 0 || paths.some((wanted) => path.startsWith(wanted)))
    .flatMap((file) => proseFindings(file, rules));
  for (const finding of found) console.log(printed(finding));
  console.log(`${String(found.length)} breach(es)`);
  process.exitCode = found.length === 0 ? 0 : 1;
}

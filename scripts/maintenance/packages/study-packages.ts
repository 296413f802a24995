/**
 * `npm run study:packages [name…]`: plays the studies of released packages, each in processes of
 * its own, keeps the results as JSON, and writes docs/packages.md from them.
 *
 * `--page` writes the page alone; `--processes <n>` says how many studies run at a time, and
 * `--seconds <n>` how much processor time each search has.
 */
import { fork } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installed } from './install.js';
import { SECONDS_MAX } from './measure.js';
import type { Answer } from './measure-one.js';
import { PAGE } from './page.js';
import type { PackageResult } from './result.js';
import { savedPage } from './saved.js';
import { RESULTS, ROOT, studyFiles } from './roster.js';
import type { StudyFile } from './roster.js';

const CHILD = fileURLToPath(new URL('measure-one.js', import.meta.url));
/** Real time after which a process is taken for stuck, ms. */
const STUCK_MS = 20 * 60_000;

function answerOf(args: readonly string[]): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child = fork(CHILD, [...args], { cwd: ROOT, timeout: STUCK_MS });
    let answer: Answer | undefined;
    child.on('message', (message) => (answer = message as Answer));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (answer !== undefined) resolve(answer);
      else reject(new Error(`${args.join(' ')}: ended with ${String(signal ?? code)}`));
    });
  });
}

/** The result; a diagnosis in place of it if two processes play the same scenarios differently. */
async function resultOf({ path }: StudyFile, seconds: string): Promise<PackageResult> {
  const answer = await answerOf([path, 'result', seconds]);
  if (answer.kind !== 'result') throw new Error(`${path}: no result`);
  const { result, hashes } = answer;
  if (hashes === undefined) return result;
  const again = await answerOf([path, 'hashes', String(hashes.length)]);
  if (again.kind !== 'hashes') throw new Error(`${path}: no hashes`);
  const differs = hashes.findIndex((hash, at) => hash !== again.hashes[at]);
  if (differs === -1) return result;
  const { study, file, packages, adapterLines, bundle } = result;
  const diagnosis = `two processes played scenario ${String(differs)} of seed 1 differently (${String(hashes[differs])}, ${String(again.hashes[differs])})`;
  return { study, file, packages, adapterLines, bundle, diagnosis };
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    page: { type: 'boolean' },
    processes: { type: 'string' },
    seconds: { type: 'string' },
  },
});
const all = studyFiles();
const unknown = positionals.filter((name) => !all.some((one) => one.name === name));
if (unknown.length > 0) {
  process.stderr.write(
    `no study ${unknown.join(', ')}; there are ${all.map(({ name }) => name).join(', ')}\n`,
  );
  process.exit(2);
}

const say = (text: string): boolean => process.stdout.write(`${text}\n`);
let failed = 0;

if (values.page !== true) {
  installed();
  mkdirSync(RESULTS, { recursive: true });
  const named = positionals.flatMap((name) => all.filter((one) => one.name === name));
  const due = named.length === 0 ? [...all] : named;
  const work = async (): Promise<void> => {
    for (let one = due.shift(); one !== undefined; one = due.shift())
      try {
        const result = await resultOf(one, values.seconds ?? String(SECONDS_MAX));
        writeFileSync(join(RESULTS, `${one.name}.json`), `${JSON.stringify(result, null, 2)}\n`);
        const { diagnosis, search, clocks } = result;
        say(
          `${one.name}: ${diagnosis ?? `${String(search?.runs)} runs, ${clocks === undefined ? 'no loss by clocks' : `${clocks.property} ${clocks.fate}`}`}`,
        );
      } catch (error) {
        failed += 1;
        process.stderr.write(`${one.name}: ${String(error)}\n`);
      }
  };
  const processes = Number(values.processes ?? availableParallelism());
  await Promise.all(Array.from({ length: processes }, work));
}
writeFileSync(join(ROOT, PAGE), savedPage());
say(`${PAGE} written`);
process.exitCode = failed === 0 ? 0 : 1;

/**
 * `npm run study:packages [name…]`: plays the studies of released packages, each in processes of
 * its own, keeps the results as JSON, and writes docs/packages.md from them.
 *
 * `--page` writes the page alone; `--processes <n>` says how many studies run at a time, and
 * `--seconds <n>` how much processor time each search has. `--nodes <path,…>` names executables of other
 * releases of Node: then 200 scenarios are played in two processes of this one and in each other.
 * `--refresh` keeps the saved searches: it reads what the set-ups state, and plays both sides of each
 * threshold again.
 */
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installed } from './install.js';
import { EQUAL_RUNS, SECONDS_MAX } from './measure.js';
import type { Answer } from './measure-one.js';
import { PAGE } from './page.js';
import type { Equal, PackageResult } from './result.js';
import { savedPage } from './saved.js';
import { RESULTS, ROOT, studyFiles } from './roster.js';
import type { StudyFile } from './roster.js';

const CHILD = fileURLToPath(new URL('measure-one.js', import.meta.url));
/** Real time after which a process is taken for stuck, ms. */
const STUCK_MS = 30 * 60_000;
/** Trace hashes that a result keeps: a test plays these again. */
const EQUAL_KEPT = 20;

function answerOf(args: readonly string[], execPath = process.execPath): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child = fork(CHILD, [...args], { cwd: ROOT, timeout: STUCK_MS, execPath });
    let answer: Answer | undefined;
    child.on('message', (message) => (answer = message as Answer));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (answer !== undefined) resolve(answer);
      else reject(new Error(`${args.join(' ')}: ended with ${String(signal ?? code)}`));
    });
  });
}

/** Plays the same scenarios in two processes of this release of Node, and in one of each other. */
async function equalOf(path: string, others: readonly string[]): Promise<Equal> {
  let first: readonly string[] | undefined;
  const nodes: Equal['nodes'][number][] = [];
  for (const execPath of [process.execPath, process.execPath, ...others]) {
    const answer = await answerOf([path, 'hashes', String(EQUAL_RUNS)], execPath);
    if (answer.kind !== 'hashes') throw new Error(`${path}: no hashes`);
    const { hashes, version } = answer;
    const expected = (first ??= hashes);
    const differsAt = expected.findIndex((hash, at) => hash !== hashes[at]);
    nodes.push({ version, ...(differsAt < 0 ? {} : { differsAt }) });
  }
  const hashes = first ?? [];
  const digest = createHash('sha256').update(hashes.join(' ')).digest('hex').slice(0, 16);
  return { runs: hashes.length, first: hashes.slice(0, EQUAL_KEPT), digest, nodes };
}

interface Work {
  readonly seconds: string;
  /** Keep the saved search. */
  readonly refresh: boolean;
  /** Other releases of Node; undefined: play no scenarios for their hashes. */
  readonly nodes: readonly string[] | undefined;
}

async function resultOf({ path }: StudyFile, work: Work): Promise<PackageResult> {
  const answer = await answerOf([path, work.refresh ? 'refresh' : 'result', work.seconds]);
  if (answer.kind !== 'result') throw new Error(`${path}: no result`);
  const { result } = answer;
  if (result.diagnosis !== undefined || work.nodes === undefined) return result;
  return { ...result, equal: await equalOf(path, work.nodes) };
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    page: { type: 'boolean' },
    nodes: { type: 'string' },
    processes: { type: 'string' },
    refresh: { type: 'boolean' },
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
  const others = values.nodes?.split(',').filter((path) => path !== '');
  const work = async (): Promise<void> => {
    for (let one = due.shift(); one !== undefined; one = due.shift())
      try {
        const result = await resultOf(one, {
          seconds: values.seconds ?? String(SECONDS_MAX),
          refresh: values.refresh ?? false,
          nodes: others ?? (values.refresh === true ? undefined : []),
        });
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

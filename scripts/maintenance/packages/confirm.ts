/**
 * `npm run study:confirm [name…]`: replays findings in real Node over loopback sockets, with the
 * packages unmodified, on both sides of the threshold; and runs the script of each page of
 * docs/packages/. Exit code 1 if one does not agree.
 */
import { fork, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { recordsInRequest } from '../../../hosting/network/markers.js';
import { unpack } from '../../../hosting/shims/node/zlib/zlib.js';
import type { CollectorHandler } from '../../../properties/hosted/collectors.js';
import type { Confirmation } from './confirmed.js';
import { CONFIRMED, confirmations } from './confirmed.js';
import { FILED_RUNS, filedPages, filedRuns } from './filed.js';
import type { Filed, FiledRun } from './filed.js';
import { installed } from './install.js';
import { ROOT, WORKSPACE } from './roster.js';

/** A confirmation's file. */
interface Case {
  /** Name of a collector's file; absent: everything is accepted. */
  readonly collector?: string;
  /** Statuses of the first answers. */
  readonly answers?: readonly number[];
  /** Headers of these. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Amount by which the clock is set, ms. */
  readonly sides: { readonly losing: number; readonly passing: number };
}

const FOLDER = join(WORKSPACE, 'confirm');
const PARTS = ['clock', 'child'];
const RECORD = 17;
/** Real time after the package was used in which the record may arrive, ms. */
const PATIENCE_MS = 15_000;
/** Real time for the script of a page, ms. */
const PAGE_MS_MAX = 120_000;

async function handlerOf(name: string | undefined): Promise<CollectorHandler> {
  if (name === undefined) return () => ({ status: 204 });
  const file = join(ROOT, 'dist/studies/collectors', `${name}.js`);
  const exports = (await import(pathToFileURL(file).href)) as Record<string, CollectorHandler>;
  const [handler] = Object.values(exports);
  if (handler === undefined) throw new Error(`${file} exports no collector`);
  return handler;
}

/** True if the record arrives. */
async function arrives(name: string, one: Case, by: number): Promise<boolean> {
  const handler = await handlerOf(one.collector);
  const kept = new Set<number>();
  let requests = 0;
  let heard = (): void => undefined;
  const server = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part));
    req.on('end', () => {
      const body = Buffer.concat(parts).toString('latin1');
      const headers = Object.entries(req.headers).map(
        ([key, value]) => [key, String(value)] as const,
      );
      const url = req.url ?? '/';
      const records = recordsInRequest(url, headers, body, unpack);
      const status = one.answers?.[requests];
      requests += 1;
      const answer =
        status === undefined
          ? handler({ method: req.method ?? '', url, headers, body, records }, { wall: Date.now() })
          : { status, headers: Object.entries(one.headers ?? {}) };
      const { refused = [], accepted = [] } = answer;
      const isKept = answer.status < 300 ? !refused.includes(RECORD) : accepted.includes(RECORD);
      if (isKept) for (const record of records) kept.add(record);
      res.writeHead(answer.status, Object.fromEntries(answer.headers ?? []));
      res.end('body' in answer ? answer.body : undefined);
      heard();
    });
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const args = [name, url, `sk~${String(RECORD)}~`, String(by)];
  const child = fork(join(FOLDER, 'child.mjs'), args, { stdio: 'ignore' });
  heard = () => void child.send('request');
  const isDone = new Promise((resolve) => {
    child.once('message', resolve);
    child.once('exit', resolve);
  });
  await isDone;
  for (let waited = 0; waited < PATIENCE_MS && !kept.has(RECORD); waited += 100) await sleep(100);
  child.kill();
  server.close();
  server.closeAllConnections();
  return kept.has(RECORD);
}

/** Runs the script of a page beside the installed packages. */
function filedRun({ study, script, output }: Filed): FiledRun {
  const file = join(WORKSPACE, `.filed-${study}.mjs`);
  writeFileSync(file, script);
  try {
    const { stdout } = spawnSync(process.execPath, [file], {
      encoding: 'utf8',
      timeout: PAGE_MS_MAX,
    });
    return { study, agrees: stdout === output, node: process.version };
  } finally {
    rmSync(file);
  }
}

const names = readdirSync(FOLDER)
  .map((file) => file.replace(/\.mjs$/, ''))
  .filter((name) => !PARTS.includes(name));
const wanted = process.argv.slice(2);
const pages = filedPages();
const known = [...new Set([...names, ...pages.map(({ study }) => study)])];
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`no confirmation ${unknown.join(', ')}; there are ${known.join(', ')}\n`);
  process.exit(2);
}
installed();
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name);
const results = new Map(confirmations().map((one) => [one.study, one]));
for (const name of names.filter((one) => isWanted(one))) {
  const one = (await import(pathToFileURL(join(FOLDER, `${name}.mjs`)).href)) as Case;
  const losing = await arrives(name, one, one.sides.losing);
  const passing = await arrives(name, one, one.sides.passing);
  const agrees = !losing && passing;
  const result: Confirmation = { study: name, sides: one.sides, agrees, node: process.version };
  results.set(name, result);
  process.stdout.write(
    `${name}: ${agrees ? 'agrees' : `does not agree: ${losing ? 'the losing side arrives' : 'the passing side does not arrive'}`}\n`,
  );
  if (!agrees) process.exitCode = 1;
}
const inOrder = [...results.values()].filter(({ study }) =>
  existsSync(join(FOLDER, `${study}.mjs`)),
);
inOrder.sort((a, b) => (a.study < b.study ? -1 : 1));
mkdirSync(dirname(CONFIRMED), { recursive: true });
writeFileSync(CONFIRMED, `${JSON.stringify(inOrder, null, 2)}\n`);

const runs = new Map(filedRuns().map((one) => [one.study, one]));
for (const page of pages.filter(({ study }) => isWanted(study))) {
  const run = filedRun(page);
  runs.set(page.study, run);
  process.stdout.write(
    `docs/packages/${page.study}.md: ${run.agrees ? 'prints what it says' : 'prints something else'}\n`,
  );
  if (!run.agrees) process.exitCode = 1;
}
const ordered = pages.flatMap(({ study }) => runs.get(study) ?? []);
writeFileSync(FILED_RUNS, `${JSON.stringify(ordered, null, 2)}\n`);

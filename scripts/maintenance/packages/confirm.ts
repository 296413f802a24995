/**
 * `npm run study:confirm [name…]`: replays findings in real Node over loopback sockets, and in real
 * Chromium, with the packages unmodified, on both sides of the threshold; and runs the script of each page
 * of docs/packages/. Exit code 1 if one does not agree.
 */
import { fork, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { playedInBrowser } from './confirm-browser.js';
import { ConfirmServer, MARKER } from './confirm-server.js';
import type { Case } from './confirm-server.js';
import type { Confirmation } from './confirmed.js';
import { CONFIRMED, confirmations } from './confirmed.js';
import { FILED_RUNS, filedPages, filedRuns } from './filed.js';
import type { Filed, FiledRun } from './filed.js';
import { installed } from './install.js';
import { WORKSPACE } from './roster.js';

const FOLDER = join(WORKSPACE, 'confirm');
const PARTS = ['clock', 'child'];
/** Real time after the package was used in which the record may arrive, ms. */
const PATIENCE_MS = 15_000;
/** Real time for the script of a page, ms. */
const PAGE_MS_MAX = 120_000;

/** Files of confirmations, by name: in Node, and in a browser. */
const namesIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.mjs'))
    .map((file) => file.slice(0, -'.mjs'.length))
    .filter((name) => !PARTS.includes(name));
const IN_NODE = namesIn(FOLDER);
const IN_BROWSER = namesIn(join(FOLDER, 'browser'));
const fileOf = (name: string): string =>
  join(FOLDER, IN_BROWSER.includes(name) ? 'browser' : '.', `${name}.mjs`);

/** Plays one side in a process of Node. */
async function playedInNode(name: string, by: number, server: ConfirmServer): Promise<void> {
  const args = [name, server.url, MARKER, String(by)];
  const child = fork(join(FOLDER, 'child.mjs'), args, { stdio: 'ignore' });
  server.heard = () => void child.send('request');
  const isDone = new Promise((resolve) => {
    child.once('message', resolve);
    child.once('exit', resolve);
  });
  await isDone;
  for (let waited = 0; waited < PATIENCE_MS && !server.isKept; waited += 100) await sleep(100);
  child.kill();
}

interface Side {
  readonly arrives: boolean;
  /** Its name and version; absent: it was no browser. */
  readonly browser?: string;
}

async function sideOf(name: string, one: Case, by: number): Promise<Side> {
  const server = await ConfirmServer.open(one);
  try {
    if (!IN_BROWSER.includes(name)) {
      await playedInNode(name, by, server);
      return { arrives: server.isKept };
    }
    const browser = await playedInBrowser(FOLDER, name, one, by, server, PATIENCE_MS);
    return { arrives: server.isKept, browser };
  } finally {
    server.close();
  }
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

const names = [...IN_NODE, ...IN_BROWSER];
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
  const one = (await import(pathToFileURL(fileOf(name)).href)) as Case;
  const losing = await sideOf(name, one, one.sides.losing);
  const passing = await sideOf(name, one, one.sides.passing);
  const agrees = !losing.arrives && passing.arrives;
  const { browser } = passing;
  const result: Confirmation = {
    ...{ study: name, sides: one.sides, agrees, node: process.version },
    ...(browser === undefined ? {} : { browser }),
  };
  results.set(name, result);
  process.stdout.write(
    `${name}: ${agrees ? 'agrees' : `does not agree: ${losing.arrives ? 'the losing side arrives' : 'the passing side does not arrive'}`}\n`,
  );
  if (!agrees) process.exitCode = 1;
}
const inOrder = [...results.values()].filter(({ study }) => existsSync(fileOf(study)));
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

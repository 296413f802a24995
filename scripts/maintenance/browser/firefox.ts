/**
 * `npm run explorer:firefox`: the explorer's pages in Firefox. It plays 1,000 drawn scenarios in the
 * page and in Node, and compares the trace hashes. Exit code 2 where no Firefox is installed.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { runScenario } from '../../../properties/oracle/judged-run.js';
import { PROCESS_HOST } from '../../cli/context.js';
import { main } from '../../cli/program.js';
import { studyNamed } from '../../studies.js';
import { drawnScenarios, tokensOf } from './tokens.js';

const PER_STUDY = 500;
const STUDIES = [
  ['sms2', 'h4'],
  ['store-forward', 'correct'],
] as const;

const FIREFOX = [process.env['FIREFOX_PATH'], '/usr/bin/firefox', '/usr/bin/firefox-esr'].find(
  (path) => path !== undefined && path !== '' && existsSync(path),
);

const PORT_FILE = 'MarionetteActivePort';
const STARTS_MS = 60_000;
const PREFERENCES = [
  ['marionette.port', 0],
  ['browser.shell.checkDefaultBrowser', false],
  ['datareporting.policy.dataSubmissionEnabled', false],
  ['app.update.disabledForTesting', true],
] as const;

/** Messages of Firefox's own remote protocol: `length:[type, id, …]`. */
class Marionette {
  readonly #socket: Socket;
  #read = Buffer.alloc(0);
  #last = 0;
  readonly #waiting = new Map<number, (answer: readonly unknown[]) => void>();

  constructor(port: number) {
    this.#socket = connect(port, '127.0.0.1');
    this.#socket.on('data', (part) => {
      this.#read = Buffer.concat([this.#read, part]);
      this.#take();
    });
  }

  #take(): void {
    for (;;) {
      const colon = this.#read.indexOf(':');
      const end = colon + 1 + Number(this.#read.subarray(0, Math.max(0, colon)).toString());
      if (colon < 0 || this.#read.length < end) return;
      const message: unknown = JSON.parse(this.#read.subarray(colon + 1, end).toString());
      this.#read = this.#read.subarray(end);
      // The first message is a greeting, and no answer.
      if (Array.isArray(message)) this.#waiting.get(Number(message[1]))?.(message);
    }
  }

  async send(command: string, parameters: object): Promise<unknown> {
    const id = (this.#last += 1);
    const text = JSON.stringify([0, id, command, parameters]);
    const answered = new Promise<readonly unknown[]>((resolve) => {
      this.#waiting.set(id, resolve);
    });
    this.#socket.write(`${String(Buffer.byteLength(text))}:${text}`);
    const [, , error, result] = await answered;
    if (error !== null) throw new Error(`${command}: ${JSON.stringify(error)}`);
    return (result as { readonly value?: unknown }).value;
  }

  end(): void {
    this.#socket.end();
  }
}

async function portOf(profile: string): Promise<number> {
  const file = join(profile, PORT_FILE);
  for (let waited = 0; waited < STARTS_MS; waited += 100) {
    if (existsSync(file)) {
      const port = Number(readFileSync(file, 'utf8'));
      if (port > 0) return port;
    }
    await sleep(100);
  }
  throw new Error(`Firefox did not start within ${String(STARTS_MS / 1_000)} s`);
}

/** Hashes of the tokens' runs in the page. */
async function hashesInPage(
  firefox: Marionette,
  page: string,
  tokens: readonly string[],
): Promise<readonly string[]> {
  await firefox.send('WebDriver:Navigate', { url: pathToFileURL(page).href });
  const script =
    'const { explorer } = window.wrappedJSObject ?? window; return arguments[0].map((token) => explorer.hashOf(token));';
  return (await firefox.send('WebDriver:ExecuteScript', {
    script,
    args: [tokens],
    scriptTimeout: 300_000,
  })) as readonly string[];
}

async function compared(firefox: Marionette, folder: string): Promise<boolean> {
  let isEqual = true;
  for (const [name, variant] of STUDIES) {
    const page = join(folder, `${name}.html`);
    const quiet = { ...PROCESS_HOST, stdout: { isTTY: false, columns: 80, write: () => true } };
    await main(['explorer', name, '--variant', variant, '--out', page], quiet);
    const study = studyNamed(name);
    const scenarios = drawnScenarios(study, PER_STUDY);
    const inPage = await hashesInPage(firefox, page, tokensOf(study, scenarios));
    const inNode = scenarios.map((scenario) => runScenario(study, scenario).summary.hash);
    const equal = inNode.filter((hash, at) => hash === inPage[at]).length;
    process.stdout.write(
      `${name}: ${String(equal)} of ${String(inNode.length)} trace hashes are equal in Firefox and in Node\n`,
    );
    isEqual &&= equal === inNode.length;
  }
  return isEqual;
}

async function run(executable: string): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'skewproof-firefox-'));
  writeFileSync(
    join(folder, 'user.js'),
    PREFERENCES.map(([name, value]) => `user_pref("${name}", ${String(value)});\n`).join(''),
  );
  const child = spawn(
    executable,
    [
      '--headless',
      '--marionette',
      '--remote-allow-system-access',
      '--no-remote',
      '--profile',
      folder,
    ],
    { stdio: 'ignore' },
  );
  try {
    const firefox = new Marionette(await portOf(folder));
    const session = await firefox.send('WebDriver:NewSession', {});
    const { capabilities } = (session ?? {}) as { capabilities?: { browserVersion?: string } };
    process.stdout.write(`Firefox ${capabilities?.browserVersion ?? ''}\n`);
    const isEqual = await compared(firefox, folder);
    firefox.end();
    return isEqual;
  } finally {
    child.kill();
    await sleep(500);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

if (FIREFOX === undefined) {
  process.stderr.write('No Firefox here: set FIREFOX_PATH, or install firefox-esr.\n');
  process.exitCode = 2;
} else process.exitCode = (await run(FIREFOX)) ? 0 : 1;

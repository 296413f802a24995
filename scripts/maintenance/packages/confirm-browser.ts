/** One side of a confirmation in real Chromium: the package is bundled for a page of a loopback server. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import type { Case, ConfirmServer } from './confirm-server.js';
import { MARKER, REQUESTS } from './confirm-server.js';

/** `CHROMIUM_PATH`, or the usual paths of distributions. */
export const CHROMIUM = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== undefined && path !== '' && existsSync(path));

/** The confirmation with its arguments, as one script. */
async function scriptOf(folder: string, name: string, url: string, by: number): Promise<string> {
  const contents = `
    import { step } from './clock.mjs';
    import run from './browser/${name}.mjs';
    const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const asked = async (count) => {
      while (Number(await (await fetch('${REQUESTS}')).text()) < count) await sleep(100);
    };
    run({ ...${JSON.stringify({ url, marker: MARKER, by })}, step, asked, sleep });`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: folder, loader: 'js' },
    ...{ bundle: true, write: false, format: 'iife', platform: 'browser', logLevel: 'error' },
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return outputFiles[0]?.text ?? '';
}

/** Opens the page, and waits until the record is kept, or for as long as the patience lasts. */
export async function playedInBrowser(
  folder: string,
  name: string,
  one: Case,
  by: number,
  server: ConfirmServer,
  patienceMs: number,
): Promise<string> {
  if (CHROMIUM === undefined) throw new Error('no Chromium is installed; CHROMIUM_PATH names one');
  const start =
    one.worker === true
      ? "<script>navigator.serviceWorker.register('/script.js')</script>"
      : '<script src="/script.js"></script>';
  server.files.set('/', { type: 'text/html', text: `<!doctype html>${start}` });
  server.files.set('/favicon.ico', { type: 'image/x-icon', text: '' });
  const text = await scriptOf(folder, name, server.url, by);
  server.files.set('/script.js', { type: 'text/javascript', text });
  const profile = mkdtempSync(join(tmpdir(), 'skewproof-confirm-'));
  const args = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run'];
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    args: [...args, '--disable-background-networking', '--disable-component-update'],
  });
  try {
    const page = await context.newPage();
    await page.goto(server.url);
    for (let waited = 0; waited < patienceMs && !server.isKept; waited += 100)
      await page.waitForTimeout(100);
    return `Chromium ${context.browser()?.version() ?? ''}`.trim();
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

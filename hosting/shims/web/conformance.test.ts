/** Shims of the web, held to a real browser: one is started for all lists of cases. */
import test from 'ava';
import type { Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { CHROMIUM } from './_chromium.test.js';
import { inBrowser, inShim, served } from './_conformance.test.js';
import { ABORT_CASES } from './abort/conformance.js';
import { BLOB_CASES } from './blob/conformance.js';
import { CHANNEL_CASES } from './channels/conformance.js';
import { CLOCK_CASES } from './clock/conformance.js';
import type { WebCase } from './conformance-case.js';
import { DOCUMENT_CASES } from './document/conformance.js';
import { EVENT_CASES } from './events/conformance.js';
import { FETCH_CASES } from './fetch/conformance.js';
import { DATABASE_CASES } from './indexed-db/conformance.js';
import { NAVIGATOR_CASES } from './navigator/conformance.js';
import { STORAGE_CASES } from './storage/conformance.js';
import { STRUCTURED_CASES } from './structured/conformance.js';
import { TIMER_CASES } from './timers/conformance.js';
import { XHR_CASES } from './xhr/conformance.js';

const LISTS: Readonly<Record<string, readonly WebCase[]>> = {
  abort: ABORT_CASES,
  blob: BLOB_CASES,
  channels: CHANNEL_CASES,
  clock: CLOCK_CASES,
  document: DOCUMENT_CASES,
  events: EVENT_CASES,
  fetch: FETCH_CASES,
  'indexed-db': DATABASE_CASES,
  navigator: NAVIGATOR_CASES,
  storage: STORAGE_CASES,
  structured: STRUCTURED_CASES,
  timers: TIMER_CASES,
  xhr: XHR_CASES,
};

let page: Page | undefined;

test.before(async () => {
  if (CHROMIUM === undefined) return;
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  page = await browser.newPage();
  await served(page);
});

test.after.always(async () => {
  await page?.context().browser()?.close();
});

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

for (const [shim, cases] of Object.entries(LISTS))
  for (const { name, run } of cases)
    // Without a browser the cases still run in the hosted page.
    test.serial(`web ${shim} conforms - ${name}`, async (t) => {
      const hosted = parsed(await inShim(run));
      t.is(typeof hosted, 'object', String(hosted));
      if (page !== undefined) t.deepEqual(hosted, parsed(await inBrowser(page, run)));
    });

test.serial('web conformance - a shim that differs is seen', async (t) => {
  const run: WebCase['run'] = (window): unknown => [
    (window as { navigator: { userAgent: string } }).navigator.userAgent,
  ];
  if (page === undefined) t.pass();
  else t.not(await inShim(run), await inBrowser(page, run));
});

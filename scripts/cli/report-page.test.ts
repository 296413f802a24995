/** The report's page in real Chromium, opened from disk and clicked through. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ava from 'ava';
import type { TestFn } from 'ava';
import type { BrowserContext, Page } from 'playwright-core';
import { fitsWidth, seriousFindings } from './_axe.test.js';
import { CHROMIUM, opened } from './_chromium.test.js';
import { cli, SCENARIOS } from './_cli.test.js';

/** Played for this long, its drawing has all the steps that one shows. */
const LONG = 'q213261-behind-at-install.json';
const LONG_MS = 20 * 86_400_000;

const test = ava.serial as unknown as TestFn;

let folder = '';
let context: BrowserContext | undefined;
let close = (): Promise<void> => Promise.resolve();

ava.before('a report of the variant that strands records', async () => {
  if (CHROMIUM === undefined) return;
  folder = mkdtempSync(join(tmpdir(), 'skewproof-page-'));
  const made = await cli(['verify', 'sms2', '--variant', 'h2', '--runs', '60', '--report', folder]);
  if (made.code !== 0) throw new Error(made.stderr);
  ({ context, close } = await opened(CHROMIUM));
});

ava.after.always(async () => {
  await close();
  if (folder !== '') rmSync(folder, { recursive: true });
});

interface Opened {
  readonly page: Page;
  /** Requests of the page besides itself, and its errors. */
  readonly complaints: string[];
}

async function page(width: number, colorScheme: 'light' | 'dark'): Promise<Opened> {
  if (context === undefined) throw new Error('no browser');
  const page = await context.newPage();
  const complaints: string[] = [];
  const url = pathToFileURL(join(folder, 'report.html')).href;
  page.on('request', (request) => {
    if (request.url().split('#')[0] !== url) complaints.push(`asked for ${request.url()}`);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.setViewportSize({ width, height: 800 });
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.goto(url);
  await page.waitForSelector('html[data-ready]');
  return { page, complaints };
}

/** The hash of the run that the copied command makes. */
async function hashOf(command: string): Promise<string> {
  const [npx, name, ...args] = command.split(' ');
  if (npx !== 'npx' || name !== 'skewproof') throw new Error(`no command: ${command}`);
  const run = await cli([...args, '--json']);
  return (JSON.parse(run.stdout) as { hash: string }).hash;
}

const copied = async (page: Page, button: string): Promise<string> => {
  await page.locator(button).click();
  await page.locator(`${button}[data-state="copied"]`).waitFor();
  return page.evaluate<string>('navigator.clipboard.readText()');
};

const browser = CHROMIUM === undefined ? undefined : test;
if (browser === undefined) {
  if (process.env['CI'] !== undefined && process.env['CI'] !== '')
    test('page - needs Chromium', (t) => {
      t.fail('CI without Chromium: install it, or set CHROMIUM_PATH');
    });
  else
    ava.skip('page - NOT RUN: no Chromium found; install it, or set CHROMIUM_PATH', (t) => {
      t.pass();
    });
}

browser?.(
  'page - a map cell is hovered, its scenario opened, its command copied and run: the same hash',
  async (t) => {
    const { page: it, complaints } = await page(1_400, 'light');
    const plane = it.locator('.plane-box svg').first();
    await plane.scrollIntoViewIfNeeded();
    const box = await plane.boundingBox();
    t.truthy(box);
    const { x = 0, y = 0 } = box ?? {};
    await it.mouse.move(x + 90, y + 300);
    const readout = it.locator('.readout').first();
    t.regex(await readout.innerText(), /^Here .* behind, \d+ records?\. Run at .*: [a-z]+\.$/);
    await it.mouse.click(x + 90, y + 300);
    const panel = it.locator('.point').first();
    await panel.locator('.command').waitFor();
    const said = await panel.locator('.fate').innerText();
    t.true((await readout.innerText()).endsWith(`: ${said}.`));
    t.is(said, 'stranded');
    t.regex(await panel.locator('.scenario').innerText(), /"offsetMs": -\d+/);
    const command = await copied(it, '.point .copy');
    t.is(await hashOf(command), await panel.locator('[data-hash]').innerText());
    t.deepEqual(complaints, []);
    await it.close();
  },
);

browser?.(
  'page - the map by keyboard: arrows move, Enter opens, plus zooms and drag pans',
  async (t) => {
    const { page: it } = await page(1_400, 'dark');
    const box = it.locator('.plane-box').first();
    await box.focus();
    const readout = it.locator('.readout').first();
    await it.keyboard.press('ArrowLeft');
    const first = await readout.innerText();
    await it.keyboard.press('ArrowLeft');
    t.not(await readout.innerText(), first);
    await it.keyboard.press('Enter');
    await it.locator('.point .command').first().waitFor();
    t.regex(await it.locator('#said').innerText(), /Its scenario is shown/);
    const width = () =>
      it.evaluate<number>('Number(document.querySelector(".cell-chosen").getAttribute("width"))');
    const left = () =>
      it.evaluate<number>('Number(document.querySelector(".cell-chosen").getAttribute("x"))');
    const before = await width();
    await it.keyboard.press('+');
    await it.waitForTimeout(50);
    t.true((await width()) > before * 1.5);
    const from = await left();
    await box.scrollIntoViewIfNeeded();
    const place = await box.boundingBox();
    const [x, y] = [(place?.x ?? 0) + 300, (place?.y ?? 0) + 150];
    await it.mouse.move(x, y);
    await it.mouse.down();
    await it.mouse.move(x + 60, y, { steps: 4 });
    await it.mouse.up();
    t.true(Math.abs((await left()) - from - 60) < 2);
    await it.close();
  },
);

browser?.(
  'page - the lost record is found: from its finding to its run, step by step to its end',
  async (t) => {
    const { page: it, complaints } = await page(1_400, 'light');
    const finding = it
      .locator('.finding', { has: it.locator('.fate.stranded') })
      .filter({ hasText: 'upload-due' })
      .filter({ hasText: 'frozen then' })
      .first();
    await it.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
    const hash = await finding.locator('[data-hash]').innerText();
    await finding.locator('.show-run').click();
    t.is(await it.locator('#run-view [data-hash]').innerText(), hash);
    const step = it.locator('.step').first();
    await it.getByRole('button', { name: 'Record used' }).click();
    t.regex(await step.innerText(), /The record's use begins/);
    const number = async () => Number(/step (\d+) of/.exec(await step.innerText())?.[1]);
    const used = await number();
    await it.getByRole('button', { name: 'Next event' }).click();
    t.is(await number(), used + 1);
    await it.locator('.diagrams').focus();
    await it.keyboard.press('ArrowDown');
    await it.keyboard.press('ArrowUp');
    await it.keyboard.press('ArrowUp');
    t.is(await number(), used);
    await it.getByRole('button', { name: 'Record ends' }).click();
    t.regex(await step.innerText(), /The record ends here: stranded/);
    t.regex(await it.locator('#said').innerText(), /.+/);
    await it.waitForURL(/#run=run-\d+&step=\d+$/);
    t.is(await it.locator('.diagram').count(), 2);
    t.is(await it.locator('.st-part-word').count(), 2);
    await it.getByRole('button', { name: 'Runs diverge' }).click();
    t.true((await it.locator('.clocks .wrong').count()) > 0);
    const command = await copied(it, '.run-command .copy[data-copy="run-command"]');
    t.is(await hashOf(command), hash);
    t.deepEqual(complaints, []);
    await it.close();
  },
);

browser?.('page - the diagram zooms, in true time too, with or without words', async (t) => {
  const { page: it, complaints } = await page(1_400, 'light');
  const width = () =>
    it.evaluate<number>('document.querySelector(".diagram svg").getBoundingClientRect().width');
  const before = await width();
  await it.getByRole('button', { name: 'Zoom the diagram in' }).click();
  t.true((await width()) > before * 1.2);
  await it.getByLabel('Distance between steps').selectOption('time');
  t.true((await it.locator('.st-word').count()) > 0);
  await it.locator('.bar input[type=checkbox]').uncheck();
  t.is(await it.locator('.st-word').count(), 0);
  t.deepEqual(complaints, []);
  await it.close();
});

browser?.('page - run and twin stand at one true time, wherever the cursor is', async (t) => {
  const { page: it } = await page(1_400, 'light');
  // A run that a wrong clock loses.
  const wrong = await it.evaluate<string>(
    '[...document.querySelectorAll("#run-chooser option")].find((one) => one.textContent.includes("frozen then")).value',
  );
  await it.locator('#run-chooser').selectOption(wrong);
  await it.locator('.diagrams').focus();
  for (const key of ['End', '[', '[', 'PageUp', 'ArrowRight', ']', 'Home']) {
    await it.keyboard.press(key);
    const [here, there] = await it.locator('.step .when').allInnerTexts();
    t.true((there ?? '') <= (here ?? ''), key);
    const xs = await it.evaluate<readonly number[]>(
      '[...document.querySelectorAll(".st-cursor rect")].map((one) => Number(one.getAttribute("x")))',
    );
    t.is(xs.length, 2);
  }
  // A wrong clock shows its date beside the cursor where that differs.
  t.true((await it.locator('.st-cursor-local.st-off').count()) > 0);
  await it.close();
});

browser?.(
  'page - a link leads to a run and its step, to a point of a map, to a finding',
  async (t) => {
    const { page: it } = await page(1_400, 'light');
    const run = it.locator('#run-chooser option').last();
    const id = (await run.getAttribute('value')) ?? '';
    await it.evaluate(`location.hash = "run=${id}&step=3"`);
    await it.waitForTimeout(50);
    t.is(await it.locator('#run-chooser').inputValue(), id);
    t.regex(await it.locator('.step').first().innerText(), /: step \d+ of/);
    await it.evaluate('location.hash = "map=1&x=-100000000000&y=9"');
    await it.locator('.point .command').first().waitFor();
    t.is(await it.locator('.point .fate').first().innerText(), 'stranded');
    await it.evaluate('location.hash = "finding-2"');
    await it.waitForTimeout(50);
    t.true(await it.locator('#finding-2').isVisible());
    await it.close();
  },
);

browser?.('page - findings are searched and filtered; j goes to the next', async (t) => {
  const { page: it } = await page(1_400, 'dark');
  const shown = () => it.locator('.kind:visible').count();
  const all = await shown();
  t.true(all > 2);
  await it.locator('[data-search]').fill('upload-due');
  const some = await shown();
  t.true(some > 0 && some < all);
  t.regex(await it.locator('[data-found]').innerText(), /^\d+ of \d+ kinds$/);
  await it.locator('[data-search]').fill('');
  await it.locator('[data-fate-filter="stranded"]').uncheck();
  t.true((await shown()) < all);
  t.is(await it.locator('.kind[data-fate="stranded"]:visible').count(), 0);
  await it.locator('h1').click();
  await it.keyboard.press('j');
  t.is(await it.evaluate<string>('document.activeElement.tagName'), 'SUMMARY');
  await it.close();
});

browser?.('page - on paper: light, nothing to press, every detail open, nothing cut', async (t) => {
  const { page: it } = await page(768, 'dark');
  await it.emulateMedia({ media: 'print' });
  await it.evaluate('window.dispatchEvent(new Event("beforeprint"))');
  t.is(
    await it.evaluate<string>('getComputedStyle(document.body).backgroundColor'),
    'rgb(255, 255, 255)',
  );
  t.is(await it.locator('button:visible').count(), 0);
  t.is(await it.locator('details:not([open])').count(), 0);
  t.true(await it.evaluate<boolean>('document.documentElement.scrollWidth <= window.innerWidth'));
  await it.evaluate('window.dispatchEvent(new Event("afterprint"))');
  t.true((await it.locator('details:not([open])').count()) > 0);
  await it.close();
});

/** Longest processor time of a frame, ms, and how many are drawn to measure it. */
const FRAME_MS_MAX = 16;
const FRAMES = 80;

browser?.(
  'page - a step through a run of 300 drawn steps takes 16 ms of processor a frame at most',
  async (t) => {
    if (context === undefined) throw new Error('no browser');
    const long = mkdtempSync(join(tmpdir(), 'skewproof-long-'));
    t.teardown(() => {
      rmSync(long, { recursive: true });
    });
    const scenario = JSON.parse(readFileSync(join(SCENARIOS, LONG), 'utf8')) as object;
    const file = join(long, 'long.json');
    writeFileSync(file, JSON.stringify({ ...scenario, durationMs: LONG_MS }));
    await cli(['reproduce', file, '--report', long]);
    const it = await context.newPage();
    await it.setViewportSize({ width: 1_400, height: 900 });
    await it.goto(pathToFileURL(join(long, 'report.html')).href);
    await it.waitForSelector('html[data-ready]');
    const steps = /of (\d+)/.exec(await it.locator('.step h3').first().innerText())?.[1];
    t.true(Number(steps) >= 300, steps);
    const session = await context.newCDPSession(it);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const taskMs = async (): Promise<number> => {
      const { metrics } = await session.send('Performance.getMetrics');
      return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000;
    };
    const perFrame = async (key: string): Promise<number> => {
      const before = await taskMs();
      await it.evaluate(`(async () => {
        const box = document.querySelector('.diagrams');
        for (let at = 0; at < ${String(FRAMES)}; at += 1) {
          box.dispatchEvent(new KeyboardEvent('keydown', { key: '${key}' }));
          await new Promise(requestAnimationFrame);
        }
      })()`);
      return ((await taskMs()) - before) / FRAMES;
    };
    await perFrame('ArrowRight');
    // Processor time of the page's own thread: others share the machine.
    for (const key of ['ArrowLeft', 'ArrowRight', 'PageDown', 'PageUp']) {
      const ms = await perFrame(key);
      t.log(`${key}: ${ms.toFixed(1)} ms a frame`);
      t.true(ms <= FRAME_MS_MAX, `${key}: ${String(ms)}`);
    }
    await it.close();
  },
);

for (const width of [360, 768, 1_400, 2_560])
  for (const scheme of width === 768 || width === 2_560
    ? (['light'] as const)
    : (['light', 'dark'] as const))
    browser?.(
      `page - ${width} px, ${scheme}: axe finds nothing serious, nothing scrolls sideways, no request is made`,
      async (t) => {
        const { page: it, complaints } = await page(width, scheme);
        await it.evaluate(
          'for (const one of document.querySelectorAll("details")) one.open = true',
        );
        await it.locator('.plane-box').first().press('Enter');
        await it.waitForTimeout(100);
        t.deepEqual(await seriousFindings(it), []);
        t.true(await fitsWidth(it));
        t.deepEqual(complaints, []);
        await it.close();
      },
    );

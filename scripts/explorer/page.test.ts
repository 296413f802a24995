/** The explorer's page in a real browser: the same runs as in Node, and everything that a reader does. */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import test from 'ava';
import type { BrowserContext, Page } from 'playwright-core';
import { runScenario } from '../../properties/oracle/judged-run.js';
import { cli } from '../cli/_cli.test.js';
import { fitsWidth, seriousFindings } from '../cli/_axe.test.js';
import { CHROMIUM, opened } from '../cli/_chromium.test.js';
import { Project } from '../config/_project.test.js';
import { projectOfRunners, tested } from '../init/_runners.test.js';
import { drawnScenarios, tokensOf } from '../maintenance/browser/tokens.js';
import { studyNamed } from '../studies.js';

const browser = CHROMIUM === undefined ? undefined : test.serial;
if (CHROMIUM === undefined)
  test.skip('explorer page - no Chromium here', (t) => {
    t.pass();
  });

const project = new Project();
let context: BrowserContext | undefined;
let close: (() => Promise<void>) | undefined;

test.before(async () => {
  if (CHROMIUM === undefined) return;
  for (const [study, variant] of [
    ['sms2', 'h4'],
    ['store-forward', 'correct'],
    ['metering-agent', 'naive'],
  ] as const)
    await cli(['explorer', study, '--variant', variant, '--out', `${study}.html`], {
      cwd: project.folder,
    });
  ({ context, close } = await opened(CHROMIUM));
});
test.after.always(async () => {
  await close?.();
  project.remove();
});

interface Shown {
  readonly page: Page;
  readonly complaints: readonly string[];
}

async function shown(
  study: string,
  width = 1_400,
  scheme: 'light' | 'dark' = 'light',
): Promise<Shown> {
  if (context === undefined) throw new Error('no browser');
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    if (!/^(file|data|blob):/.test(request.url())) complaints.push(request.url());
  });
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme: scheme });
  await page.goto(pathToFileURL(project.path(`${study}.html`)).href);
  await until(page, 'globalThis.explorer !== undefined');
  return { page, complaints };
}

const sentence = async (page: Page): Promise<string> =>
  (await page.locator('.sentence').textContent()) ?? '';
/** Waits for an expression: the page's policy lets no test make code in it for that. */
async function until(page: Page, expression: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await page.evaluate<boolean>(expression)) return;
    await page.waitForTimeout(50);
  }
  throw new Error(`never: ${expression}`);
}

/** Waits until a part of the page says something: it is drawn in the next frame. */
const says = async (page: Page, part: string, words: string): Promise<void> => {
  await until(
    page,
    `document.querySelector(${JSON.stringify(part)}).textContent.includes(${JSON.stringify(words)})`,
  );
};

const settled = async (page: Page): Promise<void> => {
  await until(page, '!explorer.session.work() && !explorer.session.work()');
};

const PER_STUDY = 500;

for (const study of ['sms2', 'store-forward'])
  browser?.(
    `explorer page - ${String(PER_STUDY)} tokens of ${study} have the hashes that they have in Node`,
    async (t) => {
      const { page } = await shown(study);
      const known = studyNamed(study);
      const scenarios = drawnScenarios(known, PER_STUDY);
      t.is(scenarios.length, PER_STUDY);
      const tokens = tokensOf(known, scenarios);
      const inPage = await page.evaluate<string[]>(
        `${JSON.stringify(tokens)}.map((token) => explorer.hashOf(token))`,
      );
      t.deepEqual(
        inPage,
        scenarios.map((scenario) => runScenario(known, scenario).summary.hash),
      );
      await page.close();
    },
  );

browser?.(
  'explorer page - dragging the number goes through the change, and the way back is offered',
  async (t) => {
    const { page, complaints } = await shown('sms2');
    t.regex(await sentence(page), /1 h 0\.001 s behind/);
    t.regex((await page.locator('.outcome').textContent()) ?? '', /stranded/);
    await page.locator('.go').waitFor();
    const number = page.locator('.number').first();
    const box = await number.boundingBox();
    const [x, y] = [(box?.x ?? 0) + 20, (box?.y ?? 0) + 10];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 150, y, { steps: 6 });
    await page.mouse.up();
    await says(page, '.badge', 'misdated');
    await number.press('Shift+ArrowLeft');
    await says(page, '.sentence', '1 h 0.001 s behind');
    await number.press('ArrowRight');
    await says(page, '.sentence', 'is 1 h behind');
    await until(page, "document.getElementById('said').textContent !== ''");
    t.deepEqual(complaints, []);
    await page.close();
  },
);

browser?.(
  'explorer page - the track, a typed value, the map and a variant change the run',
  async (t) => {
    const { page } = await shown('sms2');
    await settled(page);
    const input = page.locator('.track input').first();
    await input.fill('2 h behind');
    await input.press('Enter');
    await says(page, '.sentence', 'is 2 h behind');
    await input.fill('soon');
    await input.press('Enter');
    t.is(await input.getAttribute('aria-invalid'), 'true');
    const strip = await page.locator('.strip').first().boundingBox();
    await page.mouse.click((strip?.x ?? 0) + (strip?.width ?? 0) * 0.51, (strip?.y ?? 0) + 10);
    await says(page, '.badge', 'all arrive');
    const field = await page.locator('.field').boundingBox();
    await page.mouse.click((field?.x ?? 0) + 8, (field?.y ?? 0) + 60);
    await until(page, "/stranded|destroyed/.test(document.querySelector('.verdict').textContent)");
    await page.locator('[data-variant=fixed]').click();
    await until(page, "!/nothing reports it/.test(document.querySelector('.verdict').textContent)");
    t.pass();
    await page.close();
  },
);

browser?.(
  'explorer page - a moment and a message are dragged in the diagram, a fault is added and taken out',
  async (t) => {
    const { page } = await shown('sms2');
    const before = await page.evaluate<string>('explorer.token()');
    const handle = await page.locator('.ln-handle path').first().boundingBox();
    await page.mouse.move((handle?.x ?? 0) + 6, (handle?.y ?? 0) + 4);
    await page.mouse.down();
    await page.mouse.move((handle?.x ?? 0) + 126, (handle?.y ?? 0) + 4, { steps: 4 });
    await page.mouse.up();
    t.true(
      await page.evaluate<boolean>('explorer.session.scenario.clients[0].installAtMs > 3600000'),
    );
    const wire = await page.locator('[data-message] .ln-hit').nth(4).boundingBox();
    await page.mouse.move(
      (wire?.x ?? 0) + (wire?.width ?? 0) / 2,
      (wire?.y ?? 0) + (wire?.height ?? 0) / 2,
    );
    await page.mouse.down();
    await page.mouse.move((wire?.x ?? 0) + 60, (wire?.y ?? 0) + 20, { steps: 4 });
    await page.mouse.up();
    t.true(
      await page.evaluate<boolean>(
        'explorer.session.scenario.schedule.messages[0].delaysMs[0] > 0',
      ),
    );
    await page.getByRole('button', { name: 'lose it' }).click();
    t.deepEqual(await page.evaluate('explorer.session.scenario.schedule.messages[0].delaysMs'), []);
    await page.getByRole('button', { name: 'as the network decides' }).click();
    t.true(await page.evaluate<boolean>('explorer.session.scenario.schedule === undefined'));
    await page.getByLabel('What to add').selectOption('fault: crash');
    await page.getByRole('button', { name: 'add the chosen part' }).click();
    t.is(await page.evaluate('explorer.session.scenario.faults.length'), 1);
    await page.getByRole('button', { name: 'crash of client-1 ✕' }).click();
    t.is(await page.evaluate('explorer.session.scenario.faults.length'), 0);
    t.not(await page.evaluate<string>('explorer.token()'), before);
    await page.close();
  },
);

browser?.('explorer page - a collector is toggled, and each shows its outcome', async (t) => {
  const { page, complaints } = await shown('metering-agent');
  await settled(page);
  const chip = page.locator('[data-collector=loki]');
  t.regex((await chip.textContent()) ?? '', /^loki(safe|misdated|duplicated|stranded|destroyed)$/);
  await chip.click();
  await until(page, "explorer.session.scenario.collector?.name === 'loki'");
  await until(page, "location.hash === '#' + explorer.token()");
  t.is(await chip.getAttribute('aria-pressed'), 'true');
  t.regex((await page.locator('.collectors .about').textContent()) ?? '', /accepts/);
  await page.locator('[data-collector=""]').click();
  await until(page, 'explorer.session.scenario.collector === undefined');
  t.deepEqual(complaints, []);
  await page.close();
});

browser?.('explorer page - the address is the run: it is kept, followed, and copied', async (t) => {
  const { page } = await shown('sms2');
  await page.locator('.number').first().press('ArrowLeft');
  await until(
    page,
    "location.hash === '#' + explorer.token() && explorer.session.knob('clockOffset').valueIn(explorer.session.scenario) === -3600002",
  );
  const token = await page.evaluate<string>('explorer.token()');
  t.is(await page.evaluate('location.hash'), `#${token}`);
  await page.getByRole('button', { name: 'copy the link' }).click();
  t.regex(
    await page.evaluate<string>('navigator.clipboard.readText()'),
    new RegExp(`sms2\\.html#${token.replaceAll('.', '\\.')}$`),
  );
  await page.getByRole('button', { name: 'copy the command' }).click();
  t.is(await page.evaluate('navigator.clipboard.readText()'), `npx skewproof reproduce ${token}`);
  const { page: second } = await shown('sms2');
  await second.evaluate(`location.hash = '${token}'`);
  await until(second, `explorer.token() === '${token}'`);
  await second.evaluate("location.hash = 'sk1.v1-4.00000000.nothing'");
  t.is(await second.evaluate('explorer.token()'), token, 'a broken address changes nothing');
  await page.close();
  await second.close();
});

browser?.(
  'explorer page - a saved test runs and fails while the defect is there; a saved picture stands alone',
  async (t) => {
    const { page } = await shown('sms2');
    await page.getByLabel('Test runner').selectOption('node');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'save as a test' }).click(),
    ]);
    const file = download.suggestedFilename();
    t.is(file, 'sms2-explored.test.js');
    const users = projectOfRunners();
    t.teardown(() => {
      users.remove();
    });
    const text = readFileSync(await download.path(), 'utf8');
    users.write({
      [file]: text,
      'kept.test.js': text
        .replace("variant: 'h4'", "variant: 'fixed'")
        .replace('variant: "h4"', 'variant: "fixed"'),
    });
    const broken = tested(users, 'node', file);
    t.false(broken.passed);
    t.regex(broken.output, /sms2\/h4 breaks conservation/);
    const kept = tested(users, 'node', 'kept.test.js');
    t.true(kept.passed, kept.output);
    const [picture] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'save as SVG' }).click(),
    ]);
    const svg = readFileSync(await picture.path(), 'utf8');
    t.regex(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[^>]*><style>/);
    await page.close();
  },
);

for (const width of [360, 1_400])
  for (const scheme of ['light', 'dark'] as const)
    browser?.(
      `explorer page - ${String(width)} px, ${scheme}: axe finds nothing serious, nothing scrolls sideways`,
      async (t) => {
        const { page, complaints } = await shown('sms2', width, scheme);
        await settled(page);
        await page.evaluate(
          'for (const one of document.querySelectorAll("details")) one.open = true',
        );
        t.deepEqual(await seriousFindings(page), []);
        t.true(await fitsWidth(page));
        t.deepEqual(complaints, []);
        await page.close();
      },
    );

/** Longest processor time of a frame, ms, and how many are drawn to measure it. */
const FRAME_MS_MAX = 16;
const FRAMES = 60;

browser?.(
  'explorer page - a frame of a dragged clock takes 16 ms of the page at most',
  async (t) => {
    const { page } = await shown('sms2');
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const taskMs = async (): Promise<number> => {
      const { metrics } = await session.send('Performance.getMetrics');
      return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000;
    };
    const perFrame = async (): Promise<number> => {
      const before = await taskMs();
      await page.evaluate(`for (let at = 0; at < ${String(FRAMES)}; at += 1) {
      explorer.session.move('clockOffset', -3600001 + at * 1000);
      explorer.draw();
      document.body.getBoundingClientRect();
    }`);
      return ((await taskMs()) - before) / FRAMES;
    };
    await perFrame();
    // Processor time of the page's own thread: others share the machine.
    const ms = Math.min(await perFrame(), await perFrame());
    t.log(`${ms.toFixed(1)} ms a frame`);
    t.true(ms <= FRAME_MS_MAX, String(ms));
    await page.close();
  },
);

/** The page of a program: its run is replayed as it was recorded, and the page says why. */
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import test from 'ava';
import { fitsWidth, seriousFindings } from '../cli/_axe.test.js';
import { CHROMIUM, opened } from '../cli/_chromium.test.js';
import { cli } from '../cli/_cli.test.js';
import { agent, CONFIG } from '../cli/_own-program.test.js';
import { Project } from '../config/_project.test.js';

const project = new Project();
project.write({ 'skewproof.config.ts': CONFIG, 'src/telemetry.ts': agent('3_600_000') });
test.after.always(() => {
  project.remove();
});

/** The token in the command that a page shows. */
const tokenIn = (page: string): string =>
  /npx skewproof reproduce (sk1\.[\w.-]+)/.exec(page)?.[1] ?? '';

test.serial('recorded page - the run of a program, its reason, and its command', async (t) => {
  const first = await cli(
    ['explorer', 'acme-telemetry', '--variant', 'shipped', '--out', 'p.html'],
    {
      cwd: project.folder,
    },
  );
  t.is(first.code, 0, first.stderr);
  t.regex(first.stdout, /replays the run as it was recorded/);
  const page = project.read('p.html');
  t.true(gzipSync(page).length < 300_000);
  t.regex(page, /The program runs in Node/);
  t.regex(page, /<noscript>.*<svg /s);
  t.notRegex(page, /unsafe-eval|<script[^>]+src=|<link[^>]+href="(?!data:)/);
  const token = tokenIn(page);
  t.not(token, '');
  const again = await cli(['explorer', token, '--out', 'q.html', '--json'], {
    cwd: project.folder,
  });
  t.is(again.code, 0, again.stderr);
  t.true((JSON.parse(again.stdout) as { recorded: boolean }).recorded);
  t.is(project.read('q.html'), page, 'one token is one page');
  const changed = await cli(['explorer', token, '--variant', 'no-such', '--out', 'r.html'], {
    cwd: project.folder,
  });
  t.is(changed.code, 2);
});

if (CHROMIUM === undefined)
  test.skip('recorded page - no Chromium here', (t) => {
    t.pass();
  });
else {
  const executable = CHROMIUM;
  test.serial('recorded page - it is stepped through, and nothing in it moves', async (t) => {
    const { context, close } = await opened(executable);
    t.teardown(close);
    for (const width of [360, 1_400]) {
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(String(error)));
      await page.setViewportSize({ width, height: 900 });
      await page.goto(pathToFileURL(project.path('p.html')).href);
      const text = page.locator('.step-text');
      const command = await page.locator('#command').textContent();
      await page.getByLabel('Step of the run').press('ArrowRight');
      t.regex((await text.textContent()) ?? '', /^Step 2 of \d+/);
      t.is(await page.locator('.ln-cursor').count(), 1);
      t.is(await page.evaluate('location.hash'), '#step=1');
      t.true((await page.locator('.square').count()) > 0);
      t.is(await page.locator('.ln-handle').count(), 0);
      const wire = await page.locator('[data-message] .ln-hit').first().boundingBox();
      await page.mouse.move((wire?.x ?? 0) + 3, (wire?.y ?? 0) + 3);
      await page.mouse.down();
      await page.mouse.move((wire?.x ?? 0) + 60, (wire?.y ?? 0) + 3, { steps: 3 });
      await page.mouse.up();
      t.is(await page.locator('#command').textContent(), command);
      const said = await text.textContent();
      await page.reload();
      t.is(await text.textContent(), said, 'the address keeps the step');
      t.deepEqual(await seriousFindings(page), []);
      t.true(await fitsWidth(page));
      t.deepEqual(complaints, []);
      await page.close();
    }
  });
}

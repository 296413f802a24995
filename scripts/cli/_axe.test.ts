/** Judges an open page by axe and by its width. (AVA takes no tests from `_` files.) */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeFinding {
  readonly id: string;
  readonly impact: string;
}

/** Violations that hinder the use of the page. */
export async function seriousFindings(page: Page): Promise<readonly AxeFinding[]> {
  await page.evaluate(AXE);
  const found = await page.evaluate<readonly AxeFinding[]>(
    'axe.run().then(({ violations }) => violations.map(({ id, impact }) => ({ id, impact })))',
  );
  return found.filter(({ impact }) => impact === 'serious' || impact === 'critical');
}

/** True if nothing scrolls sideways. */
export const fitsWidth = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>('document.documentElement.scrollWidth <= window.innerWidth');

/** The built client of the page: read from beside this file, where the build has put it. */
import { readFileSync } from 'node:fs';
import { SkewproofError } from '../../sim/model/errors.js';

export interface PageAssets {
  readonly script: string;
  readonly style: string;
}

function built(name: string): string {
  const place = new URL(`client/${name}`, import.meta.url);
  try {
    return readFileSync(place, 'utf8');
  } catch {
    throw new SkewproofError('SKEW-401', {
      place: `reports/html/client/${name}`,
      expected: 'the built client of the page',
      got: 'no such file',
      advice: 'Run npm run build: tsc alone does not build it.',
    });
  }
}

export const pageAssets = (): PageAssets => ({
  script: built('index.js'),
  style: built('style.css'),
});

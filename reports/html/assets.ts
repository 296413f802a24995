/** The client of the page, if it was built. */
import { SkewproofError } from '../../sim/model/errors.js';
import type { PageAssets } from './built-client.js';

/** @throws SkewproofError SKEW-401 when the client was not built. */
export function pageAssets(built: PageAssets | undefined): PageAssets {
  if (built !== undefined) return built;
  throw new SkewproofError('SKEW-401', {
    place: 'dist/reports/html/built-client.js',
    expected: 'the built client of the page',
    got: 'only the placeholder that tsc compiles',
    advice: 'Run npm run build: tsc alone does not build the client.',
  });
}

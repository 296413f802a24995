/** Draws the golden files anew, after the drawing was changed on purpose: npm run golden. */
import { writeFileSync } from 'node:fs';
import { GOLDEN } from '../../dist/reports/golden/scenarios.js';

for (const [name, draw] of Object.entries(GOLDEN)) {
  writeFileSync(new URL(`../../reports/golden/${name}.svg`, import.meta.url), draw());
  console.log(`reports/golden/${name}.svg`);
}

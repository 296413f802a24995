/** `skewproof schema`: the published JSON Schema of a study's scenario files. */
import { studyNamed } from '../../reports/index.js';
import { EXIT } from '../context.js';
import type { Output } from '../context.js';

/** JSON with and without --json: it is what it is. */
export function runSchema(study: string, output: Output): number {
  output.host.stdout.write(`${JSON.stringify(studyNamed(study).schema, null, 2)}\n`);
  return EXIT.ok;
}

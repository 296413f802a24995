/** `skewproof schema`: the published JSON Schemas of a study's scenario files, and of report.json. */
import type { Studies } from '../config/studies.js';
import { REPORT_SCHEMA } from '../../reports/document/schema.js';
import { EXIT } from '../cli/context.js';
import type { Output } from '../cli/context.js';

/** No study may be called so. */
const REPORT = 'report';

/** JSON with and without --json: it is what it is. */
export function runSchema(name: string, output: Output, studies: Studies): number {
  const schema = name === REPORT ? REPORT_SCHEMA : studies.named(name).schema;
  output.host.stdout.write(`${JSON.stringify(schema, null, 2)}\n`);
  return EXIT.ok;
}

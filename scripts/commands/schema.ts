/**
 * `skewproof schema`: prints the published JSON Schemas of a study's scenario files and of
 * report.json.
 */
import type { Studies } from '../config/studies.js';
import { REPORT_SCHEMA } from '../../reports/document/schema.js';
import { EXIT } from '../cli/context.js';
import type { Output } from '../cli/context.js';

/** Name that no study may have. */
const REPORT = 'report';

/** Prints JSON with and without --json: a schema is JSON. */
export function runSchema(name: string, output: Output, studies: Studies): number {
  const schema = name === REPORT ? REPORT_SCHEMA : studies.named(name).schema;
  output.host.stdout.write(`${JSON.stringify(schema, null, 2)}\n`);
  return EXIT.ok;
}

/** `skewproof list`: studies, variants, properties, spaces. */
import { heading, PROPERTIES, STUDIES, studyNamed, tableOf } from '../../reports/index.js';
import { EXIT } from '../context.js';
import type { Output } from '../context.js';

export function runList(schemaOf: string | undefined, output: Output): number {
  if (schemaOf !== undefined) {
    process.stdout.write(`${JSON.stringify(studyNamed(schemaOf).schema, null, 2)}\n`);
    return EXIT.ok;
  }
  for (const study of Object.values(STUDIES)) {
    output.print(heading(`study ${study.name}: ${study.title}`, output));
    const rows = Object.entries(study.variants).map(([name, variant]) => [
      name,
      variant.title,
      variant.violated.length === 0 ? 'holds all' : `breaks ${variant.violated.join(', ')}`,
    ]);
    output.print(tableOf(['variant', 'what it is', 'expected'], rows, output));
    output.print(`\nspaces: ${Object.keys(study.spaces).join(', ')}`);
  }
  output.print(heading('properties', output));
  output.print(
    tableOf(
      ['property', 'says'],
      Object.entries(PROPERTIES).map(([name, says]) => [name, says]),
      output,
    ),
  );
  output.result({
    studies: Object.values(STUDIES).map(({ name, title, variants, spaces }) => ({
      name,
      title,
      variants,
      spaces: Object.keys(spaces),
    })),
    properties: PROPERTIES,
  });
  return EXIT.ok;
}

/**
 * `skewproof list`: studies, variants, spaces, properties, and the questions that a study answers.
 */
import { FURTHER_PROPERTIES, PROPERTIES } from '../../properties/oracle/invariants.js';
import { workaroundOutcomes } from '../../properties/sms2/article/workaround.js';
import type { Studies } from '../config/studies.js';
import { workaroundAnswer } from '../../reports/sms2/workaround.js';
import { tableOf } from '../../reports/text/table.js';
import { heading } from '../../reports/text/text.js';
import { EXIT } from '../cli/context.js';
import type { Output } from '../cli/context.js';

const QUESTION =
  'Q213261 says to remove the client, synchronise its clock and reinstall it. What happens to the logs written before the removal?';

/** The properties that some variant of these studies is judged by. */
function propertiesOf({ all }: Studies): Readonly<Record<string, string>> {
  const also = new Set(
    all.flatMap(({ variants }) => Object.values(variants).flatMap((one) => one.also ?? [])),
  );
  const further = Object.entries(FURTHER_PROPERTIES).filter(([name]) =>
    [...also].some((one) => one === name),
  );
  return { ...PROPERTIES, ...Object.fromEntries(further) };
}

export function runList(output: Output, studies: Studies): number {
  const outcomes = workaroundOutcomes();
  const properties = propertiesOf(studies);
  for (const study of studies.all) {
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
      Object.entries(properties).map(([name, says]) => [name, says]),
      output,
    ),
  );
  output.print(heading('a question that the study answers', output));
  output.print(`${QUESTION}\n${workaroundAnswer(outcomes)}`);
  output.result({
    studies: studies.all.map(({ name, title, variants, spaces }) => ({
      name,
      title,
      variants,
      spaces: Object.keys(spaces),
    })),
    properties,
    workaround: outcomes,
  });
  return EXIT.ok;
}

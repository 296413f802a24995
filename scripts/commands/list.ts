/**
 * `skewproof list`: studies, variants, spaces, properties, and the questions that a study answers.
 */
import { FURTHER_PROPERTIES, PROPERTIES } from '../../properties/oracle/invariants.js';
import { workaroundOutcomes } from '../../properties/sms2/article/workaround.js';
import type { AnyStudy } from '../../properties/study/erase.js';
import type { Studies } from '../config/studies.js';
import { workaroundAnswer } from '../../reports/sms2/workaround.js';
import { tableOf } from '../../reports/text/table.js';
import { heading } from '../../reports/text/text.js';
import { EXIT } from '../cli/context.js';
import type { Output } from '../cli/context.js';

const QUESTION =
  'Q213261 says to remove the client, synchronise its clock and reinstall it. What happens to the logs written before the removal?';

/** The properties that some variant of these studies is judged by. */
function propertiesOf(all: readonly AnyStudy[]): Readonly<Record<string, string>> {
  const also = new Set(
    all.flatMap(({ variants }) => Object.values(variants).flatMap((one) => one.also ?? [])),
  );
  const further = Object.entries(FURTHER_PROPERTIES).filter(([name]) =>
    [...also].some((one) => one === name),
  );
  return { ...PROPERTIES, ...Object.fromEntries(further) };
}

function printStudy(study: AnyStudy, output: Output): void {
  output.print(heading(`study ${study.name}: ${study.title}`, output));
  const rows = Object.entries(study.variants).map(([name, variant]) => [
    name,
    variant.title,
    variant.violated.length === 0 ? 'holds all' : `breaks ${variant.violated.join(', ')}`,
  ]);
  output.print(tableOf(['variant', 'what it is', 'expected'], rows, output));
  output.print(`\nspaces: ${Object.keys(study.spaces).join(', ')}`);
}

function printProperties(properties: Readonly<Record<string, string>>, output: Output): void {
  output.print(heading('properties', output));
  output.print(
    tableOf(
      ['property', 'says'],
      Object.entries(properties).map(([name, says]) => [name, says]),
      output,
    ),
  );
}

const listed = ({ name, title, variants, spaces }: AnyStudy): object => ({
  ...{ name, title, variants },
  spaces: Object.keys(spaces),
});

/** One study: its variants, its spaces, and the properties by which it is judged. */
export function runListStudy(study: AnyStudy, output: Output): number {
  const properties = propertiesOf([study]);
  printStudy(study, output);
  printProperties(properties, output);
  output.result({ studies: [listed(study)], properties });
  return EXIT.ok;
}

export function runList(output: Output, studies: Studies): number {
  const outcomes = workaroundOutcomes();
  const properties = propertiesOf(studies.all);
  for (const study of studies.all) printStudy(study, output);
  printProperties(properties, output);
  output.print(heading('a question that the study answers', output));
  output.print(`${QUESTION}\n${workaroundAnswer(outcomes)}`);
  output.result({
    studies: studies.all.map(listed),
    properties,
    workaround: outcomes,
  });
  return EXIT.ok;
}

/**
 * `skewproof list store-forward`: the planted defects by class, with places where each has been
 * observed.
 */
import * as storeForward from '../../models/store-forward/index.js';
import { tableOf } from '../../reports/text/table.js';
import { heading } from '../../reports/text/text.js';
import { EXIT } from '../cli/context.js';
import type { Output } from '../cli/context.js';

export function runListClasses(output: Output): number {
  const defects = Object.entries(storeForward.DEFECTS);
  output.print(heading('store-forward: planted defects by class', output));
  output.print(
    tableOf(
      ['class', 'defect', 'what it does', 'caught by', 'observed in public'],
      defects.map(([name, defect]) => [
        defect.class,
        name,
        defect.title,
        defect.property,
        defect.incident?.address ?? '',
      ]),
      output,
    ),
  );
  output.print('\nTo find one: npx skewproof explore store-forward --variant correct+<defect>');
  output.result({
    study: 'store-forward',
    defects: defects.map(([name, defect]) => ({
      defect: name,
      class: defect.class,
      title: defect.title,
      property: defect.property,
      ...(defect.incident === undefined ? {} : { incident: defect.incident }),
    })),
  });
  return EXIT.ok;
}

/** Look of each class: a colour, and a pattern that distinguishes it without colour. */
import type { FrontierMap, PlaneClass } from '../../../properties/frontier/types.js';
import { CLASS_NAMES, LOOK } from '../../words/look.js';
import { element } from './dom.js';

export const patterns = (number: number): string =>
  `<defs>${CLASS_NAMES.map(
    (name) =>
      `<pattern id="${name}-${number}" class="tile-${name}" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8"/>${LOOK[name].hatch === '' ? '' : `<path d="${LOOK[name].hatch}"/>`}</pattern>`,
  ).join('')}</defs>`;

const MEANING: Readonly<Record<PlaneClass, string>> = {
  safe: 'every record counted, with the right date',
  stranded: 'held on a machine, and nothing moves it',
  destroyed: 'no copy is left',
  misdated: 'counted, with a wrong date',
  duplicated: 'counted more than once',
  unknown: 'could not be judged',
};

export function legend(map: FrontierMap, number: number): HTMLElement {
  const present = new Set(map.classes.flat());
  const items = CLASS_NAMES.filter((name) => present.has(name)).map((name) => {
    const item = element('li');
    item.innerHTML = `<svg width="22" height="16" aria-hidden="true"><rect width="22" height="16" fill="url(#${name}-${number})"/></svg>`;
    item.append(element('b', {}, name), `: ${MEANING[name]}`);
    return item;
  });
  return element('ul', { class: 'legend', 'aria-label': 'Legend' }, ...items);
}

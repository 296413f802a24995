/** Look of each class: a colour, and a pattern that distinguishes it without colour. */
import type { FrontierMap, PlaneClass } from '../../../properties/frontier/types.js';
import { element } from './dom.js';

const TILES: Readonly<Record<PlaneClass, string>> = {
  safe: '',
  stranded: '<path d="M-2 10L10 -2M-2 2L2 -2M6 10L10 6"/>',
  destroyed: '<path d="M0 0L8 8M8 0L0 8"/>',
  misdated: '<circle cx="4" cy="4" r="1.1"/>',
  duplicated: '<path d="M0 2.5H8M0 5.5H8"/>',
  unknown: '<path d="M4 0V8"/>',
};

export const patterns = (number: number): string =>
  `<defs>${Object.entries(TILES)
    .map(
      ([name, tile]) =>
        `<pattern id="${name}-${number}" class="tile-${name}" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8"/>${tile}</pattern>`,
    )
    .join('')}</defs>`;

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
  const items = (Object.keys(TILES) as PlaneClass[])
    .filter((name) => present.has(name))
    .map((name) => {
      const item = element('li');
      item.innerHTML = `<svg width="22" height="16" aria-hidden="true"><rect width="22" height="16" fill="url(#${name}-${number})"/></svg>`;
      item.append(element('b', {}, name), `: ${MEANING[name]}`);
      return item;
    });
  return element('ul', { class: 'legend', 'aria-label': 'Legend' }, ...items);
}

/** The collectors that an option names. */
import { COLLECTORS } from '../../models/collectors/index.js';
import type { CollectorRow } from '../../models/collectors/index.js';
import { didYouMean } from '../../properties/words/nearest.js';
import { inputError } from '../../sim/model/errors.js';

/** The word for every collector. */
const ALL = 'all';
const PLACE = '--collector';

/** @throws SkewproofError SKEW-101 for a name that no collector has, with the nearest */
export function collectorNamedBy(name: string): CollectorRow {
  const row = COLLECTORS.find((one) => one.name === name);
  if (row !== undefined) return row;
  const advice = didYouMean(
    name,
    COLLECTORS.map((one) => one.name),
  );
  throw inputError({
    place: PLACE,
    expected: 'the name of a collector, as "skewproof list collectors" prints them',
    got: `"${name}"`,
    ...(advice === '' ? {} : { advice }),
  });
}

/**
 * @param text names with commas between, or `all`
 * @throws SkewproofError SKEW-101 for a name that no collector has, with the nearest
 */
export function collectorsNamed(text: string): readonly CollectorRow[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.includes(ALL)) return COLLECTORS;
  if (names.length === 0) throw inputError({ place: PLACE, expected: 'a name, or all', got: '""' });
  return [...new Set(names)].map(collectorNamedBy);
}

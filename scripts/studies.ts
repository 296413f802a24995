/** Registry of the studies that come with the project; the only file that names them all. */
import { meteringAgentStudy } from '../properties/collectors/reference/study.js';
import { eraseStudy } from '../properties/study/erase.js';
import type { AnyStudy } from '../properties/study/erase.js';
import { sms2Study } from '../properties/sms2/study.js';
import { storeForwardStudy } from '../properties/store-forward/study.js';
import { unknownName } from '../properties/study/variant.js';

export const STUDIES: Readonly<Record<string, AnyStudy>> = {
  sms2: eraseStudy(sms2Study),
  'store-forward': eraseStudy(storeForwardStudy),
  'metering-agent': eraseStudy(meteringAgentStudy),
};

/** Name of each in the package, where it is behind the door `skewproof/studies/<name>`. */
export const EXPORTED_AS: Readonly<Record<string, string>> = {
  sms2: 'sms2Study',
  'store-forward': 'storeForwardStudy',
  'metering-agent': 'meteringAgentStudy',
};

/** The part of each that a page can hold: its module in the built package, and the name there. */
export const RUNNABLE_PARTS: Readonly<
  Record<string, { readonly module: string; readonly exported: string }>
> = {
  sms2: { module: 'properties/sms2/runnable.js', exported: 'sms2Runnable' },
  'store-forward': {
    module: 'properties/store-forward/runnable.js',
    exported: 'storeForwardRunnable',
  },
  'metering-agent': {
    module: 'properties/collectors/reference/study.js',
    exported: 'meteringAgentStudy',
  },
};

/** @throws SkewproofError SKEW-102 */
export function studyNamed(name: string): AnyStudy {
  const study = Object.hasOwn(STUDIES, name) ? STUDIES[name] : undefined;
  if (study !== undefined) return study;
  throw unknownName({ place: 'study', known: Object.keys(STUDIES), got: name });
}

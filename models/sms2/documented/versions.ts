/**
 * The releases of SMS 2.0 as sets of documented defects. An article lists only the versions in
 * which the defect had been seen when it was written. So a defect is assumed in every version from
 * its first until the service pack whose fix list names it, or in all later ones.
 */
import { DOCUMENTED_DEFECTS } from './catalogue.js';
import { VERSIONS } from './types.js';
import type { DocumentedDefect, Version } from './types.js';

export function versionsOf({ since = 'rtm', fixedIn }: DocumentedDefect): readonly Version[] {
  const from = VERSIONS.indexOf(since);
  const to = fixedIn === undefined ? VERSIONS.length : VERSIONS.indexOf(fixedIn);
  return VERSIONS.slice(from, to);
}

/** Names of the defects that a version has. */
export const defectsOf = (version: Version): readonly string[] =>
  Object.entries(DOCUMENTED_DEFECTS)
    .filter(([, defect]) => versionsOf(defect).includes(version))
    .map(([name]) => name);

/**
 * The releases of SMS 2.0 as sets of documented defects. An article's list of versions says what
 * it had been seen in when it was written, so a defect is taken to be in every version from its
 * first until the service pack whose fix list has it; where none has it, in all later ones.
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

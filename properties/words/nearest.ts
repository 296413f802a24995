/** Finds the known name nearest to an unknown one, for errors. */
import { closestMatch } from 'leven';

/** Share of its letters by which a misspelt name may differ from the intended one. */
const SHARE_MAX = 0.4;

/** The candidate with the fewest different letters; `undefined`: none is near enough. */
export const nearest = (name: string, candidates: readonly string[]): string | undefined =>
  closestMatch(name, candidates, {
    maxDistance: Math.max(1, Math.floor(SHARE_MAX * name.length)),
  });

/** Advice for the error about an unknown name; empty: no known name is near enough. */
export const didYouMean = (name: string, candidates: readonly string[]): string => {
  const meant = nearest(name, candidates);
  return meant === undefined ? '' : `Did you mean "${meant}"?`;
};

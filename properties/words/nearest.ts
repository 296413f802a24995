/** The name that was probably meant: for errors over a name that is not known. */
import { closestMatch } from 'leven';

/** A misspelt name may differ from the one that was meant by this share of its letters. */
const SHARE_MAX = 0.4;

/** The candidate that differs by the fewest letters; undefined: none is near enough to be meant. */
export const nearest = (name: string, candidates: readonly string[]): string | undefined =>
  closestMatch(name, candidates, {
    maxDistance: Math.max(1, Math.floor(SHARE_MAX * name.length)),
  });

/** Advice for an error over an unknown name; empty: no name is near enough. */
export const didYouMean = (name: string, candidates: readonly string[]): string => {
  const meant = nearest(name, candidates);
  return meant === undefined ? '' : `Did you mean "${meant}"?`;
};

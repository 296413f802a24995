/** Records whose markers stand in a text as they were written. */
const MARKER = /sk~(\d{1,15})~/g;

/** Returns the numbers of the records, in order. */
export const markersIn = (text: string): readonly number[] =>
  [...text.matchAll(MARKER)].map(([, digits]) => Number(digits));

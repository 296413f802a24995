/** Prints the trace hash of a run of `_web-everything.ts`: for comparing processes. */
import { webEverythingPlayed } from './_web-played.js';

setImmediate(() => {
  console.log(webEverythingPlayed());
});

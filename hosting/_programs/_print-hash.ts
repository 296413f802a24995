/** Prints the trace hash of a run of `_everything.ts`: for comparing processes. */
import { EVERYTHING } from './_everything.js';
import { everythingPlayed } from './_played.js';

setImmediate(() => {
  console.log(everythingPlayed(EVERYTHING));
});

/** Tests are compiled like all else and run from dist/; c8 maps them back to their sources. */
import { groupOf, slow, sourceOf, TOGETHER } from './scripts/maintenance/testing/files.mjs';

/** Of a file, or of all that its group may hold. */
const secondsOf = (file) =>
  file.includes(TOGETHER)
    ? Object.entries(slow)
        .filter(([source]) => file.endsWith(`/${groupOf(source)}.test.js`))
        .reduce((sum, [, seconds]) => sum + seconds, 0)
    : (slow[sourceOf(file)] ?? 0);

export default {
  // npm test loads several files in one thread, by files of this folder.
  files: process.env.SKEWPROOF_TOGETHER
    ? [`${TOGETHER}/*.test.js`]
    : ['dist/**/*.test.js', `!${TOGETHER}/**`],
  require: ['./scripts/maintenance/testing/setup.mjs'],
  // The longest first, so that no core is left with one of them at the end.
  sortTestFiles: (a, b) => secondsOf(b) - secondsOf(a) || (a < b ? -1 : 1),
  timeout: '10m',
};

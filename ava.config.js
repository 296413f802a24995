/** Tests are compiled like all else and run from dist/; c8 maps them back to their sources. */
import { slow, sourceOf } from './scripts/maintenance/testing/files.mjs';

const secondsOf = (file) => slow[sourceOf(file)] ?? 0;

export default {
  files: ['dist/**/*.test.js'],
  require: ['./scripts/maintenance/testing/setup.mjs'],
  // The longest first, so that no core is left with one of them at the end.
  sortTestFiles: (a, b) => secondsOf(b) - secondsOf(a) || (a < b ? -1 : 1),
  timeout: '10m',
};

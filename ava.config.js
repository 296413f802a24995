/** Tests are compiled like all else and run from dist/; c8 maps them back to their sources. */
export default {
  files: ['dist/**/*.test.js'],
  timeout: '10m',
};

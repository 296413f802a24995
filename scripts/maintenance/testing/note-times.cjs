/** Loaded by each process of a measured test run: at its end it notes the CPU time it took. */
const { appendFileSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

const { SKEWPROOF_TEST_TIMES: notes } = process.env;
if (isMainThread && notes)
  process.on('exit', () => {
    const file = process.env.SKEWPROOF_TEST_FILE;
    const { user, system } = process.cpuUsage();
    if (file)
      appendFileSync(notes, `${JSON.stringify({ file, seconds: (user + system) / 1e6 })}\n`);
  });
